"""What can be seen and changed of a sync later on, and the other source leads come from."""

from __future__ import annotations

import pytest

from scenarios.leads._setup import contact, contacts, draft, figures, on_list, services, started
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


@scenario(covers=["LED-32"])
def test_the_active_syncs_are_listed_and_opened(world: World) -> None:
    """The list shows what is active: no draft, nothing that was switched off, no one-time sync that has fetched."""
    with given("five syncs: two that recur, one of which was switched off, a draft, and one for a single fetch"):
        contacts(world, "Asha")
        daily = started(world)
        started(world, "Weekly", frequency="weekly")
        started(world, "Off").deactivate()
        draft(world, "Draft")
        started(world, "Once", frequency="once")
    with when("the list of active syncs is looked at"):
        listed = services(world).active_syncs
    with then("it holds the two that are active, and each shows its details"):
        assert [each.description for each in listed] == ["Invoice to Newsletter", "Invoice to Weekly"]
        assert listed[0] is daily
        assert [each.details.mailing_list for each in listed] == ["Newsletter", "Weekly"]


@scenario(covers=["LED-33"])
def test_a_sync_can_be_given_another_mailing_list(world: World) -> None:
    """From the next fetch on contacts go to the new list; who was brought to the former one stays there, too."""
    with given("a daily sync of all contacts that brought Asha to the newsletter"):
        contacts(world, "Asha")
        sync = started(world)
        world.marketinghub.lists.create("Offers")
    with when("its contacts configuration is given the list of offers, Ben is entered, and the next slot comes"):
        sync.edit_retrieval(mailing_list="Offers")
        contacts(world, "Ben")
        assert on_list(world, "Offers") == []
        world.advance(days=1)
    with then("both are on the new list, and Asha on the former one as well"):
        assert on_list(world, "Offers") == ["asha@example.com", "ben@example.com"]
        assert on_list(world) == ["asha@example.com"]
        assert figures(sync.history[-1]) == {"total": 2, "new": 1, "duplicate": 1}
        assert sync.details.mailing_list == "Offers"


@scenario(covers=["LED-33", "LED-26"])
def test_after_a_change_of_list_a_deletion_leaves_the_former_list_alone(world: World) -> None:
    """A contact deleted in Invoice takes its lead off the sync's present list; another list keeps it."""
    with given("a sync that brought Asha to the newsletter and then to the list of offers"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
        world.marketinghub.lists.create("Offers")
        sync.edit_retrieval(mailing_list="Offers")
        world.advance(days=1)
    with when("Asha is deleted in Invoice and the next slot comes"):
        world.invoice.customers.delete(asha)
        world.advance(days=1)
    with then("she is off the list of offers and still on the newsletter"):
        assert on_list(world, "Offers") == []
        assert on_list(world) == ["asha@example.com"]


@scenario(covers=["LED-33", "LED-02"])
def test_the_contacts_configuration_holds_no_choice_of_all_or_criteria(world: World) -> None:
    """Interval, data and list can be edited together, an unknown list is refused, and all or criteria stays final."""
    with given("a daily sync of all contacts"):
        contacts(world, "Asha")
        sync = started(world)
        before = sync.details
    with when("a list nobody made is chosen"), pytest.raises(UsageError, match="there is none") as refusal:
        sync.edit_retrieval(frequency="weekly", mailing_list="Newsleter")
    with then("the list that comes near is named, and nothing has changed"):
        assert refusal.value.right == "did you mean 'Newsletter'?"
        assert sync.details == before
    with when("criteria are chosen for it"), pytest.raises(UsageError, match="that is final"):
        sync.choose([("billing_address.country", "is", "India")])
    with then("it still brings all contacts"):
        assert sync.details == before


@scenario(covers=["LED-34"])
def test_leads_come_from_books_as_well(world: World) -> None:
    """A sync of Books is one of its own: its account is Books', and both sources bring leads to one list."""
    with given("a customer of Invoice and two of Books, one of them the same person"):
        contacts(world, "Asha")
        for name in ("asha", "ben"):
            world.books.customers.create(
                contact_name=name.title(), first_name=name.title(), email=f"{name}@example.com"
            )
        started(world)
    with when("MarketingHub is connected with Books, and a sync of it is initiated"):
        books = world.connect_marketinghub("books")
        sync = books.new_sync("Books to Newsletter", mailing_list="Newsletter").schedule("daily").initiate()
        world.settle()
    with then("who was known is a duplicate, the other one is new on the list"):
        assert figures(sync.history[0]) == {"total": 2, "new": 1, "duplicate": 1}
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
        assert sync.details.source == "books"
    with when("Ben is deleted in Books, and the next slot comes"):
        world.books.customers.delete(world.books.customers.one(contact_name="Ben"))
        world.advance(days=1)
    with then("his lead is gone"):
        assert on_list(world) == ["asha@example.com"]


@scenario(covers=["LED-34", "KEY-06"], quirks=["KEY-01"])
def test_a_new_key_of_books_silences_the_syncs_of_books_alone(world: World) -> None:
    """Books' key is Books' own: regenerating it turns the sync from Books inactive, and that from Invoice goes on."""
    with given("a daily sync from either source"):
        contacts(world, "Asha")
        of_invoice = started(world)
        books = world.connect_marketinghub("books")
        of_books = books.new_sync("Books to Newsletter", mailing_list="Newsletter").schedule("daily").initiate()
        world.settle()
    with when("the key of Books is regenerated"):
        world.books.generate_zsc_key()
    with then("only the sync from Books is inactive"):
        assert (of_books.state, of_invoice.state) == ("inactive", "active")
    with when("the new key is entered and the sync activated"):
        books.update_account(key=world.books.zsc_key)
        of_books.activate()
        world.advance(days=1)
    with then("it fetches at its next slot"):
        assert [fetch.grade for fetch in of_books.history] == ["done", "done"]


@scenario(covers=["LED-39"])
def test_a_contact_inactive_from_the_start_comes_as_a_lead(world: World) -> None:
    """Whether a customer can be invoiced is no matter for a newsletter: an inactive one is fetched as well."""
    with given("an active and an inactive contact"):
        contacts(world, "Asha")
        world.invoice.customers.deactivate(contact(world, "Ben", "ben@example.com"))
    with when("they are fetched"):
        sync = started(world)
    with then("both are leads"):
        assert figures(sync.history[0]) == {"total": 2, "new": 2}
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
