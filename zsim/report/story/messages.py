"""Who said what to whom: people, the sync engine and the apps, folded by run, with what was refused and what broke."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from zsim.faults.words import Fired
from zsim.kernel.journal import Command, Entry
from zsim.ports.refusals import Refusal
from zsim.report.phrases import counted
from zsim.report.story.reading import AGAIN, CRM, REFUSED, StoryReading, SyncRun
from zsim.sync import Call, RunStarted
from zsim.sync.leads import ORGANISATION

PERSON, ENGINE = "person", "engine"
ROWS_MAX = 40
PERSONS, RUNS, FAILED_RUN, IDLE, FAULT = "p", "s", "x", "i", "f"
"""How the rows are shown of what people do, of runs, of those that failed or came to nothing, and of faults."""


class MessageArrow(NamedTuple):
    """A line of the picture from one lifeline to another, by their keys, and what stands at it."""

    start: str
    end: str
    label: str


class MessageRow(NamedTuple):
    """A row of the picture: how it is shown, what stands beside it, and its arrows."""

    look: str
    title: str
    arrows: tuple[MessageArrow, ...]


class Messages(NamedTuple):
    """The lifelines (key, name) of those who take part, the rows, and how many more there are."""

    lifelines: tuple[tuple[str, str], ...]
    rows: tuple[MessageRow, ...]
    more: int


@dataclass(slots=True)
class _Doing:
    """What people did in a row, and the calls that the engine made for it at once, by whom they went to."""

    actions: dict[str, int]
    calls: dict[str, int]


def messages_of(reading: StoryReading, limit: int = ROWS_MAX) -> Messages:
    """The messages of a run."""
    rows = list(_rows(reading))
    shown = tuple(rows[:limit])
    used = {end for row in shown for arrow in row.arrows for end in arrow[:2]}
    apps = [*reading.apps]
    others = sorted(used - {PERSON, CRM, ENGINE, *apps}) + [key for key in apps if key in used - {CRM, ORGANISATION}]
    others += [ORGANISATION] if ORGANISATION in used else []
    names = {PERSON: "People", ENGINE: "Sync engine", CRM: "CRM"}
    keys = [*[key for key in (PERSON, CRM, ENGINE) if key in used], *others]
    lifelines = [(key, names.get(key) or reading.called(key)) for key in keys]
    return Messages(tuple(lifelines), shown, len(rows) - len(shown))


def _rows(reading: StoryReading) -> Iterator[MessageRow]:
    """The rows; what people do in a row is one, as are runs in a row that came to nothing."""
    doing: _Doing | None = None
    idle = 0
    for entry in reading.entries:
        match entry.detail:
            case Command():
                place = _place(reading, entry)
                if doing is not None and not idle and place in doing.actions:
                    doing.actions[place] += 1
                    continue
                yield from _done(doing, idle)
                doing, idle = _Doing({place: 1}, {}), 0
                continue
            case Call() if entry.number not in reading.apart:
                if doing is not None and not idle and entry.number in reading.places:
                    key = reading.places[entry.number]
                    doing.calls[key] = doing.calls.get(key, 0) + 1
                continue
            case RunStarted() if reading.runs[entry.number].idle:
                idle += 1
                continue
            case RunStarted():
                row = _run(reading, reading.runs[entry.number])
            case Refusal():
                row = _refusal(reading, entry)
            case Fired():
                row = MessageRow(FAULT, "fault", ())
            case Call():
                row = _apart(reading, entry)
            case _:
                continue
        yield from _done(doing, idle)
        doing, idle = None, 0
        yield row
    yield from _done(doing, idle)


def _done(doing: _Doing | None, idle: int) -> Iterator[MessageRow]:
    """What was gathered so far."""
    if doing is not None:
        yield MessageRow(
            PERSONS,
            "",
            tuple([MessageArrow(PERSON, key, counted(count, "action")) for key, count in doing.actions.items()]),
        )
        if doing.calls:
            calls = [MessageArrow(ENGINE, key, counted(count, "call")) for key, count in doing.calls.items()]
            yield MessageRow(RUNS, "", tuple(calls))
    if idle:
        yield MessageRow(IDLE, f"{counted(idle, 'run')} came to nothing", ())


def _run(reading: StoryReading, run: SyncRun) -> MessageRow:
    """A run, with its calls to each app."""
    arrows = [MessageArrow(ENGINE, key, _asked(count, run.writes.get(key, 0))) for key, count in run.calls.items()]
    failed = run.ended is not None and run.ended.grade.value == "failed"
    title = f"{'failed: ' if failed else ''}{reading.titled(run)}"
    return MessageRow(FAILED_RUN if failed else RUNS, title, tuple(arrows))


def _asked(calls: int, writes: int) -> str:
    return counted(calls, "call") + (f", {counted(writes, 'write')}" if writes else "")


def _refusal(reading: StoryReading, entry: Entry) -> MessageRow:
    """What a person asked for in vain; where nobody was asked, it is on nobody's line."""
    arrows = (MessageArrow(_place(reading, entry), PERSON, "refused"),) if entry.subject is not None else ()
    return MessageRow(REFUSED, "" if arrows else "refused", arrows)


def _apart(reading: StoryReading, entry: Entry) -> MessageRow:
    """A call that got no answer, or was made again."""
    look = reading.apart[entry.number]
    label = "asked again" if look == AGAIN else "refused"
    return MessageRow(look, "", (MessageArrow(ENGINE, reading.places[entry.number], label),))


def _place(reading: StoryReading, entry: Entry) -> str:
    """Whom a person talks to: an app, or the sync engine where integrations are set up."""
    subject = entry.subject
    key = subject[0] if isinstance(subject, tuple) and subject else ""
    return str(key) if key in reading.apps else ENGINE
