"""Life cycles are drawn as Mermaid reads them."""

from __future__ import annotations

import re

from tests.report.made_up import small_evidence
from zsim.report.life_cycles import MovesMade, in_words
from zsim.report.mermaid import state_diagram

BY_TYPE = {cycles[0].cycle.type: cycles for cycles in MovesMade(small_evidence()).by_type}
ARROW = re.compile(r"    (\w+) --> (\w+): (.+)")


def arrows(kind: str) -> dict[tuple[str, str], str]:
    return {(found[1], found[2]): found[3] for found in map(ARROW.fullmatch, state_diagram(BY_TYPE[kind])) if found}


def test_every_legal_move_of_a_document_is_an_arrow_that_names_it() -> None:
    for kind, cycles in BY_TYPE.items():
        drawn = arrows(kind)
        for cycle in cycles:
            for tally in cycle.tallies:
                assert in_words(tally.move.verb) in drawn[tally.move.before, tally.move.after]


def test_a_diagram_begins_at_the_first_state_and_is_fenced_for_mermaid() -> None:
    lines = list(state_diagram(BY_TYPE["estimates"]))
    assert lines[:2] == ["```mermaid", "stateDiagram-v2"]
    assert "    [*] --> draft" in lines
    assert lines[-1] == "```"


def test_a_state_of_two_words_is_shown_in_words() -> None:
    assert '    state "pending approval" as pending_approval' in list(state_diagram(BY_TYPE["estimates"]))


def test_an_arrow_says_what_only_some_products_have_and_what_the_clock_does() -> None:
    drawn = arrows("estimates")
    assert drawn["pending_approval", "approved"] == "approve (in Books)"
    assert drawn["sent", "expired"] == "expire (by the clock)"
    assert drawn["draft", "sent"] == "send / mark sent"
