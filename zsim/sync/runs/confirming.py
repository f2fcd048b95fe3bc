"""Asking an app whether writes without an answer were carried out. Source: FLT-03."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from zsim.ports.folding import folded
from zsim.ports.records import Create, Delete, Merge, Record, RecordId, Update, Write, Written
from zsim.sync.runs.calls import OVERLAP_MS, Calls, Steps

Mark = tuple[str, str]
"""The name of a field and a value that tells a record by it."""


class WriteStep(NamedTuple):
    """One write on one side."""

    system: StrEnum
    module: str
    write: Write


class Recognises(Protocol):
    """Knows a run's own writes."""

    def mark(self, step: WriteStep) -> tuple[str, str] | None:
        """The field, and the value in it, that a record made by this step is found by; ``None`` where there is none."""

    def is_made_by(self, step: WriteStep, record: Record) -> bool:
        """Whether a record found by the mark is the one this step was to make."""

    def holds(self, step: WriteStep, record: Record) -> bool:
        """Whether a record is as this step was to leave it."""


def confirmed(
    calls: Calls, books: Recognises, steps: Sequence[WriteStep], done: Sequence[Written], since_ms: int
) -> Steps[list[Written]]:
    """The answers, with those that never came given where the app shows that the write was carried out.

    All steps are of one module, and none was made before ``since_ms``. One that was not carried out keeps its error,
    which says that this is not known: somebody may have undone it.
    """
    unknown = [n for n, each in enumerate(done) if each.error is not None and not each.error.definite]
    asked = [steps[number] for number in unknown]
    present = yield from _present(calls, asked)
    made = yield from _made(calls, books, asked, since_ms)
    answers = list(done)
    for number, step in zip(unknown, asked, strict=True):
        found = _carried_out(books, step, present, made)
        if found is not None:
            answers[number] = Written(found)
    return answers


def _present(calls: Calls, steps: Sequence[WriteStep]) -> Steps[dict[RecordId, Record]]:
    """The records that are still there, of those that were to be changed or to go."""
    ids: dict[RecordId, None] = {}
    for step in steps:
        match step.write:
            case Update(record_id) | Delete(record_id):
                ids[record_id] = None
            case Merge(master, losers):
                ids.update(dict.fromkeys((master, *losers)))
    found = yield from calls.read(steps[0].system, steps[0].module, list(ids)) if ids else _nothing()
    return {record.ref.id: record for record in found}


def _made(
    calls: Calls, books: Recognises, steps: Sequence[WriteStep], since_ms: int
) -> Steps[dict[Mark, list[Record]]]:
    """The records found by the marks of those that were to be made.

    A search may not know yet what was written a moment ago; the feed of changes does, so what the search does not find
    is looked for there, also where it finds an older one of that mark. Source: FLT-08.
    """
    creates = [(step, mark) for step in steps if isinstance(step.write, Create) and (mark := books.mark(step))]
    made: dict[Mark, list[Record]] = {}
    for field in dict.fromkeys([field for _, (field, _) in creates]):
        values = [value for _, (name, value) in creates if name == field]
        found: Sequence[Record] = yield from calls.search(steps[0].system, steps[0].module, field, values)
        _by_mark(made, field, found)
        if any(name == field and _carried_out(books, step, {}, made) is None for step, (name, _) in creates):
            found = yield from calls.written_since(steps[0].system, steps[0].module, since_ms - OVERLAP_MS)
            known = {record.ref for records in made.values() for record in records}
            _by_mark(made, field, [each for each in found if each.ref not in known])
    return made


def _by_mark(made: dict[Mark, list[Record]], field: str, found: Iterable[Record]) -> None:
    for record in found:
        if record.fields.get(field):
            made.setdefault((field, folded(str(record.fields[field]))), []).append(record)


def _carried_out(
    books: Recognises,
    step: WriteStep,
    present: dict[RecordId, Record],
    made: dict[Mark, list[Record]],
) -> RecordId | None:
    """The record that the write made, changed or took away; ``None`` where it shows no trace."""
    match step.write:
        case Create():
            mark = books.mark(step)
            found = made.get((mark[0], folded(mark[1])), []) if mark is not None else []
            return next((each.ref.id for each in found if books.is_made_by(step, each)), None)
        case Update(record_id):
            record = present.get(record_id)
            return record_id if record is not None and books.holds(step, record) else None
        case Delete(record_id):
            return record_id if record_id not in present else None
        case Merge(master, losers):
            gone = [each not in present or present[each].fields.get("status") == "inactive" for each in losers]
            return master if master in present and all(gone) else None


def _nothing() -> Steps[tuple[Record, ...]]:
    return ()
    yield
