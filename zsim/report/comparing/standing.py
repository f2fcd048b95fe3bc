"""The records that stand at the end of a run, as the journal tells them, and in what two runs' differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zsim.fakes.store import Effect
from zsim.ports.records import Fields, Ref
from zsim.report.neutral import ID
from zsim.report.telling import ToldRun
from zsim.world.journal_words.formatter import JournalFormatter

NOT_THERE = "not there"
THERE = "there"
NOTHING = "nothing"


class EndState(NamedTuple):
    """A record at the end, by its kind, name and place, with the fields people know; none when it is gone."""

    called: str
    fields: Mapping[str, str] | None


class EndDifference(NamedTuple):
    """What a record is at the end of either run, as far as the two differ."""

    called: str
    one: str
    other: str


def at_end(told: ToldRun) -> tuple[EndState, ...]:
    """All records of a run that the journal tells of, in the order they were first changed."""
    formatter = JournalFormatter(told.world.resolver, told.world.zone)
    last: dict[Ref, Fields | None] = {}
    entries = list(told.world.journal)
    for _ in formatter.lines(told.world.journal):
        pass  # the formatter learns the names that records have by the end
    for entry in entries:
        if isinstance(entry.detail, Effect) and isinstance(entry.subject, Ref):
            last[entry.subject] = entry.detail.after
    return tuple([_end(formatter, told, ref, fields) for ref, fields in last.items()])


def end_differences(one: ToldRun, other: ToldRun) -> Iterator[EndDifference]:
    """The records that are not the same at the end of both runs; those of one name are told of together."""
    states = _by_name(at_end(one)), _by_name(at_end(other))
    for called in dict.fromkeys([*states[0], *states[1]]):
        first, second = states[0].get(called, []), states[1].get(called, [])
        if first == second:
            continue
        if len(first) == len(second) == 1:
            apart = {key for key in (*first[0], *second[0]) if first[0].get(key) != second[0].get(key)}
            yield EndDifference(called, _told(first[0], apart), _told(second[0], apart))
        elif len(first) == len(second):
            pairs = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
            sides = [[_told(each, set(each)) for each in side] for side in zip(*pairs, strict=True)]
            yield EndDifference(called, *map("; ".join, sides))
        else:
            yield EndDifference(called, _counted(first), _counted(second))


def _end(formatter: JournalFormatter, told: ToldRun, ref: Ref, fields: Fields | None) -> EndState:
    module = told.world.resolver.module(ref.app, ref.module)
    if fields is None or module is None:
        return EndState(formatter.called(ref), None)
    known = {
        formatter.label(ref, name): formatter.field(ref, name, value).removeprefix(formatter.label(ref, name)).strip()
        for name, value in fields.items()
        if name not in module.hidden and name != module.name_field and not _is_id(value)
    }
    return EndState(formatter.called(ref), known)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and ID.fullmatch(value) is not None


def _by_name(states: tuple[EndState, ...]) -> dict[str, list[Mapping[str, str]]]:
    """The records that are there, by what they are called."""
    found: defaultdict[str, list[Mapping[str, str]]] = defaultdict(list)
    for each in states:
        if each.fields is not None:
            found[each.called].append(each.fields)
    return dict(found)


def _told(fields: Mapping[str, str], apart: set[str]) -> str:
    return ", ".join([f"{key} {fields.get(key) or NOTHING}" for key in sorted(apart)])


def _counted(states: list[Mapping[str, str]]) -> str:
    if not states:
        return NOT_THERE
    return THERE if len(states) == 1 else f"{len(states)} of them"
