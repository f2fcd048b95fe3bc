"""What the runs did and why a record is as it is, read back from the journal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zsim.kernel.journal import Entry, Journal
from zsim.ports.records import Ref
from zsim.sync.decisions import Failure, Outcome, Told
from zsim.sync.history import RunEnded, RunStarted
from zsim.sync.leads.decisions import LEAD
from zsim.sync.leads.history import ON_SCREEN
from zsim.sync.leads.places import ORGANISATION
from zsim.world.values import to_the_second

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


class RunLine(NamedTuple):
    """One finished run as the journal tells it; ``at`` is when it began, ``counts`` are records by outcome."""

    module: str
    trigger: str
    at: str
    grade: str
    reason: str | None
    counts: dict[str, int]


def finished_runs(journal: Journal) -> list[RunLine]:
    """The finished runs, in the order they ended; the end of a run is caused by its beginning."""
    ends = [(journal[entry.cause], entry.detail) for entry in journal if isinstance(entry.detail, RunEnded)]
    return [
        RunLine(
            ended.module,
            began.detail.trigger.value,
            to_the_second(began.at_ms),
            ended.grade.value,
            ended.reason,
            _as_shown(began.detail, ended.counts),
        )
        for began, ended in ends
        if isinstance(began.detail, RunStarted)
    ]


def _as_shown(began: RunStarted, counts: Mapping[str, int]) -> dict[str, int]:
    """The numbers as the history of the product calls them."""
    names = ON_SCREEN if began.organisation == ORGANISATION else {}
    return {names.get(name, name): count for name, count in counts.items()}


def answer(ref: Ref, entries: Iterable[Entry], unconsidered: str) -> Answer:
    """What the entries tell of a record; ``unconsidered`` says why no run read it, should that be so."""
    outcomes: dict[int, Outcome] = {}
    told: dict[int, str] = {}
    leads: dict[int, Told] = {}
    for entry in entries:
        if isinstance(entry.detail, Told) and ref in _concerned(entry.detail):
            outcomes[entry.number] = entry.detail.outcome
            told[entry.number] = entry.detail.sentence
        elif isinstance(entry.detail, Told) and entry.detail.kind == LEAD:
            leads[entry.number] = entry.detail
        elif entry.subject == ref and entry.cause in leads:
            made = leads[entry.cause]  # a new lead has no id when it is decided about
            outcomes[entry.cause], told[entry.cause] = made.outcome, made.sentence
        elif isinstance(entry.detail, Failure) and entry.cause in outcomes:
            outcomes[entry.cause] = Outcome.FAILED
            told[entry.number] = entry.detail.sentence
    if not told:
        return Answer(ref, None, (unconsidered,))
    every = tuple(outcomes.values())
    return Answer(ref, every[-1], tuple(told.values()), every, tuple(told))


def _concerned(told: Told) -> tuple[Ref, ...]:
    return (*told.covers, *([told.target] if told.target else ()))
