"""Accounts in numbers, and with names that are none."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-01"])
def test_more_accounts_than_a_page_holds_become_as_many_customers(world: World, product: str) -> None:
    """Of 201 accounts, one more than a page holds, each becomes a customer."""
    with given("201 accounts"):
        world.populate(201)
    with when("they are synced"):
        sync = world.connect(product).customers
        sync.configure(module="accounts").save_and_sync()
        world.settle()
    with then("there are 201 customers"):
        assert len(world[product].customers.all()) == 201
        assert sync.history[-1].added == 201


@scenario(covers=["CUS-01"])
def test_an_account_called_2000_is_synced_like_any_other(world: World, product: str) -> None:
    """A name need not have a letter."""
    with given("an account called 2000"):
        world.crm.accounts.create(Account_Name="2000")
    with when("it is synced"):
        sync = world.connect(product).customers
        sync.configure(module="accounts").save_and_sync()
        world.settle()
    with then("there is a customer of that name, and the run is done"):
        assert [each.contact_name for each in world[product].customers.all()] == ["2000"]
        assert sync.history[-1].grade == "done"


@scenario(covers=["CUS-06"])
def test_why_tells_a_pushed_customer_from_a_fetched_one(world: World, product: str) -> None:
    """A customer born in finance is told to have been created in the CRM from there, by the rule of pushing."""
    with given("a customer born in finance"):
        acme = world[product].customers.create(contact_name="Acme")
    with when("it is pushed"):
        world.connect(product).customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
    with then("that is why"):
        assert world.why(acme).behaviours == ("CUS-06",)


@scenario(covers=["CUS-12"])
def test_why_tells_what_was_overwritten_by_what(world: World, product: str) -> None:
    """An account overwrites a customer of its name: the customer is what was overwritten."""
    with given("an account and a customer of one name"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world[product].customers.create(contact_name="acme")
    with when("they are synced under overwrite"):
        world.connect(product).customers.configure(module="accounts", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("that is what is told"):
        assert world.why(acme).reason.startswith("overwrote customer acme: its name equals account Acme")


@scenario(covers=["SYN-04"])
def test_what_a_preview_showed_is_synced_at_once(world: World, product: str) -> None:
    """A new account is previewed, and then synced by Instant Sync: the preview kept nothing from it."""
    with given("a sync, and a new account"):
        sync = world.connect(product).customers
        sync.configure(module="accounts").save_and_sync()
        world.advance(minutes=1)
        world.crm.accounts.create(Account_Name="Acme")
    with when("the next run is previewed and then asked for"):
        assert [each.outcome for each in sync.preview()] == ["created"]
        sync.instant_sync()
        world.settle()
    with then("there is a customer"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
