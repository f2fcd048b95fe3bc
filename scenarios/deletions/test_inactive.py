"""A record is made inactive in finance: it stays in its pair."""

from __future__ import annotations

import pytest

from scenarios.deletions._setup import IN_TRANSACTIONS, SORTS, Sort
from zsim import World, given, scenario, then, when


def goes_on_updating(world: World, product: str, sort: Sort, origin: str) -> None:
    """Acme, made inactive in finance, takes the CRM's edits and stays inactive."""
    with given(f"Acme, born in {'the CRM' if origin == 'crm' else 'finance'}, synced, and made inactive in finance"):
        ours, theirs = sort.pair(world, product, origin)
        sort.in_finance(world, product).deactivate(theirs)
        world.advance(hours=2)
    with when("it is edited in the CRM, and the next slot comes"):
        sort.edit_crm(world, ours, "222")
        world.advance(hours=2)
    with then("finance has the new value in the record, which is inactive still"):
        assert sort.named(world, product) == ([ours], [theirs])
        assert (sort.text_of(theirs), theirs.status) == ("222", "inactive")
        assert world.why(ours).outcome == "updated"
        assert (ours.id, theirs.id) in [(each.crm_id, each.finance_id) for each in world.integration(product).links]
    with when("it is made active, and edited in the CRM again"):
        sort.in_finance(world, product).activate(theirs)
        sort.edit_crm(world, ours, "333")
        world.advance(hours=2)
    with then("the pair is the same, and the record active"):
        assert sort.named(world, product) == ([ours], [theirs])
        assert (sort.text_of(theirs), theirs.status) == ("333", "active")


@pytest.mark.parametrize("origin", ["crm", "finance"])
@pytest.mark.parametrize("sort", IN_TRANSACTIONS)
@scenario(covers=["DEL-13"])
def test_an_inactive_record_takes_edits_and_stays_inactive(world: World, product: str, sort: str, origin: str) -> None:
    """Made inactive in finance, a record is not deleted in the CRM; edits there still reach it."""
    goes_on_updating(world, product, SORTS[sort], origin)


@pytest.mark.parametrize("origin", ["crm", "finance"])
@scenario(covers=["DEL-13"], products=["books"])
def test_an_inactive_vendor_takes_edits_and_stays_inactive(world: World, product: str, origin: str) -> None:
    """Made inactive in Books, a vendor is not deleted in the CRM; edits there still reach it."""
    goes_on_updating(world, product, SORTS["vendor"], origin)


@scenario(covers=["DEL-13"])
def test_the_contacts_of_an_inactive_customer_are_synced_on(world: World, product: str) -> None:
    """An inactive customer is still its account's: its contact persons are updated, and new ones join."""
    with given("an account with a contact, synced, and its customer made inactive"):
        ann, person = SORTS["contact person"].pair(world, product, "crm")
        home = world[product].customers.one(contact_name="Home")
        world[product].customers.deactivate(home)
    with when("the contact is edited, another is added, and the next slot comes"):
        world.crm.contacts.update(ann, Phone="222")
        world.crm.contacts.create(Last_Name="Bob", Account_Name=world.crm.accounts.one(Account_Name="Home"))
        world.advance(hours=2)
    with then("both are contact persons of the inactive customer"):
        assert [each.last_name for each in world[product].contact_persons.find(contact_id=home)] == ["Acme", "Bob"]
        assert (person.phone, home.status) == ("222", "inactive")
