"""When data is retrieved and which: frequencies, the first fetch, all data or after a date, the checkpoint, edits."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.leads._setup import (
    address,
    contact,
    contacts,
    draft,
    figures,
    lead,
    on_list,
    on_the_clock,
    started,
    times,
)
from zsim import World, given, in_words, scenario, then, when
from zsim.kernel.errors import UsageError


@scenario(covers=["LED-06", "LED-24"])
def test_a_one_time_sync_fetches_when_initiated_and_is_done(world: World) -> None:
    """'Once' fetches at Initiate and completes: what comes to Invoice later is not brought."""
    with given("a contact, and a one-time sync"):
        contacts(world, "Asha")
        sync = draft(world).schedule("once", at="18:00").retrieve("all")
    with when("it is initiated, another contact comes, and a month passes"):
        sync.initiate()
        world.settle()
        contacts(world, "Ben")
        world.advance(days=31)
    with then("it fetched once, at once, and is completed"):
        assert times(sync) == ["2026-01-05 09:00"]
        assert (sync.state, sync.next_slot) == ("completed", None)
        assert on_list(world) == ["asha@example.com"]


@pytest.mark.parametrize(
    ("frequency", "options", "slots"),
    [
        ("daily", {}, ["2026-01-05 18:00", "2026-01-06 18:00", "2026-01-07 18:00"]),
        ("weekly", {}, ["2026-01-05 18:00", "2026-01-12 18:00", "2026-01-19 18:00"]),
        ("weekly", {"weekday": "thursday"}, ["2026-01-08 18:00", "2026-01-15 18:00", "2026-01-22 18:00"]),
        ("monthly", {}, ["2026-01-05 18:00", "2026-02-05 18:00", "2026-03-05 18:00"]),
        ("monthly", {"day": 20}, ["2026-01-20 18:00", "2026-02-20 18:00", "2026-03-20 18:00"]),
    ],
    ids=["daily", "weekly", "thursdays", "monthly", "twentieth"],
)
@scenario(covers=["LED-06", "LED-24"])
def test_a_recurring_sync_fetches_when_initiated_and_then_keeps_its_slots(
    world: World, frequency: str, options: dict[str, Any], slots: list[str]
) -> None:
    """Daily, weekly, monthly: one fetch at Initiate, then one at the chosen local time of each chosen day."""
    with given(f"a {frequency} sync at six in the evening in India, with {in_words(options)} besides"):
        contacts(world, "Asha")
        sync = draft(world).schedule(frequency, at="18:00", zone="Asia/Kolkata", **options)
    with when("it is initiated, and three slots come"):
        sync.initiate()
        for _ in slots:
            world.advance_to(on_the_clock(sync.next_slot))
    with then("it fetched at once, and at each of the slots"):
        assert times(sync, "Asia/Kolkata") == ["2026-01-05 14:30", *slots]
        assert [fetch.trigger for fetch in sync.history] == ["initial", "scheduled", "scheduled", "scheduled"]
        assert [figures(fetch) for fetch in sync.history[1:]] == [{"total": 1, "duplicate": 1}] * 3


@pytest.mark.parametrize(("frequency", "state"), [("once", "completed"), ("weekly", "active")])
@scenario(covers=["LED-24"], policies={"first_fetch": "scheduled"})
def test_where_the_first_fetch_waits_it_comes_at_the_chosen_time(world: World, frequency: str, state: str) -> None:
    """Under the policy 'scheduled', Initiate fetches nobody; the first fetch is at the chosen time."""
    with given(f"a sync that fetches {frequency}, at six in the evening"):
        contacts(world, "Asha")
        sync = draft(world).schedule(frequency, at="18:00")
    with when("it is initiated"):
        sync.initiate()
        world.settle()
    with then("nothing is fetched yet"):
        assert (sync.history, sync.state) == ((), "active")
        assert world.marketinghub.leads.all() == []
    with when("six in the evening has come"):
        world.advance_to("2026-01-05 18:00")
    with then("it has fetched"):
        assert times(sync) == ["2026-01-05 18:00"]
        assert (on_list(world), sync.state) == (["asha@example.com"], state)


@scenario(covers=["LED-07"])
def test_all_data_takes_every_contact_however_old(world: World) -> None:
    """All data has no reach: a contact of three months ago is brought, and read again by each fetch."""
    with given("a contact entered three months before the sync"):
        contacts(world, "Asha")
        world.advance(days=90)
    with when("all data is fetched twice"):
        sync = started(world)
        world.advance(days=1)
    with then("it is new at first and a duplicate then"):
        assert [figures(each) for each in sync.history] == [{"total": 1, "new": 1}, {"total": 1, "duplicate": 1}]


@scenario(covers=["LED-07"])
def test_after_takes_what_was_added_or_modified_later(world: World) -> None:
    """'After' takes contacts added since and old ones edited since; what was left alone is not read at all."""
    with given("two contacts of the 5th of January, and one of the 10th"):
        asha, ben = contacts(world, "Asha", "Ben")
        world.advance_to("2026-01-10 09:00")
        contacts(world, "Chitra")
    with given("one of the elder two was edited on the 11th"):
        world.advance_to("2026-01-11 09:00")
        world.invoice.customers.update(ben, phone="222")
    with when("a sync of data after the 8th is initiated"):
        sync = started(world, after="2026-01-08 00:00")
    with then("the edited and the added one are leads, and the third was not considered"):
        assert on_list(world) == ["ben@example.com", "chitra@example.com"]
        assert figures(sync.history[0]) == {"total": 2, "new": 2}
        assert world.why(asha).outcome is None


@scenario(covers=["LED-07"])
def test_after_is_later_than_that_very_moment(world: World) -> None:
    """A contact entered at the very second of the date is not taken; one of the second after it is."""
    with given("contacts entered at nine sharp, and one second after nine"):
        contacts(world, "Asha")
        world.advance(seconds=1)
        contacts(world, "Ben")
    with when("data after nine o'clock in UTC, which is 14:30 in India, is fetched"):
        world.advance(hours=1)
        started(world, after="2026-01-05 14:30", zone="Asia/Kolkata")
    with then("only the later one came"):
        assert on_list(world) == ["ben@example.com"]


@pytest.mark.parametrize(
    ("zone", "earliest", "too_early"),
    [
        ("UTC", "2025-12-06 00:00", "2025-12-05 23:59"),
        ("Asia/Kolkata", "2025-12-06 00:00", "2025-12-05 23:59"),
        ("Pacific/Honolulu", "2025-12-05 00:00", "2025-12-04 23:59"),
    ],
)
@scenario(covers=["LED-08"])
def test_the_date_lies_thirty_days_back_at_most(world: World, zone: str, earliest: str, too_early: str) -> None:
    """Thirty local dates before the sync's creation is as far back as After goes; a minute earlier is refused."""
    with given(f"a sync made on the 5th of January at nine (UTC), scheduled in {zone}"):
        sync = draft(world).schedule("daily", zone=zone)
    with when("it is told to retrieve data after the thirtieth day, and after a minute before it"):
        sync.retrieve(after=earliest)
        with pytest.raises(UsageError) as refusal:
            sync.retrieve(after=too_early)
    with then("the one was taken, the other refused with what would be right"):
        assert refusal.value.asked == f"data after {too_early}"
        assert "more than 30 days before the sync was created" in refusal.value.found
        assert refusal.value.right == f"{earliest[:10]} or later, or all data"
        assert sync.details.data == f"after {earliest}"


@scenario(covers=["LED-08", "LED-09"])
def test_the_thirty_days_count_from_the_creation_for_ever(world: World) -> None:
    """Edited weeks later, the date may still reach back to thirty days before the sync was made, and no further."""
    with given("a sync made on the 5th of January, sixty days ago"):
        sync = started(world, after="2026-01-01 00:00")
        world.advance(days=60)
    with when("data after the 6th of December, and after the 5th, is asked for"):
        sync.edit_retrieval(after="2025-12-06 00:00")
        with pytest.raises(UsageError, match="more than 30 days before the sync was created"):
            sync.edit_retrieval(after="2025-12-05 00:00")
    with then("the first was taken"):
        assert sync.details.data == "after 2025-12-06 00:00"


@scenario(covers=["LED-09"])
def test_the_interval_can_be_changed(world: World) -> None:
    """A daily sync becomes a weekly one at another time in another zone, from its next slot on."""
    with given("a sync daily at nine in UTC"):
        contacts(world, "Asha")
        sync = started(world)
        world.advance(days=1)
    with when("it is changed to Sundays at seven in the evening in Berlin"):
        sync.edit_retrieval(frequency="weekly", at="19:00", zone="Europe/Berlin", weekday="sunday")
        world.advance(days=13)
    with then("it fetched on Sunday evenings only from then on"):
        assert times(sync, "Europe/Berlin") == [
            "2026-01-05 10:00",
            "2026-01-06 10:00",
            "2026-01-11 19:00",
            "2026-01-18 19:00",
        ]
        assert sync.details.schedule == "weekly on sunday at 19:00 in Europe/Berlin"


@scenario(covers=["LED-09"])
def test_the_data_to_retrieve_can_be_changed(world: World) -> None:
    """A sync that took data after a date is changed to all data: the next fetch brings the older contacts, too."""
    with given("a contact from before the date, and one from after it"):
        contacts(world, "Asha")
        world.advance(days=2)
        contacts(world, "Ben")
        sync = started(world, after="2026-01-06 00:00")
        assert on_list(world) == ["ben@example.com"]
    with when("it is changed to all data, and the next slot comes"):
        sync.edit_retrieval(data="all")
        world.advance(days=1)
    with then("both are on the list"):
        assert on_list(world) == ["ben@example.com", "asha@example.com"]
        assert figures(sync.history[-1]) == {"total": 2, "new": 1, "duplicate": 1}


@scenario(covers=["LED-09", "LED-06"])
def test_a_completed_sync_can_be_made_a_recurring_one(world: World) -> None:
    """A one-time sync that is given a daily interval is active again and fetches at its next slot."""
    with given("a completed one-time sync"):
        contacts(world, "Asha")
        sync = started(world, frequency="once")
        assert sync.state == "completed"
    with when("it is made a daily one, and a contact comes"):
        sync.edit_retrieval(frequency="daily", at="12:00")
        contacts(world, "Ben")
        world.advance(days=1)
    with then("it is active and brought the contact at noon"):
        assert (sync.state, times(sync)) == ("active", ["2026-01-05 09:00", "2026-01-05 12:00"])
        assert on_list(world) == ["asha@example.com", "ben@example.com"]


@scenario(covers=["LED-29", "LED-07"])
def test_later_fetches_take_what_changed_since_the_last_good_one(world: World) -> None:
    """After the first fetch the date moves along: each fetch takes only what changed since the one before."""
    with given("a daily sync of data after the 1st of January that brought two contacts"):
        contacts(world, "Asha", "Ben")
        sync = started(world, after="2026-01-01 00:00", at="08:00")
    with when("one is edited before the next slot, and another comes before the one after it"):
        world.advance(hours=1)
        world.invoice.customers.update(world.invoice.customers.one(contact_name="Ben"), first_name="Benno")
        world.advance(days=1)
        contacts(world, "Chitra")
        world.advance(days=2)
    with then("each fetch handled that one contact, and the last nobody"):
        assert [figures(fetch) for fetch in sync.history] == [
            {"total": 2, "new": 2},
            {"total": 1, "duplicate": 1},
            {"total": 1, "new": 1},
            {},
        ]
        assert lead(world, "ben@example.com").first_name == "Benno"


@scenario(covers=["LED-29"], call_ms=250, moments="exact")
def test_a_failed_fetch_leaves_the_checkpoint_where_it_was(world: World) -> None:
    """A fetch that breaks off counts as none: the next one reads from the last good fetch on and loses nobody."""
    with given("a daily sync of data after the 1st of January that brought a contact"):
        contacts(world, "Asha")
        sync = started(world, after="2026-01-01 00:00")
        world.advance(minutes=5)
        good = sync.details.last_retrieval
        contacts(world, "Ben")
    with when("the next fetch has begun, and the key is regenerated meanwhile"):
        world.advance_to("2026-01-06 09:00")
        world.advance(seconds=0.3)
        assert sync.running
        key = world.invoice.generate_zsc_key()
        world.advance(minutes=1)
    with then("it failed, and the last retrieval is still the former one"):
        assert [fetch.grade for fetch in sync.history] == ["done", "failed"]
        assert sync.details.last_retrieval == good
        assert on_list(world) == ["asha@example.com"]
    with when("the key is entered, the sync activated, and the next slot comes"):
        world.sync_services("invoice").update_account(key=key)
        sync.activate()
        world.advance(days=1)
    with then("the contact of the failed fetch is brought"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
        assert figures(sync.history[-1]) == {"total": 1, "new": 1}


@scenario(covers=["LED-29"])
def test_what_was_edited_in_the_second_of_a_fetch_is_not_lost(world: World) -> None:
    """Times are kept to the second: an edit made in the very second of a fetch arrives with the next one, once."""
    with given("a sync of data after the 1st of January that has just fetched"):
        asha, _ = contacts(world, "Asha", "Ben")
        sync = started(world, after="2026-01-01 00:00")
    with when("in the same second one of its contacts is edited, and two slots come"):
        world.invoice.customers.update(asha, first_name="Aisha")
        world.advance(days=2)
    with then("the edit arrived, and nobody else was handled twice"):
        assert lead(world, address("Asha")).first_name == "Aisha"
        assert [figures(fetch) for fetch in sync.history] == [
            {"total": 2, "new": 2},
            {"total": 1, "duplicate": 1},
            {},
        ]


@scenario(covers=["LED-22", "LED-13"])
def test_all_data_fetched_again_adds_nobody(world: World) -> None:
    """A fetch of all data repeated without any edit changes nothing at all."""
    with given("contacts good and bad, fetched once"):
        contacts(world, "Asha", "Ben")
        contact(world, "Typo", "typo")
        sync = started(world)
        before = world.snapshot()
    with when("three more slots come"):
        world.advance(days=3)
    with then("each counted the same people, and nothing changed"):
        assert [figures(fetch) for fetch in sync.history[1:]] == [{"total": 3, "duplicate": 2, "ignored": 1}] * 3
        assert world.snapshot() == before


@scenario(covers=["LED-09"])
def test_a_sync_that_was_switched_off_loses_nothing(world: World) -> None:
    """Deactivated by hand, a sync fetches nothing; activated again it carries everything at its next slot."""
    with given("a daily sync of data after the 1st of January"):
        contacts(world, "Asha")
        sync = started(world, after="2026-01-01 00:00")
    with when("it is deactivated, a contact comes, and a week passes"):
        sync.deactivate()
        contacts(world, "Ben")
        world.advance(weeks=1)
    with then("nothing was fetched"):
        assert (sync.state, sync.next_slot, len(sync.history)) == ("inactive", None, 1)
    with when("it is activated and the next slot comes"):
        sync.activate()
        world.advance(days=1)
    with then("one fetch carried what had been missed"):
        assert [figures(fetch) for fetch in sync.history] == [{"total": 1, "new": 1}] * 2
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
