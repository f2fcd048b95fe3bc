"""Records by moments: what each record was after each moment at which something changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from zsim.kernel.clock import to_datetime
from zsim.report.phrases import counted
from zsim.report.story.changes import CREATED, DELETED, EARLIER, ChangedRecord, Changes, FieldChange, ToldChange
from zsim.report.story.marking import GONE, cut
from zsim.report.story.reading import StoryReading

MOMENTS_MAX = 12
RECORDS_MAX = 25
ABREAST = 4
"""How many moments stand beside each other in one table."""
FIELDS_MAX = 4
SAME = "="
NEW = frozenset({CREATED, "restored", EARLIER})
ID_DIGITS = 18
UNSAID = frozenset({"no", "0"})
OF_THE_SYNC = "sync"


class Moment(NamedTuple):
    """A moment at which something changed: by whom, or in which run, when, and after which entries."""

    title: str
    at: str
    changes: tuple[ToldChange, ...]


class MomentCell(NamedTuple):
    """What a record was after a moment: what was done to it, in lines, and how that is shown."""

    look: str
    lines: tuple[str, ...]


class MomentRow(NamedTuple):
    """A record and a cell for each moment."""

    record: ChangedRecord
    cells: tuple[MomentCell, ...]


class MomentBand(NamedTuple):
    """Some moments beside each other, the number of the first, and what changed in them, by the app it is in."""

    first: int
    moments: tuple[Moment, ...]
    apps: tuple[tuple[str, tuple[MomentRow, ...]], ...]


class MomentsShown(NamedTuple):
    """The moments of a run as tables, and what is not shown of them, in words."""

    bands: tuple[MomentBand, ...]
    more: str


NOTHING = MomentCell("", ())
UNCHANGED = MomentCell("", (SAME,))


def moments_of(reading: StoryReading, changes: Changes) -> tuple[Moment, ...]:
    """The moments in order: one for each sync run and each time, as long as nobody else comes between."""
    entries, run_of = reading.entries, reading.run_of

    def when(change: ToldChange) -> tuple[int, int, str]:
        if not change.number:
            return (0, 0, "")
        entry = entries[change.number - 1]
        run = run_of[change.number]
        return (entry.at_ms, run, "" if run else entry.actor)

    grouped = groupby(changes.changes, key=when)
    return tuple([_moment(reading, *key, tuple(group)) for key, group in grouped])


def shown_moments(
    reading: StoryReading, changes: Changes, *, last: bool = False, rows: int = RECORDS_MAX, columns: int = MOMENTS_MAX
) -> MomentsShown:
    """The moments as tables; of many, the first ones, or the ``last``."""
    moments = moments_of(reading, changes)
    some = slice(-columns, None) if last else slice(columns)
    told, alive, bands, left_out = moments[some], set[int](), [], 0
    for moment in moments[: len(moments) - len(told)] if last else ():
        _live_on(alive, moment)
    first = 1 + (len(moments) - len(told) if last else 0)
    for abreast in _abreast(told):
        band, more = _band(changes.records, abreast, first, alive, rows)
        first += len(abreast)
        bands.append(band)
        left_out += more
    return MomentsShown(tuple(bands), "; ".join(_untold(len(moments) - len(told), left_out, last)))


def _abreast(moments: Sequence[Moment]) -> Iterator[tuple[Moment, ...]]:
    """The moments in tables of the same width, as far as they go."""
    tables = -(-len(moments) // ABREAST) or 1
    each = -(-len(moments) // tables) or 1
    for start in range(0, len(moments), each):
        yield tuple(moments[start : start + each])


def _moment(reading: StoryReading, at_ms: int, run: int, actor: str, changes: tuple[ToldChange, ...]) -> Moment:
    if not changes[0].number:
        return Moment(EARLIER, "", changes)
    title = reading.titled(reading.runs[run]) if run in reading.runs else _doer(reading, actor)
    return Moment(title, f"{to_datetime(at_ms, reading.told.world.zone):%Y-%m-%d %H:%M:%S}", changes)


def _doer(reading: StoryReading, actor: str) -> str:
    """Who changed something outside of all runs."""
    return "the sync" if actor.startswith(OF_THE_SYNC) else reading.called(actor)


def _untold(moments: int, records: int, last: bool) -> Iterator[str]:
    if moments:
        noun = f"{'earlier' if last else 'later'} moment"
        yield f"{counted(moments, noun)} {'is' if moments == 1 else 'are'} left out here"
    if records:
        yield f"{counted(records, 'more record')} changed and {'is' if records == 1 else 'are'} left out here"


def _live_on(alive: set[int], moment: Moment) -> None:
    for change in moment.changes:
        (alive.discard if change.word == DELETED else alive.add)(change.record)


def _band(
    records: Sequence[ChangedRecord], moments: tuple[Moment, ...], first: int, alive: set[int], rows: int
) -> tuple[MomentBand, int]:
    """A table of these moments, and how many records it leaves out; ``alive`` is brought to the end of them."""
    concerned = sorted({change.record for moment in moments for change in moment.changes})
    cells: dict[int, list[MomentCell]] = {place: [] for place in concerned[:rows]}
    for moment in moments:
        by_record: dict[int, list[ToldChange]] = {}
        for change in moment.changes:
            by_record.setdefault(change.record, []).append(change)
        for place, row in cells.items():
            changed = by_record.get(place)
            row.append(_cell(changed, records[place]) if changed else UNCHANGED if place in alive else NOTHING)
        _live_on(alive, moment)
    told = [MomentRow(records[place], tuple(row)) for place, row in cells.items()]
    apps = tuple([(app, tuple(group)) for app, group in groupby(told, key=lambda row: row.record.app)])
    return MomentBand(first, moments, apps), len(concerned) - len(cells)


def _cell(changes: Sequence[ToldChange], record: ChangedRecord) -> MomentCell:
    """All that was done to a record at a moment, one after the other."""
    lines = tuple([line for change in changes for line in _lines(change, record)])
    new = any(change.word in NEW for change in changes)
    return MomentCell("d" if changes[-1].word == DELETED else "n" if new else "u", lines)


def _lines(change: ToldChange, record: ChangedRecord) -> Iterator[str]:
    if change.word == DELETED:
        yield f"{GONE} deleted"
        return
    if change.word != "updated":
        yield change.word if change.word == EARLIER else f"+ {change.word}"
    told = [each for each in change.fields if each.before or not _goes_without_saying(each, record)]
    some = told if len(told) <= FIELDS_MAX + 1 else told[:FIELDS_MAX]
    for each in some:
        yield _field(each, new=change.word in NEW)
    if len(told) > len(some):
        yield f"and {len(told) - len(some)} more fields"
    if not change.fields and change.word == "updated":
        yield "nothing that people see"


def _goes_without_saying(field: FieldChange, record: ChangedRecord) -> bool:
    """Whether a field that is new says nothing to people: the name beside it, an id, or that something is not so."""
    named = field.name == record.named_by and field.after == record.name
    return named or field.after in UNSAID or (len(field.after) == ID_DIGITS and field.after.isdigit())


def _field(field: FieldChange, new: bool) -> str:
    if new:
        return f"{field.label} {cut(field.after)}"
    if not field.before:
        return f"+ {field.label} {cut(field.after)}"
    return f"{field.label} {cut(field.before)} → {cut(field.after) or 'nothing'}"
