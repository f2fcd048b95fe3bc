"""Which calls a fault meets, and what is said of those that met none."""

from __future__ import annotations

import pytest

from tests.unit.faults.stage import Stage
from zsim.faults import AnswerLost, Meanwhile
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NoAnswer, ServerError


def refusals(stage: Stage, count: int) -> list[int]:
    """Which of so many questions who the CRM is were refused, counted from 1."""
    refused = []
    for number in range(1, count + 1):
        try:
            stage.crm.organisation()
        except ServerError:
            refused.append(number)
    return refused


def test_nothing_goes_wrong_while_nothing_is_pinned(stage: Stage):
    assert refusals(stage, 3) == []
    assert len(stage.journal) == 0


def test_a_fault_meets_the_call_it_is_pinned_to_and_no_other(stage: Stage):
    stage.faults.refused("crm", call=2)
    assert refusals(stage, 4) == [2]


def test_calls_are_counted_from_the_moment_of_pinning(stage: Stage):
    refusals(stage, 2)
    stage.faults.refused("crm", call=2)
    assert refusals(stage, 3) == [2]


def test_a_fault_meets_as_many_calls_in_a_row_as_it_is_to(stage: Stage):
    stage.faults.refused("crm", call=2, times=2)
    assert refusals(stage, 5) == [2, 3]


def test_calls_of_another_kind_do_not_count(stage: Stage):
    stage.faults.refused("crm", of="organisation")
    stage.crm.views("Accounts")
    assert refusals(stage, 2) == [1]


def test_calls_of_another_module_do_not_count(stage: Stage):
    stage.faults.refused("crm", of="views", module="Contacts")
    stage.crm.views("Accounts")
    with pytest.raises(ServerError):
        stage.crm.views("Contacts")
    assert stage.told == ["the 1st question for views of the CRM (Contacts) was refused: server error"]


def test_calls_to_another_app_do_not_count(stage: Stage):
    stage.faults.refused("books")
    assert refusals(stage, 2) == []


def test_what_is_opened_is_counted_by_itself(stage: Stage):
    stage.faults.refused("crm", of="open", call=2)
    stage.faults.refused("crm")
    port = stage.faults.open("crm", lambda: stage.crm)
    with pytest.raises(ServerError):
        stage.faults.open("crm", lambda: stage.crm)
    with pytest.raises(ServerError):
        port.organisation()
    assert stage.told[0] == "the 2nd opening of the CRM was refused: server error"


def test_calls_over_every_port_of_an_app_count(stage: Stage):
    stage.faults.refused("books", call=2)
    stage.books.organisation()
    other = stage.faults.wrap("books", stage.books_app.port())
    with pytest.raises(ServerError):
        other.organisation()


def test_two_faults_count_for_themselves(stage: Stage):
    stage.faults.refused("crm", call=1)
    stage.faults.refused("crm", call=3)
    assert refusals(stage, 4) == [1, 3]


def test_a_fault_that_a_fault_before_it_forestalled_did_not_fire(stage: Stage):
    stage.faults.refused("crm", of="write")
    lost = stage.faults.answer_lost("crm", of="write")
    with pytest.raises(ServerError):
        stage.write("Acme")
    assert [each.fault for each in stage.faults.unfired()] == [lost]


def test_a_fault_is_written_down_where_it_happened(stage: Stage):
    stage.faults.answer_lost("crm")
    with stage.journal.because(7), pytest.raises(NoAnswer):
        stage.write("Acme")
    entry = stage.journal[len(stage.journal)]
    assert (entry.actor, entry.kind, entry.subject, entry.cause) == ("fault", "fault", ("crm", "Accounts"), 7)
    assert entry.detail.kind == "answer_lost"


def test_faults_that_happened_are_told_from_those_that_did_not(stage: Stage):
    happens = stage.faults.refused("crm")
    waits = stage.faults.refused("crm", of="read", call=3, module="Accounts")
    refusals(stage, 1)
    assert stage.faults.fired == (happens,)
    assert stage.faults.unfired() == ((waits, "refused: the 3rd read of the CRM (Accounts) never came, there were 0"),)


def test_a_fault_is_pinned_as_data_too(stage: Stage):
    fault = AnswerLost("crm", call=1)
    assert stage.faults.pin(fault) is fault
    with pytest.raises(NoAnswer):
        stage.write("Acme")


def test_what_is_left_of_a_fault_meets_as_many_calls_as_it_had_yet_to_meet(stage: Stage):
    stage.faults.refused("crm", call=2, times=3)
    refusals(stage, 3)
    (left,) = stage.faults.remaining()
    stage.faults.heal()
    stage.faults.pin(left)
    assert refusals(stage, 3) == [1]


def test_healing_takes_everything_off(stage: Stage):
    stage.faults.refused("crm", times=10)
    stage.faults.clock_skew("crm", skew_ms=1_000)
    refusals(stage, 1)
    stage.faults.heal()
    stage.accounts("Acme")
    assert refusals(stage, 3) == []
    assert stage.crm.changed("Accounts", None).records[0].modified_ms == stage.now_ms


def test_an_unknown_organisation_is_refused(stage: Stage):
    with pytest.raises(UsageError, match=r"there is no organisation 'boks'; did you mean 'books'\?"):
        stage.faults.refused("boks")


def test_an_unknown_step_is_refused(stage: Stage):
    stage.faults.name_step("make Acme", lambda: None)
    with pytest.raises(UsageError, match=r"no step is called 'make Acne'; did you mean 'make Acme'\?"):
        stage.faults.pin(Meanwhile("crm", do="make Acne"))


def test_a_kind_that_is_ignored_never_happens_and_is_not_missed(stage: Stage):
    stage.faults.ignore("refused")
    stage.faults.refused("crm")
    assert refusals(stage, 2) == []
    assert stage.faults.unfired() == ()


def test_a_kind_that_is_ignored_lets_others_happen(stage: Stage):
    stage.faults.ignore("answer_lost")
    stage.faults.refused("crm", call=2)
    assert refusals(stage, 3) == [2]


def test_a_kind_that_is_none_cannot_be_ignored(stage: Stage):
    with pytest.raises(UsageError, match="there is no such kind"):
        stage.faults.ignore("refusal")
