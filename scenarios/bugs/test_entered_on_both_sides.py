"""Complaint 5: the same client is entered in the CRM and in finance between two runs."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def sync_nothing_yet(world: World, product: str, duplicates: str) -> None:
    """A two-way sync that has run once over empty apps."""
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", duplicates=duplicates).save_and_sync()
    world.settle()


def enter_twice(world: World, product: str) -> None:
    """Sales enters Acme ten minutes later, accounting after twenty; then the slot comes."""
    world.advance(minutes=10)
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    world.advance(minutes=10)
    world[product].customers.create(contact_name="Acme", phone="222", notes="pays late")
    world.advance(hours=2)


@scenario(covers=["CUS-12", "CUS-08"], tags=["complaint-5"])
def test_overwrite_makes_one_pair_with_the_crm_s_values(world: World, product: str) -> None:
    """Under 'overwrite' the two become one pair: the CRM is read first, so its values replace finance's.

    What the user saw: a client entered twice within two hours. Under this policy nothing is doubled; what accounting
    typed into fields that are not mapped stays.
    """
    with given("a two-way sync with 'overwrite'"):
        sync_nothing_yet(world, product, "overwrite")
    with when("both enter the client, and the slot comes"):
        enter_twice(world, product)
    with then("there is one of each, with the phone of the CRM and the notes of finance"):
        (account,), (customer,) = world.crm.accounts.all(), world[product].customers.all()
        assert (account.Phone, customer.phone, customer.notes) == ("111", "111", "pays late")
        assert world.why(account).outcome == "overwritten"


@scenario(covers=["CUS-13", "CUS-16"], tags=["complaint-5"])
def test_skip_leaves_the_two_side_by_side(world: World, product: str) -> None:
    """Under 'skip' both stay as they were typed, unlinked, and every run skips them again.

    What the user saw: the client on both sides, never in step. This is correct behaviour under this policy.
    """
    with given("a two-way sync with 'skip'"):
        sync_nothing_yet(world, product, "skip")
    with when("both enter the client, and two slots come"):
        enter_twice(world, product)
        world.advance(hours=2)
    with then("each keeps its phone, and both runs skipped both"):
        (account,), (customer,) = world.crm.accounts.all(), world[product].customers.all()
        assert (account.Phone, customer.phone) == ("111", "222")
        assert [run.counts for run in world.integration(product).customers.history[1:]] == [{"skipped": 2}] * 2
    with then("no pair came of them"):
        assert world.integration(product).links == ()


@scenario(covers=["CUS-11", "CUS-18"], tags=["complaint-5"], policies={"clone_reach": "both"})
def test_clone_doubles_the_client_where_equal_names_are_allowed(world: World, product: str) -> None:
    """Under 'clone' each side gets a copy of the other's record: two accounts and two customers.

    What the user saw: one client, four records. This is correct behaviour where finance allows equal names.
    """
    with given("finance allowing equal names, and a two-way sync with 'clone'"):
        world[product].preferences.update(allow_equal_names=True)
        sync_nothing_yet(world, product, "clone")
    with when("both enter the client, and the slot comes"):
        enter_twice(world, product)
    with then("both phones stand on both sides"):
        assert sorted(each.Phone for each in world.crm.accounts.all()) == ["111", "222"]
        assert sorted(each.phone for each in world[product].customers.all()) == ["111", "222"]
        assert world.integration(product).customers.history[-1].counts == {"cloned": 2}


@scenario(covers=["CUS-11", "CUS-18"], tags=["complaint-5"], policies={"clone_name": "refuse", "clone_reach": "both"})
def test_clone_fails_in_finance_where_names_are_unique(world: World, product: str) -> None:
    """Where display names are unique, the CRM's account cannot be cloned into finance; finance's copy reaches the CRM.

    What the user saw: an error about a taken name at every run, and the client twice in the CRM, which does not mind
    equal names. The clone that fails is reported and tried again.
    """
    with given("a two-way sync with 'clone' under the policies clone_name 'refuse' and clone_reach 'both'"):
        sync_nothing_yet(world, product, "clone")
    with when("both enter the client, and the slot comes"):
        enter_twice(world, product)
    with then("finance has its own customer only, the CRM two accounts"):
        assert [each.phone for each in world[product].customers.all()] == ["222"]
        assert sorted(each.Phone for each in world.crm.accounts.all()) == ["111", "222"]
    with then("the account of the CRM failed with the name-taken reason, and the run is partial"):
        run = world.integration(product).customers.history[-1]
        assert (run.grade, run.counts) == ("partial", {"cloned": 1, "failed": 1})
        assert "name taken" in world.why(world.crm.accounts.one(Phone="111")).reason
