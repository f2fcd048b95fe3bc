"""When the scheduled runs are made."""

from __future__ import annotations

from itertools import pairwise

from scenarios.schedule._setup import HOUR_MS, names
from zsim import World, given, scenario, then, when

MINUTE_MS = 60_000


@scenario(covers=["SYN-01"])
def test_a_new_account_arrives_with_the_next_two_hour_slot(world: World, product: str) -> None:
    """After the first sync customers are synced every two hours: not a minute earlier, and without being asked."""
    with given("a first sync that ended at 09:00"):
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.settle()
    with when("an account is added and all but a minute of the two hours pass"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.advance(hours=1, minutes=59)
    with then("no run has considered it"):
        assert names(world, product) == []
        assert world.why(acme).outcome is None
    with when("the last minute passes"):
        world.advance(minutes=1)
    with then("a scheduled run has made it a customer"):
        assert names(world, product) == ["Acme"]
        assert world.why(acme).outcome == "created"
        assert [run.trigger for run in world.integration(product).customers.history] == ["initial", "scheduled"]


@scenario(covers=["SYN-01"])
def test_a_day_has_twelve_scheduled_runs(world: World, product: str) -> None:
    """The slots go on day and night, two hours apart."""
    with given("a first sync"):
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.settle()
    with when("a day passes"):
        world.advance(days=1)
    with then("twelve runs were made, each two hours after the one before"):
        first, *later = world.integration(product).customers.history
        assert [run.trigger for run in later] == ["scheduled"] * 12
        assert [run.started_ms - first.ended_ms for run in later] == [n * 2 * HOUR_MS for n in range(1, 13)]


@scenario(covers=["SYN-02"])
def test_the_import_repeats_every_twelve_hours_when_auto_update_is_ticked(world: World, product: str) -> None:
    """With auto-update ticked an account added after the first import arrives twelve hours after it."""
    with given("a first import that ended at 09:00, with auto-update ticked"):
        world.connect(product).customers.configure(auto_update=True).save_and_sync()
        world.settle()
        acme = world.crm.accounts.create(Account_Name="Acme")
    with when("all but a minute of twelve hours pass"):
        world.advance(hours=11, minutes=59)
    with then("the account is not there yet"):
        assert names(world, product) == []
    with when("the last minute passes"):
        world.advance(minutes=1)
    with then("a scheduled import has brought it"):
        assert names(world, product) == ["Acme"]
        assert world.why(acme).outcome == "created"


@scenario(covers=["SYN-02"])
def test_the_import_never_repeats_by_itself_without_auto_update(world: World, product: str) -> None:
    """Without the tick only the first import is made, however long one waits; pressing Import still works."""
    with given("a first import without auto-update, and an account added since"):
        sync = world.connect(product)
        sync.customers.configure(auto_update=False).save_and_sync()
        world.settle()
        acme = world.crm.accounts.create(Account_Name="Acme")
    with when("a week passes"):
        world.advance(weeks=1)
    with then("no further import was made"):
        assert len(sync.customers.history) == 1
        assert names(world, product) == []
    with when("somebody presses Import"):
        sync.customers.instant_sync()
        world.settle()
    with then("the account is there"):
        assert names(world, product) == ["Acme"]
        assert world.why(acme).outcome == "created"


@scenario(covers=["SYN-02"])
def test_ticking_auto_update_later_starts_the_repetition(world: World, product: str) -> None:
    """Auto-update can be ticked after the first import: from then on it repeats in the twelve-hour slots."""
    with given("a first import without auto-update, at 09:00"):
        sync = world.connect(product)
        sync.customers.configure(auto_update=False).save_and_sync()
        world.settle()
        world.advance(hours=30)
    with when("auto-update is ticked, an account is added, and half a day passes"):
        sync.customers.edit(auto_update=True)
        world.crm.accounts.create(Account_Name="Acme")
        world.advance(hours=12)
    with then("one scheduled import was made, 36 hours after the first"):
        first, second = sync.customers.history
        assert second.trigger == "scheduled"
        assert second.started_ms - first.ended_ms == 36 * HOUR_MS
        assert names(world, product) == ["Acme"]


@scenario(covers=["SYN-02"])
def test_unticking_auto_update_ends_the_repetition(world: World, product: str) -> None:
    """Auto-update is unticked between two slots: not even the next one is used any more."""
    with given("an import that repeated once"):
        sync = world.connect(product)
        sync.customers.configure(auto_update=True).save_and_sync()
        world.settle()
        world.advance(hours=13)
    with when("auto-update is unticked, an account is added, and two days pass"):
        sync.customers.edit(auto_update=False)
        world.crm.accounts.create(Account_Name="Acme")
        world.advance(days=2)
    with then("there were only the first import and its one repetition"):
        assert [run.trigger for run in sync.customers.history] == ["initial", "scheduled"]
        assert names(world, product) == []


@scenario(covers=["SYN-11"], call_ms=MINUTE_MS)
def test_slots_are_counted_from_the_end_of_the_first_sync(world: World, product: str) -> None:
    """A first sync that takes its time moves all slots: they are counted from when it ended, not from its start."""
    with given("a CRM with an account, and a network on which every call takes a minute"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
    with when("the first sync is made and a few hours pass"):
        sync.customers.configure(module="accounts").save_and_sync()
        world.advance(hours=5)
    with then("the scheduled runs began two and four hours after the end of the first"):
        first, *later = sync.customers.history
        assert first.ended_ms - first.started_ms >= 5 * MINUTE_MS
        assert [run.started_ms - first.ended_ms for run in later] == [2 * HOUR_MS, 4 * HOUR_MS]


@scenario(covers=["SYN-11"], moments="exact")
def test_an_instant_sync_does_not_shift_the_slots(world: World, product: str) -> None:
    """Somebody syncs by hand half an hour before a slot; the slot is used all the same, and so is the next."""
    with given("a first sync that ended at 09:00"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
    with when("an Instant Sync is made at 10:30 and the afternoon begins"):
        world.advance_to("2026-01-05 10:30")
        sync.customers.instant_sync()
        world.advance_to("2026-01-05 14:00")
    with then("the scheduled runs were made at 11:00 and 13:00"):
        first, *later = sync.customers.history
        assert [run.trigger for run in later] == ["instant", "scheduled", "scheduled"]
        assert [run.started_ms - first.ended_ms for run in later] == [1.5 * HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS]


@scenario(covers=["SYN-11"], call_ms=MINUTE_MS)
def test_a_slot_within_a_run_waits_for_its_end(world: World, product: str) -> None:
    """A slot comes while an Instant Sync is under way: its run starts the moment the other ends."""
    with given("a first sync, on a network on which every call takes a minute"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.advance(hours=1)
        first = sync.customers.history[0]
        slot = sync.customers.next_slot_ms
        assert slot == first.ended_ms + 2 * HOUR_MS
    with when("an Instant Sync is started two minutes before the slot"):
        world.advance(seconds=(slot - world.clock.now_ms) / 1000 - 120)
        sync.customers.instant_sync()
        world.advance(hours=1)
    with then("the scheduled run began when the Instant Sync ended, and the next slot is where it was"):
        _, instant, scheduled = sync.customers.history
        assert (instant.trigger, scheduled.trigger) == ("instant", "scheduled")
        assert instant.started_ms < slot < instant.ended_ms
        assert scheduled.started_ms == instant.ended_ms
        assert sync.customers.next_slot_ms == slot + 2 * HOUR_MS


@scenario(covers=["SYN-11"], call_ms=40 * MINUTE_MS)
def test_runs_longer_than_the_period_never_overlap(world: World, product: str) -> None:
    """Where a run outlasts two slots, only one of them waits, and each run begins after the one before has ended."""
    with given("a network so slow that a run takes more than four hours"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
    with when("two days pass"):
        world.advance(days=2)
    with then("runs followed each other without overlapping, and missed slots were not made up for"):
        first, second, third, *_ = sync.customers.history
        assert second.ended_ms - second.started_ms > 4 * HOUR_MS
        assert second.started_ms == first.ended_ms + 2 * HOUR_MS
        assert third.started_ms == second.ended_ms
        slots = [(run.started_ms, run.ended_ms) for run in sync.customers.history]
        assert all(after[0] >= before[1] for before, after in pairwise(slots))
        assert len(slots) < 24


@scenario(covers=["SYN-11"])
def test_a_first_sync_made_by_hand_sets_the_slots(world: World, product: str) -> None:
    """Saved for later and then synced by hand: the slots are counted from that sync, not from the saving."""
    with given("preferences saved for later at 09:00"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync_later()
    with when("the first sync is made by hand at 09:30 and the morning passes"):
        world.advance_to("2026-01-05 09:30")
        sync.customers.instant_sync()
        world.advance_to("2026-01-05 12:00")
    with then("the scheduled run came at 11:30"):
        first, second = sync.customers.history
        assert second.trigger == "scheduled"
        assert second.started_ms - first.ended_ms == 2 * HOUR_MS
