"""What a session completes after a dot: the words of people, apart from what others of our own use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Kept = TypeVar("Kept", bound=type)


def hiding(*internal: str) -> Callable[[Kept], Kept]:
    """Make ``dir()`` of a class's instances list the words of people alone; the others can be used all the same."""

    def hide(kept: Kept) -> Kept:
        def words(self: object) -> list[str]:
            return [name for name in object.__dir__(self) if not name.startswith("_") and name not in internal]

        type.__setattr__(kept, "__dir__", words)
        return kept

    return hide
