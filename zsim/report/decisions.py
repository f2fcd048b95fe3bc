"""The decision table as lines for a reader, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from zsim.catalogue import Catalogue

if TYPE_CHECKING:
    from zsim.explore.decision_table import TableRow

TITLE = "Decision table"
LEAD = (
    "What the engine makes of a record in its first run, asked of the engine itself for each kind, place, direction "
    "and duplicate policy. Equal names are allowed in finance here; where they are not, a clone gets a number (CUS-18)."
    " A scenario holds every line against the catalogue."
)
HEADS = (
    "It exists",
    "Direction",
    "Policy",
    "The CRM's record is",
    "Finance's record is",
    "Then in the CRM",
    "Then in finance",
    "Products",
)
DIRECTIONS = {"fetch": "fetch from CRM", "both_ways": "sync both ways"}
VALUES = {"CRM": "the CRM's value", "finance": "finance's value"}
NOTHING = "not there"
POLICIES = 3


@dataclass(frozen=True, slots=True)
class DecisionSection:
    """The lines of one kind of record; each has a cell for every one of ``HEADS``."""

    kind: str
    lines: tuple[tuple[str, ...], ...]


def sections(rows: Iterable[TableRow], catalogue: Catalogue) -> tuple[DecisionSection, ...]:
    """The rows by kind, in words."""
    grouped = groupby(rows, key=lambda row: row.question.kind)
    return tuple(DecisionSection(kind, tuple(_lines(group, catalogue))) for kind, group in grouped)


def _lines(rows: Iterable[TableRow], catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """A line for each row; policies that come to the same share one."""
    for _, group in groupby(rows, key=lambda row: (row.question[:3], row.answer, row.products)):
        alike = tuple(group)
        policies = [row.question.policy.value for row in alike]
        yield _line(alike[0], "any" if len(policies) == POLICIES else " or ".join(policies), catalogue)


def _line(row: TableRow, policy: str, catalogue: Catalogue) -> tuple[str, ...]:
    asked, came = row.question, row.answer
    return (
        asked.exists,
        DIRECTIONS[asked.direction],
        policy,
        came.crm.value if came.crm is not None else NOTHING,
        came.finance.value if came.finance is not None else NOTHING,
        _standing(came.in_crm),
        _standing(came.in_finance),
        ", ".join(catalogue.product(key).name for key in row.products),
    )


def _standing(values: Sequence[str]) -> str:
    """How many records there are, and whose value each holds."""
    if not values:
        return "none"
    noun = "record" if len(values) == 1 else "records"
    return f"{len(values)} {noun}: {' and '.join(VALUES[each] for each in values)}"
