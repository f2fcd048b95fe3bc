"""What a deletion leaves as it is: the other pairs, and where a record was born."""

from __future__ import annotations

from zsim import World, given, scenario, then, when

TWO_WAY = ["invoice", "books", "billing"]


@scenario(covers=["DEL-04"])
def test_the_next_account_syncs_on_when_one_is_deleted(world: World, product: str) -> None:
    """Acme is deleted, and Bolt edited later: Bolt's customer follows."""
    with given("two synced accounts"):
        acme, bolt = (world.crm.accounts.create(Account_Name=each, Phone="1") for each in ("Acme", "Bolt"))
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.advance(hours=3)
    with when("one is deleted, and after two hours the other is edited"):
        world.crm.accounts.delete(acme)
        world.advance(hours=2)
        world.crm.accounts.update(bolt, Phone="2")
        world.advance(hours=2)
    with then("its customer follows, and is alone"):
        assert [(each.contact_name, each.phone) for each in world[product].customers.all()] == [("Bolt", "2")]
        assert len(world.integration(product).links) == 1


@scenario(covers=["DEL-01"], products=TWO_WAY)
def test_an_edit_in_the_crm_makes_nothing_born_there(world: World, product: str) -> None:
    """A customer born in finance is edited in the CRM, and then deleted there: it stays."""
    with given("a customer born in finance, pushed, and edited in the CRM"):
        world[product].customers.create(contact_name="Acme")
        world.connect(product).customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.advance(minutes=1)
        acme = world.crm.accounts.one(Account_Name="Acme")
        world.crm.accounts.update(acme, Phone="2")
        world.advance(hours=2)
    with when("its account is deleted and two hours pass"):
        world.crm.accounts.delete(acme)
        world.advance(hours=2)
    with then("it stays, with what was edited"):
        assert [(each.contact_name, each.phone) for each in world[product].customers.all()] == [("Acme", "2")]
