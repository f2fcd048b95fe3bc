"""Stories of mailing lists fed by Invoice, as the people who own them would tell them."""

from __future__ import annotations

import pytest

from scenarios.leads._setup import contact, contacts, figures, ignored, lead, on_list, started, times
from zsim import World, given, scenario, then, when
from zsim.ports.errors import InvalidCredentials

INDIA, BERLIN = "Asia/Kolkata", "Europe/Berlin"


@scenario(
    covers=[
        *["LED-01", "LED-06", "LED-10", "LED-11", "LED-12", "LED-13", "LED-14", "LED-16", "LED-17", "LED-19"],
        *["LED-20", "LED-22", "LED-24", "LED-26", "KEY-01", "KEY-02", "KEY-04", "KEY-05"],
    ],
    quirks=["LED-12", "KEY-01"],
    tags=["story"],
    start="2026-03-02 04:00",
)
def test_a_month_of_a_newsletter(world: World) -> None:
    """A weaver in Pune writes to her customers each Monday; the list grows, people come and go, a key is changed."""
    hub, invoice = world.marketinghub, world.invoice
    with given("seven customers in Invoice: five people, Ravi, whose address lacks its ending, and a reception desk"):
        contacts(world, "Asha Rao", "Ben Ode", "Chitra Sen", "Dia Nair", "Emil Voss")
        ravi = contact(world, "Ravi Das", "ravi@example")
        contact(world, "Hotel Lotus", "info@lotus.example")
    with when("on Monday, the 2nd of March, a sync into 'Newsletter' is initiated: weekly, Mondays at nine in India"):
        sync = started(world, frequency="weekly", at="09:00", zone=INDIA, weekday="monday")
    with then("of 7 people 5 are new and on the list; the history names the 2 who were ignored, and why"):
        assert figures(sync.history[0]) == {"total": 7, "new": 5, "ignored": 2}
        assert ignored(sync.history[0]) == [("Ravi Das", "invalid address"), ("Hotel Lotus", "role address")]
        assert len(on_list(world)) == 5

    with when("in the first week two customers come, and Ravi's address is corrected"):
        world.advance(days=3)
        contacts(world, "Farah Khan", "Gita Pal")
        invoice.customers.update(ravi, email="ravi@example.com")
        world.advance_to("2026-03-09 09:00", INDIA)
    with then(
        "on Monday, the 9th, of 9 people those 3 are new, 5 are duplicates, and the reception desk is ignored again"
    ):
        assert figures(sync.history[1]) == {"total": 9, "new": 3, "duplicate": 5, "ignored": 1}
        assert world.why(ravi).outcomes == ("ignored", "created")
        assert len(on_list(world)) == 8

    with when("in the second week Ben unsubscribes, and seven mails in a row to Emil bounce softly"):
        world.advance(days=2)
        hub.leads.unsubscribe(lead(world, "ben@example.com"))
        for _ in range(7):
            hub.leads.bounce(lead(world, "emil@example.com"))
    with when("somebody deletes Dia's lead in MarketingHub by mistake"):
        hub.leads.delete(lead(world, "dia@example.com"))
        world.advance_to("2026-03-16 09:00", INDIA)
    with then(
        "on Monday, the 16th, Dia is re-added and 5 are duplicates; Ben, Emil and the reception desk are ignored"
    ):
        assert figures(sync.history[2]) == {"total": 9, "readded": 1, "duplicate": 5, "ignored": 3}
        assert ignored(sync.history[2]) == [
            ("Ben Ode", "unsubscribed"),
            ("Emil Voss", "bounced"),
            ("Hotel Lotus", "role address"),
        ]
        assert len(on_list(world)) == 6

    with when("in the third week an accountant regenerates Invoice's key and tells nobody"):
        world.advance(days=1)
        key = invoice.generate_zsc_key()
    with when("a customer comes, another is deleted in Invoice, and Monday, the 23rd, goes by"):
        contacts(world, "Hari Iyer")
        invoice.customers.delete(invoice.customers.one(contact_name="Chitra Sen"))
        world.advance_to("2026-03-24 09:00", INDIA)
    with then("the sync has been inactive since: no fetch, and the list is as it was"):
        assert (sync.state, len(sync.history)) == ("inactive", 3)
        assert len(on_list(world)) == 6
        assert "chitra@example.com" in on_list(world)

    with when("the weaver wonders, activates the sync, and is refused"), pytest.raises(InvalidCredentials):
        sync.activate()
    with when("she copies the new key from Invoice into MarketingHub, and then activates the sync"):
        world.sync_services("invoice").update_account(key=key)
        sync.activate()
        world.settle()
    with then("nothing is fetched at once: the next fetch is on Monday"):
        assert (sync.state, len(sync.history)) == ("active", 3)
    with when("Monday, the 30th, comes"):
        world.advance_to("2026-03-30 09:00", INDIA)
    with then(
        "one fetch makes up for the missed one: Hari is new, 5 are duplicates, 3 ignored as before, Chitra deleted"
    ):
        assert figures(sync.history[3]) == {"total": 9, "new": 1, "duplicate": 5, "ignored": 3, "deleted": 1}

    with then(
        "after a month the newsletter goes to Asha, Dia, Farah, Gita, Hari and Ravi, and each absence can be explained"
    ):
        assert sorted(on_list(world)) == [
            "asha@example.com",
            "dia@example.com",
            "farah@example.com",
            "gita@example.com",
            "hari@example.com",
            "ravi@example.com",
        ]
        reasons = {
            "Ben Ode": "ignored: ben@example.com unsubscribed from the organisation (LED-20)",
            "Emil Voss": "ignored: bounced address emil@example.com (LED-19)",
            "Hotel Lotus": "ignored: role address info@lotus.example (LED-17)",
        }
        for name, reason in reasons.items():
            assert world.why(invoice.customers.one(contact_name=name)).reason == reason
    with then("the history has four fetches, the first when the sync was initiated, and all numbers add up"):
        first, *later = times(sync, INDIA)
        assert first.startswith("2026-03-02")
        assert later == ["2026-03-09 09:00", "2026-03-16 09:00", "2026-03-30 09:00"]
        for fetch in sync.history:
            assert fetch.total == fetch.new + fetch.readded + fetch.duplicate + fetch.ignored_count
        assert sum(fetch.new for fetch in sync.history) == 9


@scenario(covers=["LED-03", "LED-13", "LED-20", "LED-26", "LED-30"], tags=["story"])
def test_two_lists_of_one_shop(world: World) -> None:
    """A shop writes to all its customers and, on another list, to those abroad; one person can be on both."""
    hub, country = world.marketinghub, "billing_address.country"
    with given("two customers in India and one in Germany, and the lists 'Everybody' and 'Abroad'"):
        contact(world, "Asha", "asha@example.com", **{country: "India"})
        contact(world, "Ben", "ben@example.com", **{country: "Germany"})
        contact(world, "Chitra", "chitra@example.com", **{country: "India"})
        everybody, abroad = hub.lists.create("Everybody"), hub.lists.create("Abroad")
    with when("two daily syncs are initiated, one of all and one of those whose country isn't India"):
        services = world.connect_marketinghub("invoice")
        first = services.new_sync("All", mailing_list=everybody).schedule("daily", at="09:00").initiate()
        conditions = [(country, "isn't", "India")]
        second = services.new_sync("Away", mailing_list=abroad, criteria=conditions).schedule("daily", at="10:00")
        second.initiate()
        world.settle()
    with then("Ben is on both lists: new for the first sync, a duplicate for the second"):
        assert figures(first.history[0]) == {"total": 3, "new": 3}
        assert figures(second.history[0]) == {"total": 1, "duplicate": 1}
        assert [each.name for each in hub.leads.lists(lead(world, "ben@example.com"))] == ["Everybody", "Abroad"]
    with when("Ben leaves the list 'Everybody', and Chitra moves to Nepal"):
        hub.leads.unsubscribe(lead(world, "ben@example.com"), from_list=everybody)
        world.invoice.customers.update(world.invoice.customers.one(contact_name="Chitra"), **{country: "Nepal"})
        world.advance_to("2026-01-06 12:00")
    with then("Ben gets news from abroad only, and Chitra both"):
        assert on_list(world, "Everybody") == ["asha@example.com", "chitra@example.com"]
        assert on_list(world, "Abroad") == ["ben@example.com", "chitra@example.com"]
    with when("Chitra is deleted in Invoice, and the slot of nine comes"):
        world.invoice.customers.delete(world.invoice.customers.one(contact_name="Chitra"))
        world.advance_to("2026-01-07 09:30")
    with then("she left 'Everybody' and is still known, because 'Abroad' holds her"):
        assert on_list(world, "Everybody") == ["asha@example.com"]
        assert lead(world, "chitra@example.com").status == "active"
    with when("the slot of ten comes"):
        world.advance_to("2026-01-07 10:30")
    with then("she is gone altogether, and each history counts her deleted once"):
        assert hub.leads.find(email="chitra@example.com") == []
        assert [sum(fetch.deleted for fetch in each.history) for each in (first, second)] == [1, 1]


@scenario(covers=["LED-23", "LED-26", "LED-27"], tags=["story"])
def test_a_customer_who_changes_address(world: World) -> None:
    """Asha marries, changes her address and later leaves: MarketingHub sees two leads and lets go of the second."""
    with given("Asha Rao, on the newsletter as Asha.Rao@example.com"):
        asha = contact(world, "Asha Rao", "Asha.Rao@example.com")
        sync = started(world)
    with when("her address is written in small letters in Invoice"):
        world.invoice.customers.update(asha, email="asha.rao@example.com")
        world.advance(days=1)
    with then("nothing has changed: it is the same address"):
        assert figures(sync.history[-1]) == {"total": 1, "duplicate": 1}
        assert on_list(world) == ["Asha.Rao@example.com"]
    with when("she becomes Asha Sen under asha.sen@example.com"):
        world.invoice.customers.update(asha, last_name="Sen", email="asha.sen@example.com")
        world.advance(days=1)
    with then("there is a new lead; the old one stays, with her old name, and gets the newsletter, too"):
        assert figures(sync.history[-1]) == {"total": 1, "new": 1}
        assert on_list(world) == ["Asha.Rao@example.com", "asha.sen@example.com"]
        assert [each.last_name for each in world.marketinghub.leads.all()] == ["Rao", "Sen"]
    with when("somebody takes her old address off the newsletter by hand"):
        world.marketinghub.lists.remove(
            world.marketinghub.lists.one(name="Newsletter"), lead(world, "asha.rao@example.com")
        )
        world.advance(days=1)
    with then("no fetch puts it back, for no contact has it any more"):
        assert on_list(world) == ["asha.sen@example.com"]
    with when("she is deleted in Invoice"):
        world.invoice.customers.delete(asha)
        world.advance(days=1)
    with then("the lead she became last is deleted; the former is left to whoever looks after the leads"):
        assert sync.history[-1].deleted == 1
        assert [each.email for each in world.marketinghub.leads.all()] == ["Asha.Rao@example.com"]
        assert on_list(world) == []


@scenario(covers=["LED-25", "LED-29"], tags=["story"], start="2026-03-27 09:00")
def test_the_night_the_clocks_change(world: World) -> None:
    """A shop in Berlin fetches at half past two at night; on the night without that hour nobody is lost or doubled."""
    with given("a customer, and a sync of what changed, daily at 02:30 in Berlin"):
        contacts(world, "Asha")
        world.advance(minutes=1)
        sync = started(world, after="2026-03-01 00:00", at="02:30", zone=BERLIN)
    with when("a customer comes on Saturday evening, before the night in which 02:30 is skipped"):
        world.advance_to("2026-03-28 20:00", BERLIN)
        contacts(world, "Ben")
        world.advance_to("2026-03-29 01:59", BERLIN)
    with then("at one minute to two the fetch of that night is still to come"):
        assert times(sync, BERLIN)[1:] == ["2026-03-28 02:30"]
    with when("the clocks go from two to three, and it is half past three"):
        world.advance(minutes=31)
    with then("the fetch was made, half an hour of real time after one minute to two, and Ben is new"):
        assert times(sync, BERLIN)[-1] == "2026-03-29 03:30"
        assert figures(sync.history[-1]) == {"total": 1, "new": 1}
    with when("another customer comes that morning, and the next night passes"):
        contacts(world, "Chitra")
        world.advance_to("2026-03-30 12:00", BERLIN)
    with then("it is back at half past two, and one fetch was made on each date"):
        assert times(sync, BERLIN)[1:] == ["2026-03-28 02:30", "2026-03-29 03:30", "2026-03-30 02:30"]
        assert on_list(world) == ["asha@example.com", "ben@example.com", "chitra@example.com"]
    with when("it is the end of October, and half past two comes twice"):
        world.advance_to("2026-10-26 12:00", BERLIN)
    with then("it fetched at the first of the two, and not again an hour later"):
        assert times(sync, BERLIN)[-3:] == ["2026-10-24 02:30", "2026-10-25 02:30", "2026-10-26 02:30"]
        assert times(sync)[-3:] == ["2026-10-24 00:30", "2026-10-25 00:30", "2026-10-26 01:30"]
        assert sum(fetch.new for fetch in sync.history) == 3
