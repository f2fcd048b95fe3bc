"""What the runs did and why a record is as it is, read back from the journal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zsim.fakes.store.effects import Effect
from zsim.kernel.journal import ROOT, Entry, Journal
from zsim.ports.records import Ref
from zsim.sync import DecisionEntry, Failure, Grade, Outcome, RunEnded, RunStarted
from zsim.sync.leads import LEAD, ON_SCREEN, ORGANISATION
from zsim.world.journal_words.values import to_the_second

BEHAVIOUR = re.compile(r"\b[A-Z]{3}-\d\d\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one record.

    ``outcome`` is that of the last decision about it, ``None`` if there was none; ``outcomes`` are those of all,
    oldest first, a refused one being failed. ``reasons`` are the decisions and refusals in words, oldest first; without
    any, why no run considered it. ``entries`` are the numbers of those in the journal.
    """

    ref: Ref
    outcome: Outcome | None
    reasons: tuple[str, ...]
    outcomes: tuple[Outcome, ...] = ()
    entries: tuple[int, ...] = ()

    @property
    def reason(self) -> str:
        """The latest of the reasons."""
        return self.reasons[-1]

    @property
    def behaviours(self) -> tuple[str, ...]:
        """The behaviours the reasons name, in the order they are first named."""
        return tuple(dict.fromkeys(BEHAVIOUR.findall(" ".join(self.reasons))))


WRITTEN = frozenset(
    {
        *(Outcome.CREATED, Outcome.UPDATED, Outcome.CLONED, Outcome.OVERWRITTEN, Outcome.MERGED),
        *(Outcome.DELETED, Outcome.DEACTIVATED, Outcome.READDED),
    }
)
"""The outcomes that something is written for; without any effect of it, the decision was not carried out."""

RECOGNISED = "adopted"
"""The reason of a decision that finds done what was to be done."""


class RunLine(NamedTuple):
    """One finished run as the journal tells it; ``at`` is when it began, ``counts`` are records by outcome.

    Of a run that a loaded world was in the middle of, the beginning stands in another journal: ``trigger`` and ``at``
    are empty.
    """

    module: str
    trigger: str
    at: str
    grade: str
    reason: str | None
    counts: dict[str, int]


def finished_runs(journal: Journal) -> list[RunLine]:
    """The finished runs, in the order they ended."""
    return [_line(journal, entry.cause, entry.detail) for entry in journal if isinstance(entry.detail, RunEnded)]


def _line(journal: Journal, beginning: int, ended: RunEnded) -> RunLine:
    """A run by its end, which is caused by its beginning, unless that stands in another journal."""
    began = journal[beginning] if beginning != ROOT else None
    if began is None or not isinstance(began.detail, RunStarted):
        return RunLine(ended.module, "", "", ended.grade.value, ended.reason, dict(ended.counts))
    trigger, at = began.detail.trigger.value, to_the_second(began.at_ms)
    counts = _as_shown(began.detail, ended.counts)
    return RunLine(ended.module, trigger, at, ended.grade.value, ended.reason, counts)


def _as_shown(began: RunStarted, counts: Mapping[str, int]) -> dict[str, int]:
    """The numbers as the history of the product calls them."""
    names = ON_SCREEN if began.organisation == ORGANISATION else {}
    return {names.get(name, name): count for name, count in counts.items()}


def answer(ref: Ref, entries: Iterable[Entry], unconsidered: str) -> Answer:
    """What the entries tell of a record; ``unconsidered`` says why no run read it, should that be so."""
    gathered = _Gathered(ref)
    for entry in entries:
        gathered.take_in(entry)
    if not gathered.told:
        return Answer(ref, None, (unconsidered,))
    outcomes = tuple(gathered.outcomes.values())
    latest = outcomes[-1] if outcomes else None  # the run broke off before the record was decided anew
    return Answer(ref, latest, tuple(gathered.told.values()), outcomes, tuple(gathered.told))


class _Gathered:
    """What was told of one record so far, by the numbers of the entries.

    A decision that takes the place of another, which something overtook, is caused by it: the record has one outcome
    of the two.
    """

    def __init__(self, ref: Ref) -> None:
        self._ref = ref
        self.outcomes: dict[int, Outcome] = {}
        self.told: dict[int, str] = {}
        self._leads: dict[int, DecisionEntry] = {}
        self._awaited: dict[int, int] = {}
        self._done: set[int] = set()

    def take_in(self, entry: Entry) -> None:
        """Take in the next entry."""
        match entry.detail:
            case DecisionEntry() as told:
                former = self._overtaken(entry.cause)
                if self._ref in _concerned(told):
                    self._decided(entry, told, former)
                elif told.kind == LEAD:
                    self._leads[entry.number] = told
            case Effect() | Failure() as came:
                self._awaited.pop(entry.cause, None)
                self._came(entry, came)
            case RunEnded() as ended:
                self._ended(entry, ended)

    def _overtaken(self, number: int) -> Outcome | None:
        """Tell of a former decision about the record that it was overtaken; gives what it made of the record, if so."""
        former = self.outcomes.pop(number, None)
        if former is None:
            return None
        self._awaited.pop(number, None)
        self.told[number] = f"overtaken: {self.told[number]}"
        return former if number in self._done else None

    def _decided(self, entry: Entry, told: DecisionEntry, former: Outcome | None) -> None:
        recognised = (
            told.reason.plain_code == RECOGNISED
        )  # the answer alone was lost: what was decided first came to pass
        self.outcomes[entry.number] = former if recognised and former is not None else told.outcome
        self.told[entry.number] = told.sentence
        if told.outcome in WRITTEN and not recognised:
            self._awaited[entry.number] = entry.cause

    def _came(self, entry: Entry, came: Effect | Failure) -> None:
        if entry.cause in self.outcomes:
            self._done.add(entry.cause)
        if isinstance(came, Failure) and entry.cause in self.outcomes:
            self.outcomes[entry.cause] = Outcome.FAILED
            self.told[entry.number] = came.sentence
        elif entry.subject == self._ref and entry.cause in self._leads:
            made = self._leads[entry.cause]  # a new lead has no id when it is decided about
            self.outcomes[entry.cause], self.told[entry.cause] = made.outcome, made.sentence

    def _ended(self, entry: Entry, ended: RunEnded) -> None:
        """A run that broke off leaves decisions of which nothing came."""
        for number in [each for each, run in self._awaited.items() if run == entry.cause]:
            del self._awaited[number]
            if ended.grade is Grade.FAILED:
                self.outcomes[number] = Outcome.FAILED
                self.told[entry.number] = f"that was not carried out: the run ended before ({ended.reason})"


def _concerned(told: DecisionEntry) -> tuple[Ref, ...]:
    return (*told.covers, *([told.target] if told.target else ()))
