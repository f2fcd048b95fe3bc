"""The life of a connection."""

from __future__ import annotations

import pytest

from tests.unit.sync.connection.stages import Stage, leaving
from zsim import World
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidCredentials, NotAllowed
from zsim.sync import IntegrationState, System

ENABLED, DISABLED, DELETED = IntegrationState


def test_refused_credentials_store_nothing():
    world = World()
    with pytest.raises(InvalidCredentials):
        world.connect("books", key="wrong")
    assert world.integrations == ()
    with pytest.raises(UsageError):
        world.integration("books")


def test_a_connection_is_enabled_and_outlives_a_crash_at_once():
    stage = Stage()
    stage.world.crash()
    assert (stage.integration.state, stage.integration.credentials.email) == (ENABLED, stage.world.crm.email)


def test_a_further_organisation_only_fetches():
    world = World()
    world.connect("books")
    second = world.organisation("books", "Second")
    with pytest.raises(NotAllowed):
        world.connect(second)
    world.crm.grant_multi_organisation("books")
    assert not world.connect(second).both_ways
    assert world.integration("books").both_ways


def test_while_disabled_nothing_moves_and_the_run_under_way_ends():
    stage = Stage(call_ms=1000)
    stage.account()
    stage.chosen().save_and_sync()
    stage.world.advance(seconds=2)
    stage.integration.disable()
    (run,) = stage.customers.history
    assert (run.grade, run.reason) == ("failed", "the integration was disabled")
    stage.world.advance(days=1)
    assert (stage.names(), len(stage.customers.history)) == ([], 1)


def test_enabling_goes_on_with_the_links_kept_at_the_next_slot():
    stage = Stage()
    stage.account()
    stage.synced()
    stage.integration.disable()
    stage.world.crm.accounts.update(stage.world.crm.accounts.one(Account_Name="Acme"), Phone="2")
    stage.integration.enable()
    assert len(stage.integration.links) == 1
    stage.world.advance(hours=2)
    assert stage.finance.customers.one(contact_name="Acme").phone == "2"


def test_enabling_with_a_stale_key_is_refused_and_it_stays_disabled():
    stage = Stage().synced()
    stage.integration.disable()
    stage.world.crm.generate_zsc_key()
    with pytest.raises(InvalidCredentials):
        stage.integration.enable()
    assert stage.integration.state is DISABLED
    stage.integration.update_credentials(key=stage.world.crm.zsc_key)
    stage.integration.enable()
    assert stage.integration.state is ENABLED


@pytest.mark.parametrize(
    ("verb", "told"),
    [("enable", "only a disabled one is enabled"), ("delete", "disable it first")],
)
def test_what_is_for_disabled_ones_is_refused_while_enabled(verb: str, told: str):
    with pytest.raises(UsageError, match=f"{verb} the integration: it is enabled.*{told}"):
        getattr(Stage().integration, verb)()


@pytest.mark.parametrize("verb", ["disable", "pause", "resume", "preview"])
def test_what_is_for_open_ones_is_refused_while_disabled(verb: str):
    stage = Stage()
    stage.integration.disable()
    with pytest.raises(UsageError, match="the integration of books is disabled"):
        getattr(stage.integration, verb)()


def test_new_credentials_are_checked_and_bad_ones_change_nothing():
    stage = Stage()
    former = stage.integration.credentials
    with pytest.raises(InvalidCredentials):
        stage.integration.update_credentials(key="wrong")
    assert stage.integration.credentials == former
    key = stage.world.crm.generate_zsc_key()
    stage.integration.update_credentials(key=key)
    assert (stage.integration.credentials.key, stage.integration.credentials.email) == (key, former.email)


def deleted(convert: str = "all", **setting) -> Stage:
    stage = Stage(**setting)
    stage.account()
    stage.synced()
    stage.integration.disable()
    stage.integration.delete(convert)
    return stage


@pytest.mark.parametrize(("convert", "left"), [("all", ["Acme"]), ("with_transactions", [])])
def test_a_deleted_integration_forgets_every_link_and_its_schedule(convert: str, left: list[str]):
    stage = deleted(convert)
    assert (stage.integration.state, stage.integration.links, stage.integration.tombstones) == (DELETED, (), ())
    assert stage.customers.slots.next_ms is None
    assert stage.names() == left


def test_an_unknown_conversion_is_refused_and_nothing_is_begun():
    stage = Stage().synced()
    stage.integration.disable()
    with pytest.raises(UsageError, match="convert='some'"):
        stage.integration.delete("some")
    assert stage.integration.state is DISABLED
    stage.integration.delete()
    assert stage.integration.state is DELETED


def test_a_refusal_leaves_the_integration_disabled_and_deleting_can_be_tried_again():
    stage = Stage()
    stage.account()
    stage.synced()
    stage.integration.disable()
    stage.world.faults.refused("books", error="NotAllowed", of="write")
    with pytest.raises(NotAllowed):
        stage.integration.delete()
    assert (stage.integration.state, len(stage.integration.links)) == (DISABLED, 1)
    stage.integration.delete()
    assert stage.integration.state is DELETED


@pytest.mark.parametrize("verb", ["enable", "delete"])
def test_while_it_is_being_deleted_nothing_else_can_be_asked_for(verb: str):
    with pytest.raises(UsageError, match="it is being deleted"):
        getattr(leaving().integration, verb)()


def test_a_deletion_under_way_goes_on_after_a_crash():
    stage = leaving()
    stage.world.crash()
    stage.world.advance(minutes=10)
    assert (stage.integration.state, stage.integration.links) == (DELETED, ())


def test_an_app_that_asks_to_wait_is_waited_for_while_deleting():
    stage = Stage()
    stage.account()
    stage.synced()
    stage.integration.disable()
    stage.world.faults.rate_limit("books", limit="minute", of="write")
    stage.integration.delete()
    assert stage.integration.state is DISABLED
    stage.world.advance(minutes=2)
    assert stage.integration.state is DELETED


def test_a_connection_made_anew_after_its_deletion_knows_nothing_of_the_former():
    stage = deleted()
    anew = stage.world.connect("books")
    assert (anew.state, anew.customers.preferences, anew.customers.history, anew.links) == (ENABLED, None, (), ())
    stage.world.crash()
    assert stage.world.integration("books").customers.history == ()


def test_a_link_is_found_from_either_side_and_told_by_its_two_records():
    stage = Stage()
    acme = stage.account()
    stage.synced()
    (link,) = stage.integration.links
    twin = stage.finance.customers.one(contact_name="Acme")
    assert stage.integration.link_of(System.CRM, acme.id) == stage.integration.link_of(System.FINANCE, twin.id) == link
    assert stage.integration.refs_of(link) == (acme.ref, twin.ref)


def test_pausing_the_connection_pauses_customers_and_what_was_saved():
    stage = Stage().synced()
    stage.integration.items.configure().save_and_sync_later()
    stage.integration.pause()
    assert (stage.customers.paused, stage.integration.items.paused, stage.integration.vendors.paused) == (
        True,
        True,
        False,
    )
    stage.integration.resume()
    assert not stage.customers.paused


def test_a_preview_tells_what_the_saved_modules_would_do_and_does_nothing():
    stage = Stage().synced()
    stage.account()
    assert [each.outcome for each in stage.integration.preview()] == ["created"]
    assert stage.names() == []
