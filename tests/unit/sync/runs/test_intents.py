"""Writes on their way: by the first record of each call, until what came of them is known."""

from __future__ import annotations

from tests.unit.sync.samples import account
from zsim.sync.runs.engine_state import EngineState
from zsim.sync.runs.intents import Intent, Intents

ACME, BOLT = account(11).ref, account(12, "Bolt").ref


def test_what_is_left_comes_by_the_age_of_the_records():
    state = EngineState()
    intents: Intents[str] = Intents(state.table("intents"), 5000)
    intents.begin(BOLT, ["make Bolt"], 0)
    intents.begin(ACME, ["make Acme", "make Cent"], 1)
    assert intents.left() == [
        (ACME, Intent(("make Acme", "make Cent"), 1, 5000)),
        (BOLT, Intent(("make Bolt",), 0, 5000)),
    ]


def test_what_is_known_is_left_no_more():
    intents: Intents[str] = Intents(EngineState().table("intents"), 5000)
    intents.begin(ACME, ["make Acme"], 0)
    intents.end(ACME)
    intents.end(BOLT)
    assert list(intents.left()) == []


def test_a_killed_engine_knows_what_was_on_its_way():
    state = EngineState()
    intents: Intents[str] = Intents(state.table("intents"), 5000)
    intents.begin(ACME, ["make Acme"], 0)
    state.commit()
    intents.end(ACME)
    state.roll_back()
    assert [each.decisions for _, each in intents.left()] == [("make Acme",)]
