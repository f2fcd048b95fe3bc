"""Names: by which a record is recognised, how two are compared, and what a rename does."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when

BOTH_EXTENTS = pytest.mark.parametrize("extent", ["fetch", "both_ways"])


@scenario(covers=["CUS-09"])
def test_the_display_name_decides_and_not_the_company_name(world: World, product: str) -> None:
    """An account is compared with the Customer Display Name; that the company name is equal does not matter."""
    with given("finance knows Acme as a company name only, and Globex as a display name"):
        person = world[product].customers.create(contact_name="Ann at Acme", company_name="Acme", phone="8")
        globex = world[product].customers.create(contact_name="Globex", company_name="Globex Holding", phone="9")
    with given("the CRM has both as accounts"):
        acme_account = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        globex_account = world.crm.accounts.create(Account_Name="Globex", Phone="222")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("Acme is a new customer, and the customer with that company name is as it was"):
        assert world.why(acme_account).outcome == "created"
        assert person.phone == "8"
        assert len(world[product].customers) == 3
    with then("Globex was recognised"):
        assert world.why(globex_account).outcome == "overwritten"
        assert globex.phone == "222"


@BOTH_EXTENTS
@scenario(covers=["CUS-09"])
def test_contacts_are_recognised_by_their_full_name(world: World, product: str, extent: str) -> None:
    """A contact synced as a customer is compared by its full name; an equal e-mail address does not matter."""
    with given("finance has the customers Ann Lee and A. Ray"):
        ann = world[product].customers.create(contact_name="Ann Lee", customer_sub_type="individual")
        ray = world[product].customers.create(
            contact_name="A. Ray", customer_sub_type="individual", email="abe@ray.example"
        )
    with given("the CRM has the contacts Ann Lee and Abe Ray"):
        ann_contact = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Email="ann@lee.example")
        abe_contact = world.crm.contacts.create(First_Name="Abe", Last_Name="Ray", Email="abe@ray.example")
    with when("contacts are synced with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", extent=extent, duplicates="overwrite").save_and_sync()
        world.settle()
    with then("Ann was recognised by her name"):
        assert world.why(ann_contact).outcome == "overwritten"
        assert ann.email == "ann@lee.example"
    with then("Abe was not, in spite of his address"):
        assert world.why(abe_contact).outcome == "created"
        assert ray.contact_name == "A. Ray"
        assert [each.contact_name for each in world[product].customers.find(email="abe@ray.example")] == [
            "A. Ray",
            "Abe Ray",
        ]


@pytest.mark.parametrize("name", ["ACME", "acme", "  Acme ", " aCmE"], ids=["upper", "lower", "blanks", "both"])
@scenario(covers=["CUS-10"])
def test_case_and_outer_blanks_do_not_count_in_names(world: World, product: str, name: str) -> None:
    """Names that differ only in upper and lower case or in blanks around them are one name."""
    with given(f"finance has the customer {name!r}, and the CRM the account 'Acme'"):
        customer = world[product].customers.create(contact_name=name)
        account = world.crm.accounts.create(Account_Name="Acme")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("it is the same company, and the CRM's way to write it is taken over"):
        assert world[product].customers.all() == [customer]
        assert customer.contact_name == "Acme"
        assert world.why(account).outcome == "overwritten"


@scenario(covers=["CUS-10"], policies={"names": "exact"})
def test_names_can_be_compared_letter_by_letter(world: World, product: str) -> None:
    """With the policy 'exact' case and blanks count: 'ACME' and ' Acme' are other names than 'Acme'."""
    with given("finance has 'ACME', ' Acme' and 'Globex', and the CRM has Acme and Globex"):
        for name in ("ACME", " Acme", "Globex"):
            world[product].customers.create(contact_name=name)
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("Acme is a new customer, Globex was recognised"):
        names = [each.contact_name for each in world[product].customers.all()]
        assert names == ["ACME", " Acme", "Globex", "Acme"]
        assert world.why(acme).outcome == "created"
        assert world.why(globex).outcome == "overwritten"


@BOTH_EXTENTS
@scenario(covers=["CUS-19"])
def test_a_rename_in_the_crm_renames_the_customer(world: World, product: str, extent: str) -> None:
    """A linked pair is followed by id: the renamed account renames its customer and makes no second one."""
    with given("Acme is synced"):
        account = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent, duplicates="overwrite").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("the account is renamed and two hours pass"):
        world.crm.accounts.update(account, Account_Name="Acme Group")
        world.advance(hours=2)
    with then("it is the same customer under the new name"):
        assert world[product].customers.all() == [customer]
        assert customer.contact_name == "Acme Group"
        assert world.why(account).outcomes == ("created", "updated")


@scenario(covers=["CUS-19"])
def test_a_rename_in_finance_renames_the_account(world: World, product: str) -> None:
    """In a two-way sync a customer renamed in finance renames its account and makes no second one."""
    with given("Acme is synced both ways"):
        account = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("the customer is renamed and two hours pass"):
        world[product].customers.update(customer, contact_name="Acme Group")
        world.advance(hours=2)
    with then("it is the same account under the new name"):
        assert world.crm.accounts.all() == [account]
        assert account.Account_Name == "Acme Group"
        assert world[product].customers.all() == [customer]
        assert world.why(customer).outcome == "updated"


@scenario(covers=["CUS-07", "CUS-19"])
def test_a_rename_in_finance_is_taken_back_while_only_fetching(world: World, product: str) -> None:
    """Under 'fetch from CRM' the customer gets its account's name back, and no second customer appears."""
    with given("Acme was fetched from the CRM"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("the customer is renamed and two hours pass"):
        world[product].customers.update(customer, contact_name="Acme Group")
        world.advance(hours=2)
    with then("it is called Acme again, on both sides"):
        assert world[product].customers.all() == [customer]
        assert customer.contact_name == "Acme"
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Acme"]


@scenario(covers=["CUS-19"])
def test_a_contact_that_marries_keeps_its_customer(world: World, product: str) -> None:
    """A contact whose last name changes renames its Individual customer; in a two-way sync so does the other way."""
    with given("Ann Lee is synced both ways as a customer"):
        contact = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        sync = world.connect(product)
        sync.customers.configure(module="contacts", extent="both_ways").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Ann Lee")
    with when("her last name changes in the CRM"):
        world.crm.contacts.update(contact, Last_Name="Ray")
        world.advance(hours=2)
    with then("the customer is Ann Ray"):
        assert customer.contact_name == "Ann Ray"
    with when("finance adds her second first name"):
        world[product].customers.update(customer, contact_name="Ann Maria Ray")
        world.advance(hours=2)
    with then("the contact has it, too, and there is still one of each"):
        assert (contact.First_Name, contact.Last_Name) == ("Ann Maria", "Ray")
        assert len(world.crm.contacts) == len(world[product].customers) == 1


@BOTH_EXTENTS
@scenario(covers=["CUS-20"])
def test_a_rename_onto_a_taken_name_fails_alone(world: World, product: str, extent: str) -> None:
    """If another customer carries the new name already, that record fails with the reason and the rest goes on."""
    with given("Acme and Globex are synced, and finance has an Initech of its own"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        globex = world.crm.accounts.create(Account_Name="Globex", Phone="2")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent).save_and_sync()
        world.settle()
        native = world[product].customers.create(contact_name="Initech", customer_sub_type="individual")
        customer = world[product].customers.one(contact_name="Acme")
    with when("the account Acme becomes Initech, and Globex gets another phone"):
        world.crm.accounts.update(acme, Account_Name="Initech")
        world.crm.accounts.update(globex, Phone="3")
        world.advance(hours=2)
    with then("Acme failed, and its customer is as it was"):
        assert world.why(acme).outcome == "failed"
        assert "name taken" in world.why(acme).reason
        assert customer.contact_name == "Acme"
    with then("Globex was brought up to date, and the run is graded partial"):
        assert world[product].customers.one(contact_name="Globex").phone == "3"
        assert world.why(globex).outcome == "updated"
        assert sync.customers.history[-1].grade == "partial"
    with when("finance's own Initech gets another name and two hours pass"):
        world[product].customers.update(native, contact_name="Initech (old)")
        world.advance(hours=2)
    with then("the rename is carried at last"):
        assert customer.contact_name == "Initech"
        assert sync.customers.history[-1].grade == "done"


@BOTH_EXTENTS
@scenario(covers=["CUS-20"])
def test_two_accounts_that_swap_their_names_wait_for_each_other(world: World, product: str, extent: str) -> None:
    """When two accounts swap names each new name is taken, so both fail; with a third name between, both succeed."""
    with given("Acme and Globex are synced"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent).save_and_sync()
        world.settle()
        first = world[product].customers.one(contact_name="Acme")
        second = world[product].customers.one(contact_name="Globex")
    with when("the accounts swap their names and two hours pass"):
        world.crm.accounts.update(acme, Account_Name="Globex")
        world.crm.accounts.update(globex, Account_Name="Acme")
        world.advance(hours=2)
    with then("both failed, and the customers are called as before"):
        assert world.why(acme).outcome == world.why(globex).outcome == "failed"
        assert (first.contact_name, second.contact_name) == ("Acme", "Globex")
    with when("one of the accounts gets a third name for one run"):
        world.crm.accounts.update(globex, Account_Name="Initech")
        world.advance(hours=2)
        world.crm.accounts.update(globex, Account_Name="Acme")
        world.advance(hours=2)
    with then("the customers have swapped their names"):
        assert (first.contact_name, second.contact_name) == ("Globex", "Acme")
        assert sync.customers.history[-1].grade == "done"
