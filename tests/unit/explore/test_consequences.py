"""Events are played in full worlds of their own, and recorded with how everything stands before and after."""

from __future__ import annotations

from functools import cache

import pytest

from zsim.catalogue import catalogue
from zsim.explore.consequences import EVENTS, NOTHING, Event, events_of, played_consequences
from zsim.recording.schema import ScenarioRun
from zsim.recording.worlds import world_in
from zsim.sync.leads import StateChanged

BY_NAME = {each.name: each for each in EVENTS}


@cache
def all_played() -> tuple[ScenarioRun, ...]:
    return played_consequences((NOTHING, *EVENTS))


def played(name: str) -> ScenarioRun:
    (found,) = [run for run in all_played() if run.id == f"consequences/{name}"]
    return found


def texts(name: str) -> list[str]:
    return [line.text for line in world_in(played(name)).lines()]


@pytest.mark.parametrize("event", EVENTS, ids=list(BY_NAME))
def test_an_event_happens_in_a_step_of_its_own(event: Event) -> None:
    run = played(event.name)
    keywords = [step.keyword for step in run.steps]
    assert keywords == ["given", "when", "when", "then"]
    assert run.steps[1].last > run.steps[1].first


def test_the_rules_of_every_event_are_in_the_catalogue() -> None:
    known = {each.id for each in catalogue().behaviours}
    assert [rule for each in EVENTS for rule in each.rules if rule not in known] == []


def test_events_have_names_and_titles_of_their_own() -> None:
    assert len({each.name for each in EVENTS}) == len({each.title for each in EVENTS}) == len(EVENTS)


def test_those_are_played_that_a_covered_rule_decides_and_first_of_all_nothing() -> None:
    assert events_of(["LED-31", "CUS-09"]) == (NOTHING, BY_NAME["list-deleted"])
    assert events_of([each.id for each in catalogue().behaviours]) == (NOTHING, *EVENTS)


def test_where_no_covered_rule_decides_one_nothing_is_played() -> None:
    assert events_of(["CUS-09"]) == ()


def test_played_twice_an_event_leaves_the_same_journal_and_the_same_bytes() -> None:
    again = played_consequences((BY_NAME["account-merged"],))[0]
    assert again.digest == played("account-merged").digest
    assert again.kept is not None
    first = played("account-merged").kept
    assert first is not None
    assert again.kept() == first()


def test_before_the_event_everything_is_synced_and_nothing_failed() -> None:
    run = played("invoice-key")
    given = run.steps[0].last
    stands = {each.what: each.value for each in world_in(run).looks if each.after <= given}
    assert stands
    assert [what for what, value in stands.items() if "failed" in str(value) or "partial" in str(value)] == []


def test_a_new_key_of_invoice_turns_the_sync_of_leads_inactive_at_once() -> None:
    run = played("invoice-key")
    changed = [each for each in world_in(run).journal if isinstance(each.detail, StateChanged)]
    event = run.steps[1]
    assert any(event.first <= each.number <= event.last for each in changed)


def test_how_it_stands_is_looked_at_before_and_after() -> None:
    run = played("books-disabled")
    looks = [each for each in world_in(run).looks if (each.subject, each.what) == ("books", "connection")]
    assert [each.value for each in looks] == ["enabled", "disabled"]


def test_a_paused_sync_is_told_as_paused() -> None:
    looks = world_in(played("books-paused")).looks
    assert [each.value for each in looks if each.subject == "books" and each.what == "sync of customers"][
        -1
    ] == "paused"


def test_what_is_refused_as_work_goes_on_is_told_and_ends_nothing() -> None:
    assert any(text.startswith("Rita was refused: ") and "(DIS-01)" in text for text in texts("books-disabled"))
    assert any(text.startswith("Administrator created customer 'Orion'") for text in texts("books-disabled"))


def test_a_deletion_in_the_crm_goes_through_all_apps_to_the_lead() -> None:
    told = texts("account-deleted-unused")
    assert sum(text.startswith("sync deleted customer Initech") for text in told) == 4
    assert any("deleted office@initech.example" in text for text in told)


def test_the_deletion_of_billing_is_noticed_in_the_app() -> None:
    looks = world_in(played("billing-deleted")).looks
    assert [each.value for each in looks if each.what == "notice"] == [
        "The integration of Billing with Zoho CRM was deleted."
    ]


def test_what_must_have_happened_before_an_event_is_no_part_of_it() -> None:
    run = played("account-restored")
    lines = world_in(run).lines()
    deleted = next(line.number for line in lines if line.text == "Administrator deleted account 'Initech' in the CRM")
    restored = next(line.number for line in lines if line.text == "Administrator restored account 'Initech' in the CRM")
    assert deleted < run.steps[0].last < run.steps[1].first < restored <= run.steps[1].last
