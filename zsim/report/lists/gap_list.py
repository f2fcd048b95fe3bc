"""The list of gaps: what did not pass, what is known to fail, what nothing proves, and what is not modelled."""

from __future__ import annotations

from zsim.catalogue import AppName
from zsim.catalogue.life_cycles import life_cycles
from zsim.recording.schema import BAD, Result, ScenarioRun
from zsim.report.filters import FilterFacts
from zsim.report.lists.listing import (
    QUIET,
    STATE,
    CellPiece,
    ListPage,
    ListRow,
    ListSection,
    plain,
    rule_pieces,
    run_pieces,
    standing_pieces,
)
from zsim.report.phrases import RESULT_SYMBOLS, counted, in_series
from zsim.report.site import Site
from zsim.report.standing import is_open, standings

RUN_HEADS = ("Scenario", "Result", "Reason")
RULE_HEADS = ("Rule", "How it stands")
ABSENT_HEADS = ("Product", "It has", "It has not")


def gaps(site: Site) -> ListPage:
    """All gaps, each with its reason; where there are none, that is said."""
    runs = site.recording.scenarios
    failing = [run for run in runs if run.result in BAD]
    known = [run for run in runs if run.result is Result.KNOWN_GAP]
    skipped = [run for run in runs if run.result is Result.SKIPPED]
    unproven = [each for each in site.catalogue.behaviours if is_open(site.evidence, each)]
    rules = tuple(
        [ListRow((rule_pieces(site, each), standing_pieces(standings(site.evidence, each)))) for each in unproven]
    )
    sections = (
        ListSection("What did not pass", RUN_HEADS, _runs(site, failing), none="None: every run passed that was to."),
        ListSection("Known gaps", RUN_HEADS, _runs(site, known), none="None: no scenario is expected to fail."),
        ListSection(
            "Rules that are not proven", RULE_HEADS, rules, none="None: every rule is proven for every product."
        ),
        ListSection("Scenarios that were skipped", RUN_HEADS, _runs(site, skipped), none="None."),
        ListSection(
            "What is not modelled",
            ABSENT_HEADS,
            _absent(site),
            "Asked for one of these, zsim says so and names the nearest thing that there is.",
        ),
    )
    counts = [(len(failing), "failing run"), (len(known), "known gap"), (len(rules), "rule not proven")]
    told = [counted(count, noun, "rules not proven" if "rule" in noun else None) for count, noun in counts if count]
    lead = (
        f"{in_series(told).capitalize()}." if told else "None: every rule is proven, and nothing is expected to fail."
    )
    return ListPage("gaps", "Gaps", lead, "gaps", sections, in_series(told) if told else "none")


def reason_of(run: ScenarioRun) -> str:
    """Why a run ended as it did, in its first line; that of a failed statement is code, so it is the step instead."""
    if run.result is Result.KNOWN_GAP and run.error is not None:
        return run.error.message.strip().partition("\n")[0]
    if run.result in BAD and run.steps:
        return f"It ended at: {run.steps[-1].keyword} {run.steps[-1].text}"
    return run.error.message.strip().partition("\n")[0] if run.error is not None else "it did not run"


def _runs(site: Site, runs: list[ScenarioRun]) -> tuple[ListRow, ...]:
    return tuple(
        [
            ListRow(
                (
                    run_pieces(site, run),
                    (
                        CellPiece(
                            run.result.value,
                            look=f"{STATE} {run.result.value.replace(' ', '-')}",
                            sign=RESULT_SYMBOLS[run.result],
                        ),
                    ),
                    (plain(reason_of(run)),),
                ),
                FilterFacts(
                    (run.product,) if run.product else (),
                    None,
                    ((run.result.value.replace(" ", "-"), run.result.value),),
                ),
            )
            for run in runs
        ]
    )


def _absent(site: Site) -> tuple[ListRow, ...]:
    """The documents and syncs of each product, and those that only others have."""
    rows = []
    all_syncs = dict.fromkeys([each for product in site.products for each in product.modules])
    for product in site.products:
        documents = (
            {_words(cycle.type): product.key in cycle.products for cycle in life_cycles().values()}
            if product.app is AppName.FINANCE
            else {}
        )
        syncs = {f"syncs of {_words(each)}": each in product.modules for each in all_syncs}
        has = [name for name, there in (syncs | documents).items() if there]
        lacks = [name for name, there in (syncs | documents).items() if not there]
        cells = (
            (plain(product.name),),
            (plain(", ".join(has)),),
            (plain(", ".join(lacks)) if lacks else plain("nothing", QUIET),),
        )
        rows.append(ListRow(cells, FilterFacts((product.key,))))
    return tuple(rows)


def _words(name: str) -> str:
    return name.replace("_", " ")
