"""A module of an app: its schema, its records, and the rules every way in must pass.

The user's face and the port both write through here, so a rule stands once. A concrete module (accounts, customers)
overrides the few ``_`` hooks its life cycle needs.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from zsim.fakes.store.table import Table
from zsim.fakes.store.validation import (
    Codes,
    check_fields,
    check_required,
    plain_names,
    required_names,
    takes_texts,
    unknown_field,
)
from zsim.kernel.named import named
from zsim.ports.errors import InvalidData, LimitExceeded, NotAllowed, NotFound, VendorError
from zsim.ports.folding import difference, look
from zsim.ports.records import Create, DeletionCause, Fields, Record, RecordId, Value, Written
from zsim.ports.schema import STANDARD_LAYOUT, Field, FieldType


class Module:
    """Records of one kind in one app.

    ``codes`` are the vendor's error codes, ``custom_fields_max`` the vendor's cap, if it has one. ``beyond_standard``
    names the fields that stand on another layout than the standard one, which integrations do not see. ``schema`` holds
    the fields people know, ``hidden`` those that only integrations do.
    """

    singular = "record"
    name_field = "Name"
    codes: Codes
    custom_fields_max: int | None = None

    def __init__(self, table: Table, fields: Iterable[Field]) -> None:
        self.table = table
        self.name = table.module
        fields = tuple(fields)
        self.schema: dict[str, Field] = {field.name: field for field in fields if not field.hidden}
        self.hidden: Mapping[str, Field] = {field.name: field for field in fields if field.hidden}
        self._required = self._required_by_app = required_names(self.schema)
        self._plain: frozenset[str] | None = None
        self.beyond_standard: tuple[str, ...] = ()

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Add a record; a refusal is a ``VendorError`` and leaves everything as it was."""
        self._check_fields(fields)
        whole = dict(fields)
        check_required(self.name, self._required, whole, self.codes)
        whole = self._derive(whole, None)
        self._check(whole, None)
        return self.table.insert(whole, actor, cause)

    def create_all(self, wanted: Sequence[Create], actor: str) -> list[Written]:
        """Carry the creates out in their order; where none is in another's way, all of them at once.

        One by one, an initial sync takes a sixth longer, and a first fetch of leads a third.
        """
        traces = [each.trace for each in wanted]
        rows = self._unhindered([each.fields for each in wanted]) if all(traces) or not any(traces) else None
        if rows is None:
            return [self._created(each, actor) for each in wanted]
        made = self.table.insert_all(rows, actor, traces if all(traces) else None)
        return list(named(Written, [(each.ref.id, None) for each in made]))

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields of a record."""
        before = self.require(record_id)
        self._check_fields(changes)
        whole = {**before.fields, **changes}
        check_required(self.name, self._required, whole, self.codes)
        whole = self._derive(whole, before)
        self._check(whole, before)
        return self.table.replace(before, whole, actor, cause)

    def delete(self, record_id: RecordId, actor: str, cause: int | None = None) -> None:
        """Delete a record, unless the app's rules forbid it."""
        record = self.require(record_id)
        self._check_delete(record)
        self.table.remove(record, actor, cause=cause)

    def own_of(self, record_id: RecordId) -> tuple[Record, ...]:
        """The records that go with one when it is deleted, and are not it itself."""
        return ()

    def restore(self, record_id: RecordId, actor: str, cause: int | None = None) -> Record:
        """Bring a record back from the recycle bin."""
        record = self.table.recycled(record_id)
        if record is None:
            raise NotFound(
                f"{self.name}: no record {record_id} in the recycle bin", code=self.codes.not_found, field="id"
            )
        self._check(record.fields, None)
        return self.table.restore(record, actor, cause)

    def merge(self, master: RecordId, losers: Iterable[RecordId], actor: str, cause: int | None = None) -> Record:
        """Merge the losers into the master; they leave the module."""
        winner = self.require(master)
        losing = [self.require(each) for each in losers]
        self._check_merge(winner, losing)
        for loser in losing:
            self._move_related(loser, winner, actor, cause)
            self.table.remove(self.require(loser.ref.id), actor, DeletionCause.MERGED, winner.ref.id, cause)
        return self.require(master)

    def require(self, record_id: RecordId) -> Record:
        """The live record of that id; ``NotFound`` otherwise."""
        record = self.table.get(record_id)
        if record is None:
            raise NotFound(
                f"{self.name}: there is no record {record_id!r}{self._near_id(record_id)}",
                code=self.codes.not_found,
                field="id",
            )
        return record

    def field(self, name: str) -> Field | None:
        """The field of that API name, a hidden one as well."""
        return self.schema.get(name) or self.hidden.get(name)

    def told(self) -> dict[str, Field]:
        """The fields by name, as an integration is told of them just now."""
        return dict(self.schema)

    def refuse_hidden(self, fields: Mapping[str, Value]) -> None:
        """Refuse with ``InvalidData`` a hidden field that a person names, as one the module does not have."""
        if not fields.keys().isdisjoint(self.hidden):
            name = next(each for each in fields if each in self.hidden)
            raise unknown_field(self.name, self.schema, name, self.codes)

    def add_custom_field(self, field: Field) -> None:
        """Add a field made by a user; a taken name or one past the vendor's cap is refused."""
        if self.field(field.name) is not None:
            raise InvalidData(
                f"{self.name} has a field {field.name} already", code=self.codes.invalid, field=field.name
            )
        count = sum(each.custom for each in self.schema.values())
        if self.custom_fields_max is not None and count >= self.custom_fields_max:
            raise LimitExceeded(
                f"{self.name} holds at most {self.custom_fields_max} custom fields and has {count}",
                code="LIMIT_EXCEEDED",
                field=field.name,
            )
        self.put_field(field._replace(custom=True))

    def set_options(self, field_name: str, options: tuple[str, ...]) -> None:
        """Replace the options of a pick list."""
        field = self.schema[field_name]
        if field.type is not FieldType.PICK_LIST:
            raise NotAllowed(f"{self.name}: {field_name} is no pick list", code=self.codes.invalid, field=field_name)
        self.put_field(field._replace(options=options))

    def set_layout(self, field_name: str, layout: str) -> None:
        """Put a field on another layout."""
        self.put_field(self.schema[field_name]._replace(layout=layout))

    def put_field(self, field: Field) -> None:
        """Add a field to the schema, or replace the one of that name."""
        self.schema[field.name] = field
        self._fields_changed()

    def name_of(self, record: Record) -> str:
        """What a person calls the record."""
        return str(record.fields.get(self.name_field) or record.ref.id)

    def kind_and_name(self, record: Record) -> str:
        """The record with its kind and name, as people speak of it, such as "account 'Acme'"."""
        return f"{self.singular} {self.name_of(record)!r}"

    def near_names(self, name: str) -> str:
        """Names of live records close to one that was not found, and how those that look like it differ from it."""
        names = [self.name_of(record) for record in self.table]
        near = difflib.get_close_matches(name, names, n=3)
        return ", ".join([f"{each!r}{_apart(name, each)}" for each in near])

    def _fields_changed(self) -> None:
        """Take note of the schema as it is now."""
        self._required = required_names(self.schema)
        self._plain = None
        self.beyond_standard = tuple([each.name for each in self.schema.values() if each.layout != STANDARD_LAYOUT])

    def _unhindered(self, wanted: Sequence[Fields]) -> list[dict[str, Value]] | None:
        """The whole fields of new records of which none needs a look of its own; ``None`` if one may.

        What comes of it must be what comes of ``create`` one by one. A module that is filled by the thousand knows how
        to tell; any other looks at each.
        """
        return None

    def _created(self, write: Create, actor: str) -> Written:
        try:
            return Written(self.create(write.fields, actor, write.trace or None).ref.id)
        except VendorError as refusal:
            return Written(None, refusal)

    def _all_fit(self, wanted: Sequence[Fields]) -> bool:
        """Whether all fields hold text that ``check_fields`` lets pass, and people require none but those the app does.

        That these are there is for the module to see.
        """
        if self._required != self._required_by_app:
            return False
        if not {str}.issuperset(map(type, chain.from_iterable([each.values() for each in wanted]))):
            return False
        plain = self._plain_names()
        odd = [name for name in dict.fromkeys(chain.from_iterable(wanted)) if name not in plain]
        return all(takes_texts(self.schema.get(name), [str(each.get(name, "")) for each in wanted]) for name in odd)

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        """Fill in what the app computes or defaults; ``before`` is the version an update starts from."""
        return fields

    def _check(self, fields: Fields, before: Record | None) -> None:
        """Refuse fields that break a rule of the module, such as a unique name."""

    def _check_delete(self, record: Record) -> None:
        """Refuse a deletion the app forbids."""

    def _check_merge(self, winner: Record, losers: list[Record]) -> None:
        """Refuse a merge the app forbids; merging a record into itself is one, and naming it twice another."""
        seen = {winner.ref.id}
        for loser in losers:
            if loser.ref.id in seen:
                raise NotAllowed(
                    f"{self.name}: {self.name_of(loser)!r} ({loser.ref.id}) cannot be merged into itself or twice;"
                    " name each record once",
                    code=self.codes.invalid,
                )
            seen.add(loser.ref.id)

    def _move_related(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Hand what hangs on the loser to the winner."""

    def _check_fields(self, fields: Mapping[str, Value]) -> None:
        if not fields.keys().isdisjoint(self.hidden):
            check_fields(
                self.name, self.hidden, {name: fields[name] for name in self.hidden if name in fields}, self.codes
            )
            fields = {name: value for name, value in fields.items() if name not in self.hidden}
        check_fields(self.name, self.schema, fields, self.codes, self._plain_names())

    def _plain_names(self) -> frozenset[str]:
        if self._plain is None:
            self._plain = plain_names(self.schema)
        return self._plain

    def _near_id(self, record_id: RecordId) -> str:
        if self.table.recycled(record_id) is not None:
            return "; it is in the recycle bin, restore it first"
        return f"; {self.name} holds {len(self.table)} records, name one of them"


def _apart(name: str, other: str) -> str:
    return f" ({difference(name, other)})" if name != other and look(name) == look(other) else ""
