"""Lists of rules: all, those of a product, rulings with what to ask the vendor, oddities, open points, complaints."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.catalogue import Basis, Behaviour, Policy, Product
from zsim.recording.schema import Result, ScenarioRun, results_of, smallest
from zsim.report.evidence import State
from zsim.report.filters import FilterFacts, facts_of
from zsim.report.lists.listing import (
    CODE,
    QUIET,
    STATE,
    TAG,
    Cell,
    CellPiece,
    ListPage,
    ListRow,
    ListSection,
    plain,
    result_pieces,
    rule_links,
    rule_pieces,
    run_pieces,
    standing_pieces,
)
from zsim.report.phrases import as_sentence, counted, in_series, passages, product_names
from zsim.report.rules.rule_page import is_usual, smallest_of
from zsim.report.rules.twins import Twins, deciding
from zsim.report.site import Site
from zsim.report.standing import BASES, standing, standings, told_of, told_of_product
from zsim.report.stories import variant_of

COMPARED = "compare the two"


def all_rules(site: Site) -> ListPage:
    """Every rule with its standing."""
    shown = tuple(told_of(site.evidence, site.catalogue.behaviours))
    sections = []
    for area in site.catalogue.areas:
        rows = [_rule_row(site, each) for each in shown if each.area == area.code]
        if rows:
            title = f"{area.code} {area.name}"
            sections.append(ListSection(title, ("Rule", "How it stands", "Rests on"), tuple(rows)))
    lead = f"All {counted(len(shown), 'rule')}, area by area; each leads to its example."
    return ListPage(
        "rules", "Rules", lead, "rules", tuple(sections), f"{counted(len(shown), 'rule')}, each with its example"
    )


def of_product(site: Site, product: Product) -> ListPage:
    """What is proven for a product: each of its rules, with its smallest example there."""
    shown = list(told_of_product(site.evidence, site.catalogue.behaviours, product))
    states = [standing(site.evidence, each, product) for each in shown]
    proven = [each for each in shown if site.evidence.state(each, product.key) is State.PROVEN]
    ruled = [each for each in proven if each.basis is Basis.RULING]
    sections = []
    for area in site.catalogue.areas:
        rows = [
            ListRow(
                (
                    rule_pieces(site, each),
                    standing_pieces([stands])[:1] + ((plain(stands.note, QUIET),) if stands.note else ()),
                    (plain(BASES[each.basis], QUIET),),
                    _example_pieces(site, each, product),
                ),
                facts_of([stands], each.basis),
            )
            for each, stands in zip(shown, states, strict=True)
            if each.area == area.code
        ]
        if rows:
            heads = "Rule", "State", "Rests on", "Smallest example"
            sections.append(ListSection(f"{area.code} {area.name}", heads, tuple(rows)))
    told = f"{len(proven)} of {counted(len(shown), 'rule')} proven"
    lead = f"{told} for {product.name}, {counted(len(ruled), 'ruling')} of ours among them."
    return ListPage(product.key, f"What is proven for {product.name}", lead, "rules", tuple(sections), told)


def rulings(site: Site, twins: Twins) -> ListPage:
    """Every ruling with its alternative and the question to ask the vendor."""
    shown = [each for each in told_of(site.evidence, site.catalogue.behaviours) if each.basis is Basis.RULING]
    rows = tuple([_ruling_row(site, each, twins) for each in shown])
    lead = (
        "What the documents leave open, and we decided: each with what it could be instead, and what to ask the vendor."
    )
    heads = "Ruling", "The alternative", "The question to the vendor", "How it stands"
    door = f"{counted(len(rows), 'ruling')}, each with its alternative and the question to the vendor"
    return ListPage("rulings", "Rulings", lead, "rulings", (ListSection("", heads, rows),), door)


def question(behaviour: Behaviour, products: str) -> str:
    """The question to ask the vendor about a ruling.

    >>> from zsim.catalogue import catalogue
    >>> question(catalogue().behaviour("CUS-16"), "Books")
    'In Books, which is so? (a) ... (b) A skipped pair is linked, so that later edits cross.'
    """
    return f"In {products}, which is so? (a) {behaviour.rule} (b) {behaviour.alternative}"


def quirks(site: Site, twins: Twins) -> ListPage:
    """Every oddity: where it showed, its smallest example, and its twin."""
    shown = list(told_of(site.evidence, site.catalogue.quirks))
    rows = tuple([_quirk_row(site, each, twins) for each in shown])
    lead = "Deliberate peculiarities of the vendors; a world can switch each off to show the difference."
    heads = "What is odd", "Products", "Runs it showed in", "Smallest example", "Without it"
    section = ListSection("", heads, rows)
    fired = sum(site.evidence.fired(each) > 0 for each in shown)
    twinned = sum(twins.of_quirk(each.id) is not None for each in shown)
    door = f"{counted(len(rows), 'oddity', 'oddities')}, {fired} of them shown and {twinned} played without"
    return ListPage("quirks", "Oddities", lead, "oddities", (section,), door)


def policies(site: Site, twins: Twins) -> ListPage:
    """The points that the documents leave open and a world can decide otherwise."""
    rows = tuple([_policy_row(site, each, twins) for each in site.catalogue.policies])
    lead = "Points that the documents leave open, and how a world can decide each otherwise."
    heads = "Why it is open", "Unless told otherwise", "It can be decided", "It decides", "Shown by"
    door = f"{counted(len(rows), 'point')} that can be decided otherwise, each with its options"
    return ListPage("policies", "Open points", lead, "points", (ListSection("", heads, rows),), door)


def complaints(site: Site) -> ListPage:
    """What users complain about, with the verdict, the rules that decide it, and the stories that tell it."""
    rows = tuple(filter(None, [_complaint_row(site, *each) for each in _told_complaints(site)]))
    lead = "What users complain about, whether it is right as it is, and what helps; scenarios tell each."
    heads = "What the user sees", "Verdict", "Decided by", "Told by"
    door = f"{counted(len(rows), 'complaint')}, each with its verdict"
    return ListPage("complaints", "Complaints", lead, "complaints", (ListSection("", heads, rows),), door)


def _rule_row(site: Site, behaviour: Behaviour) -> ListRow:
    told = standings(site.evidence, behaviour)
    cells = (rule_pieces(site, behaviour), standing_pieces(told), (plain(BASES[behaviour.basis], QUIET),))
    return ListRow(cells, facts_of(told, behaviour.basis))


def _ruling_row(site: Site, behaviour: Behaviour, twins: Twins) -> ListRow:
    told = standings(site.evidence, behaviour)
    names = in_series(product_names(site.catalogue, behaviour.products))
    compared = [
        CellPiece(COMPARED, twins.path(run), own_line=True)
        for policy in deciding(site.catalogue, behaviour)
        for run in twins.of_policy(policy)
    ]
    cells = (
        rule_pieces(site, behaviour),
        (plain(behaviour.alternative), *compared[:1]),
        (plain(question(behaviour, names)),),
        standing_pieces(told),
    )
    return ListRow(cells, facts_of(told), behaviour.id)


def _quirk_row(site: Site, behaviour: Behaviour, twins: Twins) -> ListRow:
    told, twin = standings(site.evidence, behaviour), twins.of_quirk(behaviour.id)
    fired = [run for run in site.recording.scenarios if behaviour.id in run.marks]
    example = smallest(fired) if fired else smallest_of(site, behaviour)
    without: Cell = (CellPiece(COMPARED, twins.path(twin)),) if twin is not None else (plain("not played", QUIET),)
    side_by_side = (CellPiece("side by side", site.rule_path(behaviour.id), own_line=True),) if twin is not None else ()
    where = [f"{number} {title}" for number, title, _ in passages(behaviour, site.catalogue)]
    cells = (
        (
            *rule_pieces(site, behaviour),
            plain(behaviour.rule, QUIET, own_line=True),
            plain("; ".join(where), QUIET, own_line=True),
        ),
        standing_pieces(told),
        (plain(f"{len(fired):,}"), *([plain(_families(site, fired), QUIET)] if fired else [])),
        run_pieces(site, example),
        (*without, *side_by_side),
    )
    return ListRow(cells, facts_of(told), behaviour.id)


def _families(site: Site, runs: list[ScenarioRun]) -> str:
    """The families of stories that runs are of, in words."""
    folders = sorted({site.story_of(run).folder for run in runs})
    return f"in stories of {in_series([as_sentence(each).lower() or 'elsewhere' for each in folders])}"


def _policy_row(site: Site, policy: Policy, twins: Twins) -> ListRow:
    default = policy.option(policy.default)
    others = [option for option in policy.options if option.value != policy.default]
    shown = [
        CellPiece(COMPARED, twins.path(run), own_line=bool(number))
        for number, run in enumerate(twins.of_policy(policy))
    ]
    cells = (
        (plain(policy.why),),
        (plain(default.meaning),),
        tuple([plain(option.meaning, own_line=bool(number)) for number, option in enumerate(others)]),
        rule_links(site, policy.decides),
        tuple(shown) or (plain("no story", QUIET),),
    )
    return ListRow(cells, FilterFacts(), f"policy-{policy.name}")


def _told_complaints(site: Site) -> Iterator[tuple[int, str, str, tuple[str, ...]]]:
    yield from [(each.number, each.symptom, each.verdict, each.rules) for each in site.catalogue.complaints]


def _complaint_row(site: Site, number: int, symptom: str, verdict: str, rules: tuple[str, ...]) -> ListRow | None:
    runs = [run for run in site.recording.scenarios if f"complaint-{number}" in run.tags]
    if not runs and site.recording.selection:
        return None
    stories = {site.story_of(run).heading: site.story_of(run) for run in runs}
    told = [CellPiece(each.heading, site.story_path(each), own_line=True) for each in stories.values()]
    ended = result_pieces({result.value: count for result, count in results_of(runs).items()})
    short, rest = told[:3], len(told) - 3
    more = (plain(f"and {counted(rest, 'story', 'stories')} more", QUIET, own_line=True),) if rest > 0 else ()
    right, _, helps = verdict.partition(": ")
    cells = (
        (plain(f"{number}", CODE), plain(symptom)),
        (plain(right, TAG), plain(f"{helps[:1].upper()}{helps[1:]}", own_line=True)) if helps else (plain(verdict),),
        rule_links(site, rules),
        (*ended, *short, *more) if runs else (plain("no story", f"{STATE} no-scenario"),),
    )
    return ListRow(cells, _facts_of_runs(runs), f"complaint-{number}")


def _facts_of_runs(runs: list[ScenarioRun]) -> FilterFacts:
    products = dict.fromkeys([run.product for run in runs if run.product])
    states = [(result.value.replace(" ", "-"), result.value) for result in results_of(runs)]
    return FilterFacts(tuple(products), None, tuple(states))


def _example_pieces(site: Site, behaviour: Behaviour, product: Product) -> Cell:
    """The smallest run that shows a rule for a product, one that passed if there is one, with its variant."""
    runs = site.evidence.scenarios(behaviour, product.key)
    passed = [run for run in runs if run.result is Result.PASSED]
    usual = [run for run in passed if is_usual(run)]
    if not runs:
        return (plain("none", QUIET),)
    run = smallest(usual or passed or runs)
    return CellPiece(site.story_of(run).heading, site.path_of(run)), plain(variant_of(run), QUIET)
