"""Listing the customers that came from the CRM alone."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def synced(world: World, product: str, module: str, **choices: object) -> None:
    """Connect and finish the first fetch."""
    sync = world.connect(product)
    sync.customers.configure(module=module, extent="fetch", duplicates="skip", **choices).save_and_sync()
    world.settle()


@scenario(covers=["FND-01"])
def test_customers_from_the_crm_are_listed_without_those_of_finance(world: World, product: str) -> None:
    """The filter 'CRM' shows what was fetched, oldest first, and leaves out what was typed into finance."""
    with given("two accounts in the CRM, and two customers of finance's own"):
        for name in ("Acme", "Globex"):
            world.crm.accounts.create(Account_Name=name)
        own = [world[product].customers.create(contact_name=name) for name in ("Beta", "Gamma")]
    with when("accounts are fetched"):
        synced(world, product, "accounts")
    with then("the filter lists the two fetched customers and nothing else"):
        listed = world[product].customers.from_crm()
        assert [each.contact_name for each in listed] == ["Acme", "Globex"]
        assert world[product].customers.all() == [*own, *listed]


@scenario(covers=["FND-01", "CUS-05"])
def test_the_filter_lists_business_and_individual_customers(world: World, product: str) -> None:
    """Customers made from accounts and customers made from contacts are both from the CRM."""
    with given("an account, a contact without account, and a person typed into finance"):
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(First_Name="Anna", Last_Name="Berg")
        world[product].customers.create(contact_name="Carl Dahl", customer_sub_type="individual")
    with when("accounts and their contacts are fetched, those without account included"):
        synced(world, product, "accounts_and_contacts", include_contacts_without_account=True)
    with then("the filter lists the account's customer and the contact's"):
        listed = {each.contact_name: each.customer_sub_type for each in world[product].customers.from_crm()}
        assert listed == {"Acme": "business", "Anna Berg": "individual"}


@scenario(covers=["FND-01", "CUS-16"])
def test_a_skipped_duplicate_is_not_listed_as_from_the_crm(world: World, product: str) -> None:
    """A customer that only shares its name with an account did not come from the CRM, so the filter leaves it out."""
    with given("Acme on both sides, and Globex in the CRM alone"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.accounts.create(Account_Name="Globex")
        world[product].customers.create(contact_name="Acme")
    with when("accounts are fetched with 'skip'"):
        synced(world, product, "accounts")
    with then("only Globex is listed"):
        assert world.why(acme).outcome == "skipped"
        assert [each.contact_name for each in world[product].customers.from_crm()] == ["Globex"]


@scenario(covers=["FND-01", "DEL-04"])
def test_an_inactive_customer_from_the_crm_is_still_listed(world: World, product: str) -> None:
    """Made inactive because its account was deleted, a customer with invoices is still one from the CRM."""
    with given("a fetched customer with an invoice"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        synced(world, product, "accounts")
        (customer,) = world[product].customers.all()
        world[product].invoices.create(customer_id=customer, total=100)
    with when("its account is deleted and the next slot comes"):
        world.crm.accounts.delete(acme)
        world.advance(hours=2)
    with then("it is inactive, and the filter still lists it"):
        assert customer.status == "inactive"
        assert world[product].customers.from_crm() == [customer]
