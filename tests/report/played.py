"""A small recording of worlds that were played: records that do not arrive, a party in two apps, and two events."""

from __future__ import annotations

from functools import cache

from zsim.catalogue import catalogue
from zsim.explore.consequences import EVENTS, NOTHING, played_consequences
from zsim.recording.schema import RecordedStep, Recording, ScenarioRun
from zsim.recording.worlds import with_world
from zsim.report.evidence import Evidence
from zsim.world import World

ODD = "<b>Odd</b> \u202eeman\u202c " + "long" * 40
"""A name with markup, turned letters, and no place to break."""
SHOWN = ("invoice-key", "account-deleted", "books-disabled")
"""The events that are played."""


def skipped(product: str = "books") -> ScenarioRun:
    """A namesake is skipped, a contact without account stays out, and an account comes after the run."""
    world = World(7)
    for name in ("Acme", ODD):
        world.crm.accounts.create(Account_Name=name, Phone="111")
        world[product].customers.create(contact_name=name, phone="999")
    world.crm.contacts.create(Last_Name="Lee")
    sync = world.connect(product).customers
    sync.configure(module="accounts_and_contacts", duplicates="skip").save_and_sync()
    world.settle()
    world.crm.accounts.create(Account_Name="Late")
    return recorded(world, f"customers/a_namesake_is_skipped[{product}]", product)


def renamed(product: str = "books") -> ScenarioRun:
    """A rename meets a name that is taken, and fails until that is free."""
    world = World(7)
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.contacts.create(Last_Name="Lee", Account_Name=acme)
    world.connect(product).customers.configure(module="accounts_and_contacts").save_and_sync()
    world.settle()
    other = world[product].customers.create(contact_name="Globex")
    world.crm.accounts.update(acme, Account_Name="Globex")
    world.advance(hours=2)
    world[product].customers.delete(other)
    world.advance(hours=2)
    return recorded(world, f"customers/a_name_that_is_taken_fails[{product}]", product)


def refused_key() -> ScenarioRun:
    """The CRM's key is regenerated, and the next run fails whole."""
    world = World(7)
    world.crm.accounts.create(Account_Name="Acme")
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.settle()
    world.crm.generate_zsc_key()
    world.advance(hours=2)
    return recorded(world, "connection/a_new_key_kills_the_old[books]", "books")


def recorded(world: World, scenario_id: str, product: str) -> ScenarioRun:
    """The world as that of a scenario with one step."""
    told = ScenarioRun(
        id=scenario_id,
        file="scenarios/customers/test_customers.py",
        title="It is as the rule says.",
        covers=("CUS-13",),
        product=product,
        products=(product,),
        steps=(RecordedStep("given", "all of it", 1, len(world.journal)),),
    )
    return with_world(told, world)


@cache
def events() -> tuple[ScenarioRun, ...]:
    """The day without an event, and a few with one."""
    return played_consequences((NOTHING, *[each for each in EVENTS if each.name in SHOWN]))


@cache
def evidence() -> Evidence:
    """All of it, in the light of the whole catalogue."""
    runs = refused_key(), renamed(), skipped(), skipped("invoice")
    return Evidence(catalogue(), Recording(scenarios=runs, consequences=events()))
