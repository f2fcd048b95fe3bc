"""Triggers as a table: what a deal's move does to its document, by the state that is in, with the smallest example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zsim.recording.schema import ScenarioRun
from zsim.report.lists.listing import Cell, rule_links
from zsim.report.lists.trigger_cases import ESTIMATE, INVOICE, MOVES, NO_DOCUMENT, SeenCase, TriggerCase, TriggerCases
from zsim.report.site import Site
from zsim.sync.runs import REASONS

TITLE = "Triggers as a table"
LEAD = (
    "What a trigger does to the document of a deal: by what becomes of the deal, and by the state of the document that "
    "the trigger made for it. Each place has the smallest scenario in which it happened."
)
CITED = re.compile(r" \((?P<rules>[A-Z]{3}-\d\d(?:, [A-Z]{3}-\d\d)*)\)")
LAST_STATES = ("declined", "void")
NAMED = {"deal-inactive": "its customer"}
ORGANISATION, CHOSEN = "the organisation", "chosen for it"
IN_GENERAL = {
    **dict.fromkeys(("deal-edition", "deal-edition-import"), ORGANISATION),
    **dict.fromkeys(("deal-estimate-stage", "deal-accepted-stage", "deal-declined-stage"), CHOSEN),
    "deal-not-synced": "for a reason of its own",
}
"""The detail of reasons that have another one than the document's state."""


class TriggerAnswer(NamedTuple):
    """What a trigger did: in a sentence, with the rules it rests on, for which products, and where that is shown."""

    says: str
    rules: Cell
    products: str
    times: int
    run: ScenarioRun


class TriggerRow(NamedTuple):
    """A state of the document, and what was done in it at each move of the deal; a move it was not met at has none."""

    state: str
    answers: tuple[tuple[str, tuple[TriggerAnswer, ...]], ...]


class TriggerMatrix(NamedTuple):
    """The table of one trigger."""

    trigger: str
    moves: tuple[str, ...]
    rows: tuple[TriggerRow, ...]


def matrices(site: Site, cases: TriggerCases) -> tuple[TriggerMatrix, ...]:
    """A table for each trigger that did anything."""
    found = [_matrix(site, cases, trigger) for trigger in (ESTIMATE, INVOICE)]
    return tuple([each for each in found if each.rows])


def stopped(site: Site, cases: TriggerCases) -> tuple[TriggerAnswer, ...]:
    """Why a trigger did nothing, whatever the deal and its document were."""
    return tuple([_answer(site, code, "document", "", cases.stopped[code]) for code in sorted(cases.stopped)])


def _matrix(site: Site, cases: TriggerCases, trigger: str) -> TriggerMatrix:
    met = {case: seen for case, seen in cases.met.items() if case.trigger == trigger}
    moves = tuple([move for move in MOVES if any(case.move == move for case in met)])
    states = sorted({case.state for case in met}, key=_place)
    rows = [
        TriggerRow(state, tuple([(move, tuple(_answers(site, met, state, move))) for move in moves]))
        for state in states
    ]
    return TriggerMatrix(trigger, moves, tuple(rows))


def _answers(site: Site, met: dict[TriggerCase, SeenCase], state: str, move: str) -> Iterator[TriggerAnswer]:
    found = [case for case in met if (case.state, case.move) == (state, move)]
    for case in sorted(found, key=lambda case: (-met[case].times, case.code)):
        yield _answer(site, case.code, case.trigger, state, met[case])


def _answer(site: Site, code: str, trigger: str, state: str, seen: SeenCase) -> TriggerAnswer:
    named = trigger if _has_its_word(code) else f"the {trigger}"
    told = REASONS[code].format(source="the deal", target=NAMED.get(code, named), detail=_detail(code, trigger, state))
    rules = CITED.search(told)
    told = CITED.sub("", told)
    products = [each.name for each in site.products if each.key in seen.products]
    return TriggerAnswer(
        f"{told[:1].upper()}{told[1:]}",
        rule_links(site, rules["rules"].split(", ")) if rules else (),
        " · ".join(products),
        seen.times,
        seen.run,
    )


def _has_its_word(code: str) -> bool:
    """Whether the sentence of a reason has its own word before the document: "no invoice", "every estimate"."""
    return re.search(r"\b(?:no|every|its|the) \{target\}", REASONS[code]) is not None


def _detail(code: str, trigger: str, state: str) -> str:
    """What stands for the detail of a reason: the state of the document, or what is told of it in general."""
    if code == "deal-none":
        return LAST_STATES[trigger == INVOICE]
    return "the stage for accepting it" if code == "deal-estimate-passed" else IN_GENERAL.get(code, state or "it")


def _place(state: str) -> tuple[int, str]:
    """No document comes first, what is void or declined last."""
    return (0 if state == NO_DOCUMENT else 2 if state in LAST_STATES else 1, state)
