"""What became of each record in each sync run, and why."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from zsim.ports.records import Ref
from zsim.report.story.reading import StoryReading
from zsim.sync import Outcome

ROWS_MAX = 200
DECISION, FAILURE = "decision", "failure"
SAID_OF = "sync on "
LEFT = frozenset({Outcome.UNCHANGED.value, Outcome.SKIPPED.value})
"""The outcomes of what a run leaves as it is."""


class OutcomeRow(NamedTuple):
    """A record by kind and name, what became of it, and the sentence that says why; ``bad`` where it failed."""

    record: str
    outcome: str
    reason: str
    bad: bool


Naming = Callable[[OutcomeRow], OutcomeRow]


class RunOutcomes(NamedTuple):
    """What a run decided: what the run is called, when it began, its rows, and how many more there are.

    ``alike`` is how many rows are left out because they are those of another run of the story.
    """

    title: str
    at: str
    rows: tuple[OutcomeRow, ...]
    more: int
    alike: int = 0


def outcomes_of_runs(reading: StoryReading, limit: int = ROWS_MAX) -> tuple[RunOutcomes, ...]:
    """The decisions of all runs that decided anything, in their order."""
    return tuple(_told(reading, limit))


def apart_from(runs: Iterable[RunOutcomes], known: Container[OutcomeRow], named: Naming) -> tuple[RunOutcomes, ...]:
    """The same without the rows that are ``known``, when ``named`` as products are called; runs without any go."""
    told = []
    for run in runs:
        rows = tuple([row for row in run.rows if named(row) not in known])
        if rows:
            told.append(run._replace(rows=rows, alike=len(run.rows) - len(rows)))
    return tuple(told)


def _told(reading: StoryReading, limit: int) -> Iterator[RunOutcomes]:
    """The runs; what is left as it is in a run for the reason it was in one before is not told again."""
    lines, run_of = reading.lines, reading.run_of
    failed = reading.told.why_failed  # the refusal of a decision tells nothing more than its row
    own = [line for line in lines if line.kind == DECISION or (line.kind == FAILURE and line.cause not in failed)]
    decided = [(run_of[line.number], line.number) for line in own]
    told: set[OutcomeRow] = set()
    for first, group in groupby(sorted(decided), key=lambda each: each[0]):
        numbers = [number for _, number in group]
        rows = [row for row in [_row(reading, number) for number in numbers] if row not in told]
        told.update([row for row in rows if row.outcome in LEFT])
        if rows:
            run = reading.runs.get(first)
            title = reading.titled(run) if run is not None else "Outside of a run"
            at = lines[(first or numbers[0]) - 1].moment
            yield RunOutcomes(title, at, tuple(rows[:limit]), max(len(rows) - limit, 0))


def _row(reading: StoryReading, number: int) -> OutcomeRow:
    line, subject = reading.lines[number - 1], reading.entries[number - 1].subject
    name = line.about[1] if len(line.about) > 1 else line.about[0] if line.about else ""
    record = f"{reading.kind(subject)} {name}" if isinstance(subject, Ref) else name
    text = reading.told.why_failed.get(number, line.text)
    told = text.removeprefix(SAID_OF).removeprefix("sync ")
    for said in (f"{record.removesuffix(name)}{name!r}: ", f"{line.outcome} {record}: "):
        told = told.removeprefix(said)  # as the two cells before it do
    return OutcomeRow(record, line.outcome, told, line.outcome == "failed")
