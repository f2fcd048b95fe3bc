"""Customers merged by hand in Books and Billing, which no document of theirs tells of."""

from __future__ import annotations

from typing import Any

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed


def fetched_and_own(world: World, product: str, currency: str = "INR") -> tuple[Any, Any]:
    """Acme as it came from the CRM, and the Acme Ltd that finance had already, with an invoice each."""
    own = world[product].customers.create(contact_name="Acme Ltd", currency_code=currency)
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    world.connect(product).customers.configure(module="accounts", extent="fetch").save_and_sync()
    world.settle()
    fetched = world[product].customers.one(contact_name="Acme")
    for each in (fetched, own):
        world[product].invoices.create(customer_id=each, lines=[{"name": "Work", "rate": 100}])
    return fetched, own


@pytest.mark.parametrize("master", ["fetched", "own"])
@scenario(covers=["DEL-14"])
def test_either_customer_can_be_the_master(world: World, product: str, master: str) -> None:
    """All invoices go to the master, wherever it was born, and the other one is kept, inactive."""
    with given("a customer of the CRM and one of finance's own, with an invoice each"):
        fetched, own = fetched_and_own(world, product)
        winner, loser = (fetched, own) if master == "fetched" else (own, fetched)
    with when(f"they are merged with the {master} one as the master"):
        world[product].customers.merge(winner, loser)
    with then("it has both invoices, and the other one is inactive"):
        assert [each.customer_id for each in world[product].invoices.all()] == [winner, winner]
        assert (winner.status, loser.status) == ("active", "inactive")


@scenario(covers=["DEL-14"])
def test_two_currencies_do_not_merge_there_either(world: World, product: str) -> None:
    """A customer in dollars and one in rupees stay two: the merge is refused and changes nothing."""
    with given("a customer of the CRM in rupees and one of finance's own in dollars"):
        fetched, own = fetched_and_own(world, product, currency="USD")
        before = world.snapshot()
    with when("they are merged"), pytest.raises(NotAllowed, match="of one currency merge"):
        world[product].customers.merge(own, fetched)
    with then("nothing has changed"):
        assert world.snapshot() == before
