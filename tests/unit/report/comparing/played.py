"""Small worlds played for the comparisons: an account, or an item, synced with a product."""

from __future__ import annotations

from collections.abc import Callable

from zsim import World
from zsim.catalogue import Product, catalogue
from zsim.recording.schema import RecordedStep, Result, ScenarioRun
from zsim.recording.worlds import with_world
from zsim.report.comparing.difference import ComparedRun
from zsim.report.telling import ToldRun

Deed = Callable[[World, str], object]


def product(key: str) -> Product:
    return catalogue().product(key)


def synced_account(world: World, key: str, duplicates: str = "skip") -> None:
    """An account whose name a customer has too."""
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    world[key].customers.create(contact_name="Acme")
    sync = world.connect(key).customers.configure(module="accounts", duplicates=duplicates)
    sync.save_and_sync()
    world.settle()


def synced_item(world: World, key: str) -> None:
    """A product of the CRM that becomes an item."""
    world.crm.products.create(Product_Name="Bolt")
    world.connect(key).items.configure().save_and_sync()
    world.settle()


def synced_vendor(world: World, key: str) -> None:
    """An account and, where the product has vendors, a vendor."""
    world.crm.accounts.create(Account_Name="Acme")
    integration = world.connect(key)
    integration.customers.configure(module="accounts").save_and_sync()
    if key == "books":
        world.crm.vendors.create(Vendor_Name="Steel")
        integration.vendors.configure().save_and_sync()
    world.settle()


def run_of(
    key: str, deed: Deed, scenario: str = "customers/it_is_synced", result: Result = Result.PASSED, **setting: object
) -> ScenarioRun:
    """What comes of a deed in a world of that setting."""
    world = World(7, **setting)
    deed(world, key)
    steps = (RecordedStep("when", "it is synced", 1, len(world.journal)),)
    run = ScenarioRun(f"{scenario}[{key}]", "scenarios/test_it.py", "It is.", product=key, result=result, steps=steps)
    return with_world(run, world)


def told(key: str, deed: Deed, **more: object) -> ToldRun:
    """The same, told."""
    return ToldRun(run_of(key, deed, **more), product(key).name)


def compared_run(key: str, deed: Deed, **more: object) -> ComparedRun:
    """The same, to be compared."""
    return ComparedRun(told(key, deed, **more), product(key))
