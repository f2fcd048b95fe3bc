"""A check box that picks the records for finance, with a view of those where it is ticked."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def sync_ticked_accounts(world: World, product: str) -> None:
    """A check box on accounts, a view of the ticked ones, and a sync through it."""
    world.crm.accounts.add_field("For_Invoice", "boolean", label="For Invoice")
    world.crm.accounts.views.create("For Invoice", ("For_Invoice", "is", True))
    world.crm.accounts.create(Account_Name="Acme", For_Invoice=True)
    world.crm.accounts.create(Account_Name="Bolt", For_Invoice=False)
    world.crm.accounts.create(Account_Name="Cope")
    sync = world.connect(product)
    sync.customers.configure(module="accounts", account_view="For Invoice").save_and_sync()
    world.settle()


@scenario(covers=["VIW-03"])
def test_only_ticked_accounts_are_imported(world: World, product: str) -> None:
    """With a view of the accounts whose box is ticked, the others stay in the CRM until a salesperson ticks them."""
    with when("one account is ticked, one is not, one never was, and the ticked ones are synced"):
        sync_ticked_accounts(world, product)
    with then("the ticked one is the only customer"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert world.integration(product).customers.history[-1].counts == {"created": 1}
        bolt = world.crm.accounts.one(Account_Name="Bolt")
        assert world.why(bolt).outcome is None
    with when("Bolt is ticked and the next slot comes"):
        world.crm.accounts.update(bolt, For_Invoice=True)
        world.advance(hours=2)
    with then("Bolt is a customer"):
        assert world.why(bolt).outcome == "created"
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme", "Bolt"]


@scenario(covers=["VIW-03"])
def test_a_check_box_picks_contacts_as_well(world: World, product: str) -> None:
    """The same way selects contacts, where contacts become customers."""
    with given("a check box on contacts and a view of the ticked ones"):
        world.crm.contacts.add_field("For_Invoice", "boolean", label="For Invoice")
        world.crm.contacts.views.create("For Invoice", ("For_Invoice", "is", True))
        world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", For_Invoice=True)
        world.crm.contacts.create(First_Name="Bob", Last_Name="Ray")
    with when("contacts are synced through that view"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", contact_view="For Invoice").save_and_sync()
        world.settle()
    with then("the ticked one is the only customer"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Ann Lee"]
