"""Reports over the modules of the CRM: what each asks for, and the table it makes of the records there are.

Nothing is kept: a report reads the records when it is looked at. Source: COL-03, COL-04, COL-06.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from zsim.catalogue.suggest import did_you_mean
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.users import CrmUsers
from zsim.fakes.crm.views import loaded_criteria, plain_criteria
from zsim.fakes.store.module import Module
from zsim.kernel.errors import UsageError
from zsim.ports.criteria import Criteria
from zsim.ports.errors import DuplicateValue, NotAllowed
from zsim.ports.folding import folded
from zsim.ports.records import Record, RecordId, Value
from zsim.ports.schema import Field, FieldType

EVERYTHING = Criteria(())
CURRENCY_FIELDS = ("Currency", "currency_code")


@dataclass(frozen=True, slots=True)
class CrmReport:
    """One version of a report: whose records it lists, which columns of them, by which criteria, grouped by what."""

    name: str
    module: str
    columns: tuple[str, ...]
    criteria: Criteria = EVERYTHING
    group: str | None = None
    predefined: bool = False


PREDEFINED: Mapping[str, CrmReport] = {
    each.name: replace(each, predefined=True)
    for each in (
        CrmReport("Deals by Stage", "Deals", ("Deal_Name", "Account_Name", "Amount", "Closing_Date"), group="Stage"),
        CrmReport("Contact Mailing List", "Contacts", ("Full_Name", "Account_Name", "Email", "Mailing_City")),
        CrmReport("Invoices by Status", "Finance_Invoices", ("Account_Name", "date", "total"), group="status"),
        CrmReport("Quotes by Status", "Finance_Estimates", ("Account_Name", "date", "total"), group="status"),
    )
}
"""The reports a CRM comes with, those over the Zoho Finance section where its modules are. Source: COL-04."""


class Cell(NamedTuple):
    """A value as a report shows it, the field it is of, and for money the currency it is in."""

    value: Value
    field: Field
    currency: str = ""


class Reports:
    """The reports of one CRM, predefined ones first."""

    def __init__(self, modules: Mapping[str, CrmModule], users: CrmUsers) -> None:
        self.modules = modules
        self._users = users
        self._held = {name: each for name, each in PREDEFINED.items() if each.module in modules}

    def named(self, name: str) -> CrmReport:
        """The report of that name; ``UsageError`` with near names when there is none."""
        if name not in self._held:
            raise UsageError(asked=f"the report {name!r}", found="there is none", right=did_you_mean(name, self._held))
        return self._held[name]

    def add(self, report: CrmReport) -> CrmReport:
        """Add a report; a name that is taken is refused."""
        self._check(report)
        if report.name in self._held:
            told = f"there is a report {report.name!r} already; choose another name or update that one"
            raise DuplicateValue(told, code="DUPLICATE_DATA", field="name")
        self._held[report.name] = report
        return report

    def put(self, report: CrmReport) -> CrmReport:
        """Replace the report of that name."""
        self._check(report)
        self._held[report.name] = replace(report, predefined=self.named(report.name).predefined)
        return self._held[report.name]

    def remove(self, name: str) -> None:
        """Delete a report; predefined ones stay."""
        if self.named(name).predefined:
            raise NotAllowed(f"{name!r} is predefined and stays; it can be edited", code="NOT_ALLOWED", field="name")
        del self._held[name]

    def forget(self, modules: tuple[str, ...]) -> list[str]:
        """Drop the custom reports over these modules, let the predefined ones be as they came, and name the dropped.

        This is what disabling does to the reports over the Zoho Finance section. Source: DIS-02.
        """
        gone = [each.name for each in self if each.module in modules and not each.predefined]
        for each in tuple(self):
            if each.module in modules and each.predefined:
                self._held[each.name] = PREDEFINED[each.name]
        for name in gone:
            del self._held[name]
        return gone

    def asking_for(self, module: str, field: str) -> list[str]:
        """The names of the reports that ask for a field of a module, directly or through a lookup."""
        return [each.name for each in self if (module, field) in set(self._asked(each))]

    def module_named(self, name: str) -> CrmModule:
        """The module of that API name or plain name ("deals", "zoho_finance.invoices"); ``UsageError`` otherwise."""
        known = {_plain_name(each): each for each in self.modules}
        found = known.get(_plain_name(name.replace("zoho_finance.", "finance")))
        if found is None:
            raise UsageError(
                asked=f"a report over {name!r}",
                found="there is no such module",
                right=did_you_mean(name, [*self.modules]),
            )
        return self.modules[found]

    def modules_of(self, report: CrmReport) -> tuple[str, ...]:
        """The modules whose records it shows."""
        return tuple(dict.fromkeys([report.module, *[module for module, _ in self._asked(report)]]))

    def cells(self, report: CrmReport, record: Record) -> list[Cell]:
        """What a report shows of a record, column by column, the group last if it has one."""
        return [self._cell(self.modules[report.module], record, column) for column in _shown(report)]

    def records(self, report: CrmReport) -> list[Record]:
        """The records that meet the criteria now, oldest first."""
        module = self.modules[report.module]
        return [each for each in module.table if report.criteria.holds(module.whole_fields(each))]

    def label(self, report: CrmReport, column: str) -> str:
        """What stands over a column."""
        *_, (_, field) = self._path(self.modules[report.module], column)
        above = column.removesuffix(field.name).rstrip(".")
        return f"{above.replace('_', ' ').replace('.', ', ')}: {field.label}" if above else field.label or column

    def fields_of(self, report: CrmReport, columns: Iterable[str]) -> list[Field]:
        """The fields these columns show."""
        return [self._path(self.modules[report.module], each)[-1][1] for each in columns]

    def export(self) -> list[Any]:
        """The reports that are not as the CRM came, as plain values."""
        return [
            [each.name, each.module, list(each.columns), each.group, each.predefined, *plain_criteria(each.criteria)]
            for each in self
            if PREDEFINED.get(each.name) != each
        ]

    def load(self, data: list[Any]) -> None:
        """Take over what ``export`` gave."""
        for name, module, columns, group, predefined, *criteria in data:
            self._held[name] = CrmReport(name, module, tuple(columns), loaded_criteria(*criteria), group, predefined)

    def __iter__(self) -> Iterator[CrmReport]:
        return iter(self._held.values())

    def _check(self, report: CrmReport) -> None:
        if not report.columns:
            raise UsageError(asked=f"the report {report.name!r}", found="no columns", right="name at least one")
        for column in _shown(report):
            self._path(self.modules[report.module], column)
        report.criteria.check(self.modules[report.module].schema)

    def _asked(self, report: CrmReport) -> Iterator[tuple[str, str]]:
        module = self.modules[report.module]
        for column in _shown(report):
            yield from [(each.name, field.name) for each, field in self._path(module, column)]
        yield from [(report.module, each.field) for each in report.criteria.conditions]

    def _path(self, module: CrmModule, column: str) -> list[tuple[CrmModule, Field]]:
        """The fields that lead to a column, each with its module: the lookups it follows, then the field itself."""
        step, _, rest = column.partition(".")
        field = module.schema.get(column) or module.schema.get(step)
        if field is None:
            raise UsageError(
                asked=f"the column {column!r} of {module.name}",
                found="there is no such field",
                right=did_you_mean(step, module.schema),
            )
        if not rest or field.name == column:
            return [(module, field)]
        if field.lookup is None or field.lookup not in self.modules:
            raise UsageError(
                asked=f"the column {column!r} of {module.name}",
                found=f"{step} looks up no record",
                right=f"{step} alone, or a lookup before the point",
            )
        return [(module, field), *self._path(self.modules[field.lookup], rest)]

    def _cell(self, module: CrmModule, record: Record, column: str) -> Cell:
        path = self._path(module, column)
        *_, (holder, last) = path
        held: Record | None = record
        for _, field in path[:-1]:
            value = held.fields.get(field.name) if held is not None else None
            held = None if value is None else self.modules[str(field.lookup)].table.get(RecordId(str(value)))
        if held is None:
            return Cell(None, last)
        code = next((str(held.fields[each]) for each in CURRENCY_FIELDS if held.fields.get(each)), "")
        value = holder.whole_fields(held).get(last.name)
        return Cell(self._readable(last, value), last, code if last.type is FieldType.CURRENCY else "")

    def _readable(self, field: Field, value: Value) -> Value:
        if isinstance(value, str) and field.type is FieldType.OWNER:
            return self._users.person(RecordId(value)).name if value in self._users else value
        if isinstance(value, str) and field.type is FieldType.LOOKUP:
            named = [name_of(each, value) for each in self._looked_up(field)]
            return next((each for each in named if each is not None), value)
        return False if value is None and field.type is FieldType.CHECK_BOX else value

    def _looked_up(self, field: Field) -> list[CrmModule]:
        return list(self.modules.values()) if field.lookup is None else [self.modules[field.lookup]]


def name_of(module: Module, record_id: str) -> str | None:
    """What people call the live record of that id."""
    record = module.table.get(RecordId(record_id))
    return None if record is None else module.name_of(record)


def told(value: Value) -> str:
    """A value as a table shows it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _shown(report: CrmReport) -> tuple[str, ...]:
    return report.columns if report.group is None else (*report.columns, report.group)


def _plain_name(name: str) -> str:
    return folded(name).replace("_", "").replace(" ", "")
