"""Complaint 4: two accounts are merged in the CRM, and finance still has two customers."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def synced_pair(world: World, product: str) -> None:
    """Acme and its double, both born in the CRM and synced both ways."""
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    world.crm.accounts.create(Account_Name="Acme Inc", Phone="222")
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
    world.settle()


def merge_accounts(world: World) -> None:
    """Merge the double into Acme and let the next slot come."""
    acme, double = world.crm.accounts.one(Account_Name="Acme"), world.crm.accounts.one(Account_Name="Acme Inc")
    world.crm.accounts.merge(acme, double)
    world.advance(hours=2)


@scenario(covers=["CUS-30"], tags=["complaint-4"])
def test_the_losing_customer_with_invoices_stays_as_an_inactive_one(world: World, product: str) -> None:
    """The customer of the account that lost turns inactive and keeps its invoices.

    What the user saw: after merging two accounts, finance still showed two customers, each with its own invoices. This
    is correct behaviour: the losing account counts as deleted, and a customer with transactions is kept. Whoever wants
    one customer merges the two in finance.
    """
    with given("two synced accounts of one client, each customer with an invoice"):
        synced_pair(world, product)
        kept = world[product].customers.one(contact_name="Acme")
        lost = world[product].customers.one(contact_name="Acme Inc")
        first = world[product].invoices.create(customer_id=kept, lines=[{"name": "Work", "rate": 100}])
        second = world[product].invoices.create(customer_id=lost, lines=[{"name": "Work", "rate": 200}])
    with when("the accounts are merged in the CRM and the next slot comes"):
        merge_accounts(world)
    with then("the loser's customer is inactive, the winner's is as before"):
        assert world[product].customers.all() == [kept, lost]
        assert (kept.status, lost.status) == ("active", "inactive")
        assert world.integration(product).customers.history[-1].deleted == 1
    with then("no invoice moved"):
        assert (first.customer_id, second.customer_id) == (kept, lost)


@scenario(covers=["CUS-30"], tags=["complaint-4"])
def test_the_losing_customer_without_invoices_is_deleted(world: World, product: str) -> None:
    """Without transactions the customer of the losing account goes, and one is left.

    The same merge, where nothing holds the second customer: the pair is not broken, finance follows.
    """
    with given("two synced accounts of one client"):
        synced_pair(world, product)
        kept = world[product].customers.one(contact_name="Acme")
    with when("the accounts are merged in the CRM and the next slot comes"):
        merge_accounts(world)
    with then("one customer is left, the winner's"):
        assert world[product].customers.all() == [kept]
        assert world.integration(product).customers.history[-1].counts["deleted"] == 1


@scenario(covers=["CUS-30"], tags=["complaint-4"])
def test_the_winner_keeps_its_pair_after_the_merge(world: World, product: str) -> None:
    """Edits of the winning account reach its own customer, and never the one that lost.

    What the user feared: that the merge had broken the pair. The winner's link stands.
    """
    with given("two merged accounts, the losing customer kept for its invoice"):
        synced_pair(world, product)
        kept = world[product].customers.one(contact_name="Acme")
        lost = world[product].customers.one(contact_name="Acme Inc")
        world[product].invoices.create(customer_id=lost, lines=[{"name": "Work", "rate": 200}])
        merge_accounts(world)
    with when("the winner gets another phone and the next slot comes"):
        acme = world.crm.accounts.one(Account_Name="Acme")
        world.crm.accounts.update(acme, Phone="333")
        world.advance(hours=2)
    with then("its customer follows, the other keeps what it had"):
        assert (kept.phone, lost.phone) == ("333", "222")
        assert world.why(acme).outcome == "updated"
