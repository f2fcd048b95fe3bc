"""A journal without its story: what happened, whoever told it, so that a scenario and its script can be compared.

Left out are the steps of a story, what was refused before anybody wrote it down as a command, and calls by which
somebody only looked at something in the other app: none changes anything, and of the last the journal does not tell
who looked at what. Entries are numbered anew; what a step of the story caused, nobody did.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from enum import Enum

from zsim.kernel.canonical import canonical_bytes
from zsim.kernel.journal import ROOT, Command, Entry
from zsim.ports.refusals import ASKER, KIND
from zsim.sync import Call

STEP = "step"
DIGEST_BYTES = 8
WRITING = ("write", "perform")


class WithoutStory:
    """Leaves the story out of a journal that is read bit by bit."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._kept = 0

    def take(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The next entries that tell what happened, numbered on."""
        for each in entries:
            cause = self._numbers.get(each.cause, ROOT)
            if each.kind == STEP or (each.kind == KIND and each.actor == ASKER) or _looks(each, cause):
                self._numbers[each.number] = cause
                continue
            self._kept += 1
            self._numbers[each.number] = self._kept
            yield each._replace(number=self._kept, cause=cause)


def _looks(entry: Entry, cause: int) -> bool:
    """Whether it is a call that no run, command or other entry caused, and that wrote nothing."""
    return cause == ROOT and isinstance(entry.detail, Call) and entry.detail.method not in WRITING


def without_story(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of a whole journal that tell what happened, numbered from 1."""
    return WithoutStory().take(entries)


def digest_of(entry: Entry) -> str:
    """A short digest of one entry; a command is the same whether an option was given as such or as its text."""
    if isinstance(entry.detail, Command):
        given = {name: each.value if isinstance(each, Enum) else each for name, each in entry.detail.given.items()}
        entry = entry._replace(detail=Command(entry.detail.name, given))
    return hashlib.blake2b(canonical_bytes(entry), digest_size=DIGEST_BYTES).hexdigest()
