"""Writes that must follow a link: recorded with it, and taken out when they are answered."""

from __future__ import annotations

from tests.unit.sync.execution.samples import decided, follow_up
from tests.unit.sync.samples import account, contact, customer, person
from zsim.ports.records import Delete, Update
from zsim.sync import EngineState, System
from zsim.sync.execution.follow_ups import FollowUps

ACME, TWIN, BOLT_TWIN = account(11), customer(21), customer(22, "Bolt")
ADA = person(41, TWIN)
GIVEN_UP, NOTED = follow_up(TWIN, Delete(TWIN.id)), follow_up(BOLT_TWIN, Update(BOLT_TWIN.id, {"zcrm_account_id": "1"}))
DECISION = decided(ACME)


def of(state: EngineState) -> FollowUps:
    return FollowUps(state.table("follow-ups"))


def test_what_was_recorded_is_there_for_a_later_run_but_due_in_this_one_only():
    state = EngineState()
    of(state).add(GIVEN_UP, 3, DECISION)
    later = of(state)
    assert list(later) == [GIVEN_UP]
    assert later.due() == {}


def test_what_is_due_is_due_once_with_the_decision_it_belongs_to():
    follow_ups = of(EngineState())
    follow_ups.add(GIVEN_UP, 3, DECISION)
    ((due,),) = follow_ups.due().values()
    assert (due.what, due.entry, due.decision) == (GIVEN_UP, 3, DECISION)
    assert follow_ups.due() == {}


def test_what_is_due_is_told_by_app_and_module_in_the_order_it_was_added():
    follow_ups = of(EngineState())
    removal = follow_up(ADA, Delete(ADA.id), "person")
    noted_there = follow_up(contact(31), Update(contact(31).id, {}), "contact", System.CRM)
    for each in (NOTED, removal, GIVEN_UP, noted_there):
        follow_ups.add(each, 3, DECISION)
    assert {place: [each.what for each in due] for place, due in follow_ups.due().items()} == {
        (System.FINANCE, "customers"): [NOTED, GIVEN_UP],
        (System.FINANCE, "contact_persons"): [removal],
        (System.CRM, "Contacts"): [noted_there],
    }


def test_what_is_done_is_forgotten_and_doing_so_again_does_nothing():
    follow_ups = of(EngineState())
    follow_ups.add(GIVEN_UP, 3, DECISION)
    follow_ups.add(NOTED, 3, DECISION)
    follow_ups.done(TWIN.ref)
    follow_ups.done(TWIN.ref)
    assert (list(follow_ups), len(follow_ups)) == ([NOTED], 1)


def test_of_one_record_what_was_recorded_last_counts():
    follow_ups = of(EngineState())
    follow_ups.add(GIVEN_UP, 3, DECISION)
    follow_ups.add(follow_up(TWIN, Update(TWIN.id, {"status": "inactive"})), 4, DECISION)
    assert [each.write for each in follow_ups] == [Update(TWIN.id, {"status": "inactive"})]


def test_they_are_told_by_the_age_of_the_records():
    follow_ups = of(EngineState())
    follow_ups.add(NOTED, 3, DECISION)
    follow_ups.add(GIVEN_UP, 3, DECISION)
    assert list(follow_ups) == [GIVEN_UP, NOTED]


def test_what_was_not_committed_is_forgotten_by_a_roll_back():
    state = EngineState()
    of(state).add(GIVEN_UP, 3, DECISION)
    state.roll_back()
    assert list(of(state)) == []


def test_nothing_is_unanswered_before_a_write_got_no_answer():
    assert not of(EngineState()).unanswered


def test_a_record_that_is_to_go_is_given_up_and_one_to_note_an_id_is_not():
    follow_ups = of(EngineState())
    follow_ups.add(GIVEN_UP, 3, DECISION)
    follow_ups.add(NOTED, 3, DECISION)
    assert follow_ups.giving_up(GIVEN_UP.ref) == GIVEN_UP
    assert follow_ups.giving_up(NOTED.ref) is None
    follow_ups.done(GIVEN_UP.ref)
    assert follow_ups.giving_up(GIVEN_UP.ref) is None


def test_a_record_that_is_to_be_made_inactive_is_given_up_too():
    follow_ups = of(EngineState())
    inactive = follow_up(TWIN, Update(TWIN.id, {"status": "inactive"}))
    follow_ups.add(inactive, 4, DECISION)
    assert follow_ups.giving_up(TWIN.ref) == inactive
