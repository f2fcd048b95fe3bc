"""The decision table as one table for all kinds of records: what is usual once, and each exception marked below it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zsim.recording.schema import ScenarioRun
from zsim.report.decisions import DIRECTIONS, NOTHING, POLICIES, TITLE, VALUES
from zsim.report.filters import FilterFacts
from zsim.report.lists.journal_facts import CRM, FINANCE, JournalFacts, TableCell
from zsim.report.lists.listing import (
    QUIET,
    TAG,
    Cell,
    CellPiece,
    ListPage,
    ListRow,
    ListSection,
    plain,
    rule_links,
)
from zsim.report.phrases import counted, in_series
from zsim.report.site import Site
from zsim.sync import Outcome

if TYPE_CHECKING:
    from zsim.explore.decision_table import Question, TableAnswer, TableRow

TAGGED = "decision-table"
LEAD = (
    "What the engine makes of a record in its first run, asked of the engine itself for each kind of record, place, "
    "direction and duplicate policy. What holds for all kinds stands once, each exception below it, marked. "
    "Equal names are allowed in finance here. Beside kinds of records stand the products that sync them, "
    "of those that offer both directions."
)
HEADS = (
    "It exists",
    "Direction",
    "Policy",
    "The CRM's record",
    "Finance's record",
    "Then in the CRM",
    "Then in finance",
    "For",
    "Scenarios",
)
PLAYED = re.compile(r"(?P<exists>in [\w ]+)-(?P<direction>fetch|both_ways)-(?P<policy>\w+)-(?P<kind>\w+)\]")
Asked = tuple[str, str, str, str]
"""A question as the ids of scenarios have it: place, direction, policy, kind."""


class _Kinds(NamedTuple):
    """Kinds of records and the products that give an answer for each of them; ``all`` says that no other has them."""

    kinds: tuple[str, ...]
    products: tuple[str, ...]
    all: bool


class _Line(NamedTuple):
    """One answer to a question, and for what it holds: ``usual`` is the one that most of them give."""

    asked: Question
    policies: tuple[str, ...]
    answer: TableAnswer
    holds: tuple[_Kinds, ...]
    usual: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds it holds for."""
        return tuple([kind for each in self.holds for kind in each.kinds])

    @property
    def products(self) -> tuple[str, ...]:
        """All products it holds for, with some kind."""
        return tuple(dict.fromkeys([key for each in self.holds for key in each.products]))


def is_of_table(run: ScenarioRun) -> bool:
    """Whether a run plays a question of the table."""
    return TAGGED in run.tags and PLAYED.search(run.id) is not None


def decision_matrix(site: Site, facts: JournalFacts) -> ListPage:
    """The decision table."""
    played = _played(site)
    lines = list(_lines(site.evidence.decisions))
    rows = tuple([_row(site, facts, line, played) for line in lines])
    exceptions = sum(not line.usual for line in lines)
    door = f"{counted(len(lines), 'line')}, {counted(exceptions, 'exception')} among them"
    return ListPage("decisions", TITLE, LEAD, "lines", (ListSection("", HEADS, rows),), door)


def _lines(rows: Sequence[TableRow]) -> Iterator[_Line]:
    """The answers to each question, those that policies and kinds have in common put together."""
    by_place: defaultdict[tuple[str, str], list[TableRow]] = defaultdict(list)
    for row in rows:
        by_place[row.question.exists, row.question.direction].append(row)
    for found in by_place.values():
        told: dict[tuple[tuple[TableAnswer, tuple[_Kinds, ...]], ...], list[Question]] = {}
        for policy in dict.fromkeys([row.question.policy for row in found]):
            of_policy = [row for row in found if row.question.policy is policy]
            told.setdefault(tuple(_answers(of_policy)), []).append(of_policy[0].question)
        for answers, asked in told.items():
            policies = tuple([each.policy.value for each in asked])
            for number, (answer, holds) in enumerate(answers):
                yield _Line(asked[0], policies, answer, holds, number == 0)


def _answers(rows: Sequence[TableRow]) -> Iterator[tuple[TableAnswer, tuple[_Kinds, ...]]]:
    """The answers, the commonest first, each with the kinds and products that give it."""
    counts: Counter[TableAnswer] = Counter()
    for row in rows:
        counts[row.answer] += len(row.products)
    asked: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        asked[row.question.kind] += len(row.products)
    for answer, _ in counts.most_common():
        kinds: defaultdict[tuple[tuple[str, ...], bool], list[str]] = defaultdict(list)
        for row in rows:
            if row.answer == answer:
                kinds[row.products, len(row.products) == asked[row.question.kind]].append(row.question.kind)
        yield answer, tuple([_Kinds(tuple(names), products, every) for (products, every), names in kinds.items()])


def _played(site: Site) -> Mapping[Asked, list[ScenarioRun]]:
    """The runs that play each question."""
    played: defaultdict[Asked, list[ScenarioRun]] = defaultdict(list)
    for run in site.recording.scenarios:
        match = PLAYED.search(run.id)
        if match is not None and TAGGED in run.tags:
            played[match["exists"].strip(), match["direction"], match["policy"], match["kind"]].append(run)
    return played


def _row(site: Site, facts: JournalFacts, line: _Line, played: Mapping[Asked, list[ScenarioRun]]) -> ListRow:
    policies = "any" if len(line.policies) == POLICIES else " or ".join(line.policies)
    runs = [
        (kind, found[0])
        for kind in line.kinds
        if (found := played.get((line.asked.exists, line.asked.direction.value, line.policies[0], kind)))
    ]
    told: Cell = tuple([CellPiece(kind, site.path_of(run)) for kind, run in runs]) or (plain("none", QUIET),)
    mark = () if line.usual else (plain("exception", TAG),)
    path = site.path_of(runs[0][1]) if runs else ""
    look = "usual" if line.usual else "exception"
    cells = (
        (plain(line.asked.exists), *mark),
        (plain(DIRECTIONS[line.asked.direction]),),
        (plain(policies),),
        (*_outcome(line.answer.crm, path), *_rules(site, facts, runs, CRM, line.answer.crm)),
        (*_outcome(line.answer.finance, path), *_rules(site, facts, runs, FINANCE, line.answer.finance)),
        _standing(line.answer.in_crm, path),
        _standing(line.answer.in_finance, path),
        tuple([piece for number, each in enumerate(line.holds) for piece in _for(site, each, own_line=number > 0)]),
        told,
    )
    return ListRow(cells, FilterFacts(line.products, None, ((look, look),)))


def _outcome(outcome: Outcome | None, path: str) -> Cell:
    """What became of a side's record, leading to the scenario."""
    return (plain(NOTHING, QUIET),) if outcome is None else (CellPiece(outcome.value, path),)


def _rules(
    site: Site, facts: JournalFacts, runs: Sequence[tuple[str, ScenarioRun]], side: str, outcome: Outcome | None
) -> Cell:
    """The rules that this rests on, of all kinds; none where there was no record."""
    cells = [TableCell(run.id, side, outcome.value) for _, run in runs] if outcome is not None else []
    return rule_links(site, [rule for each in cells for rule in facts.cited.get(each, ())])


def _standing(values: Sequence[str], path: str) -> Cell:
    """How many records there are, and whose value each holds."""
    if not values:
        return (CellPiece("none", path),)
    return (CellPiece(f"{counted(len(values), 'record')}: {' and '.join([VALUES[each] for each in values])}", path),)


def _for(site: Site, holds: _Kinds, *, own_line: bool) -> Cell:
    """Kinds of records, and the products it holds for among those that sync them."""
    names = " · ".join(_names(site, holds.products))
    among = f"{names}, all that sync them" if holds.all and len(holds.products) > 1 else names
    only = f"{names} only, no other syncs them" if holds.all and len(holds.products) == 1 else among
    return plain(in_series([f"{each}s" for each in holds.kinds]), own_line=own_line), plain(only, QUIET)


def _names(site: Site, keys: Sequence[str]) -> list[str]:
    return [each.name for each in site.products if each.key in keys]
