"""The CRM's own quotes and invoices and finance's are two separate sets."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed


def connected(world: World, product: str) -> None:
    """Acme, synced with the product."""
    world.crm.accounts.create(Account_Name="Acme")
    chosen = {"auto_update": True} if product == "import" else {"module": "accounts"}
    world.connect(product).customers.configure(**chosen).save_and_sync()
    world.settle()


@scenario(covers=["TXN-02"], quirks=["TXN-02"])
def test_a_native_quote_and_a_native_invoice_never_reach_finance(world: World, product: str) -> None:
    """They are made, edited and deleted for a synced account: nothing of it is ever seen in finance."""
    with given("Acme is synced"):
        connected(world, product)
        acme = world.crm.accounts.one(Account_Name="Acme")
        before = world[product].export()
    with when("a quote and two invoices of the CRM's own are made for it, and one is edited and one deleted"):
        quote = world.crm.quotes.create(Subject="Fit-out", Account_Name=acme, Grand_Total=900)
        bill, other = (world.crm.invoices.create(Subject=each, Account_Name=acme) for each in ("Bill", "Slip"))
        world.crm.quotes.update(quote, Quote_Stage="Delivered")
        world.crm.invoices.delete(other)
    with when("a day passes"):
        world.advance(hours=25)
    with then("the CRM has them, and finance is as it was"):
        assert (world.crm.quotes.all(), world.crm.invoices.all()) == ([quote], [bill])
        assert world[product].export() == before
        assert quote.Account_Name == acme


@scenario(covers=["TXN-02"], quirks_off=["TXN-02"])
def test_without_the_oddity_there_is_one_set(world: World, product: str) -> None:
    """With the oddity off nothing of the CRM's own can be made once finance is connected, so there is one set."""
    with given("Acme is synced"):
        connected(world, product)
    with when("somebody makes an invoice of the CRM's own"), then("it is refused, and finance's place is named"):
        with pytest.raises(NotAllowed, match=r"one set of documents; make it in world\.crm\.zoho_finance"):
            world.crm.invoices.create(Subject="Bill")
        assert world.crm.invoices.all() == []
