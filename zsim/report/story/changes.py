"""Every change of a record in a run, as data: the fields that changed, before and after, in words."""

from __future__ import annotations

from typing import NamedTuple

from zsim.fakes.store import Effect
from zsim.ports.records import Ref
from zsim.report.story.reading import StoryReading
from zsim.sync.leads import ORGANISATION
from zsim.world.journal_words.formatter import JournalFormatter

CRM = "crm"
EARLIER = "there before"
CREATED, DELETED = "created", "deleted"
NO_WORDS = "", ""


class FieldChange(NamedTuple):
    """A field that people know, what it held before and what after; empty for nothing."""

    name: str
    label: str
    before: str
    after: str


class ToldChange(NamedTuple):
    """A change of the record of that place among all records, and what it was called then.

    ``number`` is that of the entry, 0 for what stood there before the journal began; ``word`` says what was done.
    """

    number: int
    record: int
    word: str
    fields: tuple[FieldChange, ...]
    name: str


class ChangedRecord(NamedTuple):
    """A record that changed in a run: where it is, its kind, its fields that hold its name, and its last name."""

    ref: Ref
    kind: str
    app: str
    named_by: str
    name: str


class Changes(NamedTuple):
    """All changes of a run in order, and the records they are of: the CRM's first, MarketingHub's last."""

    records: tuple[ChangedRecord, ...]
    changes: tuple[ToldChange, ...]


def changes_of(reading: StoryReading) -> Changes:
    """The changes that the journal of a run tells of."""
    world = reading.told.world
    formatter = JournalFormatter(world.resolver, world.zone)
    places: dict[Ref, int] = {}
    names: dict[int, str] = {}
    earlier: list[ToldChange] = []
    found: list[ToldChange] = []
    for entry in reading.entries:
        effect, ref = entry.detail, entry.subject
        if not isinstance(effect, Effect) or not isinstance(ref, Ref):
            continue
        new = ref not in places
        place = places.setdefault(ref, len(places))
        if new and effect.before is not None:
            held = _fields(formatter, ref, Effect(CREATED, None, effect.before))
            earlier.append(ToldChange(0, place, EARLIER, held, formatter.name(ref)))
        formatter.learn(entry)
        names[place] = formatter.name(ref)
        found.append(ToldChange(entry.number, place, effect.change, _fields(formatter, ref, effect), names[place]))
    records = [_record(reading, ref, names[place]) for ref, place in places.items()]
    return _in_order(records, [*earlier, *found])


def _fields(formatter: JournalFormatter, ref: Ref, effect: Effect) -> tuple[FieldChange, ...]:
    """The fields that changed; a record that went has none."""
    before, after = effect.before, effect.after
    if after is None:
        return ()
    if before is None:
        known = formatter.known(ref, after)
        return tuple([FieldChange(name, label, "", text) for name, (label, text) in known.items()])
    differing = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    old, new = [formatter.known(ref, {name: side.get(name) for name in differing}) for side in (before, after)]
    told = [(name, old.get(name), new.get(name)) for name in differing]
    return tuple(
        [
            FieldChange(name, (held or holds or NO_WORDS)[0], (held or NO_WORDS)[1], (holds or NO_WORDS)[1])
            for name, held, holds in told
            if held or holds
        ]
    )


def _record(reading: StoryReading, ref: Ref, name: str) -> ChangedRecord:
    words = reading.told.world.resolver.module(ref.app, ref.module)
    return ChangedRecord(
        ref, reading.kind(ref), reading.called(ref.app).removeprefix("the "), words.name_field if words else "", name
    )


def _in_order(records: list[ChangedRecord], changes: list[ToldChange]) -> Changes:
    """The same with the records sorted by the app they are in and by kind, each kind in the order they came."""
    apps = sorted({each.ref.app for each in records}, key=lambda app: (app != CRM, app == ORGANISATION, app))
    kinds = list(dict.fromkeys([each.kind for each in records]))
    order = sorted(
        range(len(records)), key=lambda at: (apps.index(records[at].ref.app), kinds.index(records[at].kind), at)
    )
    new = {old: place for place, old in enumerate(order)}
    moved = [each._replace(record=new[each.record]) for each in changes]
    return Changes(tuple([records[at] for at in order]), tuple(moved))
