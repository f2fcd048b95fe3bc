"""Records from a CSV file as the apps export it: columns headed by the labels of the screens.

A row that cannot be loaded is reported with its line and the reason; the others load.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import InvalidOperation
from pathlib import Path
from typing import NamedTuple

from zsim.fakes.store.module import Module
from zsim.kernel.errors import UsageError
from zsim.ports.codec import finite
from zsim.ports.errors import InvalidData, VendorError
from zsim.ports.folding import folded
from zsim.ports.records import Value
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


def csv_text(source: CsvSource) -> str:
    """The text of a CSV file, whichever way it was given; ``UsageError`` if there is no such file.

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
    return path.read_text(encoding="utf-8-sig")


class CsvRows:
    """The rows of one CSV text, as fields of a module.

    ``find`` gives the module a lookup points to, ``owner_named`` the id of a user by name; columns in ``ignored`` are
    passed over, as are those the app sets itself and the ids some exports put beside a name. A column the module
    knows nothing of is refused with ``UsageError`` before any row is read.
    """

    def __init__(
        self,
        module: Module,
        text: str,
        *,
        find: Callable[[str], Module | None],
        owner_named: Callable[[str], str],
        ignored: Sequence[str],
    ) -> None:
        self._module = module
        self._find = find
        self._owner_named = owner_named
        self._reader = csv.reader(io.StringIO(text, newline=""))
        header = next(self._reader, None)
        if header is None:
            raise UsageError(asked="records from a CSV file", found="it is empty", right="a first line with labels")
        self._columns = self._read_header(header, ignored)

    def load(self, create: Callable[[Mapping[str, Value]], object]) -> LoadReport:
        """Create a record from every row that can be read."""
        loaded = 0
        rejected: list[Rejected] = []
        line = self._reader.line_num + 1
        for row in self._reader:
            if row:
                try:
                    create(self._fields(row))
                    loaded += 1
                except VendorError as refused:
                    rejected.append(Rejected(line, refused.message))
            line = self._reader.line_num + 1
        return LoadReport(loaded, tuple(rejected))

    def _read_header(self, header: list[str], ignored: Sequence[str]) -> list[Field | None]:
        known = {each.label or each.name: each for each in self._module.schema.values()}
        columns: list[Field | None] = []
        for cell in header:
            label = cell.strip().removeprefix("\ufeff")
            field = known.get(label)
            if field is None and label not in ignored and label.removesuffix(".id") not in (*known, *ignored):
                near = difflib.get_close_matches(label, known, n=3)
                raise UsageError(
                    asked=f"the column {label!r} for {self._module.name}",
                    found="no field has that label",
                    right=f"did you mean {', '.join(map(repr, near))}?" if near else f"one of {', '.join(known)}",
                )
            if field is not None and field in columns:
                raise UsageError(
                    asked=f"the column {label!r} for {self._module.name}",
                    found="it is there twice",
                    right="leave one out",
                )
            columns.append(None if field is None or field.read_only else field)
        return columns

    def _fields(self, row: list[str]) -> dict[str, Value]:
        if len(row) != len(self._columns):
            raise self._bad(f"{len(row)} cells under {len(self._columns)} labels")
        cells = zip(self._columns, row, strict=True)
        return {field.name: self._value(field, cell.strip()) for field, cell in cells if field and cell.strip()}

    def _value(self, field: Field, text: str) -> Value:
        try:
            match field.type:
                case FieldType.CHECK_BOX:
                    return {"true": True, "false": False}[text.lower()]
                case FieldType.INTEGER:
                    return int(text)
                case FieldType.DECIMAL | FieldType.CURRENCY:
                    return finite(text)
                case FieldType.DATE:
                    return date.fromisoformat(text)
                case FieldType.DATE_TIME:
                    moment = datetime.fromisoformat(text)
                    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
                case FieldType.OWNER:
                    return self._owner_named(text)
                case FieldType.LOOKUP:
                    return self._looked_up(field, text)
                case _:
                    return text
        except (KeyError, ValueError, InvalidOperation) as error:
            raise self._bad(f"{field.label!r} takes {WANTED[field.type]}, not {text!r}", field.name) from error

    def _looked_up(self, field: Field, name: str) -> str:
        module = self._find(field.lookup or "")
        if module is None:
            raise self._bad(f"{field.label!r} looks up {field.lookup}, which is not there", field.name)
        found = _named(module, name)
        if len(found) == 1:
            return found[0]
        near = module.near_names(name)
        hint = f"; there is {near}" if near and not found else ""
        count = f"{len(found)} {module.name} are called" if found else f"no {module.singular} is called"
        raise self._bad(f"{field.label!r}: {count} {name!r}{hint}", field.name)

    def _bad(self, reason: str, field: str | None = None) -> InvalidData:
        return InvalidData(reason, code=self._module.codes.invalid, field=field)


WANTED: Mapping[FieldType, str] = {
    FieldType.CHECK_BOX: "true or false",
    FieldType.INTEGER: "a whole number",
    FieldType.DECIMAL: "a number",
    FieldType.CURRENCY: "a number",
    FieldType.DATE: "a date as 2026-01-05",
    FieldType.DATE_TIME: "a time as 2026-01-05 09:00:00",
}


def _named(module: Module, name: str) -> list[str]:
    if module.table.is_indexed(module.name_field):
        return [each.ref.id for each in module.table.find(module.name_field, name)]
    return [each.ref.id for each in module.table if folded(module.name_of(each)) == folded(name)]
