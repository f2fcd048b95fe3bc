"""Records from a CSV file as the apps export it: columns headed by the labels of the screens.

The file is read as a whole before a record is made: one that is not in UTF-8, or with a quote that is never closed, is
refused with the line. A row that cannot be loaded is reported with its line and the reason; the others load.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from zsim.fakes.store.module import Module
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidData, VendorError
from zsim.ports.folding import folded
from zsim.ports.records import Record, RecordId, Value
from zsim.ports.schema import Field, FieldType

CsvSource = Path | str | Iterable[str]
"""A file by its path, the text itself (with at least one line break), or its lines."""


class Rejected(NamedTuple):
    """A row that was not loaded: the line of the file it begins in, and why."""

    line: int
    reason: str


class LoadReport(NamedTuple):
    """How many rows were loaded, and which were not."""

    loaded: int
    rejected: tuple[Rejected, ...]

    def __str__(self) -> str:
        refused = [f"  line {each.line}: {each.reason}" for each in self.rejected]
        return "\n".join([f"{self.loaded} loaded, {len(refused)} refused", *refused])


RECORD_ID = "Record Id"
"""The label of the column that holds the id a record had where it was exported."""

OF_ID = ".id"
"""What ends the label of a column that holds the id of what the column beside it names."""

NUMBER = re.compile(r"[+-]?(?:(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3})(?:\.[0-9]+)?|\.[0-9]+)")
"""A number as people write it: thousands, or lakhs, may be set apart by commas, decimals follow a point."""


def csv_text(source: CsvSource) -> str:
    """The text of a CSV file, whichever way it was given; ``UsageError`` for no file, or one that is not in UTF-8.

    Unless it is empty it has a line break, so that it can be given as a text again.
    """
    text = _read(source)
    return text if not text or "\n" in text else f"{text}\n"


def _read(source: CsvSource) -> str:
    if isinstance(source, str) and "\n" in source:
        return source
    if not isinstance(source, (str, Path)):
        return "\n".join([each.rstrip("\r\n") for each in source])
    path = Path(source)
    if not path.is_file():
        raise UsageError(asked=f"records from {path}", found="there is no such file", right="name a CSV file")
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(
            asked=f"records from {path}",
            found=f"line {line} is not in UTF-8 (byte {data[error.start]:#04x})",
            right="save it in UTF-8; nothing was loaded",
        ) from error


class _NotYet(InvalidData):
    """The refusal of a row that looks up a record of its own module, which may stand further down."""


class CsvRows:
    """The rows of one CSV text, as fields of a module.

    ``find`` gives the module a lookup points to, ``owner_named`` the id of a user by name; columns in ``ignored`` are
    passed over, as are those the app sets itself. A column the module knows nothing of, and a text that is no CSV, is
    refused with ``UsageError`` before any row is read. A lookup is resolved by the id in the column beside it, one of
    this app or one that a file loaded before had under "Record Id", else by name.
    """

    def __init__(
        self,
        module: Module,
        text: str,
        *,
        find: Callable[[str], Module | None],
        owner_named: Callable[[str], str],
        ignored: Collection[str],
    ) -> None:
        self._module = module
        self._find = find
        self._owner_named = owner_named
        rows = _rows_of(text)
        if not rows:
            raise UsageError(asked="records from a CSV file", found="it is empty", right="a first line with labels")
        (_, header), *self._rows = rows
        labels = [each.strip().removeprefix("\ufeff") for each in header]
        self._columns = self._read_header(labels, ignored)
        self._ids: list[Field | None] = [self._looked_up_by_id(each, ignored) for each in labels]
        self._own_id = labels.index(RECORD_ID) if RECORD_ID in labels else None
        self._to_come: set[str] = set()
        if self._own_id is not None:
            self._to_come = {row[self._own_id].strip() for _, row in self._rows if len(row) == len(labels)}

    def load(self, create: Callable[[Mapping[str, Value]], Record]) -> LoadReport:
        """Create a record from every row that can be read; those that look up one further down come after it."""
        rejected: dict[int, str] = {}
        rows, loaded = self._rows, 0
        while rows:
            waiting: list[tuple[int, list[str]]] = []
            for line, row in rows:
                try:
                    record = create(self._fields(row))
                except VendorError as refused:
                    rejected[line] = refused.message
                    if isinstance(refused, _NotYet):
                        waiting.append((line, row))
                else:
                    rejected.pop(line, None)
                    loaded += 1
                    self._remember(row, record)
            if len(waiting) == len(rows):
                break
            rows = waiting
        return LoadReport(loaded, tuple([Rejected(line, rejected[line]) for line in sorted(rejected)]))

    def _remember(self, row: list[str], record: Record) -> None:
        if self._own_id is not None and row[self._own_id].strip():
            self._to_come.discard(row[self._own_id].strip())
            self._module.table.loaded_ids[row[self._own_id].strip()] = record.ref.id

    def _read_header(self, labels: list[str], ignored: Collection[str]) -> list[Field | None]:
        known = {each.label or each.name: each for each in self._module.schema.values()}
        passed_over = {RECORD_ID, *ignored}
        columns: list[Field | None] = []
        for label in labels:
            field = None if label in ignored else known.get(label)
            if field is None and not passed_over.union(known) & {label, label.removesuffix(OF_ID)}:
                near = difflib.get_close_matches(label, known, n=3)
                raise UsageError(
                    asked=f"the column {label!r} for {self._module.name}",
                    found="no field has that label",
                    right=f"did you mean {', '.join(map(repr, near))}? ignore=[{label!r}] passes it over"
                    if near
                    else f"ignore=[{label!r}] passes it over; there is {', '.join(known)}",
                )
            if field is not None and field in columns:
                raise UsageError(
                    asked=f"the column {label!r} for {self._module.name}",
                    found="it is there twice",
                    right="leave one out",
                )
            columns.append(None if field is None or field.read_only else field)
        return columns

    def _looked_up_by_id(self, label: str, ignored: Collection[str]) -> Field | None:
        if not label.endswith(OF_ID) or label in ignored:
            return None
        found = [each for each in self._module.schema.values() if each.label == label.removesuffix(OF_ID)]
        return next((each for each in found if each.type is FieldType.LOOKUP), None)

    def _fields(self, row: list[str]) -> dict[str, Value]:
        if len(row) != len(self._columns):
            raise self._bad(f"{len(row)} cells under {len(self._columns)} labels")
        ids = {field.name: cell.strip() for field, cell in zip(self._ids, row, strict=True) if field and cell.strip()}
        cells = {field: cell.strip() for field, cell in zip(self._columns, row, strict=True) if field and cell.strip()}
        fields = {field.name: self._value(field, cell, ids.get(field.name, "")) for field, cell in cells.items()}
        alone = [field for field in self._ids if field and field.name in ids and field.name not in fields]
        return {**fields, **{field.name: self._looked_up(field, "", ids[field.name]) for field in alone}}

    def _value(self, field: Field, text: str, record_id: str) -> Value:
        try:
            match field.type:
                case FieldType.CHECK_BOX:
                    return {"true": True, "false": False, "1": True, "0": False}[text.lower()]
                case FieldType.INTEGER:
                    return int(_digits(text))
                case FieldType.DECIMAL | FieldType.CURRENCY:
                    return Decimal(_digits(text))
                case FieldType.DATE:
                    return date.fromisoformat(text)
                case FieldType.DATE_TIME:
                    moment = datetime.fromisoformat(text)
                    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
                case FieldType.OWNER:
                    return self._owner_named(text)
                case FieldType.LOOKUP:
                    return self._looked_up(field, text, record_id)
                case _:
                    return text
        except (KeyError, ValueError) as error:
            raise self._bad(f"{field.label!r} takes {WANTED[field.type]}, not {text!r}", field.name) from error

    def _looked_up(self, field: Field, name: str, record_id: str) -> str:
        module = self._find(field.lookup or "")
        if module is None:
            raise self._bad(f"{field.label!r} looks up {field.lookup}, which is not there", field.name)
        own = module is self._module
        found = _with_id(module, record_id or name)
        if found is None and not (own and (record_id or name) in self._to_come):
            named = _named(module, name) if name else []
            if len(named) > 1:
                raise self._bad(f"{field.label!r}: {len(named)} {module.name} are called {name!r}", field.name)
            found = named[0] if named else None
        if found is not None:
            return found
        near = module.near_names(name) if name else ""
        told = f"no {module.singular} is called {name!r}" if name else f"no {module.singular} has the id {record_id}"
        reason = f"{field.label!r}: {told}{f'; there is {near}' if near else ''}"
        raise (_NotYet if own else InvalidData)(reason, code=self._module.codes.invalid, field=field.name)

    def _bad(self, reason: str, field: str | None = None) -> InvalidData:
        return InvalidData(reason, code=self._module.codes.invalid, field=field)


WANTED: Mapping[FieldType, str] = {
    FieldType.CHECK_BOX: "true or false, 1 or 0",
    FieldType.INTEGER: "a whole number such as 1,250",
    FieldType.DECIMAL: "a number such as 1,250.50",
    FieldType.CURRENCY: "a number such as 1,250.50",
    FieldType.DATE: "a date as 2026-01-05",
    FieldType.DATE_TIME: "a time as 2026-01-05 09:00:00",
}


def _rows_of(text: str) -> list[tuple[int, list[str]]]:
    """Each row that is not blank, with the line it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if row:
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(
            asked="records from a CSV file",
            found=f"a quote in the row that begins in line {line} is not closed, or something follows it ({error})",
            right="close it, or double a quote that belongs to the text; nothing was loaded",
        ) from error
    return rows


def _digits(text: str) -> str:
    """The number without what sets its thousands apart; ``ValueError`` if people would not write one so."""
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return text.replace(",", "")


def _with_id(module: Module, record_id: str) -> RecordId | None:
    """The live record of an id, which may be one it had where it was exported."""
    for each in (module.table.loaded_ids.get(record_id), RecordId(record_id.removeprefix("zcrm_"))):
        if each is not None and module.table.get(each) is not None:
            return each
    return None


def _named(module: Module, name: str) -> list[RecordId]:
    if module.table.is_indexed(module.name_field):
        return [each.ref.id for each in module.table.find(module.name_field, name)]
    return [each.ref.id for each in module.table if folded(module.name_of(each)) == folded(name)]
