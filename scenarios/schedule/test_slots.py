"""When the scheduled runs are made."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from scenarios.faults._sorts import NAMES, modules
from scenarios.schedule._setup import HOUR, added, all_synced, every, in_finance, names, outcomes
from zsim import World, given, scenario, then, when

MINUTE_MS = 60_000
MINUTE = timedelta(minutes=1)


@scenario(covers=["SYN-01"])
def test_a_new_record_arrives_with_the_next_two_hour_slot(world: World, product: str) -> None:
    """After the first sync every module is synced every two hours: not a minute earlier, and without being asked."""
    with given("a first sync of every module"):
        sync = all_synced(world, product)
    with when("a record is added for each and all but a minute of the two hours pass"):
        records = added(world, product)
        world.advance(hours=1, minutes=59)
    with then("no run has considered them"):
        assert in_finance(world, product) == every(product)
        assert outcomes(world, records) == {None}
    with when("the last minute passes"):
        world.advance(minutes=1)
    with then("scheduled runs have brought them"):
        assert in_finance(world, product) == every(product, NAMES)
        assert outcomes(world, records) == {"created"}
        for module in modules(product):
            assert [run.trigger for run in sync.module(module).history] == ["initial", "scheduled"]


@scenario(covers=["SYN-01"])
def test_a_day_has_twelve_scheduled_runs(world: World, product: str) -> None:
    """The slots of every module go on day and night, two hours apart."""
    with given("a first sync of every module"):
        sync = all_synced(world, product)
    with when("a day passes"):
        world.advance(days=1)
    with then("twelve runs were made of each, each two hours after the one before"):
        for module in modules(product):
            first, *later = sync.module(module).history
            assert [run.trigger for run in later] == ["scheduled"] * 12
            assert [run.started - first.ended for run in later] == [n * 2 * HOUR for n in range(1, 13)]


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


@scenario(covers=["SYN-02", "IMP-07"])
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
        pressed = world.now
        world.settle()
    with then("the account is there, and no time has passed"):
        assert world.now == pressed
        assert (sync.customers.history[-1].trigger, sync.customers.history[-1].added) == ("instant", 1)
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
        assert second.started - first.ended == 36 * HOUR
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
    with given("a CRM with a record for every module, and a network on which every call takes a minute"):
        added(world, product)
    with when("the first sync is made and a few hours pass"):
        sync = all_synced(world, product)
        world.advance(hours=5)
    with then("the scheduled runs of each began two and four hours after the end of its first"):
        for module in modules(product):
            first, *later = sync.module(module).history
            assert first.ended - first.started >= 5 * MINUTE
            assert [run.started - first.ended for run in later] == [2 * HOUR, 4 * HOUR]


@scenario(covers=["SYN-11"], moments="exact")
def test_an_instant_sync_does_not_shift_the_slots(world: World, product: str) -> None:
    """Somebody syncs by hand half an hour before a slot; the slot is used all the same, and so is the next."""
    with given("a first sync of every module that ended at 09:00"):
        sync = all_synced(world, product)
    with when("an Instant Sync of each is made at 10:30 and the afternoon begins"):
        world.advance_to("2026-01-05 10:30")
        for module in modules(product):
            sync.module(module).instant_sync()
        world.advance_to("2026-01-05 14:00")
    with then("the scheduled runs were made at 11:00 and 13:00"):
        for module in modules(product):
            first, *later = sync.module(module).history
            assert [run.trigger for run in later] == ["instant", "scheduled", "scheduled"]
            assert [run.started - first.ended for run in later] == [1.5 * HOUR, 2 * HOUR, 4 * HOUR]


@scenario(covers=["SYN-11"], call_ms=MINUTE_MS)
def test_a_slot_within_a_run_waits_for_its_end(world: World, product: str) -> None:
    """A slot comes while an Instant Sync is under way: its run starts the moment the other ends."""
    with given("a first sync, on a network on which every call takes a minute"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.advance(hours=1)
        first = sync.customers.history[0]
        slot = sync.customers.next_slot
        assert slot == first.ended + 2 * HOUR
    with when("an Instant Sync is started two minutes before the slot"):
        world.advance_to(slot - 2 * MINUTE)
        sync.customers.instant_sync()
        world.advance(hours=1)
    with then("the scheduled run began when the Instant Sync ended, and the next slot is where it was"):
        _, instant, scheduled = sync.customers.history
        assert (instant.trigger, scheduled.trigger) == ("instant", "scheduled")
        assert instant.started < slot < instant.ended
        assert scheduled.started == instant.ended
        assert sync.customers.next_slot == slot + 2 * HOUR


@scenario(covers=["SYN-11"], call_ms=60 * MINUTE_MS)
def test_runs_longer_than_the_period_never_overlap(world: World, product: str) -> None:
    """Where a run outlasts two slots, only one of them waits, and each run begins after the one before has ended."""
    with given("a network so slow that a run takes more than four hours"):
        sync = all_synced(world, product)
    with when("three days pass"):
        world.advance(days=3)
    with then("runs of a module followed each other without overlapping, and missed slots were not made up for"):
        for module in modules(product):
            first, second, third, *_ = sync.module(module).history
            assert second.ended - second.started > 4 * HOUR
            assert second.started == first.ended + 2 * HOUR
            assert third.started == second.ended
            slots = [(run.started, run.ended) for run in sync.module(module).history]
            assert all(after[0] >= before[1] for before, after in pairwise(slots))
            assert len(slots) < 36


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
        assert second.started - first.ended == 2 * HOUR


@scenario(covers=["SYN-11", "SYN-07"])
def test_an_edited_preference_does_not_shift_the_slots(world: World, product: str) -> None:
    """Half an hour before a slot a preference is edited: the slot comes as it would have."""
    with given("a first sync, and an hour and a half"):
        sync = world.connect(product).customers
        sync.configure(module="accounts").save_and_sync()
        world.settle()
        due = sync.next_slot
        world.advance(hours=1, minutes=30)
    with when("another way with duplicates is chosen, and half an hour passes"):
        sync.edit(duplicates="clone")
        assert sync.next_slot == due
        world.advance(minutes=30)
    with then("a scheduled run was made"):
        assert [run.trigger for run in sync.history] == ["initial", "scheduled"]
