"""A world that is exported and loaded goes on where it was: slots, recycle bin, numbers, views, probabilities."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when


@scenario(covers=["SYN-11", "DEL-07"])
def test_a_loaded_world_keeps_its_slots_and_its_recycle_bin(world: World, product: str) -> None:
    """Exported between two slots, with a deleted account: the slot comes, and the account can be restored."""
    with given("two synced accounts, of which one was deleted and went with its customer"):
        acme, _ = (world.crm.accounts.create(Account_Name=each) for each in ("Acme", "Bolt"))
        sync = world.connect(product).customers
        sync.configure(module="accounts").save_and_sync()
        world.advance(hours=1)
        world.crm.accounts.delete(acme)
        world.advance(hours=2)
    with when("the world is exported and loaded, the account is restored there, and two hours pass"):
        loaded = world.copied()
        loaded.crm.accounts.restore(acme.id)
        loaded.advance(hours=2)
    with then("the slot came, and the customer is there again"):
        assert [each.contact_name for each in loaded[product].customers.all()] == ["Bolt", "Acme"]
        assert loaded.integration(product).customers.history[-1].trigger == "scheduled"


@scenario(covers=["TXN-26"], products=["invoice", "import", "books", "billing"])
def test_a_loaded_world_counts_on(world: World, product: str) -> None:
    """Two invoices are made, the second deleted: in the loaded world the next has the third number."""
    with given("an invoice, and a deleted one"):
        acme = world[product].customers.create(contact_name="Acme")
        lines = [{"name": "Work", "rate": 100}]
        _, second = (world[product].invoices.create(customer=acme, lines=lines) for _ in range(2))
        world[product].invoices.delete(second)
    with when("one more is made in the world that was exported and loaded"):
        loaded = world.copied()
        third = loaded[product].invoices.create(customer=acme.id, lines=lines)
    with then("it has the next number"):
        assert str(third.invoice_number).endswith("000003")


@scenario(covers=["VIW-02", "VIW-01"])
def test_a_loaded_world_keeps_the_views_of_its_users(world: World, product: str) -> None:
    """A sync by a view that somebody made fetches what the view lists in the loaded world, too."""
    with given("a sync of the accounts in Pune"):
        view = world.crm.accounts.views.create("In Pune", ("Billing_City", "is", "Pune"))
        world.connect(product).customers.configure(module="accounts", account_view=view).save_and_sync()
        world.advance(minutes=1)
    with when("the world is exported and loaded, an account in Pune and one in Delhi are added, and two hours pass"):
        loaded = world.copied()
        for name, city in (("Acme", "Pune"), ("Bolt", "Delhi")):
            loaded.crm.accounts.create(Account_Name=name, Billing_City=city)
        loaded.advance(hours=2)
    with then("the one in Pune is a customer"):
        assert [each.contact_name for each in loaded[product].customers.all()] == ["Acme"]


@pytest.mark.parametrize("entered", [55, None])
@scenario(covers=["TRG-25"])
def test_a_loaded_world_knows_which_probabilities_were_entered(world: World, product: str, entered: int | None) -> None:
    """A deal is saved in the loaded world after its stage was given another probability: an entered one stays."""
    with given("a deal, and its stage at another probability since"):
        world.connect(product)
        given_one = {} if entered is None else {"Probability": entered}
        deal = world.crm.deals.create(Deal_Name="Fit-out", Stage="Qualification", **given_one)
        world.crm.stages.update("Qualification", probability=30)
    with when("the world is exported and loaded, and the deal is saved"):
        loaded = world.copied()
        loaded.crm.deals.update(deal.id, Next_Step="Call")
    with then("it has the probability that was entered, or else that of its stage"):
        assert loaded.crm.deals.one(Deal_Name="Fit-out").Probability == (30 if entered is None else entered)
