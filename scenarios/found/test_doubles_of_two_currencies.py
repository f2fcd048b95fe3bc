"""Two customers of one name and of two currencies, under overwrite. Source: CUS-14, DEL-11, DEL-14."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-14", "DEL-11"], products=["invoice"])
def test_doubles_of_another_currency_are_not_merged(world: World, product: str) -> None:
    """Only customers of one currency merge: the one of the other stays, and no run fails for it ever after."""
    finance = world[product]
    with given("three customers are called Dune, two of them in rupees"):
        dune = world.crm.accounts.create(Account_Name="Dune")
        first = finance.customers.create(contact_name="Dune")
        finance.preferences.update(allow_equal_names=True)
        second = finance.customers.create(contact_name="Dune")
        abroad = finance.customers.create(contact_name="Dune", currency_code="USD")
    with when("the account of that name is fetched under 'overwrite', and time passes"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
        world.advance(hours=4)
    with then("the two in rupees are one, the account's, and the third stands by itself"):
        assert [each.status for each in (first, second, abroad)] == ["active", "inactive", "active"]
        assert (first.zcrm_account_id, abroad.zcrm_account_id) == (dune.id, None)
        assert [str(each.grade) for each in sync.customers.history] == ["done"] * len(sync.customers.history)
