"""What a person does with reports, and the tables they print as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from zsim.catalogue.suggest import listed
from zsim.fakes.crm.profiles import RIGHTS
from zsim.fakes.crm.reports import Cell, CrmReport, told
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.crm.views_face import criteria_over
from zsim.fakes.store.face import CommandLog
from zsim.kernel.columns import columns as in_columns
from zsim.kernel.errors import UsageError
from zsim.kernel.printed import Printed
from zsim.ports.criteria import Condition, Criteria
from zsim.ports.errors import NotAllowed
from zsim.ports.records import Value
from zsim.ports.refusals import tells_refusals
from zsim.ports.schema import NUMBERS, Field

if TYPE_CHECKING:
    from zsim.fakes.crm.state import CrmState

SECTION = "Finance_"
ALL = "all"
Conditions = Iterable[Condition | tuple[Any, ...]]


class GroupTotal(NamedTuple):
    """How many rows a group of a report has, and the sums of its columns of numbers, but for percentages.

    Money that is not in the base currency is summed by itself, under such as "Amount (USD)". ``labels`` are what stands
    over the columns that are summed.
    """

    group: str
    rows: int
    sums: Mapping[str, Decimal | int]
    labels: Mapping[str, str] = MappingProxyType({})

    def __str__(self) -> str:
        sums = [f"{self.labels.get(name, name)} {told(each)}" for name, each in self.sums.items()]
        return ", ".join([f"{self.group or 'none'}: {self.rows}", *sums])


class ReportHandle:
    """A report by reference; it is read anew each time, as the user who holds it may."""

    __slots__ = ("_state", "_user", "name")

    def __init__(self, state: CrmState, user: CrmUser, name: str) -> None:
        self._state = state
        self._user = user
        self.name = name

    @property
    def module(self) -> str:
        """The API name of the module it lists."""
        return self._report.module

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns, by API name."""
        return self._report.columns

    @property
    def criteria(self) -> Criteria:
        """What it asks of the records."""
        return self._report.criteria

    @property
    def group(self) -> str | None:
        """The field its rows are grouped by."""
        return self._report.group

    @property
    def predefined(self) -> bool:
        """Whether the CRM came with it."""
        return self._report.predefined

    def rows(self) -> Printed[dict[str, Value]]:
        """A row for each record, group by group and the oldest first, by column; a lookup gives the record's name."""
        report, rows = self._report, self._cells()
        values = [dict(zip(report.columns, [each.value for each in row], strict=False)) for row in rows]
        return Printed(values, self._lines(rows)[1:])

    def totals(self) -> Printed[GroupTotal]:
        """The count and the sums of each group, where there are groups, and last those of all rows."""
        rows = self._cells()
        groups = [] if self._report.group is None else dict.fromkeys([_group(row) for row in rows])
        of_groups = [(each, [row for row in rows if _group(row) == each]) for each in groups]
        return Printed([self._total(name, held) for name, held in (*of_groups, (ALL, rows))])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReportHandle) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"<report {self.name!r} over {self.module} in crm>"

    def __str__(self) -> str:
        """The whole report as a table, with its totals."""
        lines = self._lines(self._cells())
        return "\n".join(
            [
                f"report '{self.name}' over {self.module.replace(SECTION, 'Zoho Finance ')} in the CRM",
                *lines,
                *map(str, self.totals()),
            ]
        )

    @property
    def _report(self) -> CrmReport:
        return self._state.reports.named(self.name)

    def _cells(self) -> list[list[Cell]]:
        """The cells of each row, the group last, group by group."""
        report, reports = self._report, self._state.reports
        for module in reports.modules_of(report):
            self._require(module)
        rows = [reports.cells(report, each) for each in reports.records(report)]
        return rows if report.group is None else sorted(rows, key=_place)

    def _require(self, module: str) -> None:
        users = self._state.users
        users.require_right(self._user.id, module, "read")
        kind = next((each for each in RIGHTS if module == f"{SECTION}{each.title().replace('_', '')}"), None)
        if kind is not None:
            users.require_transaction_right(self._user.id, kind)
            if not self._state.connections.showing(kind):
                message = f"the CRM shows no {kind.replace('_', ' ')} of finance; enable them first"
                raise NotAllowed(message, code="NOT_ALLOWED", field="module")

    def _lines(self, rows: list[list[Cell]]) -> list[str]:
        report, reports = self._report, self._state.reports
        shown = report.columns if report.group is None else (report.group, *report.columns)
        cells = [[_told(each) for each in (row if report.group is None else (row[-1], *row[:-1]))] for row in rows]
        fields = reports.fields_of(report, shown)
        numbers = [at for at, field in enumerate(fields) if field.type in NUMBERS]
        return in_columns([[reports.label(report, each) for each in shown], *cells], numbers)

    def _total(self, name: str, rows: list[list[Cell]]) -> GroupTotal:
        report, base = self._report, self._state.currency
        sums: dict[str, Decimal | int] = {}
        labels: dict[str, str] = {}
        for at, column in enumerate(report.columns):
            for cell in [row[at] for row in rows if _adds_up(row[at].field)]:
                if isinstance(cell.value, (int, Decimal)):
                    other = "" if cell.currency in ("", base) else f" ({cell.currency})"
                    sums[column + other] = sums.get(column + other, 0) + cell.value
                    labels[column + other] = self._state.reports.label(report, column) + other
        return GroupTotal(name, len(rows), sums, labels)


@tells_refusals("create update delete", "_recorder.journal")
class ReportsFace:
    """The reports of the CRM, as one user sees them. Source: COL-03, COL-04."""

    def __init__(self, state: CrmState, recorder: CommandLog, user: CrmUser) -> None:
        self._state = state
        self._recorder = recorder
        self._user = user

    def create(
        self,
        name: str,
        *,
        module: str,
        columns: str | Iterable[str],
        where: Conditions = (),
        pattern: str | None = None,
        group: str | None = None,
    ) -> ReportHandle:
        """Make a report: ``create("Open", module="deals", columns=["Deal_Name", "Account_Name.Phone"])``.

        ``module`` is any of the CRM's, one of the Zoho Finance section as "zoho_finance.invoices". A column is a field
        or one of a record looked up; ``where`` and ``pattern`` are as a view's conditions. Whatever the module cannot
        answer is refused with ``UsageError``. Source: COL-03, COL-06.
        """
        over = self._state.reports.module_named(module)
        criteria = criteria_over(over, where, pattern, "a report")
        report = CrmReport(name, over.name, listed("columns", columns), criteria, group or None)
        self._note("create", report)
        return self._handle(self._state.reports.add(report))

    def update(
        self,
        report: ReportHandle | str,
        *,
        columns: str | Iterable[str] | None = None,
        where: Conditions | None = None,
        pattern: str | None = None,
        group: str | None = None,
    ) -> ReportHandle:
        """Give a report, a predefined one as well, other columns, conditions or another group. Source: COL-04."""
        held = self._state.reports.named(_name(report))
        criteria = held.criteria
        if where is not None:
            criteria = criteria_over(self._state.reports.modules[held.module], where, pattern, "a report")
        elif pattern is not None:
            raise UsageError(asked=f"the pattern {pattern!r}", found="no conditions", right="name them in `where`")
        chosen = held.columns if columns is None else listed("columns", columns)
        changed = CrmReport(held.name, held.module, chosen, criteria, held.group if group is None else group or None)
        self._note("update", changed)
        return self._handle(self._state.reports.put(changed))

    def delete(self, report: ReportHandle | str) -> None:
        """Delete a report; one the CRM came with is refused."""
        held = self._state.reports.named(_name(report))
        self._recorder.note("Reports", "delete", ("crm", "Reports", held.name), {})
        self._state.reports.remove(held.name)

    def all(self) -> list[ReportHandle]:
        """All reports, predefined ones first."""
        return [self._handle(each) for each in self._state.reports]

    def __getitem__(self, name: str) -> ReportHandle:
        return self._handle(self._state.reports.named(name))

    def __iter__(self) -> Iterator[ReportHandle]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self.all())

    def __str__(self) -> str:
        told = [f"  '{each.name}' over {each.module}" for each in self._state.reports]
        return "\n".join(["the reports of the CRM:", *told])

    def _handle(self, report: CrmReport) -> ReportHandle:
        return ReportHandle(self._state, self._user, report.name)

    def _note(self, command: str, report: CrmReport) -> None:
        conditions = tuple([(each.field, each.operator, each.value) for each in report.criteria.conditions])
        given = {"columns": report.columns, "where": conditions, "pattern": report.criteria.pattern}
        over = {"module": report.module} if command == "create" else {}
        whole = {**over, **given, "group": report.group or ""}
        self._recorder.note("Reports", command, ("crm", "Reports", report.name), whole)


def _name(report: ReportHandle | str) -> str:
    return report.name if isinstance(report, ReportHandle) else report


def _adds_up(field: Field) -> bool:
    """Whether the values of a field come to a sum; percentages do not."""
    return field.type in NUMBERS and "%" not in field.label


def _place(row: list[Cell]) -> tuple[int, str]:
    """Where the row's group stands: in the order of the options of its pick list, else by its name."""
    options = row[-1].field.options
    return (options.index(_group(row)) if _group(row) in options else len(options), _group(row))


def _group(row: list[Cell]) -> str:
    return told(row[-1].value)


def _told(cell: Cell) -> str:
    return f"{told(cell.value)} {cell.currency}".strip() if cell.value is not None else ""
