"""What is told of runs and records when runs were broken off, answers got lost, or others came between."""

from __future__ import annotations

import json

import pytest

from zsim import World
from zsim.fakes.store.handle import Handle
from zsim.sync import Outcome


def begun(call_ms: int = 0) -> tuple[World, Handle]:
    """One account that is about to be fetched into Books."""
    world = World(call_ms=call_ms)
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    world.connect("books").customers.configure(module="accounts", extent="both_ways").save_and_sync()
    return world, acme


def starts(reasons: tuple[str, ...]) -> list[str]:
    """The reasons up to their first colon, and an overtaken one up to its second."""
    return [":".join(each.split(":")[: 2 if each.startswith("overtaken") else 1]) for each in reasons]


def test_a_run_that_a_world_was_loaded_in_the_middle_of_is_told_by_its_end():
    world, _ = begun(call_ms=1000)
    world.next_event()
    again = World.load(json.loads(json.dumps(world.export())))
    again.advance(minutes=5)
    broken_off, anew = again.runs()
    assert broken_off == ("customers", "", None, "failed", "the engine was stopped", {}, "sync books customers")
    assert (anew.trigger, anew.grade, anew.counts) == ("initial", "done", {"created": 1})
    assert next(line.text for line in again.lines()) == "run 1 of customers ended failed (the engine was stopped)"


def test_a_lost_answer_is_one_outcome_the_one_that_the_history_counts():
    world, acme = begun()
    world.faults.answer_lost("books", of="write")
    world.settle()
    answer = world.why(acme)
    assert world.runs()[-1].counts == {"created": 1}
    assert answer.outcomes == (Outcome.CREATED,)
    assert starts(answer.reasons) == ["created customer Acme from account Acme"]


@pytest.mark.parametrize("done", [False, True])
def test_what_is_decided_anew_has_one_outcome(done: bool):
    world, acme = begun()
    world.faults.server_failed("books", of="write", done=done)
    world.settle()
    assert world.why(acme).outcomes == (Outcome.CREATED,)
    assert len(world.why(acme).reasons) == (1 if done else 2)  # what was done is asked after, not decided anew


def test_a_name_taken_meanwhile_is_told_after_what_it_overtook():
    world, acme = begun()
    world.faults.meanwhile("books", lambda: world.books.customers.create(contact_name="Acme"), of="write")
    world.settle()
    answer = world.why(acme)
    assert (answer.outcomes, answer.outcome) == ((Outcome.SKIPPED,), Outcome.SKIPPED)
    assert starts(answer.reasons) == [
        "overtaken: to create customer Acme from account Acme",
        "skipped account Acme",
    ]


def test_a_record_that_goes_meanwhile_has_one_outcome_in_that_run():
    world, acme = begun()
    world.settle()
    customer = world.books.customers.one(contact_name="Acme").ref
    world.crm.accounts.update(acme, Phone="9")
    world.faults.meanwhile("books", lambda: world.books.customers.delete(customer.id), of="write")
    world.integration("books").customers.instant_sync()
    world.settle()
    assert world.why(acme).outcomes == (Outcome.CREATED, Outcome.EXCLUDED)
    assert world.why(customer).outcomes == (Outcome.EXCLUDED,)
    assert world.why(customer).reasons[0].startswith("overtaken: to update customer Acme")


def test_what_a_killed_engine_did_not_do_is_told_and_then_what_the_next_run_did():
    world, acme = begun()
    world.faults.killed("books", of="write")
    world.settle()
    answer = world.why(acme)
    assert answer.outcomes == (Outcome.FAILED, Outcome.CREATED)
    assert answer.reasons[1] == "that was not carried out: the run ended before (the engine was stopped)"


def test_what_a_killed_engine_did_is_finished():
    world, acme = begun()
    world.faults.killed("books", of="write", when="after")
    world.settle()
    answer = world.why(acme)
    assert answer.outcomes == (Outcome.CREATED, Outcome.FINISHED, Outcome.UNCHANGED)
    finished = "finished what an earlier run was broken off in: created customer Acme from account Acme: "
    assert answer.reasons[1].startswith(finished)


def test_what_is_finished_says_so():
    world = World()
    zed = world.books.customers.create(contact_name="Zed")
    world.connect("books").customers.configure(module="accounts", extent="both_ways").save_and_sync()
    world.faults.killed("books", of="write")
    world.settle()
    answer = world.why(zed)
    assert answer.outcomes[:2] == (Outcome.CREATED, Outcome.FINISHED)
    assert answer.reasons[1] == "finished what an earlier run was broken off in: customer Zed (FLT-16)"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("rate_limit", "sync tried to write 1 customer in finance: rate limit: too many calls"),
        ("answer_lost", "sync tried to write 1 customer in finance: no answer: Books did not answer"),
        ("server_failed", "sync tried to write 1 customer in finance: server error: Books has an internal error"),
        ("killed", "the engine was killed at the 1st write to Books"),
    ],
)
def test_calls_that_went_wrong_say_what_was_tried(fault: str, said: str):
    world, _ = begun()
    getattr(world.faults, fault)("books", of="write")
    world.settle()
    assert said in [line.text for line in world.lines()]


def test_a_deal_is_told_by_what_it_came_to_and_not_by_a_later_look():
    world = World()
    sync = world.connect("books")
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync.customers.configure(module="accounts").save_and_sync()
    sync.triggers.configure(invoice=True)
    world.settle()
    deal = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Stage="Closed Won")
    world.settle()
    at_once = world.why(deal)
    world.advance(hours=5)
    later = world.why(deal)
    assert (later.outcomes, later.reasons) == (at_once.outcomes, at_once.reasons) == (("created",), at_once.reasons)
    outcome = "Outcome: created: sync made an invoice for deal Fit-out: it came as won (TRG-04, TRG-16)"
    seen = "; found not saved since in 1 more run until 2026-01-05 11:00:00"
    assert str(later).splitlines()[1] == f"{outcome}{seen}"
    assert "was not saved" not in str(later)


def test_what_both_triggers_made_of_a_deal_is_its_outcome():
    world = World()
    sync = world.connect("books")
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync.customers.configure(module="accounts").save_and_sync()
    sync.triggers.configure(estimate=True, invoice=True)
    world.settle()
    deal = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Stage="Qualification")
    world.advance(minutes=5)
    world.crm.deals.update(deal, Stage="Closed Won")
    world.settle()
    told = str(world.why(deal)).splitlines()[1:5]
    assert [each.partition(":")[0] for each in told] == ["Before", "Before", "Outcome", "Outcome"]
