"""What the history counts: new, re-added, duplicate, and how the numbers add up; several lists."""

from __future__ import annotations

import pytest

from scenarios.leads._setup import address, contact, contacts, draft, figures, ignored, lead, on_list, started, times
from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed


@scenario(covers=["LED-10", "LED-22"], quirks=["LED-12"])
def test_every_fetch_can_be_opened_later_with_its_six_numbers(world: World) -> None:
    """The history keeps each fetch: when, why, and its total, new, re-added, duplicate, ignored and deleted leads."""
    with given("three good contacts and one without an address, fetched once"):
        contacts(world, "Asha", "Ben", "Chitra")
        contact(world, "Nemo")
        sync = started(world)
    with when("a lead is deleted in MarketingHub, a contact in Invoice, another contact is added, and the slot comes"):
        world.marketinghub.leads.delete(lead(world, "asha@example.com"))
        world.invoice.customers.delete(world.invoice.customers.one(contact_name="Ben"))
        contacts(world, "Dia")
        world.advance(days=1)
    with then("both fetches stand in the history with their numbers"):
        first, second = sync.history
        assert first.counts == {"total": 4, "new": 3, "readded": 0, "duplicate": 0, "ignored": 1, "deleted": 0}
        assert second.counts == {"total": 4, "new": 1, "readded": 1, "duplicate": 1, "ignored": 1, "deleted": 1}
        assert [(fetch.number, fetch.trigger, fetch.grade) for fetch in sync.history] == [
            (1, "initial", "done"),
            (2, "scheduled", "done"),
        ]
        assert [each[:10] for each in times(sync)] == ["2026-01-05", "2026-01-06"]
    with then("total is new, re-added, duplicate and ignored together, the deleted one apart"):
        for fetch in sync.history:
            assert fetch.total == fetch.new + fetch.readded + fetch.duplicate + fetch.ignored_count
            assert fetch.ignored_count == sum(fetch.ignored_by.values()) == 1
        assert str(second) == "fetch 2: 4 total, 1 new, 1 re-added, 1 duplicate, 1 ignored, 1 deleted"


@scenario(covers=["LED-11"])
def test_a_lead_nobody_knew_is_new_in_organisation_and_list(world: World) -> None:
    """An unknown address becomes an active lead of the organisation and a member of the list."""
    with given("a contact whose address MarketingHub never saw"):
        (asha,) = contacts(world, "Asha")
    with when("it is fetched"):
        sync = started(world)
    with then("it is an active lead on the list, counted new"):
        assert lead(world, "asha@example.com").status == "active"
        assert on_list(world) == ["asha@example.com"]
        assert figures(sync.history[0]) == {"total": 1, "new": 1}
        answer = world.why(asha)
        assert (answer.outcome, answer.behaviours) == ("created", ("LED-11",))
        assert world.why(lead(world, "asha@example.com")).outcome == "created"


@scenario(covers=["LED-12"], quirks=["LED-12"])
def test_a_re_added_lead_begins_anew(world: World) -> None:
    """Deleted in MarketingHub and still in Invoice, a lead returns as another record, with nothing of the former."""
    with given("a lead that somebody gave a city and then deleted"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
        former = lead(world, "asha@example.com")
        world.marketinghub.leads.update(former, city="Pune")
        world.marketinghub.leads.delete(former)
    with when("the next slot comes"):
        world.advance(days=1)
    with then("there is another lead of the address, without the city, counted re-added"):
        again = lead(world, "asha@example.com")
        assert (again.id == former.id, again.city) == (False, None)
        assert figures(sync.history[-1]) == {"total": 1, "readded": 1}
        assert world.why(asha).outcome == "readded"
        assert on_list(world) == ["asha@example.com"]
    with when("a day later it is fetched again"):
        world.advance(days=1)
    with then("it is an ordinary duplicate"):
        assert figures(sync.history[-1]) == {"total": 1, "duplicate": 1}


@scenario(covers=["LED-12", "LED-29"], quirks=["LED-12"])
def test_with_an_after_date_a_deleted_lead_returns_when_its_contact_changes(world: World) -> None:
    """A sync that takes only what changed brings a deleted lead back with the next edit of its contact."""
    with given("a sync of data after the 1st of January, and a lead it brought that was deleted in MarketingHub"):
        contacts(world, "Asha")
        world.advance(minutes=1)
        sync = started(world, after="2026-01-01 00:00")
        world.marketinghub.leads.delete(lead(world, "asha@example.com"))
    with when("a slot comes and the contact was left alone"):
        world.advance(days=1)
    with then("the lead stays away"):
        assert on_list(world) == []
    with when("the contact is edited and the next slot comes"):
        world.invoice.customers.update(world.invoice.customers.one(contact_name="Asha"), phone="222")
        world.advance(days=1)
    with then("it is re-added"):
        assert [figures(each) for each in sync.history[1:]] == [{}, {"total": 1, "readded": 1}]
        assert on_list(world) == ["asha@example.com"]


@scenario(covers=["LED-12"], quirks_off=["LED-12"])
def test_without_the_oddity_a_deleted_lead_stays_deleted(world: World) -> None:
    """Were deletions respected, a lead deleted in MarketingHub would be ignored by later fetches."""
    with given("a lead deleted in MarketingHub, its contact still in Invoice"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
        world.marketinghub.leads.delete(lead(world, "asha@example.com"))
    with when("the next slot comes"):
        world.advance(days=1)
    with then("nobody is re-added; the person is ignored with that reason"):
        assert world.marketinghub.leads.all() == []
        assert figures(sync.history[-1]) == {"total": 1, "ignored": 1}
        assert ignored(sync.history[-1]) == [("Asha", "deleted")]
        assert world.why(asha).outcome == "ignored"


@scenario(covers=["LED-13", "LED-35"])
def test_a_duplicate_is_refreshed_and_joins_the_list(world: World) -> None:
    """A lead that MarketingHub had already gets the mapped values of its contact and a place on the list."""
    with given("a lead from a web form, and a contact of that address with other names"):
        world.marketinghub.leads.create(email="asha@example.com", first_name="A.", company="Rao Textiles")
        contact(world, "Asha Rao", "asha@example.com", company_name="Another")
    with when("the contact is fetched"):
        sync = started(world)
    with then("it is a duplicate with the contact's names, its own company, and on the list"):
        found = lead(world, "asha@example.com")
        assert (found.first_name, found.last_name, found.company) == ("Asha", "Rao", "Rao Textiles")
        assert figures(sync.history[0]) == {"total": 1, "duplicate": 1}
        assert on_list(world) == ["asha@example.com"]
        assert world.why(found).outcome == "duplicate"


@scenario(covers=["LED-13", "LED-20", "LED-38"])
def test_who_left_this_list_is_not_put_back_on_it(world: World) -> None:
    """Unsubscribed from the list alone, a lead stays active, counts as duplicate, and joins that list no more."""
    with given("two leads of a sync, one of whom unsubscribes from the newsletter"):
        contact(world, "Asha", "asha@example.com", phone="111")
        contacts(world, "Ben")
        sync = draft(world).map("phone", "phone").schedule("daily").initiate()
        world.settle()
        newsletter = world.marketinghub.lists.one(name="Newsletter")
        world.marketinghub.leads.unsubscribe(lead(world, "asha@example.com"), from_list=newsletter)
    with when("the contact's phone is edited and the next slot comes"):
        asha = world.invoice.customers.one(contact_name="Asha")
        world.invoice.customers.update(asha, phone="222")
        world.advance(days=1)
    with then("the lead is active, up to date, and off the list"):
        found = lead(world, "asha@example.com")
        assert (found.status, found.phone) == ("active", "222")
        assert on_list(world) == ["ben@example.com"]
        assert figures(sync.history[-1]) == {"total": 2, "duplicate": 2}
        assert "left this list and is not put back on it" in world.why(asha).reason


@scenario(covers=["LED-30", "LED-38"])
def test_who_left_one_list_can_join_another(world: World) -> None:
    """Unsubscribing from one list says nothing about others: a second sync puts the lead on its own list."""
    with given("a lead that unsubscribed from the newsletter"):
        contacts(world, "Asha")
        started(world)
        newsletter = world.marketinghub.lists.one(name="Newsletter")
        world.marketinghub.leads.unsubscribe(lead(world, "asha@example.com"), from_list=newsletter)
    with when("another sync brings the contact to 'Offers'"):
        offers = started(world, "Offers")
        world.advance(days=1)
    with then("it is on that list and not on the first"):
        assert (on_list(world), on_list(world, "Offers")) == ([], ["asha@example.com"])
        assert figures(offers.history[0]) == {"total": 1, "duplicate": 1}


@scenario(covers=["LED-30"])
def test_one_person_on_two_lists_is_new_once(world: World) -> None:
    """Two syncs bring one contact to two lists: new in the first, duplicate in the second, one lead on both."""
    with given("a contact, and syncs into two lists"):
        contacts(world, "Asha")
        news, offers = draft(world, "News"), draft(world, "Offers")
    with when("both are initiated"):
        news.initiate()
        offers.initiate()
        world.settle()
    with then("there is one lead on both lists, new in the first and duplicate in the second"):
        assert [figures(each.history[0]) for each in (news, offers)] == [
            {"total": 1, "new": 1},
            {"total": 1, "duplicate": 1},
        ]
        assert len(world.marketinghub.leads.all()) == 1
        lists = world.marketinghub.leads.lists(lead(world, "asha@example.com"))
        assert [each.name for each in lists] == ["News", "Offers"]


@scenario(covers=["LED-23"])
def test_spelling_alone_makes_no_other_lead(world: World) -> None:
    """Case and outer blanks do not count: the lead keeps the spelling it was first known by."""
    with given("a lead known as Asha.Rao@Example.com"):
        world.marketinghub.leads.create(email="Asha.Rao@Example.com")
        contact(world, "Asha", "  asha.rao@EXAMPLE.com ")
    with when("the contact is fetched"):
        sync = started(world)
    with then("it is the same lead, spelled as before"):
        assert figures(sync.history[0]) == {"total": 1, "duplicate": 1}
        assert on_list(world) == ["Asha.Rao@Example.com"]


@scenario(covers=["LED-23"])
def test_dots_and_plus_tags_make_other_leads(world: World) -> None:
    """asha.rao@, asharao@ and asha.rao+news@ are three people to MarketingHub."""
    with given("three contacts whose addresses differ in dots and a plus tag"):
        for name, mail in [
            ("A", "asha.rao@example.com"),
            ("B", "asharao@example.com"),
            ("C", "asha.rao+x@example.com"),
        ]:
            contact(world, name, mail)
    with when("they are fetched"):
        sync = started(world)
    with then("they are three new leads"):
        assert figures(sync.history[0]) == {"total": 3, "new": 3}
        assert on_list(world) == ["asha.rao@example.com", "asharao@example.com", "asha.rao+x@example.com"]


@scenario(covers=["LED-20"])
def test_a_hand_cannot_undo_what_a_subscriber_chose(world: World) -> None:
    """The loophole is closed: an unsubscribed lead cannot be deleted to be re-added by the next fetch."""
    with given("a lead that unsubscribed from the organisation"):
        contacts(world, "Asha")
        sync = started(world)
        world.marketinghub.leads.unsubscribe(lead(world, "asha@example.com"))
    with when("somebody deletes the lead"), pytest.raises(NotAllowed, match="cannot be deleted"):
        world.marketinghub.leads.delete(lead(world, "asha@example.com"))
    with when("the next slot comes"):
        world.advance(days=1)
    with then("the person is ignored, and nobody was re-added"):
        assert figures(sync.history[-1]) == {"total": 1, "ignored": 1}
        assert (on_list(world), lead(world, address("Asha")).status) == ([], "unsubscribed")


@scenario(covers=["LED-30", "LED-13"])
def test_two_syncs_due_at_the_same_time_go_one_after_the_other(world: World) -> None:
    """Both lists are fed at nine: the second fetch begins when the first has ended, and finds what that one made."""
    with given("two syncs daily at nine, into two lists"):
        news, offers = started(world, "News"), started(world, "Offers")
    with when("a contact comes, and nine o'clock with it"):
        (asha,) = contacts(world, "Asha")
        world.advance(days=1)
    with then("it is new in the first and a duplicate in the second, one lead on both lists"):
        assert [figures(each.history[-1]) for each in (news, offers)] == [
            {"total": 1, "new": 1},
            {"total": 1, "duplicate": 1},
        ]
        assert [each.history[-1].grade for each in (news, offers)] == ["done", "done"]
        assert world.why(asha).outcomes == ("created", "duplicate")
        assert on_list(world, "News") == on_list(world, "Offers") == ["asha@example.com"]
