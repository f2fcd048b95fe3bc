"""Leads from Invoice: a sync set up and fetching, who is ignored, who comes back, who goes, and a regenerated key."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidCredentials
from zsim.sync import Outcome
from zsim.sync.leads import LeadState, LeadSync


def contact(world: World, name: str, email: str | None) -> None:
    """A customer of Invoice with a first name and an address."""
    world.invoice.customers.create(contact_name=name, first_name=name.partition(" ")[0], email=email)


def daily_sync(world: World) -> LeadSync:
    """A sync of all contacts into the list 'Newsletter', every day at nine in India, initiated."""
    newsletter = world.marketinghub.lists.create("Newsletter")
    services = world.connect_marketinghub("invoice")
    sync = services.new_sync("Invoice to Newsletter", mailing_list=newsletter)
    sync.schedule("daily", at="09:00", zone="Asia/Kolkata").retrieve("all").initiate()
    world.settle()
    return sync


def on_the_list(world: World) -> list[str]:
    """The addresses subscribed to 'Newsletter'."""
    return [lead.email for lead in world.marketinghub.lists.members(world.marketinghub.lists.one(name="Newsletter"))]


@scenario(covers=["LED-01", "LED-03", "LED-04", "LED-10", "LED-11", "LED-24"])
def test_a_sync_is_set_up_and_fetches_when_it_is_initiated(world: World) -> None:
    """A sync brings the contacts that meet its criteria to its list, and nobody before it is initiated."""
    with given("three contacts in Invoice, two of them in India, and a mailing list"):
        for name, country in [("Asha Rao", "India"), ("Ben Ode", "Germany"), ("Chitra Sen", "india ")]:
            address = f"{name.partition(' ')[0].lower()}@example.com"
            world.invoice.customers.create(
                contact_name=name, email=address, **{"billing_address.country": country, "billing_address.city": "Pune"}
            )
        world.marketinghub.lists.create("India")
    with when("a sync of the contacts in India is set up with the city mapped"):
        services = world.connect_marketinghub("invoice")
        only = [("billing_address.country", "is", "India")]
        sync = services.new_sync("From India", mailing_list="India", criteria=only)
        sync.map("billing_address.city", "city").schedule("daily", at="09:00", zone="Asia/Kolkata")
    with then("nothing is fetched yet"):
        world.advance(days=1)
        assert sync.state is LeadState.DRAFT
        assert world.marketinghub.leads.all() == []
    with when("it is initiated"):
        sync.initiate()
        world.settle()
    with then("the two contacts in India are new leads on the list, and the history tells so"):
        fetch = sync.history[0]
        assert (fetch.total, fetch.new, fetch.ignored) == (2, 2, ())
        india = world.marketinghub.lists.one(name="India")
        assert [lead.email for lead in world.marketinghub.lists.members(india)] == [
            "asha@example.com",
            "chitra@example.com",
        ]
        assert world.marketinghub.leads.one(email="asha@example.com").city == "Pune"
        assert world.why(world.invoice.customers.one(contact_name="Ben Ode")).outcome is Outcome.EXCLUDED


@scenario(covers=["LED-15", "LED-16", "LED-17", "LED-18", "LED-19", "LED-20", "LED-21", "LED-22"])
def test_every_ignored_person_is_told_with_one_reason(world: World) -> None:
    """Empty, malformed, role, repeated, bounced and unsubscribed addresses are ignored, each for one reason."""
    with given("a list; one lead unsubscribed from the organisation, and mail to another bounced"):
        gone = world.marketinghub.leads.create(email="gone@example.com")
        world.marketinghub.leads.unsubscribe(gone)
        world.marketinghub.leads.bounce(world.marketinghub.leads.create(email="dead@example.com"), hard=True)
    with given("contacts in Invoice, only one of whom can be written to"):
        contact(world, "Asha", "asha@example.com")
        contact(world, "No Address", "  ")
        contact(world, "Typo", "asha.example.com")
        contact(world, "Reception", "Info@acme.example")
        contact(world, "Asha Again", " ASHA@example.com")
        contact(world, "Dead", "dead@example.com")
        contact(world, "Gone", "Gone@example.com")
    with when("they are fetched"):
        sync = daily_sync(world)
    with then("six are ignored, each with its reason, and the counts add up"):
        fetch = sync.history[0]
        assert [(name, reason.value) for name, _, reason in fetch.ignored] == [
            ("No Address", "empty address"),
            ("Typo", "invalid address"),
            ("Reception", "role address"),
            ("Asha Again", "file duplicate"),
            ("Dead", "bounced"),
            ("Gone", "unsubscribed"),
        ]
        assert fetch.total == fetch.new + fetch.readded + fetch.duplicate + len(fetch.ignored) == 7
        assert on_the_list(world) == ["asha@example.com"]
        answer = world.why(world.invoice.customers.one(contact_name="Reception"))
        assert answer.reason == "ignored: role address Info@acme.example (LED-17)"


@scenario(covers=["LED-12", "LED-13", "LED-23"], quirks=["LED-12"])
def test_a_lead_deleted_in_marketinghub_comes_back(world: World) -> None:
    """A lead that somebody deleted in MarketingHub is added again by the next fetch of all data."""
    with given("two leads that a sync brought"):
        contact(world, "Asha", "asha@example.com")
        contact(world, "Ben", "Ben@example.com")
        sync = daily_sync(world)
    with when("one is deleted in MarketingHub, and the contact's address is spelled another way"):
        world.marketinghub.leads.delete(world.marketinghub.leads.one(email="asha@example.com"))
        world.invoice.customers.update(world.invoice.customers.one(contact_name="Ben"), email="BEN@example.com")
        world.advance(days=1)
    with then("it is re-added, and the other is a duplicate of itself"):
        fetch = sync.history[-1]
        assert (fetch.readded, fetch.duplicate, fetch.new) == (1, 1, 0)
        assert sorted(on_the_list(world)) == ["Ben@example.com", "asha@example.com"]
        assert world.why(world.marketinghub.leads.one(email="asha@example.com")).outcome is Outcome.READDED


@scenario(covers=["LED-14", "LED-26"])
def test_a_contact_deleted_in_invoice_is_deleted_in_marketinghub(world: World) -> None:
    """A deletion in Invoice takes the lead off the list, and out of the organisation unless another list holds it."""
    with given("two leads that a sync brought, one of them on another list, too"):
        contact(world, "Asha", "asha@example.com")
        contact(world, "Ben", "ben@example.com")
        sync = daily_sync(world)
        others = world.marketinghub.lists.create("Others")
        world.marketinghub.lists.add(others, world.marketinghub.leads.one(email="ben@example.com"))
    with when("both contacts are deleted in Invoice"):
        for name in ("Asha", "Ben"):
            world.invoice.customers.delete(world.invoice.customers.one(contact_name=name))
        world.advance(days=1)
    with then("both left the list, and the one on another list stays in the organisation"):
        assert (sync.history[-1].deleted, sync.history[-1].total) == (2, 0)
        assert on_the_list(world) == []
        assert [lead.email for lead in world.marketinghub.leads.all()] == ["ben@example.com"]
        assert [lead.email for lead in world.marketinghub.lists.members(others)] == ["ben@example.com"]


@scenario(covers=["KEY-01", "KEY-02", "KEY-04", "KEY-05"], quirks=["KEY-01"])
def test_a_regenerated_key_silences_the_sync_until_two_steps_are_taken(world: World) -> None:
    """A new key in Invoice turns the sync inactive; it is entered, the sync activated, and nothing was lost."""
    with given("a sync that brought a lead"):
        contact(world, "Asha", "asha@example.com")
        sync = daily_sync(world)
        services = world.sync_services("invoice")
    with when("the key is regenerated in Invoice, and a contact comes in the days after"):
        key = world.invoice.generate_zsc_key()
        world.advance(days=2)
        contact(world, "Ben", "ben@example.com")
        world.advance(days=2)
    with then("the sync is inactive, fetched nothing, and cannot be activated with the stale key"):
        assert sync.state is LeadState.INACTIVE
        assert len(sync.history) == 1
        with pytest.raises(InvalidCredentials, match="not the one in force"):
            sync.activate()
    with when("the new key is entered"):
        services.update_account(key=key)
        world.advance(days=1)
    with then("the sync is still inactive"):
        assert sync.state is LeadState.INACTIVE
        assert len(sync.history) == 1
    with when("it is activated"):
        sync.activate()
        world.advance(days=1)
    with then("the next slot brought what had come meanwhile"):
        assert len(sync.history) == 2
        assert on_the_list(world) == ["asha@example.com", "ben@example.com"]
        with pytest.raises(UsageError, match="only an inactive sync is activated"):
            sync.activate()
