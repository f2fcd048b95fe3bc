"""A run beside its twin."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.unit.report.comparing.played import product, run_of
from zsim.catalogue import catalogue
from zsim.recording.schema import RecordedStep, Result, ScenarioRun
from zsim.recording.worlds import with_world
from zsim.report.comparing.switching import switch_told
from zsim.report.comparing.twins import TwinPage
from zsim.report.telling import ToldRun
from zsim.world import World
from zsim.world.journal_words.looks import Look

SWITCHED = "without DEL-01"


def kept(world: World, key: str) -> None:
    """A customer born in finance, whose account is deleted."""
    bolt = world[key].customers.create(contact_name="Bolt")
    sync = world.connect(key).customers.configure(module="accounts", extent="both_ways")
    sync.save_and_sync()
    world.settle()
    world.crm.accounts.delete(world.counterpart(bolt, "crm"))
    world.advance(hours=3)


def play(result: Result, **setting: object) -> ScenarioRun:
    world = World(7, **setting)
    kept(world, "books")
    last = len(world.journal)
    steps = (RecordedStep("when", "its account is deleted", 1, last), RecordedStep("then", "it stays", last + 1, last))
    there = len(world.books.customers.all())
    run = run_of("books", kept, "deletions/it_is_kept", result, **setting)
    run = with_world(run, world, [Look(last, ("books", "customers"), "found", there)])
    return replace(run, steps=(steps[0], replace(steps[1], first=last)))


def page(twin: ScenarioRun) -> TwinPage:
    usual = play(Result.PASSED)
    switch = switch_told(usual, SWITCHED, catalogue())
    return TwinPage(switch, ToldRun(usual, "Books"), ToldRun(twin, "Books"), product("books"))


WITHOUT = page(play(Result.FAILED, quirks_off=["DEL-01"]))


def test_the_decision_and_the_end_are_otherwise() -> None:
    account = WITHOUT.decided[0]
    assert (account.called, account.one, account.other) == ("account 'Bolt' in the CRM", "kept", "deleted")
    (customer,) = WITHOUT.ends
    assert (customer.called, customer.one, customer.other) == ("customer 'Bolt' in Books", "there", "not there")


def test_each_step_has_what_either_saw_and_where_the_twin_ended() -> None:
    when, then = WITHOUT.steps
    assert (when.keyword, when.apart, when.stopped) == ("When", False, False)
    assert (then.one, then.other) == (("customers found in Books: 1",), ("customers found in Books: 0",))
    assert (then.apart, then.stopped) == (True, True)
    assert WITHOUT.ended[1] == "It ended at the step “then it stays”, which does not hold here."


def test_the_step_at_which_the_twin_ended_has_what_happened_there_alone_by_then() -> None:
    when, then = WITHOUT.steps
    assert when.instead == ()
    assert then.instead[-1].startswith("sync deleted customer Bolt")
    assert WITHOUT.came == "The story does not hold any more."


def test_of_a_twin_that_decides_nothing_otherwise_the_step_it_ended_at_has_what_else_happened() -> None:
    world, other = World(7), World(7)
    for each in (world, other):
        each.crm.accounts.create(Account_Name="Acme")
    other.books.customers.create(contact_name="Bolt")
    usual, twin = [_then(each, result) for each, result in ((world, Result.PASSED), (other, Result.FAILED))]
    switch = switch_told(usual, SWITCHED, catalogue())
    found = TwinPage(switch, ToldRun(usual, "Books"), ToldRun(twin, "Books"), product("books"))
    assert "customer 'Bolt' in Books now exists" in found.steps[0].instead[-1]


def _then(world: World, result: Result) -> ScenarioRun:
    steps = (RecordedStep("then", "all is well", 1, len(world.journal)),)
    run = ScenarioRun("it/is[books]", "scenarios/test_it.py", "It is.", product="books", result=result, steps=steps)
    return with_world(run, world)


def test_what_either_journal_alone_tells_is_listed() -> None:
    ones, others = WITHOUT.only
    assert "oddity DEL-01: Deleted in the CRM but kept in finance" in ones
    assert "customer 'Bolt' in Books was deleted" in others


def test_a_step_that_the_twin_did_not_come_to_says_so() -> None:
    twin = play(Result.FAILED, quirks_off=["DEL-01"])
    found = page(replace(twin, steps=twin.steps[:1]))
    assert [each.reached for each in found.steps] == [True, False]
    assert found.ended[1] == "It ended at the step “when its account is deleted”, which cannot be done here."


def test_a_twin_that_went_the_same_way_is_alike() -> None:
    found = page(play(Result.PASSED))
    assert (found.alike, found.in_vain) == (True, True)
    assert not WITHOUT.in_vain
    assert found.ended[1] == "Everything held that the scenario says, here too."


def test_how_much_is_otherwise_is_a_clause() -> None:
    assert WITHOUT.amount == "2 records are decided otherwise and 1 record is not the same at the end"
    assert page(play(Result.PASSED)).amount == "nothing at all is otherwise"


def test_what_happened_in_one_only_is_told_without_ids() -> None:
    world, other = World(7), World(7)
    kept(other, "books")
    usual, twin = [ToldRun(_then(each, Result.PASSED), "Books") for each in (world, other)]
    told = TwinPage(switch_told(usual.run, SWITCHED, catalogue()), usual, twin, product("books")).only[1]
    assert any("CRM Account ID" in text for text in told)
    assert not any(re.search(r"[0-9]{15,}", text) for text in told)
