"""Runs that met a fault told by hand: what they did is taken over, and the next one must have made all good."""

from __future__ import annotations

from tests.unit.checks.model.story import Told
from zsim.checks.model import DecisionTold

FAULT = "it met a fault"


def test_what_a_fault_left_undone_is_told_after_the_next_run():
    told = Told()
    acme = told.crm("Accounts", Account_Name="Acme")
    assert told.run(excused=FAULT) == []
    (wrong,) = told.run()
    assert "there is none of its name, and no run did so after the faults (FLT-01" in str(wrong)
    assert wrong.record == acme


def test_what_the_next_run_makes_good_is_none():
    told = Told()
    acme = told.crm("Accounts", Account_Name="Acme")
    assert told.run(excused=FAULT) == []
    made, _ = told.fetched(acme, contact_name="Acme")
    assert told.run(made) == []
    assert told.run() == []


def test_two_that_a_fault_left_apart_are_told():
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    assert told.run(DecisionTold(acme, "updated", (customer,)), excused=FAULT) == []
    (wrong,) = told.run()
    assert "and Phone is 2 in the CRM and 1 in finance, after a run that met none" in str(wrong)


def test_what_fails_again_is_tried_once_more_and_none_yet():
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    assert told.run(DecisionTold(acme, "updated", (customer,)), excused=FAULT) == []
    assert told.run(DecisionTold(acme, "failed", refused="busy", meant="updated")) == []


def test_a_run_that_broke_off_leaves_the_rest_to_the_next():
    told = Told()
    told.crm("Accounts", Account_Name="Acme")
    assert told.run(excused="it failed", finished=False) == []
    assert "there is none of its name" in str(told.run()[0])
