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

    @property
    def meaning(self) -> str:
        """What became of a record of which this is told, in a sentence."""
        return MEANINGS[self]


OUTCOMES = tuple(Outcome)
MEANINGS = {
    Outcome.CREATED: "A record was made for it on the other side.",
    Outcome.UPDATED: "What was edited was carried to the record it is paired with.",
    Outcome.UNCHANGED: "Nothing had to be carried.",
    Outcome.CLONED: "A duplicate stood on the other side, and a further record was made beside it.",
    Outcome.OVERWRITTEN: "A duplicate on the other side took its values, and the two are paired.",
    Outcome.MERGED: "It went into another record of its own side, which goes on for both.",
    Outcome.SKIPPED: "A duplicate stands on the other side, and both were left as they are.",
    Outcome.EXCLUDED: "What was chosen leaves it out, or it is not there to be synced.",
    Outcome.DELETED: "It was deleted, and so was the record it was paired with.",
    Outcome.DEACTIVATED: "The record it was paired with is in use, and was made inactive instead of deleted.",
    Outcome.KEPT: "It was deleted, and the record it was paired with stays.",
    Outcome.CONFLICT: "Both sides had edited the same field, and one value stands.",
    Outcome.FAILED: "An app refused it, or something it needs is missing; the next run looks at it again.",
    Outcome.READDED: "A lead that somebody had deleted came back.",
    Outcome.DUPLICATE: "The contact is a lead already.",
    Outcome.IGNORED: "The contact may not become a lead.",
    Outcome.FINISHED: "An earlier run was broken off in it, and what it had begun was found done.",
}


def counts_in_words(counts: Counter[str]) -> dict[str, int]:
    """The counts by outcome in words, in the order of ``Outcome``."""
    return {outcome.value: counts[outcome] for outcome in OUTCOMES if counts.get(outcome)}
