"""A table's whole state as plain JSON, and back; what every app's export is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zsim.fakes.store.table import Table
from zsim.kernel.read_only import ReadOnly
from zsim.ports.codec import Plain, decode, encode
from zsim.ports.records import Deletion, DeletionCause, Record, RecordId, Ref, Value
from zsim.ports.schema import Field, FieldType


def export_table(table: Table) -> dict[str, Plain]:
    """Live records in feed order, recycle bin, deletions and what searches do not find yet, as plain values."""
    state = table.export()
    loaded: dict[str, Plain] = {"loaded_ids": dict(table.loaded_ids)} if table.loaded_ids else {}
    return loaded | {
        "feed": [_plain_record(each) for each in state["feed"] if isinstance(each, Record)],
        "recycled": [_plain_record(each) for each in state["recycled"] if isinstance(each, Record)],
        "deletions": [
            [each.ref.id, each.deleted_ms, each.cause.value, each.winner]
            for each in state["deletions"]
            if isinstance(each, Deletion)
        ],
        "held_back": [list(each) for each in state["held_back"] if isinstance(each, tuple)],
    }


def told(modules: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Exported modules but for those that tell nothing: they stand as they came, and are made when asked for."""
    return {name: module for name, module in modules.items() if not _tells_nothing(module)}


def _tells_nothing(exported: object) -> bool:
    return all(map(_tells_nothing, exported.values())) if isinstance(exported, dict) else exported == []


def load_table(table: Table, data: Mapping[str, Any]) -> None:
    """Fill an empty table with what ``export_table`` gave."""
    table.loaded_ids.update(data.get("loaded_ids", {}))
    table.load(
        [_record(table, each) for each in data["feed"]],
        [_record(table, each) for each in data["recycled"]],
        [
            Deletion(_ref(table, record_id), deleted_ms, DeletionCause(cause), winner)
            for record_id, deleted_ms, cause, winner in data["deletions"]
        ],
        [(field, RecordId(record_id), found_ms) for field, record_id, found_ms in data["held_back"]],
    )


def export_fields(schema: Mapping[str, Field], standard: Iterable[Field]) -> list[Plain]:
    """The fields of a schema that are not as the app came: custom ones, and those somebody changed."""
    usual = {each.name: each for each in standard}
    return [encode(each) for each in schema.values() if usual.get(each.name) != each]


def load_field(data: Plain) -> Field:
    """One of the fields ``export_fields`` gave."""
    field = Field(*decode(data))
    return field._replace(
        type=FieldType(field.type), options=tuple(field.options), probabilities=tuple(field.probabilities)
    )


def _plain_record(record: Record) -> Plain:
    return [record.ref.id, record.created_ms, record.modified_ms, encode(record.fields)]


def _record(table: Table, data: list[Any]) -> Record:
    record_id, created_ms, modified_ms, plain = data
    fields = {name: _value(each) for name, each in decode(plain).items()}
    return Record(_ref(table, record_id), ReadOnly(fields), created_ms, modified_ms)


def _value(value: Any) -> Value:
    """A value as a record holds it: lists made tuples, and rows read-only."""
    parts = [ReadOnly(each) if isinstance(each, dict) else each for each in value] if isinstance(value, list) else ()
    held: Value = tuple(parts) if isinstance(value, list) else value
    return held


def _ref(table: Table, record_id: str) -> Ref:
    return Ref(table.app, table.module, RecordId(record_id))
