"""A record that crosses and comes back holds in every mapped field what it held before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scenarios.faults._sorts import CUSTOMER, ITEM, NAMES, VENDOR, firsts
from scenarios.schedule._setup import all_synced
from zsim import World, given, scenario, then, when

MIRROR = {"invoice": "books", "books": "billing", "billing": "books"}
"""A second product on the same CRM, through which what went out comes back."""

FULL = {
    CUSTOMER: {"Phone": "111", "Fax": "112", "Billing_Street": "1 Fort Road\nBlock B", "Billing_City": "Pune"},
    VENDOR: {"Phone": "111", "Email": "ann@steel.example", "Street": "2 Beach Road", "City": "Panaji"},
    ITEM: {"Description": "Ten in a box", "Product_Code": "AN-1", "Unit_Price": Decimal("9.99"), "Usage_Unit": "Box"},
}
"""Values of the fields that come mapped, one or the other of them awkward."""

BOTH_WAYS = {"extent": "both_ways", "duplicates": "overwrite"}


def connect_both(world: World, product: str, module: str, **mapping: str) -> None:
    """Push from the product into the CRM, then fetch the same into its mirror."""
    for each in (product, MIRROR[product]):
        sync = world.connect(each)
        sync.customers.configure(module=module, mapping=mapping, **BOTH_WAYS).save_and_sync()
        world.settle()


@scenario(covers=["MAP-11"])
def test_a_customer_sent_through_the_crm_arrives_as_it_left(world: World, product: str) -> None:
    """A customer pushed to the CRM and fetched from there by another product is the same in every mapped field."""
    with given("a customer with awkward values: blanks inside, several lines, foreign letters"):
        told = {
            "contact_name": "Müller & Søn, 2nd  floor",
            "phone": "+49 (0) 30 / 111",
            "fax": "0",
            "billing_address": {"address": "1 Fort Road\nBlock B", "city": "Köln", "zip": "00501", "country": "DE"},
            "shipping_address": {"address": "2 Beach Road", "state": "Goa"},
        }
        sent = world[product].customers.create(**told)
    with when("it crosses into the CRM and from there into another product"):
        connect_both(world, product, "accounts")
    with then("name, phones and addresses came back unchanged"):
        (came,) = world[MIRROR[product]].customers.all()
        assert (came.contact_name, came.phone, came.fax) == (sent.contact_name, sent.phone, sent.fax)
        assert came.billing_address == sent.billing_address
        assert came.shipping_address == sent.shipping_address
    with then("the customer itself was not touched on the way"):
        assert (sent.contact_name, sent.phone) == ("Müller & Søn, 2nd  floor", "+49 (0) 30 / 111")


@pytest.mark.parametrize("name", ["Ann Lee", "Cher", "Anna Maria van der Berg", "Ann  Lee"])
@scenario(covers=["MAP-11"])
def test_a_full_name_is_split_and_joined_without_loss(world: World, product: str, name: str) -> None:
    """A person's name is split into first and last name for the CRM; joined again, it is the same."""
    with given("an Individual customer, made in finance"):
        world[product].customers.create(
            contact_name=name, customer_sub_type="individual", email="person@mail.example", mobile="113"
        )
    with when("it crosses into the CRM and from there into another product"):
        connect_both(world, product, "contacts")
    with then("the name is as it was on all three sides"):
        (contact,) = world.crm.contacts.all()
        (came,) = world[MIRROR[product]].customers.all()
        assert (contact.Full_Name, came.contact_name) == (name, name)
        assert (came.email, came.mobile) == ("person@mail.example", "113")


@scenario(covers=["MAP-11"])
def test_a_double_blank_comes_to_rest_and_is_known_again(world: World, product: str) -> None:
    """A blank too many in a person's name stays where it was typed, also when the products are connected anew."""
    with given("an Individual customer with two blanks in its name, synced both ways"):
        world[product].customers.create(contact_name="Ann  Lee", customer_sub_type="individual")
        sync = world.connect(product)
        sync.customers.configure(module="contacts", **BOTH_WAYS).save_and_sync()
        world.settle()
    with when("four hours pass, and then the integration is deleted, connected again and synced"):
        world.advance(hours=4)
        quiet = [run.counts for run in sync.customers.history[1:]]
        sync.disable()
        sync.delete()
        world.connect(product).customers.configure(module="contacts", **BOTH_WAYS).save_and_sync()
        world.settle()
    with then("no run in between wrote anything"):
        assert not any(counts.get("updated") or counts.get("created") for counts in quiet)
    with then("there is one contact and one customer, both with two blanks"):
        assert [each.Full_Name for each in world.crm.contacts.all()] == ["Ann  Lee"]
        assert [each.contact_name for each in world[product].customers.all()] == ["Ann  Lee"]


@scenario(covers=["MAP-11"])
def test_numbers_survive_a_pick_list(world: World, product: str) -> None:
    """Payment terms are a number in finance and an entry of a pick list in the CRM, and come back as the number."""
    with given("a pick list of whole numbers in the CRM, and a customer with terms of 45 days"):
        world.crm.accounts.add_field("Terms", "picklist", options=("15", "30", "45"))
        world[product].customers.create(contact_name="Acme", payment_terms=45)
    with when("the customer crosses into the CRM and from there into another product"):
        connect_both(world, product, "accounts", Terms="payment_terms")
    with then("the CRM holds the entry, the other product the number"):
        assert world.crm.accounts.one(Account_Name="Acme").Terms == "45"
        assert world[MIRROR[product]].customers.one(contact_name="Acme").payment_terms == 45


@scenario(covers=["MAP-11"])
def test_an_account_that_comes_back_is_not_changed(world: World, product: str) -> None:
    """An account fetched into finance and read back from there holds the very same values, down to the last field."""
    with given("an account with all basic fields, synced both ways"):
        acme = world.crm.accounts.create(
            Account_Name="Acme",
            Phone="111",
            Fax="112",
            Billing_Street="1 Fort Road\nBlock B",
            Billing_City="Pune",
            Billing_Code="411001",
            Shipping_City="Panaji",
            Description="not mapped",
        )
        before = acme.fields
        sync = world.connect(product)
        sync.customers.configure(module="accounts", **BOTH_WAYS).save_and_sync()
        world.settle()
    with when("finance edits a field that is not mapped, so that the customer is read back"):
        (customer,) = world[product].customers.all()
        world[product].customers.update(customer, notes="pays late")
        world.advance(hours=2)
    with then("the run found nothing to carry, and the account is as it was"):
        assert world.why(customer).outcome == "unchanged"
        assert sync.customers.history[-1].updated == 0
        assert acme.fields == before


@scenario(covers=["MAP-11"])
def test_one_edited_field_comes_back_alone(world: World, product: str) -> None:
    """When finance edits one mapped field, the CRM gets that one, and every other keeps its value, in every module."""
    with given("a full record for every module, synced both ways, and read back once without a change"):
        for sort in firsts(product):
            sort.in_finance(world, product).add_field("cf_shelf", label="Shelf")
        records = {sort: sort.add_to_crm(world, NAMES[sort], **FULL[sort]) for sort in firsts(product)}
        before = {sort: record.fields for sort, record in records.items()}
        all_synced(world, product, extent="both_ways")
        twins = {sort: sort.in_finance(world, product).all()[0] for sort in records}
        for sort, twin in twins.items():
            world.advance(minutes=1)
            sort.in_finance(world, product).update(twin, cf_shelf="A")
        world.advance(hours=2)
        assert {sort: record.fields for sort, record in records.items()} == before
        assert {world.why(twin).outcome for twin in twins.values()} == {"unchanged"}
    with when("finance edits one field and the next slot comes"):
        for sort, twin in twins.items():
            sort.edit_in_finance(world, product, twin, "999")
        world.advance(hours=2)
    with then("the CRM's record differs from before in that one only"):
        for sort, record in records.items():
            assert record.fields == {**before[sort], sort.crm_text: "999"}
            assert world.why(record).outcome == "updated"


@scenario(covers=["MAP-11"])
def test_a_name_of_three_words_comes_back_as_it_was_edited(world: World, product: str) -> None:
    """An Individual becomes Anna Maria Hill in finance: in the CRM Hill is the last name, and nothing comes back."""
    with given("Ada Hill, a contact and an Individual"):
        ada = world.crm.contacts.create(First_Name="Ada", Last_Name="Hill")
        world.connect(product).customers.configure(module="contacts", **BOTH_WAYS).save_and_sync()
        world.settle()
        individual = world[product].customers.one(contact_name="Ada Hill")
    with when("she is called Anna Maria Hill in finance and two hours pass"):
        world[product].customers.update(individual, contact_name="Anna Maria Hill")
        world.advance(hours=2)
    with then("so the CRM calls her, by her last name Hill"):
        assert (ada.First_Name, ada.Last_Name, ada.Full_Name) == ("Anna Maria", "Hill", "Anna Maria Hill")
    with then("and the name in finance stays"):
        world.advance(hours=2)
        assert individual.contact_name == "Anna Maria Hill"
