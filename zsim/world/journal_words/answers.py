"""Why a record is as it is, read back from the journal."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field, replace

from zsim.fakes.store.effects import Effect
from zsim.kernel.clock import UTC_KEY
from zsim.kernel.journal import Entry
from zsim.ports.records import Ref
from zsim.sync import DecisionEntry, Failure, Grade, Outcome, RunEnded
from zsim.sync.leads import LEAD
from zsim.sync.runs import NOT_SAVED
from zsim.sync.triggers import DEAL
from zsim.world.journal_words.pending import RECOGNISED, WRITTEN, Pending
from zsim.world.journal_words.runs import FailingRuns

BEHAVIOUR = re.compile(r"\b[A-Z]{3}-\d\d\b")

OUTCOME = "outcome"
"""What is looked at where somebody asks why a record is as it is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one record; its text is what ``zsim why`` tells.

    ``outcome`` is that of the last decision about it, ``None`` if there was none; ``outcomes`` are those of all,
    oldest first, a refused one being failed. ``reasons`` are the decisions and refusals in words, oldest first; without
    any, why no run considered it. A decision that was not carried out is told as what was to be done. ``entries`` are
    the numbers of those in the journal. ``failing`` says which runs failed since, if the last of its sync did.
    """

    ref: Ref
    outcome: Outcome | None
    reasons: tuple[str, ...]
    outcomes: tuple[Outcome, ...] = ()
    entries: tuple[int, ...] = ()
    failing: str = ""
    _tell: Callable[[Answer], str] | None = field(default=None, compare=False, repr=False)

    @property
    def reason(self) -> str:
        """The latest of the reasons."""
        return self.reasons[-1]

    @property
    def behaviours(self) -> tuple[str, ...]:
        """The behaviours the reasons name, in the order they are first named."""
        return tuple(dict.fromkeys(BEHAVIOUR.findall(" ".join(self.reasons))))

    def __str__(self) -> str:
        return "\n".join(self.reasons) if self._tell is None else self._tell(self)

    def told_by(self, tell: Callable[[Answer], str]) -> Answer:
        """The same answer, whose text is what this makes of it."""
        return replace(self, _tell=tell)


def answer(ref: Ref, entries: Iterable[Entry], unconsidered: Callable[[], str], zone: str = UTC_KEY) -> Answer:
    """What the entries tell of a record; ``unconsidered`` says why no run read it, should that be so."""
    gathered, pending, runs = _Gathered(ref), Pending(), FailingRuns(zone)
    for entry in entries:
        gathered.take_in(entry)
        pending.take_in(entry)
        runs.take_in(entry)
    told = gathered.told(pending.fates)
    if not told:
        return Answer(ref, None, (unconsidered(),))
    outcomes = tuple(gathered.outcomes.values())
    latest = outcomes[-1] if outcomes else None  # the run broke off before the record was decided anew
    return Answer(ref, latest, tuple(told.values()), outcomes, tuple(told), runs.sentence(gathered.syncs))


class _Gathered:
    """What was told of one record so far, by the numbers of the entries.

    A decision that takes the place of another, which something overtook, is caused by it: the record has one outcome
    of the two.
    """

    def __init__(self, ref: Ref) -> None:
        self._ref = ref
        self.outcomes: dict[int, Outcome] = {}
        self.syncs: dict[str, None] = {}
        self._told: dict[int, DecisionEntry | str] = {}
        self._overtaken: set[int] = set()
        self._leads: dict[int, DecisionEntry] = {}
        self._awaited: dict[int, int] = {}
        self._done: set[int] = set()

    def take_in(self, entry: Entry) -> None:
        """Take in the next entry."""
        match entry.detail:
            case DecisionEntry() as told:
                former = self._overtake(entry.cause)
                if self._ref in told.concerned:
                    self._decided(entry, told, former)
                elif told.kind in (LEAD, DEAL):
                    self._leads[entry.number] = told
            case Effect() | Failure() as came:
                self._awaited.pop(entry.cause, None)
                self._came(entry, came)
            case RunEnded() as ended:
                self._ended(entry, ended)

    def told(self, pending: Container[int]) -> dict[int, str]:
        """The decisions and refusals in words; those of these numbers were not carried out."""
        return {number: self._in_words(number, told, number in pending) for number, told in self._told.items()}

    def _in_words(self, number: int, told: DecisionEntry | str, pending: bool) -> str:
        if isinstance(told, str):
            return told
        sentence = told.intention if pending else told.sentence
        return f"overtaken: {sentence}" if number in self._overtaken else sentence

    def _overtake(self, number: int) -> Outcome | None:
        """Note that a former decision about the record was overtaken; gives what it made of the record, if so."""
        former = self.outcomes.pop(number, None)
        if former is None:
            return None
        self._awaited.pop(number, None)
        self._overtaken.add(number)
        return former if number in self._done else None

    def _decided(self, entry: Entry, told: DecisionEntry, former: Outcome | None) -> None:
        recognised = (
            told.reason.plain_code == RECOGNISED
        )  # the answer alone was lost: what was decided first came to pass
        self.syncs[entry.actor] = None
        if self._told and told.sentence.endswith(NOT_SAVED):
            return  # what the deal came to stands
        self.outcomes[entry.number] = former if recognised and former is not None else told.outcome
        self._told[entry.number] = told
        if told.outcome in WRITTEN and not recognised:
            self._awaited[entry.number] = entry.cause

    def _came(self, entry: Entry, came: Effect | Failure) -> None:
        if entry.cause in self.outcomes:
            self._done.add(entry.cause)
        if isinstance(came, Failure) and entry.cause in self.outcomes:
            self.outcomes[entry.cause] = Outcome.FAILED
            self._told[entry.number] = came.sentence
        elif entry.subject == self._ref and entry.cause in self._leads:
            made = self._leads[entry.cause]  # a new lead or document has no id when it is decided about
            self.outcomes[entry.cause], self._told[entry.cause] = made.outcome, made

    def _ended(self, entry: Entry, ended: RunEnded) -> None:
        """A run that broke off leaves decisions of which nothing came."""
        for number in [each for each, run in self._awaited.items() if run == entry.cause]:
            del self._awaited[number]
            if ended.grade is Grade.FAILED:
                self.outcomes[number] = Outcome.FAILED
                self._told[entry.number] = f"that was not carried out: the run ended before ({ended.reason})"


def _concerned(told: DecisionEntry) -> tuple[Ref, ...]:
    return (*told.covers, *([told.target] if told.target else ()))
