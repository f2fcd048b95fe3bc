"""The folded journal as the rows of a table: a run's calls as numbers, runs at slots that came to nothing left out.

A run that ended well is told with its end where it began; one that failed has a row for that where it did.
Calls that were refused or made again have rows of their own.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from zsim.report.phrases import counted, in_series
from zsim.report.story.coming import EXISTS, came_of, fields_of
from zsim.report.story.counting_on import folded_counts
from zsim.report.story.outcomes import SAID_OF
from zsim.report.story.reading import AGAIN, REFUSED, StoryReading, SyncRun
from zsim.world import Line

ROWS_MAX = 200
TROUBLE_MAX = 8
STEP, RUN, CALL, EFFECT, DECISION = "step", "run", "call", "effect", "decision"
REFUSAL, FAULT, MARK, FAILURE = "refusal", "fault", "mark", "failure"
LOOKS: Mapping[str, str] = {
    STEP: "k",
    REFUSAL: "b",
    FAULT: "f",
    FAILURE: "b",
    MARK: "m",
    DECISION: "c",
    EFFECT: "e",
}
"""How a row is shown, by the kind of its entry; the sentence says by itself what it is."""
NEW, WHY = f"{EXISTS} (", ": "
DECIDED = "sync "


class JournalRow(NamedTuple):
    """A row: its number, its time where that is another than before, how it is shown, the text, and what caused it.

    ``made`` is the number of the entry after it, if that only says that it came to pass.
    """

    number: int
    at: str
    look: str
    text: str
    cause: int
    made: tuple[int, ...] = ()


class JournalShown(NamedTuple):
    """The rows of a table, how many entries there are in all, and what is left out, in words."""

    rows: tuple[JournalRow, ...]
    all: int
    folded: str

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the entries that the rows tell."""
        return frozenset([number for row in self.rows for number in (row.number, *row.made)])

    @property
    def cut(self) -> bool:
        """Whether there are more entries than are shown."""
        return self.all > len(self.numbers)


def shown_journal(reading: StoryReading, *, last: bool = False, limit: int = ROWS_MAX) -> JournalShown:
    """The folded journal with the steps in it; of a long one the first rows, or the ``last``."""
    lines = [line for line in reading.lines if _told(reading, line)]
    some = lines[-limit:] if last else lines[:limit]
    return JournalShown(tuple(_rows(reading, some)), len(lines), _folded(reading))


def trouble(reading: StoryReading, limit: int = TROUBLE_MAX) -> tuple[str, ...]:
    """What was refused, what broke and which oddities showed, each sentence once; of much the first."""
    kinds = (REFUSAL, FAULT, MARK, FAILURE)
    lines = reading.lines
    found = [line.text for line in lines if line.kind in kinds or reading.apart.get(line.number) == REFUSED]
    told = list(dict.fromkeys(found))
    more = len(told) - limit
    return (*told[:limit], *([f"and {counted(more, 'sentence')} more"] if more > 0 else []))


def rest_of_journal(reading: StoryReading, shown: JournalShown) -> str:
    """What a table does not show of the journal as text, with calls that were refused or made again, as it has it."""
    ended, there = reading.well_ended - reading.told.idle.keys(), shown.numbers
    told = [each for each in reading.lines if each.number in ended or _told(reading, each)]
    told = [each for each in told if each.number not in there]
    left_out = " and ".join(filter(None, ["calls that were answered", _idle(reading)]))
    return "\n".join([f"Left out: {left_out}.", *_by_moment(told), ""])


def _by_moment(lines: Sequence[Line]) -> Iterator[str]:
    """A line for each, led by its number, but for those that count on; when it was stands above those of a moment."""
    came = came_of(lines)
    folded = {line.number for line in came.values()}
    for moment, group in groupby(lines, key=lambda line: line.moment):
        yield f"\n{moment}"
        yield from folded_counts(
            [_with_fields(line, came.get(line.number)) for line in group if line.number not in folded]
        )


def _with_fields(line: Line, after: Line | None) -> str:
    """A line led by its number; ``after`` only says that it came to pass, and which fields the new record has."""
    more = fields_of(after) if after is not None else ""
    return f"{_numbers(line, after)} {line.text}{more and f'; it has {more}'}"


def _numbers(line: Line, after: Line | None) -> str:
    return f"{line.number}" if after is None else f"{line.number}, {after.number}"


def _told(reading: StoryReading, line: Line) -> bool:
    number = line.number
    if line.kind == CALL:
        return number in reading.apart
    return number not in reading.told.idle and number not in reading.well_ended


def _rows(reading: StoryReading, lines: Sequence[Line]) -> Iterator[JournalRow]:
    shown = {line.number for line in lines if line.kind != STEP}
    refused = {line.cause for line in lines if line.kind == REFUSAL}
    came = came_of(lines)
    folded = {line.number for line in came.values()}
    day = at = ""
    for line in lines:
        if line.number in folded:
            continue
        if line.kind == STEP:
            yield JournalRow(line.number, "", LOOKS[STEP], line.text, 0)
            continue
        date, _, time = line.moment.partition(" ")
        when = line.moment if date != day else time if line.moment != at else ""
        day, at = date, line.moment
        failed = line.number in refused or line.outcome == "failed" or reading.apart.get(line.number) == REFUSED
        look = "b" if failed else LOOKS.get(line.kind, reading.apart.get(line.number, ""))
        cause = line.cause if line.cause in shown else 0
        after = came.get(line.number)
        made = () if after is None else (after.number,)
        yield JournalRow(
            line.number, when, look or (LOOKS[EFFECT] if made else ""), _text(reading, line, refused), cause, made
        )


def _text(reading: StoryReading, line: Line, refused: Container[int]) -> str:
    """The sentence of a line, of a run also which calls it made."""
    if line.number in refused:
        return f"{line.text} (refused)"
    if line.number in reading.apart and reading.apart[line.number] == AGAIN:
        return f"{line.text} (asked again)"
    if line.kind in (EFFECT, DECISION):
        return _shortened(line.text)
    run = reading.runs.get(line.number) if line.kind == RUN else None
    if run is None:
        return line.text
    named = line.text.replace(f" of {run.began.organisation}'s ", f" of {reading.called(run.began.organisation)}'s ")
    calls = f" ({_calls(reading, run)})" if run.asked else ""
    ended = f", ended {reading.lines[run.last - 1].text.partition(' ended ')[2]}" if run.last else ""
    return f"{named}{calls}{ended}"


def _shortened(text: str) -> str:
    """A change without the fields of a new record, a decision without its reason: both stand above on the page."""
    told, exists, _ = text.partition(NEW)
    if exists:
        return f"{told}{EXISTS}"
    decided, colon, _ = text.partition(WHY)
    return decided if colon and not text.startswith(SAID_OF) and text.startswith(DECIDED) else text


def _calls(reading: StoryReading, run: SyncRun) -> str:
    """How many calls a run made to whom: "14 calls: 8 to the CRM, 6 to Books with 1 write"."""
    told = [_to(reading.called(key), count, run.writes.get(key, 0)) for key, count in run.calls.items()]
    return f"{counted(run.asked, 'call')}: {in_series(told)}"


def _to(app: str, calls: int, writes: int) -> str:
    return f"{calls} to {app}" + (f" with {counted(writes, 'write')}" if writes else "")


def _folded(reading: StoryReading) -> str:
    """What is folded away besides the calls of the runs that are shown."""
    outside = sum(line.kind == CALL and not reading.run_of[line.number] for line in reading.lines)
    return " and ".join(
        filter(None, [f"{counted(outside, 'call')} outside of runs" if outside else "", _idle(reading)])
    )


def _idle(reading: StoryReading) -> str:
    runs = sum(run.idle for run in reading.runs.values())
    told = f"{counted(runs, 'run')} at slots that came to nothing"
    return f"{told}, with {counted(reading.idle_calls, 'call')}" if runs else ""
