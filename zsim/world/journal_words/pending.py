"""Which decisions were not carried out: nothing came of them yet, or something else did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from zsim.fakes.store.effects import Effect
from zsim.kernel.journal import Entry
from zsim.sync import Call, DecisionEntry, Failure, Grade, Outcome, RunEnded

WRITTEN = frozenset(
    {
        *(Outcome.CREATED, Outcome.UPDATED, Outcome.CLONED, Outcome.OVERWRITTEN, Outcome.MERGED),
        *(Outcome.DELETED, Outcome.DEACTIVATED, Outcome.READDED),
    }
)
"""The outcomes that something is written for."""

RECOGNISED = "adopted"
"""The reason of a decision that finds done what was to be done."""


class Fate(StrEnum):
    """What became of a decision that was not carried out."""

    INTENDED = "intended"
    OVERTAKEN = "overtaken"
    FAILED = "failed"


class Pending:
    """The decisions of one journal that are not carried out.

    A decision that something is to be written for is carried out once a change is caused by it, or its run ended well
    without one: there was nothing to change. It is not where it was refused, where another took its place before that,
    and where its run failed.
    """

    def __init__(self) -> None:
        self._awaited: dict[int, int] = {}
        self._never: dict[int, Fate] = {}
        self._runs: dict[int, int] = {}

    def take_in(self, entry: Entry) -> None:
        """Take in the next entry."""
        match entry.detail:
            case DecisionEntry() as told:
                if self._awaited.pop(entry.cause, None) is not None:
                    self._never[entry.cause] = Fate.OVERTAKEN
                if told.outcome in WRITTEN and told.code != RECOGNISED:
                    run = self._runs[entry.number] = self._runs.get(entry.cause, entry.cause)
                    self._awaited[entry.number] = run
            case Effect():
                self._awaited.pop(entry.cause, None)
            case Failure():
                self._awaited.pop(entry.cause, None)
                self._never[entry.cause] = Fate.FAILED
            case RunEnded() as ended:
                for number in [each for each, run in self._awaited.items() if run == entry.cause]:
                    del self._awaited[number]
                    if ended.grade is Grade.FAILED:
                        self._never[number] = Fate.FAILED

    @property
    def fates(self) -> Mapping[int, Fate]:
        """What became of each of them so far, by the numbers of their entries."""
        return {**self._never, **dict.fromkeys(self._awaited, Fate.INTENDED)}


def fates(entries: Iterable[Entry]) -> Mapping[int, Fate]:
    """What became of the decisions that these entries show as not carried out, by their numbers."""
    gathered = Pending()
    for entry in entries:
        if not isinstance(entry.detail, Call):  # two thirds of all, which come to nothing here
            gathered.take_in(entry)
    return gathered.fates
