"""Contacts that are deleted or change their address in Invoice, and lists that are deleted in MarketingHub."""

from __future__ import annotations

import pytest

from scenarios.leads._setup import contact, contacts, draft, figures, ignored, lead, on_list, started, times
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def remembered(world: World, email: str) -> list[str]:
    """Why MarketingHub remembers an address."""
    return [each.reason for each in world.marketinghub.suppressions.find(email=email)]


@scenario(covers=["LED-14", "LED-36"])
def test_a_deleted_contact_takes_its_lead_along_at_the_next_slot(world: World) -> None:
    """Deleted in Invoice, the lead is there until the next slot, and then gone from list and organisation."""
    with given("two leads of a daily sync"):
        asha, _ = contacts(world, "Asha", "Ben")
        sync = started(world)
    with when("one contact is deleted in Invoice"):
        world.invoice.customers.delete(asha)
        world.advance(hours=12)
    with then("its lead is still there"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
    with when("the slot comes"):
        world.advance(hours=12)
    with then("it is gone, counted apart from the total"):
        assert figures(sync.history[-1]) == {"total": 1, "duplicate": 1, "deleted": 1}
        assert [each.email for each in world.marketinghub.leads.all()] == on_list(world) == ["ben@example.com"]
        assert world.why(asha).outcome == "deleted"


@scenario(covers=["LED-14", "LED-36"])
def test_a_one_time_sync_never_hears_of_deletions(world: World) -> None:
    """A one-time sync has fetched once and for all: contacts deleted later leave their leads where they are."""
    with given("a completed one-time sync"):
        (asha,) = contacts(world, "Asha")
        sync = started(world, frequency="once")
    with when("the contact is deleted and a month passes"):
        world.invoice.customers.delete(asha)
        world.advance(days=31)
    with then("its lead is still on the list"):
        assert (on_list(world), len(sync.history)) == (["asha@example.com"], 1)


@scenario(covers=["LED-14", "LED-11", "LED-36"])
def test_only_leads_that_the_sync_brought_are_deleted(world: World) -> None:
    """A lead entered by hand belongs to no contact: whatever is deleted in Invoice, it stays."""
    with given("a lead brought by a sync, and one entered by hand on the same list"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
        newsletter = world.marketinghub.lists.one(name="Newsletter")
        world.marketinghub.lists.add(newsletter, world.marketinghub.leads.create(email="hand@example.com"))
    with when("a contact that was never fetched, and the fetched one, are deleted"):
        nemo = contact(world, "Nemo", "hand@example.com")
        world.invoice.customers.delete(nemo)
        world.invoice.customers.delete(asha)
        world.advance(days=1)
    with then("only the lead of the fetched one went"):
        assert on_list(world) == ["hand@example.com"]
        assert sync.history[-1].deleted == 1
        assert world.why(nemo).outcome == "excluded"


@scenario(covers=["LED-14", "LED-18"])
def test_a_lead_shared_by_two_contacts_outlives_one_of_them(world: World) -> None:
    """Two contacts have one address; one of them is deleted: the lead stays for the other."""
    with given("two contacts of one address"):
        elder = contact(world, "Asha", "asha@example.com")
        younger = contact(world, "Asha at work", "asha@example.com")
        sync = started(world)
    with when("the elder is deleted in Invoice"):
        world.invoice.customers.delete(elder)
        world.advance(days=1)
    with then("the lead stays, a duplicate of the younger"):
        assert on_list(world) == ["asha@example.com"]
        assert figures(sync.history[-1]) == {"total": 1, "duplicate": 1}
        assert (world.why(elder).outcome, world.why(younger).outcome) == ("kept", "duplicate")
    with when("the younger is deleted, too"):
        world.invoice.customers.delete(younger)
        world.advance(days=1)
    with then("the lead is gone"):
        assert world.marketinghub.leads.all() == []


@scenario(covers=["LED-14", "LED-39"])
def test_an_inactive_contact_does_not_count_as_deleted(world: World) -> None:
    """A customer made inactive in Invoice is still fetched, and its lead stays."""
    with given("a lead of a contact"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
    with when("the contact is made inactive and the next slot comes"):
        world.invoice.customers.deactivate(asha)
        world.advance(days=1)
    with then("it is an ordinary duplicate"):
        assert figures(sync.history[-1]) == {"total": 1, "duplicate": 1}
        assert on_list(world) == ["asha@example.com"]


@scenario(covers=["LED-26", "LED-30"])
def test_two_syncs_let_go_of_a_lead_one_after_the_other(world: World) -> None:
    """Both lists hold the lead: the first sync takes it off its list, the second one deletes it."""
    with given("a contact brought to two lists, at eight and at nine"):
        (asha,) = contacts(world, "Asha")
        news, offers = started(world, "News", at="08:00"), started(world, "Offers", at="09:00")
    with when("it is deleted in Invoice, and the slot of eight comes"):
        world.invoice.customers.delete(asha)
        world.advance_to("2026-01-06 08:30")
    with then("it left that list and is still on the other"):
        assert (on_list(world, "News"), on_list(world, "Offers")) == ([], ["asha@example.com"])
        assert news.history[-1].deleted == 1
    with when("the slot of nine comes"):
        world.advance_to("2026-01-06 09:30")
    with then("it left the organisation, and each sync counted it deleted"):
        assert world.marketinghub.leads.all() == []
        assert offers.history[-1].deleted == 1


@scenario(covers=["LED-26"], policies={"lead_deletion": "org"})
def test_where_a_deletion_is_of_the_organisation_other_lists_lose_the_lead(world: World) -> None:
    """Under the policy 'org' a contact deleted in Invoice takes its lead off every list at once."""
    with given("a lead of a sync that is on another list, too"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
        others = world.marketinghub.lists.create("Others")
        world.marketinghub.lists.add(others, lead(world, "asha@example.com"))
    with when("its contact is deleted and the slot comes"):
        world.invoice.customers.delete(asha)
        world.advance(days=1)
    with then("it is gone from both"):
        assert (on_list(world), on_list(world, "Others")) == ([], [])
        assert (world.marketinghub.leads.all(), sync.history[-1].deleted) == ([], 1)


@pytest.mark.parametrize(
    ("befalls", "reason"), [("bounce", "bounced"), ("unsubscribe", "unsubscribed"), ("complain", "spam")]
)
@scenario(covers=["LED-26", "LED-19", "LED-20"])
def test_what_subscribers_chose_outlives_the_deletion_in_invoice(world: World, befalls: str, reason: str) -> None:
    """Deleted in Invoice and entered again, the person is still ignored: the address is remembered."""
    with given(f"a lead that is {reason}, and its contact deleted in Invoice"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
        options = {"hard": True} if befalls == "bounce" else {}
        getattr(world.marketinghub.leads, befalls)(lead(world, "asha@example.com"), **options)
        world.invoice.customers.delete(asha)
        world.advance(days=1)
    with then("the lead is deleted, its address remembered"):
        assert sync.history[-1].deleted == 1
        assert world.marketinghub.leads.all() == []
        assert reason in remembered(world, "asha@example.com")
    with when("the person is entered in Invoice again"):
        contact(world, "Asha anew", "Asha@Example.com")
        world.advance(days=1)
    with then("the fetch ignores it"):
        why = "bounced" if befalls == "bounce" else "unsubscribed"
        assert ignored(sync.history[-1]) == [("Asha anew", why)]
        assert world.marketinghub.leads.all() == []


@scenario(covers=["LED-27"])
def test_a_changed_address_is_a_new_lead_and_the_old_one_stays(world: World) -> None:
    """MarketingHub knows people by address: another address is another lead, and the former is left alone."""
    with given("a lead of a contact"):
        asha = contact(world, "Asha", "asha@old.example")
        sync = started(world)
    with when("the contact's address is changed and the slot comes"):
        world.invoice.customers.update(asha, email="asha@new.example")
        world.advance(days=1)
    with then("both addresses are on the list, the second one new, none deleted"):
        assert figures(sync.history[-1]) == {"total": 1, "new": 1}
        assert on_list(world) == ["asha@old.example", "asha@new.example"]
    with when("the contact is deleted in Invoice"):
        world.invoice.customers.delete(asha)
        world.advance(days=1)
    with then("only the lead it became last goes; the former has no contact any more"):
        assert sync.history[-1].deleted == 1
        assert on_list(world) == ["asha@old.example"]


@scenario(covers=["LED-27", "LED-13"])
def test_an_address_changed_to_a_known_one_is_a_duplicate(world: World) -> None:
    """A contact that takes over an address MarketingHub knows refreshes that lead and adds nobody."""
    with given("a lead of a contact, and a lead from a web form"):
        asha = contact(world, "Asha", "asha@old.example")
        sync = started(world)
        world.marketinghub.leads.create(email="asha@new.example")
    with when("the contact's address is changed to the one of the form"):
        world.invoice.customers.update(asha, email="asha@new.example")
        world.advance(days=1)
    with then("it is a duplicate, with the contact's name and on the list"):
        assert figures(sync.history[-1]) == {"total": 1, "duplicate": 1}
        assert on_list(world) == ["asha@old.example", "asha@new.example"]
        assert lead(world, "asha@new.example").first_name == "Asha"


@scenario(covers=["LED-31"])
def test_a_deleted_list_fails_the_fetch_and_ends_the_sync(world: World) -> None:
    """Its list is gone: the next fetch fails with that reason, writes nothing, and the sync turns inactive."""
    with given("a daily sync that brought a contact to the newsletter"):
        contacts(world, "Asha")
        sync = started(world)
    with when("the list is deleted, another contact comes, and two slots pass"):
        world.marketinghub.lists.delete(world.marketinghub.lists.one(name="Newsletter"))
        contacts(world, "Ben")
        before = world.snapshot()
        world.advance(days=2)
    with then("one fetch failed for the list, nothing was written, and there is no slot any more"):
        assert [fetch.grade for fetch in sync.history] == ["done", "failed"]
        assert "the mailing list of the sync was deleted" in str(sync.history[-1].reason)
        assert (sync.state, sync.next_slot) == ("inactive", None)
        assert sync.details.mailing_list == "a deleted list"
        assert world.snapshot() == before
    with then("the lead it had brought is still in the organisation"):
        assert [each.email for each in world.marketinghub.leads.all()] == ["asha@example.com"]


@scenario(covers=["LED-31"])
def test_a_list_of_the_same_name_is_another_list(world: World) -> None:
    """A new list under the old name does not revive the sync; a new sync is made into it."""
    with given("a sync whose list was deleted, and a new list of that name"):
        contacts(world, "Asha")
        sync = started(world)
        world.marketinghub.lists.delete(world.marketinghub.lists.one(name="Newsletter"))
        world.advance(days=1)
        world.marketinghub.lists.create("Newsletter")
    with when("the sync is activated"), pytest.raises(UsageError, match="its mailing list was deleted"):
        sync.activate()
    with when("a new sync into the new list is made"):
        services = world.sync_services("invoice")
        again = services.new_sync("Again", mailing_list="Newsletter").initiate()
        world.settle()
    with then("it brings the contacts, whose leads are duplicates"):
        assert figures(again.history[0]) == {"total": 1, "duplicate": 1}
        assert (on_list(world), sync.state) == (["asha@example.com"], "inactive")


@scenario(covers=["LED-31"])
def test_a_deleted_list_does_not_concern_other_syncs(world: World) -> None:
    """The sync into another list goes on fetching at its slots."""
    with given("daily syncs into two lists"):
        contacts(world, "Asha")
        news, offers = started(world, "News"), started(world, "Offers")
    with when("one list is deleted and two slots come"):
        world.marketinghub.lists.delete(world.marketinghub.lists.one(name="News"))
        world.advance(days=2)
    with then("the other sync kept both"):
        assert (news.state, offers.state) == ("inactive", "active")
        assert len(offers.history) == 3
        assert times(offers)[1:] == ["2026-01-06 09:00", "2026-01-07 09:00"]


@scenario(covers=["LED-31"], call_ms=250, moments="exact")
def test_a_list_deleted_during_a_fetch_fails_it(world: World) -> None:
    """The list goes while people are being added: the fetch fails there, and nobody joins a list that is gone."""
    with given("forty contacts, and a fetch that has begun"):
        contacts(world, *[f"Person{number}" for number in range(40)])
        sync = draft(world).schedule("daily").initiate()
        world.advance(seconds=0.6)
        assert sync.running
    with when("the list is deleted meanwhile"):
        world.marketinghub.lists.delete(world.marketinghub.lists.one(name="Newsletter"))
        world.advance(minutes=1)
    with then("the fetch failed and the sync is inactive"):
        assert [fetch.grade for fetch in sync.history] == ["failed"]
        assert sync.state == "inactive"
        assert sync.details.last_retrieval is None


@scenario(covers=["LED-26", "LED-18"])
def test_a_lead_stays_while_another_contact_has_its_address(world: World) -> None:
    """Two contacts share an address, and one is deleted: the lead stays until the other goes, too."""
    with given("two contacts of one address, who are one lead"):
        asha = contact(world, "Asha", "office@example.com")
        ben = contact(world, "Ben", "office@example.com")
        started(world)
        assert on_list(world) == ["office@example.com"]
    with when("one of them is deleted in Invoice, and the slot comes"):
        world.invoice.customers.delete(asha)
        world.advance(days=1)
    with then("the lead is still there"):
        assert on_list(world) == ["office@example.com"]
        assert world.why(asha).outcome == "kept"
    with when("the other is deleted as well"):
        world.invoice.customers.delete(ben)
        world.advance(days=1)
    with then("it is gone"):
        assert on_list(world) == []
