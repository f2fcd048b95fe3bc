"""What became of a record in a run, and counts of that in words."""

from __future__ import annotations

from collections import Counter

from zsim.kernel.enums import WordEnum


class Outcome(WordEnum):
    """What became of a record in a run; every record read has exactly one."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CLONED = "cloned"
    OVERWRITTEN = "overwritten"
    MERGED = "merged"
    SKIPPED = "skipped"
    EXCLUDED = "excluded"
    DELETED = "deleted"
    DEACTIVATED = "deactivated"
    KEPT = "kept"
    CONFLICT = "conflict"
    FAILED = "failed"
    READDED = "readded"
    DUPLICATE = "duplicate"
    IGNORED = "ignored"
    FINISHED = "finished"


OUTCOMES = tuple(Outcome)


def counts_in_words(counts: Counter[str]) -> dict[str, int]:
    """The counts by outcome in words, in the order of ``Outcome``."""
    return {outcome.value: counts[outcome] for outcome in OUTCOMES if counts.get(outcome)}
