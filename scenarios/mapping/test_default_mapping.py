"""Which fields come mapped, and how the others are mapped by hand."""

from __future__ import annotations

from scenarios.faults._sorts import NAMES
from scenarios.mapping._setup import REGION, by_hand, region_fields, regions, with_regions
from scenarios.schedule._setup import all_synced, texts
from zsim import World, given, scenario, then, when

PUNE = {
    "Billing_Street": "1 Fort Road",
    "Billing_City": "Pune",
    "Billing_State": "MH",
    "Billing_Code": "411001",
    "Billing_Country": "India",
}
GOA = {
    "Shipping_Street": "2 Beach Road",
    "Shipping_City": "Panaji",
    "Shipping_State": "Goa",
    "Shipping_Code": "403001",
    "Shipping_Country": "India",
}


@scenario(covers=["MAP-01"])
def test_name_phones_and_addresses_of_an_account_come_mapped(world: World, product: str) -> None:
    """Without any mapping by hand, name, phone, fax and both addresses of an account reach the customer."""
    with given("an account with its name, phones and addresses filled in"):
        world.crm.accounts.create(Account_Name="Acme", Phone="111", Fax="112", **PUNE, **GOA)
    with when("accounts are synced with the mapping as it comes"):
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.settle()
    with then("the customer holds them all"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.phone, customer.fax) == ("Acme", "111", "112")
        billing, shipping = customer.billing_address, customer.shipping_address
        assert (billing["address"], billing["city"], billing["state"]) == ("1 Fort Road", "Pune", "MH")
        assert (billing["zip"], billing["country"]) == ("411001", "India")
        assert (shipping["address"], shipping["city"], shipping["state"]) == ("2 Beach Road", "Panaji", "Goa")
        assert (shipping["zip"], shipping["country"]) == ("403001", "India")


@scenario(covers=["MAP-01"])
def test_name_email_and_phones_of_a_contact_come_mapped(world: World, product: str) -> None:
    """A contact that becomes a customer brings its full name, e-mail, phones and mailing address."""
    with given("a contact with name, e-mail, phones and address"):
        world.crm.contacts.create(
            First_Name="Ann",
            Last_Name="Lee",
            Email="ann@lee.example",
            Phone="111",
            Mobile="113",
            Mailing_City="Pune",
            Mailing_Zip="411001",
        )
    with when("contacts are synced with the mapping as it comes"):
        world.connect(product).customers.configure(module="contacts").save_and_sync()
        world.settle()
    with then("the customer holds them"):
        (customer,) = world[product].customers.all()
        assert (customer.contact_name, customer.email) == ("Ann Lee", "ann@lee.example")
        assert (customer.phone, customer.mobile) == ("111", "113")
        assert (customer.billing_address["city"], customer.billing_address["zip"]) == ("Pune", "411001")


@scenario(covers=["MAP-01"])
def test_a_contact_person_brings_salutation_names_email_and_phones(world: World, product: str) -> None:
    """A contact under an account becomes a contact person with its salutation, names, e-mail and phones."""
    with given("an account with one contact"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(
            Salutation="Dr.",
            First_Name="Ann",
            Last_Name="Lee",
            Email="ann@acme.example",
            Phone="111",
            Mobile="113",
            Account_Name=acme,
        )
    with when("accounts are synced with their contacts, the mapping as it comes"):
        world.connect(product).customers.configure(module="accounts_and_contacts").save_and_sync()
        world.settle()
    with then("the contact person holds them"):
        (person,) = world[product].contact_persons.all()
        assert (person.salutation, person.first_name, person.last_name) == ("Dr.", "Ann", "Lee")
        assert (person.email, person.phone, person.mobile) == ("ann@acme.example", "111", "113")


@scenario(covers=["MAP-01"])
def test_other_fields_stay_behind_until_they_are_mapped(world: World, product: str) -> None:
    """In every module a basic field crosses by itself, and one that people added only once it is mapped by hand."""
    with given("a record for every module with a basic field and an added one, synced with the mapping as it comes"):
        region_fields(world, product)
        for sort, record in with_regions(world, product).items():
            sort.edit_in_crm(world, record, "111")
        sync = all_synced(world, product, by_hand(product))
        assert (texts(world, product), regions(world, product)) == ({"111"}, {None})
        held = [sort.module for sort in by_hand(product)]
    with when("the added one is mapped by hand and everything is synced again"):
        for module in held:
            sync.module(module).map("Region_Code", "cf_region").save_and_sync()
        world.settle()
    with then("finance has it"):
        assert regions(world, product) == {"W1"}
        assert {sync.module(module).history[-1].updated for module in held} == {1}


@scenario(covers=["MAP-01"])
def test_fields_that_are_not_mapped_do_not_reach_the_crm_either(world: World, product: str) -> None:
    """Two-way, a record made in finance brings its basic fields to the CRM and nothing else, in every module."""
    with given("a record for every module with a basic field and an added one, made in finance"):
        region_fields(world, product)
        for sort in by_hand(product):
            sort.add_to_finance(world, product, NAMES[sort], cf_region="W1", **{sort.finance_text: "111"})
    with when("each is synced both ways with the mapping as it comes"):
        all_synced(world, product, by_hand(product), extent="both_ways")
    with then("the CRM has the basic field, and the other is blank"):
        for sort in by_hand(product):
            (record,) = sort.in_crm(world).all()
            assert (getattr(record, sort.crm_text), record.Region_Code) == ("111", None)


@scenario(covers=["MAP-12"])
def test_the_customers_of_invoice_come_mapped_as_elsewhere(world: World) -> None:
    """Invoice's document calls their mapping manual; what stands there beforehand are the basic fields."""
    with given("an account with a phone and a website"):
        world.crm.accounts.create(Account_Name="Acme", Phone="111", Website="acme.example")
    with when("accounts are synced with the mapping as it comes"):
        world.connect("invoice").customers.configure(module="accounts").save_and_sync()
        world.settle()
    with then("the phone is among the basic fields, the website is not"):
        (customer,) = world.invoice.customers.all()
        assert (customer.phone, customer.website) == ("111", None)


@scenario(covers=["MAP-12"], policies={"invoice_mapping": "manual"})
def test_where_invoice_maps_by_hand_only_names_cross_by_themselves(world: World) -> None:
    """With the policy 'invoice_mapping' at 'manual', nothing but names crosses until it is mapped, whatever the module.

    Items are not affected: their mapping is automatic.
    """
    with given("an account and its contact, both with phones, and a product with its price"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111", Fax="112")
        world.crm.contacts.create(
            First_Name="Ann", Last_Name="Lee", Phone="113", Email="a@b.example", Account_Name=acme
        )
        world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
    with when("accounts with their contacts and items are synced with the mapping as it comes"):
        sync = world.connect("invoice")
        sync.customers.configure(module="accounts_and_contacts").save_and_sync()
        sync.items.configure().save_and_sync()
        world.settle()
    with then("names crossed, and of the customers nothing else"):
        (customer,) = world.invoice.customers.all()
        assert (customer.contact_name, customer.phone, customer.fax) == ("Acme", None, None)
        (person,) = world.invoice.contact_persons.all()
        assert (person.first_name, person.last_name, person.email, person.phone) == ("Ann", "Lee", None, None)
        assert world.invoice.items.one(name="Bolt").rate == 10
    with when("the phone is mapped by hand and everything is synced again"):
        sync.customers.map("Phone", "phone").save_and_sync()
        world.settle()
    with then("the phones arrived, and the fax did not"):
        assert (customer.phone, customer.fax, person.phone) == ("111", None, "113")


@scenario(covers=["MAP-01"])
def test_a_basic_field_can_be_taken_out_of_the_mapping(world: World, product: str) -> None:
    """A field that comes mapped can be left out by hand: from then on each side keeps its own, in every module."""
    with given("a record for every module, synced with a basic field and an added one that is mapped"):
        region_fields(world, product)
        records = with_regions(world, product)
        for sort, record in records.items():
            sort.edit_in_crm(world, record, "111")
        sync = all_synced(world, product, by_hand(product), mapping=REGION)
    with when("the basic field is taken out, both are edited in the CRM, and the next slot comes"):
        for sort, record in records.items():
            sync.module(sort.module).unmap(sort.crm_text)
            sort.in_crm(world).update(record, Region_Code="E2", **{sort.crm_text: "222"})
        world.advance(hours=2, minutes=1)
    with then("the added one arrived, the basic one did not"):
        assert (texts(world, product), regions(world, product)) == ({"111"}, {"E2"})
