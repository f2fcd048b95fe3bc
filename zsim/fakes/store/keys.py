"""ZSC keys: 32 hexadecimal digits that tell, to those who know how, which app made them.

The last eight digits are a check over the app's name and the others, so an app can say "that is a key of Books" of a
key it never saw, as the vendors do. Source: CON-01, CON-03.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterable
from typing import Protocol

BODY_LENGTH = 24
CHECK_LENGTH = 8


class Bits(Protocol):
    """Where random bits come from: one of the world's streams."""

    def getrandbits(self, k: int, /) -> int:
        """So many random bits as a number."""


def new_key(app: str, stream: Bits) -> str:
    """A fresh key of an app ("crm", "books"), drawn from ``stream``."""
    body = f"{stream.getrandbits(4 * BODY_LENGTH):0{BODY_LENGTH}x}"
    return body + _check(app, body)


def is_key(text: str) -> bool:
    """Whether the text has the form of a key."""
    return len(text) == BODY_LENGTH + CHECK_LENGTH and all(each in string.hexdigits for each in text)


def maker_of(key: str, apps: Iterable[str]) -> str | None:
    """Which of these apps made the key; ``None`` when none of them did."""
    body, check = key[:BODY_LENGTH].lower(), key[BODY_LENGTH:].lower()
    for app in apps:
        if _check(app, body) == check:
            return app
    return None


def _check(app: str, body: str) -> str:
    return hashlib.blake2b(f"{app}/{body}".encode(), digest_size=CHECK_LENGTH // 2).hexdigest()
