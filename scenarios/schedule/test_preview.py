"""A preview of the next run: the decisions it would take, without taking any."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def done_since(world: World, entry: int) -> tuple[Any, ...]:
    """The decisions taken since the journal had that many entries."""
    return tuple([each.detail for each in world.journal.since(entry) if each.kind == "decision"])


def outcomes(planned: tuple[Any, ...]) -> dict[str, int]:
    """How often each outcome is planned, but for records that need nothing."""
    return dict(Counter(each.outcome.value for each in planned if each.outcome != "unchanged"))


def a_busy_morning(world: World, product: str) -> Any:
    """A synced organisation, and between two runs every sort of edit: give the sync."""
    world.crm.accounts.create(Account_Name="Same")
    edited, gone = (world.crm.accounts.create(Account_Name=name, Phone="111") for name in ("Edited", "Gone"))
    both = world.crm.accounts.create(Account_Name="Both", Phone="111")
    sync = world.connect(product).customers
    sync.configure(module="accounts", extent="both_ways", duplicates="skip").save_and_sync()
    world.settle()
    world.advance(minutes=30)
    world.crm.accounts.create(Account_Name="New")
    world.crm.accounts.create(Account_Name="Taken")
    world[product].customers.create(contact_name="Taken")
    world[product].customers.create(contact_name="Own")
    world.crm.accounts.update(edited, Phone="222")
    world.crm.accounts.update(both, Phone="222")
    world[product].customers.update(world[product].customers.one(contact_name="Both"), phone="333")
    world.crm.accounts.delete(gone)
    return sync


@scenario(covers=["CUS-06", "CUS-21"])
def test_what_is_planned_is_what_the_next_run_does(world: World, product: str) -> None:
    """Additions, edits, a conflict, a deletion and a name that is taken: the run decides as the preview said.

    However often one looks, no record, link, checkpoint or journal entry comes of it, and no time passes.
    """
    with given("a synced organisation, and edits of every sort since"):
        sync = a_busy_morning(world, product)
    with when("the next run is previewed three times"):
        before = (world.export(), world.digest(), len(world.journal), world.now)
        planned, *again = [sync.preview() for _ in range(3)]
        after = (world.export(), world.digest(), len(world.journal), world.now)
    with then("nothing at all changed, and each preview was the same"):
        assert after == before
        assert again == [planned, planned]
        assert len(sync.history) == 1
    with when("its slot comes"):
        begun = len(world.journal)
        world.advance(hours=2)
    with then("the run took the same decisions, in the same order"):
        assert outcomes(planned) == {"deleted": 1, "created": 2, "updated": 1, "conflict": 1, "skipped": 2}
        assert done_since(world, begun) == planned
        counts = {name: count for name, count in sync.history[-1].counts.items() if name != "unchanged"}
        assert counts == outcomes(planned)


@pytest.mark.parametrize("duplicates", ["clone", "overwrite", "skip"])
@scenario(covers=["CUS-11", "CUS-12", "CUS-13"])
def test_a_preview_tells_what_becomes_of_duplicates(world: World, product: str, duplicates: str) -> None:
    """Before the first run one sees which customers would be cloned, overwritten or skipped, with the reason."""
    with given(f"Acme on both sides, and the policy {duplicates!r} saved for later"):
        world[product].preferences.update(allow_equal_names=True)
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        world[product].customers.create(contact_name="Acme", phone="999")
        sync = world.connect(product).customers
        sync.configure(module="accounts", extent="fetch", duplicates=duplicates).save_and_sync_later()
    with when("the first run is previewed, and then comes"):
        (planned,) = [each for each in sync.preview() if acme.ref in each.covers]
        begun = len(world.journal)
        world.advance(hours=2)
    with then("the preview named the outcome and the behaviour, and the run did the same"):
        assert planned.outcome == {"clone": "cloned", "overwrite": "overwritten", "skip": "skipped"}[duplicates]
        assert {"clone": "CUS-11", "overwrite": "CUS-12", "skip": "CUS-13"}[duplicates] in planned.sentence
        assert planned in done_since(world, begun)
        assert world.why(acme).outcome == planned.outcome


@scenario(covers=["SYN-05"])
def test_the_numbers_of_a_preview_are_those_of_the_history(world: World, product: str) -> None:
    """What the preview adds up to is what the history lists once the run was made."""
    with given("a synced organisation, and edits of every sort since"):
        sync = a_busy_morning(world, product)
    with when("the next run is previewed, and made by Instant Sync"):
        planned = outcomes(sync.preview())
        sync.instant_sync()
        world.settle()
    with then("the history lists those numbers"):
        run = sync.history[-1]
        assert (run.added, run.deleted) == (planned["created"], planned["deleted"]) == (2, 1)
        assert run.updated == planned["updated"] + planned["conflict"] == 2


@scenario(covers=["SYN-07"])
def test_a_preview_goes_by_the_edited_preferences(world: World, product: str) -> None:
    """Edited preferences wait for the next run, and the preview of that run goes by them already."""
    with given("Acme, typed on both sides, skipped by the first run"):
        world.crm.accounts.create(Account_Name="Acme", Phone="111")
        customer = world[product].customers.create(contact_name="Acme", phone="999")
        sync = world.connect(product).customers
        sync.configure(module="accounts", extent="fetch", duplicates="skip").save_and_sync()
        world.settle()
    with when("the policy is edited to 'overwrite'"):
        sync.edit(duplicates="overwrite")
    with then("the preview overwrites, while the customer is as it was"):
        assert [each.outcome for each in sync.preview()] == ["overwritten"]
        assert customer.phone == "999"
    with when("the slot comes"):
        world.advance(hours=2)
    with then("it is overwritten"):
        assert customer.phone == "111"


@scenario(covers=["SYN-06", "SYN-12"])
def test_while_paused_a_preview_tells_of_the_run_after(world: World, product: str) -> None:
    """A paused sync has no next run; the preview tells what the first one after resuming will catch up with."""
    with given("a sync that is paused, and edits since"):
        sync = a_busy_morning(world, product)
        sync.pause()
        world.advance(hours=6)
    with when("the next run is previewed"):
        planned = sync.preview()
    with then("it tells of all that was missed, and the sync is still paused"):
        assert outcomes(planned)["created"] == 2
        assert sync.paused
        assert len(sync.history) == 1
    with when("the sync is resumed and the next slot comes"):
        begun = len(world.journal)
        sync.resume()
        world.advance(hours=2)
    with then("that run did as previewed"):
        assert done_since(world, begun) == planned


@scenario(covers=["SYN-11"], call_ms=250)
def test_a_preview_is_refused_while_a_run_is_under_way(world: World, product: str) -> None:
    """Half-way through a run nobody can say what the next will do: the preview is refused and disturbs nothing."""
    with given("accounts, and a network on which every call takes a quarter of a second"):
        for name in ("Acme", "Beta"):
            world.crm.accounts.create(Account_Name=name)
        integration = world.connect(product)
        sync = integration.customers.configure(module="accounts")
    with when("a run was started one second ago, and a preview is asked for"):
        sync.save_and_sync()
        world.advance(seconds=1)
        with pytest.raises(UsageError, match="a run is under way"):
            sync.preview()
        with pytest.raises(UsageError, match="a run is under way"):
            integration.preview()
    with then("the run goes on to its end, and afterwards nothing is left to do"):
        world.advance(minutes=1)
        assert (sync.history[-1].grade, sync.history[-1].added) == ("done", 2)
        assert outcomes(sync.preview()) == {}


@scenario(covers=["SYN-14"])
def test_a_run_that_cannot_be_made_plans_nothing(world: World, product: str) -> None:
    """Where the next run will fail whole, the preview has no decisions, as the run will take none."""
    with given("a synced organisation whose base currency no longer is the CRM's, and edits since"):
        sync = a_busy_morning(world, product)
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
    with when("the next run is previewed, and its slot comes"):
        planned = sync.preview()
        begun = len(world.journal)
        world.advance(hours=2)
    with then("neither decided anything"):
        assert planned == done_since(world, begun) == ()
        assert sync.history[-1].grade == "failed"


@scenario(covers=["SYN-03"])
def test_there_is_no_preview_before_preferences_are_saved(world: World, product: str) -> None:
    """Nothing is planned for a module that was never saved; saved for later is enough."""
    with given("a connection whose customers are configured and not saved, and an account"):
        world.crm.accounts.create(Account_Name="Acme")
        integration = world.connect(product)
        sync = integration.customers.configure(module="accounts")
    with when("the next run is previewed"), pytest.raises(UsageError, match="was never saved"):
        sync.preview()
    with then("the connection as a whole plans nothing either"):
        assert integration.preview() == ()
    with when("the preferences are saved for later"):
        sync.save_and_sync_later()
        planned = sync.preview()
        world.advance(hours=1, minutes=59)
    with then("the preview told of the account, which is not in finance before the slot"):
        assert [each.outcome for each in planned] == ["created"]
        assert world[product].customers.all() == []
    with when("the slot comes"):
        world.advance(minutes=1)
    with then("it is"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]


@scenario(covers=["SYN-01"])
def test_a_whole_connection_is_previewed_module_by_module(world: World, product: str) -> None:
    """The preview of a connection tells of all its saved modules, in their order; the slots do just that."""
    with given("accounts, products and, in Books, vendors, all saved for later"):
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.products.create(Product_Name="Lamp")
        world[product].items.create(name="Desk")
        integration = world.connect(product)
        integration.customers.configure(module="accounts", extent="both_ways").save_and_sync_later()
        integration.items.configure(extent="both_ways").save_and_sync_later()
        if product == "books":
            world.crm.vendors.create(Vendor_Name="Mill")
            world.books.vendors.create(contact_name="Press")
            integration.vendors.configure(extent="both_ways").save_and_sync_later()
    with when("the next runs are previewed, and their slots come"):
        planned = integration.preview()
        begun = len(world.journal)
        world.advance(hours=2)
    with then("every module is told of, and the runs took the same decisions"):
        vendors = ["vendor", "vendor"] if product == "books" else []
        assert [each.kind for each in planned] == ["account", *vendors, "item", "item"]
        assert {each.outcome for each in planned} == {"created"}
        done = done_since(world, begun)
        assert sorted(each.sentence for each in done) == sorted(each.sentence for each in planned)
        assert sorted(done, key=lambda each: each.kind) == sorted(planned, key=lambda each: each.kind)


@scenario(covers=["ITM-02"], quirks=["ITM-02"])
def test_the_preview_of_items_shows_that_finance_goes_first(world: World, product: str) -> None:
    """A two-way run of items pushes finance's first, and its preview lists them first."""
    with given("an item and a product, saved for later"):
        lamp = world.crm.products.create(Product_Name="Lamp")
        desk = world[product].items.create(name="Desk")
        sync = world.connect(product).items
        sync.configure(extent="both_ways").save_and_sync_later()
    with when("the first run is previewed, and its slot comes"):
        planned = sync.preview()
        begun = len(world.journal)
        world.advance(hours=2)
    with then("the item comes before the product in both"):
        assert [each.covers for each in planned] == [(desk.ref,), (lamp.ref,)]
        assert done_since(world, begun) == planned


@scenario(covers=["IMP-07"])
def test_an_import_is_previewed_before_import_is_pressed(world: World, product: str) -> None:
    """One looks what an import would bring, and then presses Import, or not."""
    with given("an import without auto-update, and an account and a contact added since"):
        sync = world.connect(product).customers.configure(auto_update=False).save_and_sync()
        world.settle()
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(Last_Name="Lee")
    with when("the import is previewed, and then made"):
        planned = sync.preview()
        begun = len(world.journal)
        sync.instant_sync()
        world.settle()
    with then("it brought what was planned"):
        assert outcomes(planned) == {"created": 2}
        assert done_since(world, begun) == planned


@scenario(covers=["DIS-01"])
def test_a_disabled_connection_has_no_next_run_to_preview(world: World, product: str) -> None:
    """Nothing moves while the integration is disabled, so nothing is planned: the preview is refused."""
    with given("a synced organisation that was disabled, and edits since"):
        sync = a_busy_morning(world, product)
        world.integration(product).disable()
        before = world.snapshot()
    with when("the next run is previewed, of the module and of the whole"):
        with pytest.raises(UsageError, match="is disabled"):
            sync.preview()
        with pytest.raises(UsageError, match="is disabled"):
            world.integration(product).preview()
    with then("nothing changed"):
        assert world.snapshot() == before
