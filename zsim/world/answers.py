"""What the runs did and why a record is as it is, read back from the journal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from zsim.kernel.journal import Entry, Journal
from zsim.ports.records import Ref
from zsim.sync.decisions import Failure, Outcome, Told
from zsim.sync.history import RunEnded, RunStarted
from zsim.world.values import to_the_second

BEHAVIOUR = re.compile(r"\b[A-Z]{3}-\d\d\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one record.

    ``outcome`` is that of the last run that read it, ``None`` if none did. ``reasons`` are all decisions about it in
    words, oldest first; without any, why no run considered it. ``entries`` are the numbers of those decisions.
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
            dict(ended.counts),
        )
        for began, ended in ends
        if isinstance(began.detail, RunStarted)
    ]


def answer(ref: Ref, entries: Iterable[Entry], unconsidered: str) -> Answer:
    """What the entries tell of a record; ``unconsidered`` says why no run read it, should that be so."""
    decisions = [
        (entry.number, entry.detail)
        for entry in entries
        if isinstance(entry.detail, (Told, Failure)) and ref in _concerned(entry.detail)
    ]
    if not decisions:
        return Answer(ref, None, (unconsidered,))
    outcomes = tuple(told.outcome if isinstance(told, Told) else Outcome.FAILED for _, told in decisions)
    return Answer(
        ref,
        outcomes[-1],
        tuple(told.sentence for _, told in decisions),
        outcomes,
        tuple(number for number, _ in decisions),
    )


def _concerned(told: Told | Failure) -> tuple[Ref, ...]:
    return (*told.covers, *([told.target] if isinstance(told, Told) and told.target else ()))
