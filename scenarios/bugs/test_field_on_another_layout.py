"""Complaint 23: a field that stands only on a layout of its own never brings its values to finance."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def add_route(world: World, product: str) -> None:
    """A custom field for the delivery route on either side, and an account that has one."""
    world.crm.accounts.add_field("Route", label="Route")
    world[product].customers.add_field("cf_route", label="Route")
    world.crm.accounts.create(Account_Name="Acme", Phone="111", Route="North 7")


@scenario(covers=["MAP-10"], tags=["complaint-23"])
def test_a_field_beyond_the_standard_layout_cannot_be_mapped(world: World, product: str) -> None:
    """The integration sees the standard layout alone: a field that stands on another is unknown to it.

    What the user saw: a field filled in on every account, and nothing of it in finance. The vendor's help says that
    only the standard layout is looked at. Here the mapping is refused when it is saved, so nobody waits for values
    that never come.
    """
    with given("a route on every account, which stands on the layout 'Distribution' only"):
        add_route(world, product)
        world.crm.accounts.set_layout("Route", "Distribution")
        sync = world.connect(product)
    with when("the route is mapped"), pytest.raises(UsageError) as refusal:
        sync.customers.configure(module="accounts", mapping={"Route": "cf_route"})
    with then("the refusal names the field, and nothing is saved"):
        assert "Accounts.Route" in str(refusal.value)
        assert sync.customers.preferences is None
    with then("people in the CRM see its values all the same"):
        assert world.crm.accounts.one(Account_Name="Acme").Route == "North 7"


@scenario(covers=["MAP-10"], tags=["complaint-23"])
def test_on_the_standard_layout_the_same_field_arrives(world: World, product: str) -> None:
    """Put on the standard layout, the field can be mapped and its values come.

    What the user had to do.
    """
    with given("a route on every account, moved from its own layout to the standard one"):
        add_route(world, product)
        world.crm.accounts.set_layout("Route", "Distribution")
        world.crm.accounts.set_layout("Route", "Standard")
    with when("the route is mapped and accounts are synced"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", mapping={"Route": "cf_route"}).save_and_sync()
        world.settle()
    with then("the customer has its route"):
        assert world[product].customers.one(contact_name="Acme").cf_route == "North 7"


@scenario(covers=["MAP-10"], tags=["complaint-23"])
def test_a_mapped_field_that_leaves_the_standard_layout_falls_silent(world: World, product: str) -> None:
    """Moved to another layout later, a mapped field stops arriving; the other fields go on, and nothing fails.

    What the user saw: values that came until somebody tidied up the layouts. Finance keeps the last value it got.
    """
    with given("Acme with its route, synced"):
        add_route(world, product)
        acme = world.crm.accounts.one(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", mapping={"Route": "cf_route"}).save_and_sync()
        world.settle()
    with when("the field moves to another layout, route and phone are edited, and the next slot comes"):
        world.crm.accounts.set_layout("Route", "Distribution")
        world.crm.accounts.update(acme, Route="South 1", Phone="222")
        world.advance(hours=2)
    with then("the phone arrived, the route did not, and the run is done"):
        (customer,) = world[product].customers.all()
        assert (customer.phone, customer.cf_route) == ("222", "North 7")
        assert sync.customers.history[-1].grade == "done"
