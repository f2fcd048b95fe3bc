"""An edited mapping reaches forward: to records that change from then on, or to all by Save and Sync."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def sync_two(world: World, product: str) -> None:
    """Acme and Bolt with websites, synced while the website was not mapped."""
    world.crm.accounts.create(Account_Name="Acme", Website="acme.example")
    world.crm.accounts.create(Account_Name="Bolt", Website="bolt.example")
    world.connect(product).customers.configure(module="accounts").save_and_sync()
    world.settle()


def websites(world: World, product: str) -> dict[str, str | None]:
    """The websites of the customers, by name."""
    return {each.contact_name: each.website for each in world[product].customers.all()}


@scenario(covers=["MAP-09"])
def test_mapping_a_field_moves_nothing_by_itself(world: World, product: str) -> None:
    """Between the edit and the next run nothing happens."""
    with given("two accounts, synced while the website was not mapped"):
        sync_two(world, product)
    with when("the website is mapped, and an hour passes"):
        world.integration(product).customers.map("Website", "website")
        world.advance(hours=1)
    with then("no website arrived, and there was no run"):
        assert websites(world, product) == {"Acme": None, "Bolt": None}
        assert len(world.integration(product).customers.history) == 1


@scenario(covers=["MAP-09"])
def test_a_new_mapping_reaches_records_that_change_from_then_on(world: World, product: str) -> None:
    """The account edited after the mapping brings its website at the next run; the untouched one does not."""
    with given("two accounts, synced while the website was not mapped"):
        sync_two(world, product)
        world.advance(minutes=30)
    with when("the website is mapped, the phone of Acme edited, and the next slot comes"):
        world.integration(product).customers.map("Website", "website")
        world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="111")
        world.advance(hours=2)
    with then("Acme has its website, Bolt has none"):
        assert websites(world, product) == {"Acme": "acme.example", "Bolt": None}


@scenario(covers=["MAP-09"])
def test_save_and_sync_refreshes_all_records(world: World, product: str) -> None:
    """Pressing Save and Sync after the edit carries the new field of every record at once."""
    with given("two accounts, synced while the website was not mapped"):
        sync_two(world, product)
        world.advance(minutes=30)
    with when("the website is mapped and Save and Sync pressed"):
        world.integration(product).customers.map("Website", "website").save_and_sync()
        world.settle()
    with then("both customers have their website"):
        assert websites(world, product) == {"Acme": "acme.example", "Bolt": "bolt.example"}
        assert world.integration(product).customers.history[-1].updated == 2


@scenario(covers=["MAP-09"])
def test_an_edit_before_the_mapping_does_not_count_as_one_after_it(world: World, product: str) -> None:
    """An account edited and synced before the field was mapped is not gone back to."""
    with given("two accounts, and an edit of Acme that was synced before the website was mapped"):
        sync_two(world, product)
        world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="111")
        world.advance(hours=2)
        world.advance(minutes=30)
    with when("the website is mapped and the next slot comes"):
        world.integration(product).customers.map("Website", "website")
        world.advance(hours=2)
    with then("no website arrived"):
        assert websites(world, product) == {"Acme": None, "Bolt": None}


@scenario(covers=["MAP-09"])
def test_an_unmapped_field_stays_as_it_was_from_the_next_run_on(world: World, product: str) -> None:
    """Taking a field out of the mapping leaves its last value in finance and stops its edits."""
    with given("Acme with its website synced"):
        acme = world.crm.accounts.create(Account_Name="Acme", Website="acme.example")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", mapping={"Website": "website"}).save_and_sync()
        world.settle()
        assert websites(world, product) == {"Acme": "acme.example"}
    with when("the website is taken out, then edited in the CRM, and the next slot comes"):
        sync.customers.unmap("Website")
        world.crm.accounts.update(acme, Website="acme.test", Phone="111")
        world.advance(hours=2)
    with then("finance keeps the former website and has the new phone"):
        assert websites(world, product) == {"Acme": "acme.example"}
        assert world[product].customers.one(contact_name="Acme").phone == "111"
