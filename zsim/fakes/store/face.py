"""The user's face of a module: what a person does in the app, recorded as commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from zsim.fakes.store.csv_rows import CsvRows, CsvSource, LoadReport, csv_text
from zsim.fakes.store.handle import Find, Handle
from zsim.fakes.store.looking import counted
from zsim.fakes.store.module import Module
from zsim.fakes.store.unmodelled import MODULE
from zsim.fakes.store.validation import require_finite, unknown_field
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal, command_called
from zsim.ports.errors import InvalidData, PartlyModelled
from zsim.ports.records import PLACES, Record, RecordId, Ref, Value
from zsim.ports.refusals import tells_refusals
from zsim.ports.schema import Field, FieldType

SHOWN_MAX = 12
VALUE_CLASSES: frozenset[type] = frozenset({str, int, bool, Decimal, date, datetime, type(None)})


class CommandLog:
    """Who acts, where it is written down, and what that person may do.

    ``may`` is asked before every action with the module and the action's name; it raises ``NoPermission``.
    """

    __slots__ = ("actor", "journal", "may")

    def __init__(self, journal: Journal, actor: str, may: Callable[[str, str], None]) -> None:
        self.journal = journal
        self.actor = actor
        self.may = may

    def note(self, module: str, name: str, subject: object, given: Mapping[str, object]) -> int:
        """Ask whether the actor may, write the command down, and return its entry's number."""
        self.may(module, name)
        return self.journal.append(self.actor, "command", subject, given, None, command_called(name))


@tells_refusals("create update delete restore merge load_csv add_field set_options", "_recorder.journal")
class ModuleFace(PartlyModelled):
    """What a person can do with the records of one module.

    Fields are the vendor's API names; a lookup takes a handle or an id, an address a mapping of its parts. Every
    refusal is a ``VendorError`` with the vendor's code and changes nothing.
    """

    _unmodelled = MODULE

    csv_ignored: tuple[str, ...] = ()
    """Labels of exported columns that ``load_csv`` passes over, and that nobody can fill in."""

    def __init__(self, module: Module, recorder: CommandLog, find: Find) -> None:
        self._module = module
        self._recorder = recorder
        self._find = find

    def create(self, **fields: Any) -> Handle:
        """Add a record and return its handle."""
        plain = self._plain(fields)
        cause = self._recorder.note(self._module.name, "create", (self._module.table.app, self._module.name), plain)
        self._module.refuse_hidden(plain)
        return self._handle(self._module.create(plain, self._recorder.actor, cause))

    def update(self, record: Handle | str, **fields: Any) -> Handle:
        """Change the named fields and return the record's handle."""
        plain = self._plain(fields)
        ref = self._ref(record)
        cause = self._recorder.note(self._module.name, "update", ref, plain)
        self._module.refuse_hidden(plain)
        return self._handle(self._module.update(ref.id, plain, self._recorder.actor, cause))

    def delete(self, record: Handle | str) -> None:
        """Delete a record, as the app allows."""
        ref = self._ref(record)
        cause = self._recorder.note(self._module.name, "delete", ref, {})
        self._module.delete(ref.id, self._recorder.actor, cause)

    def restore(self, record: Handle | str) -> Handle:
        """Bring a deleted record back from the recycle bin."""
        ref = self._ref(record)
        cause = self._recorder.note(self._module.name, "restore", ref, {})
        return self._handle(self._module.restore(ref.id, self._recorder.actor, cause))

    def merge(self, master: Handle | str, *others: Handle | str) -> Handle:
        """Merge the others into the master."""
        ref = self._ref(master)
        losers = tuple(self._ref(each).id for each in others)
        if not losers:
            raise UsageError(asked=f"merge into {master}", found="no other record", right="name the records to merge")
        cause = self._recorder.note(self._module.name, "merge", ref, {"losers": losers})
        return self._handle(self._module.merge(ref.id, losers, self._recorder.actor, cause))

    def load_csv(self, source: CsvSource, *, ignore: str | Iterable[str] = ()) -> LoadReport:
        """Add a record for each row of a CSV file, given by its path, its text or its lines.

        The first row holds the labels of the screens ("Account Name"); one that no field has is refused with
        ``UsageError`` and nothing is loaded, unless ``ignore`` names it. A lookup is given by name or by id ("Account
        Name.id"; also one that another file has under "Record Id"), a date as 2026-01-05, a check box as true or
        false, 1 or 0, a number as 1,250.50. A bad row is reported with its line and the reason, and the rest loads; a
        file that is not in UTF-8 or leaves a quote open is refused with the line.
        """
        text, passed_over = csv_text(source), (ignore,) if isinstance(ignore, str) else tuple(ignore)
        ignored = self._system_columns() | {*passed_over}
        rows = CsvRows(self._module, text, find=self._find, owner_named=self._owner_named, ignored=ignored)
        subject = (self._module.table.app, self._module.name)
        given = {"text": text, "ignore": passed_over} if passed_over else {"text": text}
        cause = self._recorder.note(self._module.name, "load_csv", subject, given)
        return rows.load(lambda fields: self._module.create(fields, self._recorder.actor, cause))

    def _system_columns(self) -> set[str]:
        """The columns that the app itself writes into such a file, and that nobody can load."""
        return {*self.csv_ignored} - {each.label for each in self._module.schema.values()}

    def get(self, record: Handle | str) -> Handle:
        """The live record of that id; ``NotFound`` otherwise."""
        return self._handle(self._module.require(self._ref(record).id))

    def find(self, **criteria: Any) -> list[Handle]:
        """Live records whose fields hold exactly these values, one of several records among others, oldest first."""
        wanted = self._plain(criteria)
        for name, value in wanted.items():
            if name not in self._module.schema:
                raise unknown_field(self._module.name, self._module.schema, name, self._module.codes)
            require_finite(self._module.name, name, value, self._module.codes)
        return counted(self._module, [self._handle(each) for each in self._candidates(wanted) if _holds(each, wanted)])

    def one(self, **criteria: Any) -> Handle:
        """The only live record that ``find`` gives; ``UsageError`` with near misses when there is none or several."""
        found = self.find(**criteria)
        if len(found) == 1:
            return found[0]
        wanted = ", ".join(f"{name}={value!r}" for name, value in criteria.items())
        raise UsageError(
            asked=f"the {self._module.singular} with {wanted}",
            found=f"{len(found)} of them" if found else self._nothing(criteria),
            right="name one record; .find() gives them all",
        )

    def all(self) -> list[Handle]:
        """All live records, oldest first."""
        return counted(self._module, [self._handle(each) for each in self._module.table])

    def __len__(self) -> int:
        return len(counted(self._module, self._module.table))

    def __str__(self) -> str:
        """The module with its records, the oldest dozen by name."""
        held, (app, name) = self.all(), (self._module.table.app, self._module.name)
        more = [f"and {len(held) - SHOWN_MAX} more"] if len(held) > SHOWN_MAX else []
        told = [f"  {each}" for each in (*held[:SHOWN_MAX], *more)]
        called = name.replace("_", " ").lower()
        return "\n".join([f"the {called} in {PLACES.get(app, app)}: {len(held) or 'none'}", *told])

    def __repr__(self) -> str:
        return f"<{self._module.name} of {self._module.table.app}>"

    def add_field(
        self, name: str, type: str = "text", *, label: str = "", options: Iterable[str] = (), required: bool = False
    ) -> None:
        """Make a custom field. ``type`` is a ``FieldType`` value; a pick list needs ``options``."""
        if type not in tuple(FieldType):
            raise UsageError(
                asked=f"a custom field of type {type!r}",
                found="there is no such type",
                right=f"one of {', '.join(each.value for each in FieldType if each is not FieldType.LINE_ITEMS)}",
            )
        if type == FieldType.LINE_ITEMS:
            found, right = "only documents have lines, and theirs are line_items", "another type, such as text"
            raise UsageError(asked=f"a custom field {name} of line items", found=found, right=right)
        options = _options(name, options)
        if type == FieldType.PICK_LIST:
            _require_options(name, options)
        field = Field(name, FieldType(type), label or name, required=required, options=options)
        given = {"name": name, "type": type, "label": field.label, "options": options, "required": required}
        self._recorder.note(self._module.name, "add_field", (self._module.table.app, self._module.name), given)
        self._module.add_custom_field(field)

    def set_options(self, field_name: str, *options: str) -> None:
        """Replace the options of a pick list."""
        given = {"field": field_name, "options": options}
        if field_name not in self._module.schema:
            raise unknown_field(self._module.name, self._module.schema, field_name, self._module.codes)
        _require_options(field_name, options)
        self._recorder.note(self._module.name, "set_options", (self._module.table.app, self._module.name), given)
        self._module.set_options(field_name, options)

    def _update_each(self, records: Iterable[Handle | str], fields: Mapping[str, Any]) -> list[Handle]:
        """Change the named fields of several records, one after the other; a refusal ends it."""
        chosen = (records,) if isinstance(records, (Handle, str)) else records  # one alone is as good as a list of one
        return [self.update(each, **fields) for each in chosen]

    def _plain(self, fields: Mapping[str, Any]) -> dict[str, Value]:
        plain: dict[str, Value] = {}
        for name, value in fields.items():
            kind: type = value.__class__
            if kind in VALUE_CLASSES:
                plain[name] = value
            elif isinstance(value, Handle):
                plain[name] = self._looked_up(name, value)
            elif isinstance(value, Mapping):
                plain.update({f"{name}.{part}": self._value(name, each) for part, each in value.items()})
            else:
                plain[name] = self._value(name, value)
        return plain

    def _value(self, name: str, value: object) -> Value:
        if value is None or isinstance(value, (str, int, Decimal, date)):
            return value
        raise InvalidData(
            f"{self._module.name}: {name} takes no {type(value).__name__} such as {value!r}",
            code=self._module.codes.invalid,
            field=name,
        )

    def _looked_up(self, name: str, value: Handle) -> RecordId:
        field = self._module.schema.get(name)
        app = self._module.table.app
        if field is not None and (value.ref.module != field.lookup or value.ref.app != app):
            theirs, ours = (f"{value.ref.app}'s ", f"{app}'s ") if value.ref.app != app else ("", "")
            raise UsageError(
                asked=f"{self._module.name}.{name} = {value!r}",
                found=f"a record of {theirs}{value.ref.module}",
                right=f"a record of {ours}{field.lookup}" if field.lookup else f"a value of type {field.type.value}",
            )
        return value.ref.id

    def _candidates(self, wanted: Mapping[str, Value]) -> Iterable[Record]:
        table = self._module.table
        for name, value in wanted.items():
            if table.is_indexed(name):
                return table.find(name, value)
        return table

    def _nothing(self, criteria: Mapping[str, object]) -> str:
        name = criteria.get(self._module.name_field)
        near = self._module.near_names(name) if isinstance(name, str) else ""
        return f"none; there is {near}" if near else "none"

    def _ref(self, record: Handle | str) -> Ref:
        if isinstance(record, Handle):
            if record.ref.module != self._module.name or record.ref.app != self._module.table.app:
                raise UsageError(
                    asked=f"an action of {self._module.table.app}'s {self._module.name} on {record!r}",
                    found=f"a record of {record.ref.app}'s {record.ref.module}",
                    right=f"a record of {self._module.table.app}'s {self._module.name}",
                )
            return record.ref
        if not isinstance(record, str):
            raise UsageError(
                asked=f"an action of {self._module.table.app}'s {self._module.name} on {record!r}",
                found=f"neither a record nor an id but a value of type {type(record).__name__}",
                right="the record as create or one gave it, or its id",
            )
        return Ref(self._module.table.app, self._module.name, RecordId(record))

    def _owner_named(self, name: str) -> str:
        return name

    def _handle(self, record: Record) -> Handle:
        return Handle(self._module, record.ref, self._find)


def _options(field_name: str, options: str | Iterable[str]) -> tuple[str, ...]:
    """The options given; one text would be taken for its letters."""
    if isinstance(options, str):
        raise UsageError(
            asked=f"the pick list {field_name!r}",
            found=f"its options are one text, {options!r}",
            right="a list with a text for each option",
        )
    return tuple(options)


def _require_options(field_name: str, options: tuple[str, ...]) -> None:
    if not options:
        raise UsageError(
            asked=f"the pick list {field_name!r}", found="no options to pick from", right="give at least one option"
        )
    for each in options:
        if not isinstance(each, str) or not each.strip():
            raise UsageError(
                asked=f"the option {each!r} of the pick list {field_name!r}",
                found="it is blank" if isinstance(each, str) else f"it is no text but of type {type(each).__name__}",
                right="give each option as text",
            )


def _holds(record: Record, wanted: Mapping[str, Value]) -> bool:
    return all(_meets(record.fields.get(name), value) for name, value in wanted.items())


def _meets(held: Value, value: Value) -> bool:
    return held == value or (isinstance(held, tuple) and value in held)
