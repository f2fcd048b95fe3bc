"""The errors of whoever asks: of the caller, and of a file that another version wrote."""

from __future__ import annotations


class UsageError(Exception):
    """The caller asked for something that cannot be done; nothing was changed.

    Its message always has three parts: what was asked, what was found, and what would be right.
    """

    def __init__(self, *, asked: str, found: str, right: str) -> None:
        super().__init__(f"{asked}: {found}; {right}")
        self.asked = asked
        self.found = found
        self.right = right


class Unreadable(UsageError):
    """A file is empty, was cut short or damaged, or is of another format version."""


class OtherVersion(Unreadable):
    """A file is of another format version than the one this version of zsim reads."""
