"""The sync of one module as its user sees it."""

from __future__ import annotations

import pytest

from tests.unit.sync.connection.stages import Stage
from zsim.kernel.errors import UsageError
from zsim.kernel.moments import parse_moment
from zsim.ports.errors import CurrencyMismatch, NotAllowed

NINE = parse_moment("2026-01-05 09:00")
HOUR = 3_600_000


def test_nothing_moves_before_the_preferences_are_saved():
    stage = Stage()
    stage.account()
    stage.chosen()
    stage.world.advance(days=1)
    assert (stage.names(), stage.customers.preferences, stage.customers.slots.next_ms) == ([], None, None)


@pytest.mark.parametrize("verb", ["instant_sync", "save_and_sync", "save_and_sync_later", "preview"])
def test_what_needs_saved_preferences_is_refused_without(verb: str):
    with pytest.raises(UsageError, match="the module was never saved"):
        getattr(Stage().customers, verb)()


def test_saving_runs_at_once_and_counts_the_slots_from_the_end_of_that():
    stage = Stage(call_ms=1000)
    stage.chosen().save_and_sync()
    stage.world.advance(minutes=1)
    (run,) = stage.customers.history
    assert run.ended_ms > NINE
    assert stage.customers.slots.next_ms == run.ended_ms + 2 * HOUR


def test_saving_for_later_runs_a_period_from_now_at_first():
    stage = Stage()
    stage.account()
    stage.chosen().save_and_sync_later()
    assert (stage.triggers, stage.customers.slots.next_ms) == ([], NINE + 2 * HOUR)
    stage.world.advance(hours=2)
    assert (stage.triggers, stage.names()) == (["scheduled"], ["Acme"])


def test_a_first_run_is_initial_and_one_after_another_saving_instant():
    stage = Stage().synced()
    stage.customers.save_and_sync()
    stage.world.settle()
    assert stage.triggers == ["initial", "instant"]


def test_saving_reads_everything_again_and_an_instant_sync_what_changed():
    stage = Stage()
    stage.account()
    stage.synced()
    for verb in ("instant_sync", "instant_sync", "save_and_sync"):
        stage.world.advance(minutes=5)
        getattr(stage.customers, verb)()
        stage.world.settle()
    assert [sum(run.counts.values()) for run in stage.customers.history[2:]] == [0, 2]


def test_runs_after_the_first_do_not_shift_the_slots():
    stage = Stage().synced()
    stage.world.advance(minutes=30)
    stage.customers.instant_sync()
    stage.world.settle()
    assert stage.customers.slots.next_ms == NINE + 2 * HOUR


def test_a_single_fetch_before_the_first_run_counts_no_slots():
    stage = Stage()
    acme = stage.account()
    stage.chosen().save_and_sync_later()
    stage.world.advance(minutes=30)
    stage.customers.fetch(acme)
    stage.world.settle()
    assert stage.customers.slots.next_ms == NINE + 2 * HOUR
    stage.world.advance(minutes=10)
    stage.customers.instant_sync()
    stage.world.settle()
    assert stage.customers.slots.next_ms == stage.customers.history[-1].ended_ms + 2 * HOUR


def test_an_interrupted_run_counts_no_slots_and_the_one_done_again_does():
    stage = Stage(call_ms=1000)
    stage.chosen().save_and_sync()
    stage.world.advance(seconds=3)
    stage.world.crash()
    assert stage.customers.slots.next_ms is None
    stage.world.advance(minutes=1)
    assert stage.customers.slots.next_ms == stage.customers.history[-1].ended_ms + 2 * HOUR


def test_edits_apply_from_the_next_run_on():
    stage = Stage(call_ms=1000)
    stage.account(Website="acme.example")
    stage.chosen().save_and_sync()
    stage.world.advance(seconds=1)
    stage.customers.map("Website", "website")
    assert "Website" not in stage.customers.preferences_in(1).mapping
    stage.world.advance(hours=1)
    assert stage.finance.customers.one(contact_name="Acme").website is None
    stage.world.advance(hours=3)
    assert stage.customers.preferences_in(2).mapping == {"Website": "website"}


def test_a_field_taken_out_of_the_mapping_crosses_no_more():
    stage = Stage().synced()
    stage.customers.unmap("Phone")
    stage.account(Phone="1")
    stage.world.advance(hours=2)
    assert stage.finance.customers.one(contact_name="Acme").phone is None


def test_a_refused_choice_changes_nothing():
    stage = Stage().synced()
    before = stage.customers.preferences
    with pytest.raises(UsageError):
        stage.customers.edit(duplicates="overwrit")
    assert stage.customers.preferences == before


def test_choices_count_once_they_are_saved():
    stage = Stage().synced()
    stage.customers.configure(module="contacts")
    assert stage.customers.preferences.module == "accounts"
    stage.customers.save_and_sync_later()
    assert stage.customers.preferences.module == "contacts"


def test_saving_new_choices_between_two_currencies_is_refused():
    stage = Stage()
    stage.chosen()
    stage.world.crm.enable_multi_currency()
    stage.world.crm.set_base_currency("EUR")
    with pytest.raises(CurrencyMismatch):
        stage.customers.save_and_sync()
    assert (stage.customers.preferences, stage.triggers) == (None, [])


def test_while_paused_slots_pass_and_nothing_is_made_up_for():
    stage = Stage().synced()
    stage.customers.pause()
    stage.world.advance(hours=5)
    stage.customers.resume()
    assert stage.triggers == ["initial"]
    stage.world.advance(hours=1)
    assert stage.triggers == ["initial", "scheduled"]


@pytest.mark.parametrize("verb", ["instant_sync", "save_and_sync"])
def test_while_paused_runs_cannot_be_asked_for(verb: str):
    stage = Stage().synced()
    stage.customers.pause()
    with pytest.raises(UsageError, match=r"the sync is paused.*resume it first"):
        getattr(stage.customers, verb)()


def test_pausing_ends_a_run_and_lets_a_single_fetch_go_on():
    stage = Stage(call_ms=1000)
    acme = stage.account()
    stage.chosen().save_and_sync()
    stage.customers.fetch(acme)
    stage.customers.pause()
    assert (stage.triggers, stage.customers.history[0].reason) == (["initial"], "paused")
    stage.world.advance(minutes=1)
    assert (stage.triggers, stage.names()) == (["initial", "single"], ["Acme"])


def test_a_single_fetch_works_while_paused_and_brings_one_record():
    stage = Stage().synced()
    stage.customers.pause()
    acme, _ = stage.account(), stage.account("Bolt")
    stage.customers.fetch(acme)
    stage.world.settle()
    assert stage.names() == ["Acme"]


def test_an_app_that_says_something_changed_is_heeded_unless_paused():
    stage = Stage().synced()
    stage.customers.notice(0)
    stage.customers.pause()
    stage.customers.notice(0)
    stage.world.settle()
    assert stage.triggers == ["initial", "notified"]


def test_what_is_imported_by_id_must_be_of_a_module_that_is_chosen():
    stage = Stage().synced()
    acme = stage.account()
    with pytest.raises(NotAllowed, match="customers as configured are imported by the id of Accounts"):
        stage.customers.import_by_id("Contacts", acme.id)
    stage.customers.import_by_id("Accounts", acme.id)
    stage.world.settle()
    assert stage.names() == ["Acme"]


def test_a_search_finds_what_a_fetch_can_bring():
    stage = Stage().synced()
    acme = stage.account()
    (found,) = stage.customers.search(" acme ")
    assert (found.ref, found.name) == (acme.ref, "Acme")


def test_a_run_under_way_cannot_be_previewed():
    stage = Stage(call_ms=1000)
    stage.chosen().save_and_sync()
    with pytest.raises(UsageError, match="a run is under way"):
        stage.customers.preview()


def test_the_import_runs_on_schedule_only_where_that_is_asked_for():
    stage = Stage("import")
    stage.account()
    stage.customers.configure().save_and_sync()
    stage.world.settle()
    assert stage.customers.slots.next_ms is None
    stage.customers.edit(auto_update=True)
    assert stage.customers.slots.next_ms is not None


def test_what_was_chosen_paused_and_scheduled_outlives_a_crash():
    stage = Stage().synced()
    stage.customers.map("Website", "website")
    stage.customers.pause()
    before = stage.customers.preferences, stage.customers.slots.next_ms
    stage.world.crash()
    assert (stage.customers.preferences, stage.customers.slots.next_ms) == before
    assert stage.customers.paused


def test_a_sync_tells_how_it_stands():
    stage = Stage()
    assert repr(stage.customers) == "<sync of customers: never synced>"
    stage.synced()
    assert repr(stage.customers) == "<sync of customers: done since 2026-01-05 09:00>"
