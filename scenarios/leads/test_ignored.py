"""Who is ignored, and why: empty, malformed, role, repeated, bounced and unsubscribed addresses, in that order."""

from __future__ import annotations

import pytest

from scenarios.leads._setup import contact, contacts, figures, ignored, lead, on_list, started
from zsim import World, given, scenario, then, when


@pytest.mark.parametrize("empty", [None, "", "   "], ids=["none", "empty", "blanks"])
@scenario(covers=["LED-15"])
def test_a_contact_without_an_address_is_ignored(world: World, empty: str | None) -> None:
    """No email, an empty one, or blanks: there is nobody to write to."""
    with given("a contact without an address, and one with"):
        nemo = contact(world, "Nemo", empty)
        contacts(world, "Asha")
    with when("they are fetched"):
        sync = started(world)
    with then("the one is ignored as empty, the other is a lead"):
        assert ignored(sync.history[0]) == [("Nemo", "empty address")]
        assert figures(sync.history[0]) == {"total": 2, "new": 1, "ignored": 1}
        assert (world.why(nemo).outcome, world.why(nemo).behaviours) == ("ignored", ("LED-15",))


@scenario(covers=["LED-15"])
def test_an_address_emptied_later_leaves_the_lead_alone(world: World) -> None:
    """A contact that loses its address is ignored from then on; its lead stays on the list."""
    with given("a lead of a contact"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
    with when("the contact's address is emptied and the next slot comes"):
        world.invoice.customers.update(asha, email=None)
        world.advance(days=1)
    with then("the contact is ignored, the lead untouched"):
        assert ignored(sync.history[-1]) == [("Asha", "empty address")]
        assert (on_list(world), lead(world, "asha@example.com").status) == (["asha@example.com"], "active")


@pytest.mark.parametrize(
    "malformed",
    [
        "johnexample.com",
        "john@example",
        "john@",
        "@example.com",
        "john@@example.com",
        "john doe@example.com",
        ".john@example.com",
        "john..doe@example.com",
        "john@exa_mple.com",
        "a@example.com, b@example.com",
        "John <john@example.com>",
        f"{'j' * 65}@example.com",
    ],
)
@scenario(covers=["LED-16"])
def test_a_malformed_address_is_ignored(world: World, malformed: str) -> None:
    """What does not have the form of an address is not imported, and the history shows it as it was written."""
    with given(f"a contact under {malformed}"):
        john = contact(world, "John", malformed)
    with when("it is fetched"):
        sync = started(world)
    with then("it is ignored as invalid, and there is no lead"):
        assert [tuple(each) for each in sync.history[0].ignored] == [("John", malformed, "invalid address")]
        assert world.marketinghub.leads.all() == []
        assert (world.why(john).outcome, world.why(john).behaviours) == ("ignored", ("LED-16",))


@pytest.mark.parametrize(
    "well_formed", ["john+news@example.com", "o'hara@example.com", "j@gnail.com", "jörg@example.com"]
)
@scenario(covers=["LED-16"])
def test_only_the_form_of_an_address_is_looked_at(world: World, well_formed: str) -> None:
    """A plus tag, an apostrophe, a misspelled provider, a letter with dots: the form is right, so the lead is made."""
    with given(f"a contact under {well_formed}"):
        contact(world, "John", well_formed)
    with when("it is fetched"):
        sync = started(world)
    with then("it is a new lead"):
        assert figures(sync.history[0]) == {"total": 1, "new": 1}
        assert on_list(world) == [well_formed]


@scenario(covers=["LED-16", "LED-11"])
def test_a_corrected_typo_is_a_new_lead(world: World) -> None:
    """Ignored for its typo, the contact is a new lead as soon as the address is right."""
    with given("a contact ignored for its address"):
        asha = contact(world, "Asha", "asha@example")
        sync = started(world)
    with when("the address is corrected and the next slot comes"):
        world.invoice.customers.update(asha, email="asha@example.com")
        world.advance(days=1)
    with then("it is new"):
        assert [figures(each) for each in sync.history] == [{"total": 1, "ignored": 1}, {"total": 1, "new": 1}]
        assert world.why(asha).outcomes == ("ignored", "created")


@pytest.mark.parametrize("role", ["info", "Administrator", "admin", "careers", "service", "SUPPORT", "hr"])
@scenario(covers=["LED-17", "LED-37"])
def test_a_role_address_is_ignored(world: World, role: str) -> None:
    """An address of a role instead of a person is ignored, in upper and lower case."""
    with given(f"a contact under {role}@acme.example"):
        desk = contact(world, "Front desk", f"{role}@acme.example")
    with when("it is fetched"):
        sync = started(world)
    with then("it is ignored as a role address"):
        assert ignored(sync.history[0]) == [("Front desk", "role address")]
        assert world.why(desk).reason == f"ignored: role address {role}@acme.example (LED-17)"


@pytest.mark.parametrize("person", ["info.us", "information", "christine.hr", "admin1", "supporter", "hr+asha"])
@scenario(covers=["LED-17", "LED-37"])
def test_only_the_whole_name_before_the_at_sign_is_a_role(world: World, person: str) -> None:
    """Information@ or hr+asha@ merely contain a role's name: they are ordinary addresses."""
    with given(f"a contact under {person}@acme.example"):
        contact(world, "Somebody", f"{person}@acme.example")
    with when("it is fetched"):
        sync = started(world)
    with then("it is a new lead"):
        assert figures(sync.history[0]) == {"total": 1, "new": 1}


@scenario(covers=["LED-18"])
def test_of_one_address_the_eldest_contact_is_taken(world: World) -> None:
    """Three contacts share an address: the eldest becomes the lead, the rest are ignored in every fetch."""
    with given("three contacts of one address, spelled differently"):
        eldest = contact(world, "Asha", "asha@example.com")
        second = contact(world, "Asha at work", "ASHA@example.com")
        contact(world, "Asha at home", " asha@example.com")
    with when("they are fetched, the eldest is edited, and they are fetched again"):
        sync = started(world)
        world.invoice.customers.update(eldest, first_name="Aisha")
        world.advance(days=1)
    with then("the eldest was taken both times"):
        twins = [("Asha at work", "file duplicate"), ("Asha at home", "file duplicate")]
        assert [ignored(each) for each in sync.history] == [twins, twins]
        assert [figures(each) for each in sync.history] == [
            {"total": 3, "new": 1, "ignored": 2},
            {"total": 3, "duplicate": 1, "ignored": 2},
        ]
        assert lead(world, "asha@example.com").first_name == "Aisha"
        assert world.why(second).reason.endswith("came before in the same fetch (LED-18)")


@scenario(covers=["LED-18", "LED-16", "LED-17"])
def test_a_bad_address_twice_is_bad_twice(world: World) -> None:
    """The check for repeated addresses comes after those of form and role: both twins get the first reason."""
    with given("two contacts of one malformed address, and two of one role address"):
        for name in ("First", "Second"):
            contact(world, f"{name} typo", "typo")
            contact(world, f"{name} desk", "info@acme.example")
    with when("they are fetched"):
        sync = started(world)
    with then("nobody is a file duplicate"):
        assert sync.history[0].ignored_by == {"invalid address": 2, "role address": 2}


@scenario(covers=["LED-19"])
def test_a_hard_bounce_is_for_good(world: World) -> None:
    """Mail to a lead bounced for good: it leaves the list, and fetches ignore its contact."""
    with given("a lead on the list whose mailbox does not exist"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
        world.marketinghub.leads.bounce(lead(world, "asha@example.com"), hard=True)
    with when("its contact is edited and the next slot comes"):
        world.invoice.customers.update(asha, first_name="Aisha")
        world.advance(days=1)
    with then("the contact is ignored, and the lead is as it bounced"):
        assert ignored(sync.history[-1]) == [("Asha", "bounced")]
        found = lead(world, "asha@example.com")
        assert (found.status, found.first_name, on_list(world)) == ("bounced", "Asha", [])
        assert world.why(asha).behaviours[-1] == "LED-19"


@pytest.mark.parametrize(("bounces", "status"), [(6, "active"), (7, "bounced")])
@scenario(covers=["LED-19", "LED-41"])
def test_the_seventh_soft_bounce_in_a_row_is_a_hard_one(world: World, bounces: int, status: str) -> None:
    """Six full mailboxes in a row are forgiven, the seventh is not."""
    with given(f"a lead to whom mail bounced softly {bounces} times in a row"):
        contacts(world, "Asha")
        sync = started(world)
        for _ in range(bounces):
            world.marketinghub.leads.bounce(lead(world, "asha@example.com"))
    with when("the next slot comes"):
        world.advance(days=1)
    with then(f"the lead is {status}"):
        assert lead(world, "asha@example.com").status == status
        taken = status == "active"
        assert figures(sync.history[-1]) == {"total": 1, "duplicate" if taken else "ignored": 1}
        assert on_list(world) == (["asha@example.com"] if taken else [])


@scenario(covers=["LED-19", "LED-41"])
def test_mail_that_arrives_ends_a_row_of_soft_bounces(world: World) -> None:
    """Six soft bounces, one delivery, six more: never seven in a row, so the lead stays active."""
    with given("a lead with that history"):
        contacts(world, "Asha")
        sync = started(world)
        for _ in range(6):
            world.marketinghub.leads.bounce(lead(world, "asha@example.com"))
        world.marketinghub.leads.deliver(lead(world, "asha@example.com"))
        for _ in range(6):
            world.marketinghub.leads.bounce(lead(world, "asha@example.com"))
    with when("the next slot comes"):
        world.advance(days=1)
    with then("it is an active duplicate"):
        assert (lead(world, "asha@example.com").status, on_list(world)) == ("active", ["asha@example.com"])
        assert figures(sync.history[-1]) == {"total": 1, "duplicate": 1}


@scenario(covers=["LED-20"])
def test_who_unsubscribed_is_never_brought_back(world: World) -> None:
    """Unsubscribed from the organisation: no fetch, no edit and no other sync makes the lead active again."""
    with given("a lead that unsubscribed from the organisation"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
        world.marketinghub.leads.unsubscribe(lead(world, "asha@example.com"))
    with when("its contact is edited, fetched, and a second sync into another list is made"):
        world.invoice.customers.update(asha, first_name="Aisha")
        world.advance(days=1)
        other = started(world, "Offers")
    with then("both syncs ignore the person"):
        assert ignored(sync.history[-1]) == ignored(other.history[0]) == [("Asha", "unsubscribed")]
        found = lead(world, "asha@example.com")
        assert (found.status, found.first_name) == ("unsubscribed", "Asha")
        assert (on_list(world), on_list(world, "Offers")) == ([], [])


@scenario(covers=["LED-20"])
def test_a_complaint_about_spam_counts_as_unsubscribing(world: World) -> None:
    """Somebody who marked the newsletter as spam gets no more of it, and is ignored among the unsubscribed."""
    with given("a lead that complained"):
        (asha,) = contacts(world, "Asha")
        sync = started(world)
        world.marketinghub.leads.complain(lead(world, "asha@example.com"))
    with when("the next slot comes"):
        world.advance(days=1)
    with then("the contact is ignored with that reason"):
        assert ignored(sync.history[-1]) == [("Asha", "unsubscribed")]
        assert world.why(asha).reason.startswith("ignored: asha@example.com complained of spam")
        assert (lead(world, "asha@example.com").status, on_list(world)) == ("spam", [])


@scenario(covers=["LED-21", "LED-22"])
def test_the_first_check_that_applies_is_the_one_reason(world: World) -> None:
    """Role, then repeated, then bounced, then unsubscribed, then re-added: one reason each, and they add up."""
    with given("an unsubscribed role address, and one that unsubscribed and then was typed in again by two contacts"):
        world.marketinghub.leads.unsubscribe(world.marketinghub.leads.create(email="hr@acme.example"))
        world.marketinghub.leads.unsubscribe(world.marketinghub.leads.create(email="gone@example.com"))
        world.marketinghub.leads.bounce(world.marketinghub.leads.create(email="dead@example.com"), hard=True)
        contact(world, "People desk", "hr@acme.example")
        contact(world, "Gone", "gone@example.com")
        contact(world, "Gone again", "gone@example.com")
        contact(world, "Dead", "dead@example.com")
        contact(world, "Dead again", "dead@example.com")
    with when("they are fetched"):
        sync = started(world)
    with then("each has the reason of the earliest check"):
        fetch = sync.history[0]
        assert ignored(fetch) == [
            ("People desk", "role address"),
            ("Gone", "unsubscribed"),
            ("Gone again", "file duplicate"),
            ("Dead", "bounced"),
            ("Dead again", "file duplicate"),
        ]
        assert list(fetch.ignored_by.items()) == [
            ("role address", 1),
            ("file duplicate", 2),
            ("bounced", 1),
            ("unsubscribed", 1),
        ]
        assert figures(fetch) == {"total": 5, "ignored": 5}


@scenario(covers=["LED-18"])
def test_an_address_far_behind_in_the_same_fetch_is_taken_once(world: World) -> None:
    """A hundred contacts stand between two of one address: the second is ignored like a neighbour."""
    with given("two contacts of one address with a hundred between them"):
        contact(world, "Asha", "asha@example.com")
        for number in range(100):
            contact(world, f"Guest {number}", f"guest{number}@example.com")
        contact(world, "Asha again", "ASHA@example.com")
    with when("they are fetched"):
        sync = started(world)
    with then("there are as many leads as addresses, and the second is told as a file duplicate"):
        assert len(world.marketinghub.leads.all()) == 101
        assert sync.history[-1].counts["ignored"] == 1
        assert dict(sync.history[-1].ignored_by) == {"file duplicate": 1}
