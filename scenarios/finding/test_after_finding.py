"""What can be done with customers of the CRM once they were found: updated together, selected, edited."""

from __future__ import annotations

from typing import Any

import pytest

from zsim import World, given, scenario, then, when


def saved(world: World, product: str, module: str = "accounts", **choices: object) -> Any:
    """The sync of customers of a connection that has finished a first run."""
    customers = world.connect(product).customers
    customers.configure(module=module, **choices).save_and_sync()
    world.settle()
    return customers


@scenario(covers=["FND-07"])
def test_what_came_from_the_crm_is_updated_together(world: World, product: str) -> None:
    """The filter lists the customers of the CRM, and all of them are given terms at once; finance's own keep theirs."""
    with given("two accounts fetched, and a customer of finance's own"):
        for name in ("Acme", "Bolt"):
            world.crm.accounts.create(Account_Name=name)
        own = world[product].customers.create(contact_name="Own", payment_terms=15)
        saved(world, product, extent="fetch")
    with when("the customers that came from the CRM are updated together"):
        listed = world[product].customers.from_crm()
        updated = world[product].customers.update_all(listed, payment_terms=30)
    with then("both have the new terms, and finance's own customer its former ones"):
        assert updated == listed
        assert {each.contact_name: each.payment_terms for each in world[product].customers.all()} == {
            "Own": 15,
            "Acme": 30,
            "Bolt": 30,
        }
        assert own.payment_terms == 15


@scenario(covers=["FND-08"])
def test_the_advanced_search_lists_either_app_s_records(world: World, product: str) -> None:
    """Billing's own customers are listed as they are, the CRM's accounts by name with their contacts below them."""
    with given("Globex, a customer of Billing, and Acme with a contact in the CRM, entered after the first run"):
        globex = world[product].customers.create(contact_name="Globex")
        customers = saved(world, product, "accounts_and_contacts", extent="fetch")
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
    with when("Billing is searched, and then the CRM"):
        ours, theirs = world[product].customers.find(contact_name="Globex"), customers.search("Acme")
    with then("the first list holds Globex, the second Acme and its contact"):
        assert ours == [globex]
        assert [(each.name, each.under) for each in theirs] == [("Acme", None), ("Anna Berg", "Acme")]
    with when("one of either list is selected for an invoice"):
        customers.fetch(theirs[0])
        world.settle()
        chosen = [globex, world[product].customers.one(contact_name="Acme")]
        invoices = [
            world[product].invoices.create(customer_id=each, lines=[{"name": "Work", "rate": 100}]) for each in chosen
        ]
    with then("both can be invoiced"):
        assert [each.customer_id for each in invoices] == chosen


@pytest.mark.parametrize(("extent", "phone"), [("both_ways", "222"), ("fetch", "111")])
@scenario(covers=["FND-09"])
def test_a_selected_customer_is_edited_like_any_other(world: World, product: str, extent: str, phone: str) -> None:
    """Edited in finance, a customer fetched by selection reaches the CRM under 'both ways' and not under 'fetch'."""
    with given("Acme, entered in the CRM after the first run, and selected for an invoice"):
        customers = saved(world, product, extent=extent)
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        customers.fetch(*customers.search("Acme"))
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("its phone and its notes are edited in finance, and the slot comes"):
        world[product].customers.update(customer, phone="222", notes="pays late")
        world.advance(hours=2)
    with then("the phone crosses as the extent has it, and the notes stay where they were written"):
        assert acme.Phone == customer.phone == phone
        assert customer.notes == "pays late"
