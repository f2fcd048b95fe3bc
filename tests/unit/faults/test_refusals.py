"""Calls that an app refuses, breaks down over, or answers into the void."""

from __future__ import annotations

import pytest

from tests.unit.faults.stage import START_MS, Stage
from zsim.ports.errors import (
    InvalidCredentials,
    NoAnswer,
    NotAllowed,
    RateLimited,
    ServerError,
)


def test_a_refused_write_does_nothing(stage: Stage):
    stage.faults.refused("crm", of="write")
    with pytest.raises(ServerError, match="the CRM refused the call") as caught:
        stage.write("Acme")
    assert caught.value.code == "INTERNAL_ERROR"
    assert stage.named() == []


def test_a_refusal_may_be_of_any_error(stage: Stage):
    stage.faults.refused("books", error="NotAllowed")
    with pytest.raises(NotAllowed) as caught:
        stage.books.organisation()
    assert caught.value.code == "4"
    assert stage.told == ["the 1st call to Books was refused: not allowed"]


def test_a_refusal_with_a_dead_key_stops_a_run_as_a_dead_key_does(stage: Stage):
    stage.faults.refused("crm", error="InvalidCredentials")
    with pytest.raises(InvalidCredentials):
        stage.crm.organisation()


def test_a_call_that_got_lost_on_its_way_does_nothing(stage: Stage):
    stage.faults.refused("crm", error="NoAnswer")
    with pytest.raises(NoAnswer):
        stage.write("Acme")
    assert stage.named() == []
    assert stage.told == ["the 1st call to the CRM got lost on its way"]


def test_the_answer_to_a_write_is_lost_after_it_was_done(stage: Stage):
    stage.faults.answer_lost("crm", of="write")
    with pytest.raises(NoAnswer) as caught:
        stage.write("Acme")
    assert not caught.value.definite
    assert stage.named() == ["Acme"]
    assert stage.told == ["the answer to the 1st write to the CRM was lost"]


def test_a_breakdown_before_the_write_leaves_it_undone(stage: Stage):
    stage.faults.server_failed("crm", of="write")
    with pytest.raises(ServerError) as caught:
        stage.write("Acme")
    assert not caught.value.definite
    assert stage.named() == []
    assert stage.told == ["the 1st write to the CRM ended in an internal error"]


def test_a_breakdown_after_the_write_leaves_it_done(stage: Stage):
    stage.faults.server_failed("crm", of="write", done=True)
    with pytest.raises(ServerError):
        stage.write("Acme")
    assert stage.named() == ["Acme"]
    assert stage.told == ["the 1st write to the CRM ended in an internal error, though it was carried out"]


@pytest.mark.parametrize(
    ("app", "limit", "code", "wait_ms"),
    [
        ("crm", "minute", "RATE_LIMIT_EXCEEDED", 60_000),
        ("crm", "credits", "TOO_MANY_REQUESTS", 3_600_000),
        ("crm", "concurrency", "TOO_MANY_REQUESTS", 1_000),
        ("books", "minute", "44", 60_000),
        ("books", "day", "45", 15 * 3_600_000),
        ("books", "concurrency", "1070", 1_000),
    ],
)
def test_each_limit_has_its_code_and_its_wait(stage: Stage, app: str, limit: str, code: str, wait_ms: int):
    stage.faults.rate_limit(app, limit=limit)
    with pytest.raises(RateLimited) as caught:
        (stage.crm if app == "crm" else stage.books).organisation()
    assert (caught.value.code, caught.value.retry_after_ms) == (code, wait_ms)


def test_the_day_of_finance_ends_at_midnight(stage: Stage):
    stage.clock.move_to(START_MS + 14 * 3_600_000)
    stage.faults.rate_limit("books", limit="day")
    with pytest.raises(RateLimited) as caught:
        stage.books.organisation()
    assert caught.value.retry_after_ms == 3_600_000


def test_a_limit_may_ask_for_another_wait(stage: Stage):
    stage.faults.rate_limit("crm", wait_ms=5_000, of="read", call=2)
    stage.crm.read("Accounts", [])
    with pytest.raises(RateLimited) as caught:
        stage.crm.read("Accounts", [])
    assert caught.value.retry_after_ms == 5_000
    assert stage.told == ["the 2nd read of the CRM was refused: too many calls, wait 5 s"]


def test_a_limit_may_be_met_several_times_in_a_row(stage: Stage):
    stage.faults.rate_limit("crm", times=2)
    for _ in range(2):
        with pytest.raises(RateLimited):
            stage.crm.organisation()
    assert stage.crm.organisation().key == "crm"
