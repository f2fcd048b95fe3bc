"""What happens between two calls: time passes, somebody acts, the engine is killed."""

from __future__ import annotations

import pytest

from tests.unit.faults.stage import START_MS, Stage
from zsim.faults import EngineKilled
from zsim.kernel.journal import ROOT


def test_others_act_while_an_answer_is_on_its_way(stage: Stage):
    stage.schedule.at(START_MS + 10_000, lambda: stage.accounts("Made meanwhile"))
    stage.faults.slow_answer("crm", delay_ms=30_000)
    page = stage.crm.changed("Accounts", None)
    assert page.records == ()
    assert stage.named() == ["Made meanwhile"]
    assert stage.now_ms == START_MS + 30_000
    assert stage.told == ["the answer to the 1st call to the CRM took 30 s"]


def test_others_act_before_the_app_does(stage: Stage):
    stage.schedule.at(START_MS + 10_000, lambda: stage.accounts("Made meanwhile"))
    stage.faults.slow_answer("crm", delay_ms=30_000, when="before")
    assert len(stage.crm.changed("Accounts", None).records) == 1


def test_what_falls_due_meanwhile_is_not_caused_by_the_run(stage: Stage):
    stage.schedule.at(START_MS + 1_000, lambda: stage.accounts("Made meanwhile"))
    stage.faults.slow_answer("crm")
    with stage.journal.because(7):
        stage.crm.organisation()
    (command,) = [each for each in stage.journal if each.kind == "command"]
    assert command.cause == ROOT


def test_somebody_acts_just_before_a_call(stage: Stage):
    stage.faults.meanwhile("crm", lambda: stage.accounts("Acme"), of="changed")
    assert len(stage.crm.changed("Accounts", None).records) == 1
    assert stage.told == ["just before the 1st page of changes of the CRM: somebody acted"]


def test_somebody_acts_just_after_a_call(stage: Stage):
    stage.faults.meanwhile("crm", lambda: stage.accounts("Acme"), when="after")
    assert stage.crm.changed("Accounts", None).records == ()
    assert stage.named() == []
    stage.schedule.settle()
    assert stage.named() == ["Acme"]


def test_somebody_does_a_named_step(stage: Stage):
    stage.faults.name_step("make Acme", lambda: stage.accounts("Acme"))
    stage.faults.meanwhile("crm", "make Acme")
    stage.crm.organisation()
    assert stage.named() == ["Acme"]
    assert stage.told == ["just before the 1st call to the CRM: make Acme"]


def test_what_somebody_does_goes_back_to_the_fault(stage: Stage):
    stage.faults.meanwhile("crm", lambda: stage.accounts("Acme"))
    stage.crm.organisation()
    (command,) = [each for each in stage.journal if each.kind == "command"]
    assert stage.journal[command.cause].kind == "fault"


def test_a_key_is_regenerated_before_a_call(stage: Stage):
    stage.faults.key_regenerated("books", of="read", call=2)
    stage.books.read("customers", [])
    assert stage.deeds == []
    stage.books.read("customers", [])
    assert stage.deeds == ["new key of books"]
    assert stage.told == ["just before the 2nd read of Books: the key of Books was regenerated"]


def test_a_right_is_withdrawn_before_a_call(stage: Stage):
    stage.faults.right_withdrawn(hides="Contacts")
    stage.crm.organisation()
    assert stage.deeds == ["Standard loses Contacts"]
    assert stage.told == [
        "just before the 1st call to the CRM: Contacts was hidden from the users of the profile Standard"
    ]


def test_the_engine_is_killed_before_the_app_got_the_call(stage: Stage):
    stage.faults.killed("crm", of="write")
    with pytest.raises(EngineKilled):
        stage.write("Acme")
    assert stage.named() == []
    assert stage.told == ["the engine was killed at the 1st write to the CRM"]


def test_the_engine_is_killed_after_the_app_carried_it_out(stage: Stage):
    stage.faults.killed("crm", of="write", when="after")
    with pytest.raises(EngineKilled):
        stage.write("Acme")
    assert stage.named() == ["Acme"]
    assert stage.told == ["the engine was killed at the 1st write to the CRM, which the app carried out"]


def test_nothing_that_handles_errors_catches_the_end_of_the_engine():
    assert not issubclass(EngineKilled, Exception)
