"""Scripts found from the journals of worlds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.explore.traces.samples import synced
from zsim import World
from zsim.explore.script import Named, do, play
from zsim.explore.traces import NoScript, script_of_world
from zsim.explore.traces.entries import digest_of, without_story
from zsim.ports.errors import VendorError


def digests(world: World) -> list[str]:
    """The digests of what happened, without its story."""
    return [digest_of(each) for each in without_story(world.journal)]


def test_the_script_of_a_world_gives_its_journal():
    world = World(seed=5)
    synced(world)
    script = script_of_world(world)
    assert script.start.seed == 5
    assert script.steps == (
        do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme", "Phone": "1"}),
        do("create", name="hill", module="crm.contacts", fields={"Last_Name": "Hill", "Account_Name": Named("acme")}),
        do("create", name="acme_2", module="finance.customers", fields={"contact_name": "Acme", "phone": "9"}),
        do("connect"),
        do(
            "configure",
            sync="customers",
            choices={"module": "accounts", "extent": "both_ways", "duplicates": "overwrite"},
        ),
        do("save_and_sync", sync="customers"),
        do("settle"),
        do("update", record="acme_2", fields={"phone": "2"}),
        do("advance", minutes=301),
        do("update", record="acme", fields={"Phone": "3"}),
        do("instant_sync", sync="customers"),
        do("settle"),
    )
    assert digests(play(script).world) == digests(world)


def test_records_go_by_the_names_they_are_given():
    world = World()
    synced(world)
    twin = world.books.customers.one(contact_name="Acme")
    assert "twin" in [each.makes for each in script_of_world(world, {twin.ref: "twin"}).steps]


def test_how_the_world_began_is_told():
    begun = {"policies": {"blanks": "erase"}, "editions": {"invoice": "US"}}
    world = World(3, "2026-03-01 08:15:30", **begun, quirks_off="CUS-14", call_ms=7, search_lag_ms=9)
    world.advance(hours=1)
    start = script_of_world(world).start
    assert (start.seed, start.moment, start.policies) == (3, "2026-03-01 08:15:30", {"blanks": "erase"})
    assert start.editions == {"invoice": "US"}
    assert (start.quirks_off, start.call_ms, start.search_lag_ms) == (("CUS-14",), 7, 9)


def fault(world: World) -> None:
    """An answer is lost in the second run."""
    synced(world)
    world.faults.answer_lost("books", of="write")
    world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="4")
    world.integration("books").customers.instant_sync()
    world.advance(hours=1)


def meanwhile(world: World) -> None:
    """Somebody edits Acme in the middle of a run."""
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    world.faults.meanwhile("books", lambda: world.crm.accounts.update(acme, Phone="5"), call=3)
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.settle()


def refused(world: World) -> None:
    """A second customer of a name is refused, and so is syncing what is paused."""
    synced(world)
    with pytest.raises(VendorError):
        world.books.customers.create(contact_name="Acme")


def by_somebody(world: World) -> None:
    """A user of the CRM writes a document there."""
    world.crm.users.create("Rita", email="rita@crm.example")
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("invoice")
    sync.customers.configure(module="accounts").save_and_sync()
    world.settle()
    sync.items.configure().save_and_sync()
    world.settle()
    sync.transactions.enable("invoices")
    world.settle()
    world.crm.as_user("Rita").zoho_finance.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": 100}])


def leads(world: World) -> None:
    """Contacts of Invoice become leads, one of whom bounces."""
    news = world.marketinghub.lists.create(name="News")
    world.invoice.customers.create(contact_name="Ada", email="ada@example.com")
    sync = world.connect_marketinghub().new_sync("All", mailing_list=news)
    sync.schedule("daily", at="08:00").initiate()
    world.settle()
    world.marketinghub.leads.bounce(world.marketinghub.leads.all()[0], hard=True)
    world.advance(days=2)


@pytest.mark.parametrize("acts", [fault, meanwhile, refused, by_somebody, leads])
def test_what_happened_is_played_again(acts: Callable[[World], None]):
    world = World(call_ms=100 if acts in (fault, meanwhile) else 0)
    acts(world)
    assert digests(play(script_of_world(world)).world) == digests(world)


def test_a_fault_is_told_with_the_steps_before_it():
    world = World()
    fault(world)
    assert script_of_world(world).faults == ({"kind": "answer_lost", "app": "books", "after_step": 12},)


def test_what_somebody_did_meanwhile_is_told_as_a_step():
    world = World()
    meanwhile(world)
    (found,) = script_of_world(world).faults
    assert found["do"] == ({"do": "update", "record": "acme", "fields": {"Phone": "5"}},)


def test_what_no_verb_does_is_told_with_its_entry():
    world = World()
    synced(world)
    world.integrations[0].customers.import_by_id("Accounts", "110000000000999999")
    with pytest.raises(
        NoScript, match=r"of the journal as a step: .* name crm's Accounts 110000000000999999: no step made it"
    ):
        script_of_world(world)


def test_a_crash_that_broke_nothing_off_leaves_no_trace():
    world = World()
    synced(world)
    world.crash()
    world.settle()
    world.crm.accounts.create(Account_Name="Bolt")
    script = script_of_world(world)
    assert digests(play(script).world) == digests(world)


def test_a_world_of_another_zone_begins_there():
    world = World(zone="Asia/Kolkata")
    synced(world)
    script = script_of_world(world)
    assert (script.start.zone, script.start.moment) == ("Asia/Kolkata", "2026-01-05 09:00")
    assert digests(play(script).world) == digests(world)
