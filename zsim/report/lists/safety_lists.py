"""Lists of what keeps the simulation honest: faults, what always holds, the bank of planted bugs, and situations."""

from __future__ import annotations

import inspect
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from zsim.catalogue import Invariant
from zsim.explore import BUGS, Bug, Family
from zsim.faults import KINDS, Fault
from zsim.report.filters import FilterFacts
from zsim.report.lists.journal_facts import JournalFacts
from zsim.report.lists.listing import (
    CODE,
    QUIET,
    STATE,
    CellPiece,
    ListPage,
    ListRow,
    ListSection,
    plain,
    rule_links,
    rule_pieces,
    run_pieces,
)
from zsim.report.phrases import counted
from zsim.report.planted import HEADS, LEAD, TITLE, planted_lines, planted_reasons, planted_totals
from zsim.report.rules.twins import Twins
from zsim.report.site import Site

if TYPE_CHECKING:
    from zsim.explore.selftest import Verdict
    from zsim.explore.situations import Situation

SPENT = ("Executions", "Seconds")


def faults(site: Site, facts: JournalFacts, twins: Twins) -> ListPage:
    """The kinds of faults, with how many stories pin each, and its smallest example with and without it."""
    rows = tuple(
        [
            _fault_row(site, kind, facts, twins)
            for kind in KINDS.values()
            if facts.faults.runs[kind.kind] or not site.recording.selection
        ]
    )
    lead = "What can go wrong between the apps: a story pins a fault to a call, and tells what becomes of each record."
    heads = "What goes wrong", "What becomes of records then", "Stories", "Runs", "Smallest example", "Without it"
    pinned = sum(facts.faults.stories(kind.kind) > 0 for kind in KINDS.values())
    door = f"{counted(len(rows), 'kind')}, {pinned} of them pinned by stories"
    section = ListSection("", heads, rows, numbers=(2, 3), none="No fault happened in this part.")
    return ListPage("faults", "Faults", lead, "kinds", (section,), door)


def always(site: Site, facts: JournalFacts) -> ListPage:
    """What holds after every run of every world, and the planted bugs that show it can fail."""
    checked = counted(facts.finished_runs, "run")
    rows = tuple([_always_row(site, each) for each in site.catalogue.invariants])
    lead = (
        f"What must hold whatever a story is about. Each was checked in all {checked} of syncs that ended in the "
        "stories recorded here."
    )
    caught = ("Bugs caught by it",) if site.evidence.verdicts else ()
    heads = ("What always holds", "It rests on", "Planted bugs that break it", *caught)
    door = f"{counted(len(rows), 'sentence')}, each checked in {checked} of syncs"
    section = ListSection("", heads, rows)
    return ListPage("always", "What always holds", lead, "sentences", (section,), door)


def bank(site: Site) -> ListPage:
    """The planted bugs by what they are a mistake about, and what caught each, where that was saved."""
    verdicts = site.evidence.verdicts
    caught = {line[0]: line[2:] for line in planted_lines(verdicts)}
    heads = ("What a user would see", "Breaks", *((*HEADS[2:], *SPENT) if verdicts else ("Must be caught by",)))
    spent = {each.bug: _spent(each) for each in verdicts}
    by_family = sorted(BUGS, key=lambda bug: list(Family).index(bug.family))
    sections = [
        ListSection(
            family.value.capitalize(),
            heads,
            tuple([_bug_row(site, bug, caught, spent) for bug in group]),
            numbers=(len(heads) - 2, len(heads) - 1) if verdicts else (),
        )
        for family, group in groupby(by_family, key=lambda bug: bug.family)
    ]
    wrong = [ListRow(((plain(told),),)) for each in verdicts for told in each.wrong()]
    if wrong:
        sections.insert(0, ListSection("What is wrong with it", ("Bug, and what is wrong",), tuple(wrong)))
    reasons = tuple([ListRow(((plain(bug, CODE),), (plain(reason),))) for bug, reason in planted_reasons(verdicts)])
    if reasons:
        sections.append(ListSection("What exploration cannot catch", ("Bug", "Why"), reasons))
    lead = (
        f"{LEAD} {planted_totals(verdicts)}."
        if verdicts
        else (
            "Mistakes that were planted on purpose, to see that something catches each. What caught them is not told "
            "here: no selftest was saved. 'zsim selftest --save' plants each and writes it into reports/; then "
            "'zsim report' shows it."
        )
    )
    door = (
        planted_totals(verdicts)
        if verdicts
        else f"{counted(len(BUGS), 'bug')}; 'zsim selftest --save' is to tell what catches them"
    )
    return ListPage("bank", TITLE, lead, "bugs", tuple(sections), door)


def situation_list(site: Site) -> ListPage:
    """What random worlds are to meet: common, or rare and why."""
    from zsim.explore.situations import SituationGroup, situations  # the players of scripts are needed for nothing else
    from zsim.explore.situations.rarity import rare

    reasons, sections = rare(), []
    by_group = sorted(situations(), key=lambda each: list(SituationGroup).index(each.group))
    for group, found in groupby(by_group, key=lambda each: each.group):
        rows = [_situation_row(each, reasons.get(each.name, "")) for each in found]
        sections.append(ListSection(group.value.capitalize(), ("Situation", "How rare it is"), tuple(rows)))
    counts = Counter(each.common for each in situations())
    told = f"{counted(len(situations()), 'situation')}, {counts[True]} common and {counts[False]} rare"
    lead = (
        f"What worlds that are played at random are to meet: {told}. A campaign that misses a common one fails. "
        "How often each is met is told by a campaign itself: 'zsim explore --examples 2000 --faults' ends with the "
        "rarest of them."
    )
    return ListPage("situations", "Situations", lead, "situations", tuple(sections), told)


def _situation_row(situation: Situation, reason: str) -> ListRow:
    """A situation, and whether it is common, or rare and why."""
    look, word, sign = ("proven", "common", "●") if situation.common else ("known-gap", "rare", "○")
    how = (CellPiece(word, look=f"{STATE} {look}", sign=sign), *([plain(reason, QUIET)] if reason else []))
    return ListRow(((plain(situation.says),), how), FilterFacts(situation.products, None, ((look, word),)))


def _fault_row(site: Site, kind: type[Fault], facts: JournalFacts, twins: Twins) -> ListRow:
    known = {each.id: each for each in site.catalogue.behaviours}
    rule = known.get(kind.rule)
    stories, twin = facts.faults.stories(kind.kind), twins.of_fault(kind.kind)
    without = CellPiece("compare the two", twins.path(twin)) if twin is not None else plain("not played", QUIET)
    cells = (
        (plain((inspect.getdoc(kind) or "").partition("\n")[0]),),
        rule_pieces(site, rule) if rule is not None else (plain(kind.rule, CODE),),
        (plain(f"{stories:,}"),),
        (plain(f"{facts.faults.runs[kind.kind]:,}"),),
        run_pieces(site, facts.faults.smallest(kind.kind)),
        (without,),
    )
    return ListRow(cells, FilterFacts(), kind.kind)


def _always_row(site: Site, invariant: Invariant) -> ListRow:
    bugs = [bug for bug in BUGS if invariant.name in (bug.invariant, *bug.also)]
    planted = [plain(bug.says, own_line=bool(number)) for number, bug in enumerate(bugs)]
    caught = [each for each in site.evidence.verdicts if invariant.name in each.invariants]
    cells = (
        (plain(invariant.sentence),),
        rule_links(site, invariant.behaviours),
        tuple(planted) or (plain("none", QUIET),),
        *([(plain(f"{len(caught)}"),)] if site.evidence.verdicts else []),
    )
    return ListRow(cells, FilterFacts(), invariant.name)


def _bug_row(site: Site, bug: Bug, caught: dict[str, tuple[str, ...]], spent: dict[str, tuple[str, str]]) -> ListRow:
    known = {each.name: each.sentence for each in site.catalogue.invariants}
    by = known.get(bug.invariant or "", "")
    told: tuple[str, ...] = (by or "a story, or worlds played at random",)
    if spent:
        told = (*caught[bug.name], *spent[bug.name]) if bug.name in spent else ("not planted", *[""] * 6)
    cells = (
        (plain(bug.name, CODE), plain(bug.says)),
        rule_links(site, bug.behaviours),
        *[(plain(each),) for each in told],
    )
    return ListRow(cells, FilterFacts(), bug.name)


def _spent(verdict: Verdict) -> tuple[str, str]:
    """How many executions a bug took in all until each means that caught it did, and how many seconds, if saved."""
    caught = [each for each in (verdict.scenarios, verdict.script, verdict.worlds, verdict.sweep) if each.caught]
    seconds = sum([each.seconds for each in caught])
    return f"{sum([each.executions for each in caught]):,}", f"{seconds:,.1f}" if seconds else "not saved"
