"""Which records of the CRM become customers: accounts, contacts, or accounts with their contacts."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed

BOTH_EXTENTS = pytest.mark.parametrize("extent", ["fetch", "both_ways"])


@BOTH_EXTENTS
@scenario(covers=["CUS-01"])
def test_accounts_become_business_customers(world: World, product: str, extent: str) -> None:
    """With the module choice 'Accounts' an account becomes a Business customer, and contacts stay in the CRM.

    So it is whether finance only fetches or the sync runs both ways.
    """
    with given("Acme stands in the CRM with its contact Ann Lee"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
    with when("the accounts are synced"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent).save_and_sync()
        world.settle()
    with then("finance has the one customer Acme, of type Business, and nobody else"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.phone) == ("Acme", "111")
        assert customer.customer_sub_type == "business"
        assert world[product].contact_persons.all() == []
    with then("no run so much as looked at the contact"):
        assert world.why(acme).outcome == "created"
        assert world.why(ann).outcome is None
        assert sync.customers.history[-1].counts == {"created": 1}


@BOTH_EXTENTS
@scenario(covers=["CUS-02"])
def test_contacts_become_individual_customers(world: World, product: str, extent: str) -> None:
    """With the module choice 'Contacts' a contact becomes an Individual customer, and accounts stay in the CRM.

    The customer carries the contact's full name. That the contact belongs to an account makes no difference.
    """
    with given("Acme stands in the CRM with its contact Ann Lee"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Email="ann@acme.example", Account_Name=acme)
    with when("the contacts are synced"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", extent=extent).save_and_sync()
        world.settle()
    with then("finance has the one customer Ann Lee, of type Individual"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.email) == ("Ann Lee", "ann@acme.example")
        assert customer.customer_sub_type == "individual"
        assert world[product].contact_persons.all() == []
    with then("no run so much as looked at the account"):
        assert world.why(ann).outcome == "created"
        assert world.why(acme).outcome is None
        assert sync.customers.history[-1].counts == {"created": 1}


@BOTH_EXTENTS
@scenario(covers=["CUS-03"])
def test_contacts_of_an_account_become_its_contact_persons(world: World, product: str, extent: str) -> None:
    """With 'Accounts & their Contacts' an account becomes a customer and its contacts that customer's persons."""
    with given("Acme stands in the CRM with Ann and Bob, and Globex with Cem"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
        for first, last, account in (("Ann", "Lee", acme), ("Bob", "Ray", acme), ("Cem", "Kaya", globex)):
            world.crm.contacts.create(First_Name=first, Last_Name=last, Account_Name=account)
    with when("accounts are synced with their contacts"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent=extent).save_and_sync()
        world.settle()
    with then("there are two Business customers and no Individual one"):
        kinds = {each.contact_name: each.customer_sub_type for each in world[product].customers.all()}
        assert kinds == {"Acme": "business", "Globex": "business"}
    with then("each has the contact persons that its account has as contacts"):
        persons = world[product].contact_persons.all()
        told = sorted((each.first_name, each.last_name, each.contact_id.contact_name) for each in persons)
        assert told == [("Ann", "Lee", "Acme"), ("Bob", "Ray", "Acme"), ("Cem", "Kaya", "Globex")]
        assert sync.customers.history[-1].counts == {"created": 5}


@scenario(covers=["CUS-03"])
def test_a_contact_added_later_joins_the_customer_of_its_account(world: World, product: str) -> None:
    """A contact added to an account that is synced already becomes a contact person at the next run."""
    with given("Acme is synced with its contacts, of which there are none"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        world.settle()
    with when("Ann Lee is added to Acme and two hours pass"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
        world.advance(hours=2)
    with then("Acme has the contact person Ann Lee, and nothing else moved"):
        (person,) = world[product].contact_persons.all()
        assert (person.first_name, person.contact_id.contact_name) == ("Ann", "Acme")
        assert world.why(ann).outcome == "created"
        assert (sync.customers.history[-1].added, sync.customers.history[-1].updated) == (1, 0)


@BOTH_EXTENTS
@scenario(covers=["CUS-04"], quirks=["CUS-04"])
def test_invoice_leaves_contacts_without_account_behind(world: World, product: str, extent: str) -> None:
    """Invoice does not sync contacts without an account under 'Accounts & their Contacts'; it is one of its oddities.

    The history counts them as excluded in every run that reads them.
    """
    with given("Ann Lee stands in the CRM without an account"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
    with when("accounts are synced with their contacts"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent=extent).save_and_sync()
        world.settle()
    with then("nothing came of her in Invoice"):
        assert world[product].customers.all() == []
        assert world[product].contact_persons.all() == []
    with then("the history tells of a contact that was left out"):
        assert world.why(ann).outcome == "excluded"
        assert "CUS-04" in world.why(ann).behaviours
        assert sync.customers.history[-1].counts == {"excluded": 1}
        assert sync.customers.history[-1].grade == "done"


@scenario(covers=["CUS-04"], quirks=["CUS-04"])
def test_invoice_refuses_to_include_contacts_without_account(world: World, product: str) -> None:
    """The option that Books and Billing have is refused in Invoice when it is chosen, and nothing is saved."""
    with given("Invoice is connected with the CRM"):
        sync = world.connect(product)
    with when("somebody asks to include contacts without account"), pytest.raises(NotAllowed, match="without account"):
        sync.customers.configure(module="accounts_and_contacts", include_contacts_without_account=True)
    with then("nothing is configured"):
        assert sync.customers.preferences is None


@scenario(covers=["CUS-04"], quirks_off=["CUS-04"])
def test_invoice_without_its_oddity_includes_them_as_the_others_do(world: World, product: str) -> None:
    """With the oddity switched off Invoice has the option of Books and Billing: chosen, such contacts are customers."""
    with given("Ann Lee stands in the CRM without an account, and accounts are synced with their contacts"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        world.settle()
    with then("she is left out, and that is no oddity"):
        assert (world.why(ann).outcome, world.why(ann).behaviours) == ("excluded", ())
    with when("those without account are included"):
        sync.customers.configure(module="accounts_and_contacts", include_contacts_without_account=True).save_and_sync()
        world.settle()
    with then("she is an Individual customer of Invoice"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.customer_sub_type) == ("Ann Lee", "individual")
        assert world.why(ann).outcome == "created"


@BOTH_EXTENTS
@scenario(covers=["CUS-05", "CUS-33"])
def test_contacts_without_account_stay_out_by_default(world: World, product: str, extent: str) -> None:
    """Unless asked for, Books and Billing leave contacts without an account in the CRM."""
    with given("Ann Lee stands in the CRM without an account, Bob Ray with one"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        world.crm.contacts.create(First_Name="Bob", Last_Name="Ray", Account_Name=acme)
    with when("accounts are synced with their contacts"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent=extent).save_and_sync()
        world.settle()
    with then("only Acme is a customer, and only Bob a contact person"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert [each.first_name for each in world[product].contact_persons.all()] == ["Bob"]
    with then("she is excluded, and that is no oddity here"):
        assert world.why(ann).outcome == "excluded"
        assert world.why(ann).behaviours == ("CUS-05",)
        assert world.quirks.fired == ()
        assert sync.customers.history[-1].counts == {"created": 2, "excluded": 1}


@BOTH_EXTENTS
@scenario(covers=["CUS-05"])
def test_contacts_without_account_are_included_on_request(world: World, product: str, extent: str) -> None:
    """With the option on, a contact without an account becomes an Individual customer of its own."""
    with given("Ann Lee stands in the CRM without an account, Bob Ray with one"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        world.crm.contacts.create(First_Name="Bob", Last_Name="Ray", Account_Name=acme)
    with when("accounts are synced with their contacts, those without account included"):
        sync = world.connect(product)
        sync.customers.configure(
            module="accounts_and_contacts", extent=extent, include_contacts_without_account=True
        ).save_and_sync()
        world.settle()
    with then("she is a customer of type Individual beside the Business customer Acme"):
        kinds = {each.contact_name: each.customer_sub_type for each in world[product].customers.all()}
        assert kinds == {"Acme": "business", "Ann Lee": "individual"}
        assert world.why(ann).outcome == "created"
    with then("Bob, who has an account, is a contact person and no customer"):
        assert [each.first_name for each in world[product].contact_persons.all()] == ["Bob"]


@scenario(covers=["CUS-05", "SYN-07"], products=["billing"])
def test_including_contacts_later_brings_those_that_were_left_out(world: World, product: str) -> None:
    """Switching the option on later brings in, with the next run, contacts that stood in the CRM all the time."""
    with given("Ann Lee, who has no account, was left out so far"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        world.settle()
    with when("the option is switched on and two hours pass"):
        sync.customers.edit(include_contacts_without_account=True)
        world.advance(hours=2)
    with then("she is a customer, though nobody touched her in the CRM"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Ann Lee"]
        assert world.why(ann).outcomes == ("excluded", "created")


@scenario(covers=["CUS-29"])
def test_individual_customers_stay_in_finance_under_accounts(world: World, product: str) -> None:
    """With the module choice 'Accounts' an Individual customer born in finance is not pushed, a Business one is."""
    with given("finance has an Individual customer and a Business one"):
        ann = world[product].customers.create(contact_name="Ann Lee", customer_sub_type="individual")
        acme = world[product].customers.create(contact_name="Acme")
    with when("accounts are synced both ways"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
    with then("only Acme reached the CRM"):
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Acme"]
        assert world.crm.contacts.all() == []
        assert world.why(acme).outcome == "created"
    with then("Ann is excluded, and the reason says why"):
        assert world.why(ann).outcome == "excluded"
        assert "CUS-29" in world.why(ann).behaviours
        assert sync.customers.history[-1].counts == {"created": 1, "excluded": 1}


@scenario(covers=["CUS-29"])
def test_business_customers_stay_in_finance_under_contacts(world: World, product: str) -> None:
    """With the module choice 'Contacts' a Business customer born in finance is not pushed, an Individual one is."""
    with given("finance has an Individual customer and a Business one"):
        ann = world[product].customers.create(contact_name="Ann Lee", customer_sub_type="individual")
        acme = world[product].customers.create(contact_name="Acme")
    with when("contacts are synced both ways"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", extent="both_ways").save_and_sync()
        world.settle()
    with then("only Ann reached the CRM"):
        assert [each.Full_Name for each in world.crm.contacts.all()] == ["Ann Lee"]
        assert world.crm.accounts.all() == []
        assert world.why(ann).outcome == "created"
    with then("Acme is excluded, and the reason says why"):
        assert world.why(acme).outcome == "excluded"
        assert "CUS-29" in world.why(acme).behaviours
        assert sync.customers.history[-1].counts == {"created": 1, "excluded": 1}


@pytest.mark.parametrize("extent", ["fetch", "both_ways"])
@pytest.mark.parametrize(
    ("module", "former", "type_"), [("accounts", "individual", "business"), ("contacts", "business", "individual")]
)
@scenario(covers=["CUS-34"])
def test_an_overwritten_customer_takes_the_type_of_what_overwrites_it(
    world: World, product: str, module: str, former: str, type_: str, extent: str
) -> None:
    """An account makes the customer it overwrites a Business, a contact makes it an Individual; later edits do not."""
    with given(f"Acme, of type {former} in finance, and one of the {module} of the CRM"):
        own = world[product].customers.create(contact_name="Acme", customer_sub_type=former)
        face = getattr(world.crm, module)
        acme = face.create(**{{"accounts": "Account_Name", "contacts": "Last_Name"}[module]: "Acme"})
    with when("it is synced with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module=module, extent=extent, duplicates="overwrite").save_and_sync()
        world.settle()
    with then(f"the customer is of type {type_}, and in a pair with it"):
        assert own.customer_sub_type == type_
        assert [(each.crm_id, each.finance_id) for each in sync.links] == [(acme.id, own.id)]
    with when("the type is changed in finance, the record in the CRM, and the next slot comes"):
        world[product].customers.update(own, customer_sub_type=former)
        face.update(acme, Phone="222")
        world.advance(hours=2)
    with then("the phone came over, and the type is as it was chosen in finance"):
        assert (own.phone, own.customer_sub_type) == ("222", former)


@scenario(covers=["CUS-34", "CUS-05"])
def test_under_accounts_and_their_contacts_each_gives_its_type(world: World, product: str) -> None:
    """Where both make customers, an overwritten one becomes what its own record of the CRM makes of it."""
    with given("Acme and Ann Lee on both sides, each of the other type in finance"):
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        acme = world[product].customers.create(contact_name="Acme", customer_sub_type="individual")
        ann = world[product].customers.create(contact_name="Ann Lee", customer_sub_type="business")
    with when("they are fetched with 'overwrite', contacts without account included"):
        sync = world.connect(product)
        sync.customers.configure(
            module="accounts_and_contacts", duplicates="overwrite", include_contacts_without_account=True
        ).save_and_sync()
        world.settle()
    with then("Acme is a Business, Ann Lee an Individual"):
        assert (acme.customer_sub_type, ann.customer_sub_type) == ("business", "individual")
