"""Invoice's primary email changes: it does to MarketingHub's syncs what a regenerated key does."""

from __future__ import annotations

import pytest

from scenarios.leads._setup import contacts, on_list, started, times
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidCredentials

NEW = "owner@acme.example"


@scenario(covers=["KEY-03", "KEY-05", "KEY-08"], quirks=["KEY-03"])
def test_a_changed_primary_email_turns_every_sync_inactive(world: World) -> None:
    """The primary email of Invoice is changed: all syncs are inactive at once and fetch nothing."""
    with given("two daily syncs"):
        contacts(world, "Asha")
        news, offers = started(world, "News"), started(world, "Offers")
        before = world.snapshot()["marketinghub"]
    with when("the primary email is changed, a contact comes, and days pass"):
        world.invoice.set_email(NEW)
        contacts(world, "Ben")
        world.advance(days=3)
    with then("both are inactive, and nothing was fetched"):
        assert (news.state, offers.state) == ("inactive", "inactive")
        assert (len(news.history), len(offers.history)) == (1, 1)
        assert world.snapshot()["marketinghub"] == before


@scenario(covers=["KEY-03", "KEY-02", "KEY-08"], quirks=["KEY-03"])
def test_the_key_is_entered_anew_with_the_new_email(world: World) -> None:
    """The new email alone is not enough: email and key are entered, and then each sync is activated."""
    with given("a daily sync that is inactive because the primary email changed, and a contact missed since"):
        contacts(world, "Asha")
        sync = started(world)
        world.invoice.set_email(NEW)
        contacts(world, "Ben")
        services = world.sync_services("invoice")
    with when("it is activated at once"), pytest.raises(InvalidCredentials, match="is not the organisation's primary"):
        sync.activate()
    with when("the new email is entered without the key"), pytest.raises(UsageError, match="the key is missing"):
        services.update_account(email=NEW)
    with then("the sync is still inactive"):
        assert sync.state == "inactive"
    with when("both are entered, and a day passes"):
        services.update_account(email=NEW, key=world.invoice.zsc_key)
        world.advance(days=1)
    with then("it is inactive still"):
        assert (sync.state, len(sync.history)) == ("inactive", 1)
    with when("it is activated and the next slot comes"):
        sync.activate()
        world.advance(days=1)
    with then("it brought what was missed, in one fetch"):
        assert times(sync) == ["2026-01-05 09:00", "2026-01-07 09:00"]
        assert on_list(world) == ["asha@example.com", "ben@example.com"]


@scenario(covers=["KEY-03"])
def test_the_same_email_in_other_letters_changes_nothing(world: World) -> None:
    """An email that differs in case only is the same one: the syncs stay active."""
    with given("a daily sync"):
        contacts(world, "Asha")
        sync = started(world)
    with when("the primary email is written in capitals and the slot comes"):
        world.invoice.set_email(world.invoice.email.upper())
        world.advance(days=1)
    with then("the sync is active and has fetched"):
        assert (sync.state, len(sync.history)) == ("active", 2)


@scenario(covers=["KEY-03", "KEY-05"], quirks_off=["KEY-03"])
def test_without_the_oddity_the_syncs_learn_of_a_new_email_when_they_fetch(world: World) -> None:
    """If nobody were told of the new email, a sync would stay active until its next fetch is refused."""
    with given("a daily sync"):
        contacts(world, "Asha")
        sync = started(world)
    with when("the primary email is changed"):
        world.invoice.set_email(NEW)
    with then("the sync is still active"):
        assert sync.state == "active"
    with when("its slot comes"):
        before = world.snapshot()
        world.advance(days=1)
    with then("the fetch failed for the email, wrote nothing, and the sync is inactive"):
        assert [fetch.grade for fetch in sync.history] == ["done", "failed"]
        assert "is not the organisation's primary email" in str(sync.history[-1].reason)
        assert (sync.state, world.snapshot()) == ("inactive", before)


@scenario(covers=["KEY-06", "KEY-03"])
def test_the_email_of_books_does_not_concern_the_syncs_from_invoice(world: World) -> None:
    """Books' primary email changes: MarketingHub goes on fetching from Invoice."""
    with given("a daily sync from Invoice"):
        contacts(world, "Asha")
        sync = started(world)
    with when("the primary email of Books is changed and the slot comes"):
        world.books.set_email(NEW)
        world.advance(days=1)
    with then("the sync is active and has fetched"):
        assert (sync.state, len(sync.history)) == ("active", 2)
