"""The exit codes of every command."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended; the first six are pytest's own."""

    OK = 0
    FAILED = 1
    INTERRUPTED = 2
    INTERNAL = 3
    USAGE = 4
    NOTHING = 5
    REPORTS_DIFFER = 10
    UNSTABLE = 11
    UNREADABLE = 12
