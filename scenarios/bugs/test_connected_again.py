"""Complaint 6: the integration is disabled, deleted and connected anew, and every client multiplies."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def connect(world: World, product: str, duplicates: str) -> None:
    """Connect and sync both ways under a policy for duplicates."""
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", duplicates=duplicates).save_and_sync()
    world.settle()


def connect_and_let_go(world: World, product: str) -> None:
    """Acme and Bolt, synced; then the integration is disabled and deleted, everything converted to finance's own."""
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    world.crm.accounts.create(Account_Name="Bolt", Phone="222")
    connect(world, product, "overwrite")
    integration = world.integration(product)
    integration.disable()
    integration.delete(convert="all")
    world.settle()


def names(world: World, product: str) -> tuple[list[str], list[str]]:
    """What the accounts and the customers are called, in alphabetical order."""
    accounts = sorted(each.Account_Name for each in world.crm.accounts.all())
    return accounts, sorted(each.contact_name for each in world[product].customers.all())


@scenario(covers=["DIS-11", "CUS-11", "CUS-17"], tags=["complaint-6"], policies={"clone_reach": "both"})
def test_clone_multiplies_everything_once_after_connecting_again(world: World, product: str) -> None:
    """Deleting the integration forgets all pairs; with 'clone', the new connection copies every client both ways.

    What the user saw: after disconnecting and connecting again every client stood twice in both apps. This is correct
    behaviour: the deletion is for good, equal names are duplicates again, and 'clone' adds a copy of each duplicate.
    What the user feared, that it would go on like that every two hours, does not happen: the copies are linked.
    """
    with given("two synced clients, the integration deleted, and equal names allowed in finance"):
        connect_and_let_go(world, product)
        world[product].preferences.update(allow_equal_names=True)
        assert names(world, product) == (["Acme", "Bolt"], ["Acme", "Bolt"])
    with when("it is connected again with 'clone'"):
        connect(world, product, "clone")
    with then("every client stands twice on both sides"):
        assert names(world, product) == (["Acme", "Acme", "Bolt", "Bolt"], ["Acme", "Acme", "Bolt", "Bolt"])
        assert world.integration(product).customers.history[-1].counts == {"cloned": 4}
        doubled = names(world, product)
    with when("two more slots pass"):
        world.advance(hours=4)
    with then("there are as many as before"):
        assert names(world, product) == doubled
        assert [run.added for run in world.integration(product).customers.history] == [4, 0, 0]


@scenario(covers=["DIS-11", "CUS-18"], tags=["complaint-6"], policies={"clone_name": "refuse", "clone_reach": "both"})
def test_unique_names_keep_finance_from_multiplying(world: World, product: str) -> None:
    """Where finance keeps names unique, each clone into finance fails; only the CRM is doubled.

    The same steps with the preference as it comes: the failures are reported one by one, the run is partial.
    """
    with given("two synced clients, and the integration deleted"):
        connect_and_let_go(world, product)
    with when("it is connected again with 'clone'"):
        connect(world, product, "clone")
    with then("finance has two customers, the CRM four accounts"):
        assert names(world, product) == (["Acme", "Acme", "Bolt", "Bolt"], ["Acme", "Bolt"])
    with then("both accounts failed for their taken names"):
        run = world.integration(product).customers.history[-1]
        assert (run.grade, run.counts) == ("partial", {"cloned": 2, "failed": 2})


@scenario(covers=["DIS-11", "CUS-12"], tags=["complaint-6"])
def test_overwrite_joins_the_pairs_again(world: World, product: str) -> None:
    """With 'overwrite' the same steps multiply nothing: every pair is found again by its name.

    What the user should have chosen.
    """
    with given("two synced clients, and the integration deleted"):
        connect_and_let_go(world, product)
    with when("it is connected again with 'overwrite'"):
        connect(world, product, "overwrite")
    with then("there are two of each, paired anew"):
        assert names(world, product) == (["Acme", "Bolt"], ["Acme", "Bolt"])
        assert len(world.integration(product).links) == 2
    with then("an edit crosses as before"):
        world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="333")
        world.advance(hours=2)
        assert world[product].customers.one(contact_name="Acme").phone == "333"
