"""What others get to hear is compared with what people did."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.checks import InvariantViolated
from zsim.explore import BUGS
from zsim.testing.hearing import HEARD, check_hearing, not_found

BUG = {each.name: each for each in BUGS}


def lived(product: str, name: str | None = None) -> World:
    """A world in which an invoice is mailed, and Billing is disabled, enabled again and at last deleted."""
    world = World(functions=None if name is None else BUG[name].make())
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
    app = world[product]
    ada = app.customers.create(contact_name="Ada", email="ada@example.com")
    sync = world.connect(product)
    sync.customers.configure(module="accounts_and_contacts").save_and_sync()
    world.settle()
    app.invoices.create(customer=ada, lines=[{"name": "Advice", "rate": 100}]).send()
    sync.disable()
    sync.enable(*[world.crm.organisation_name] * (product == "billing"))
    world.settle()
    return world


def judge(product: str, name: str | None = None) -> None:
    """Judge the same world, and once more when the integration is deleted."""
    world = lived(product, name)
    check_hearing(world)
    (sync,) = world.integrations
    sync.disable()
    sync.delete()
    world.settle()
    check_hearing(world)


@pytest.mark.parametrize("product", ["books", "billing"])
def test_in_a_sound_world_others_hear_of_it(product: str):
    judge(product)
    assert not not_found(lived(product))


@pytest.mark.parametrize(
    ("product", "name"),
    [
        *(("books", "send-nothing"), ("books", "share-nobody"), ("billing", "share-nobody")),
        *(("billing", "wait-for-its-slot"), ("billing", "notify-nobody")),
    ],
)
def test_what_others_do_not_hear_of_is_found(product: str, name: str):
    with pytest.raises(InvariantViolated) as caught:
        judge(product, name)
    assert {each.invariant for each in caught.value.violations} == {HEARD}


@pytest.mark.parametrize("product", ["books", "billing"])
def test_a_search_that_leaves_a_contact_out_is_found(product: str):
    (told,) = not_found(lived(product, "first-found"))
    assert "leaves out Hill" in told
