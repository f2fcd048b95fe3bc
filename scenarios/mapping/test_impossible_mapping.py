"""Mappings that cannot work are refused when they are saved, and name the fields."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def refusal_of(world: World, product: str, mapping: dict[str, str]) -> str:
    """What a connection says to this mapping; nothing may be saved by it."""
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    sync = world.connect(product)
    before = world.snapshot()
    with pytest.raises(UsageError) as refusal:
        sync.customers.configure(module="accounts", mapping=mapping)
    assert sync.customers.preferences is None
    assert world.snapshot() == before
    return str(refusal.value)


@scenario(covers=["MAP-10"])
def test_an_unknown_crm_field_is_refused(world: World, product: str) -> None:
    """A CRM field that does not exist is named, with the nearest one that does."""
    with when("'Web_site' is mapped"):
        told = refusal_of(world, product, {"Web_site": "website"})
    with then("the refusal names it and the nearest field"):
        assert "Accounts.Web_site" in told
        assert "the nearest is Website" in told


@scenario(covers=["MAP-10"])
def test_an_unknown_finance_field_is_refused(world: World, product: str) -> None:
    """A finance field that does not exist is named, with the nearest one that does."""
    with when("the website is mapped to 'websit'"):
        told = refusal_of(world, product, {"Website": "websit"})
    with then("the refusal names it and the nearest field"):
        assert "customers.websit" in told
        assert "the nearest is website" in told


@scenario(covers=["MAP-10"])
def test_two_sources_for_one_target_are_refused(world: World, product: str) -> None:
    """The finance phone takes the CRM's phone already; a second source for it is refused."""
    with when("the account number is mapped to the phone as well"):
        told = refusal_of(world, product, {"Account_Number": "phone"})
    with then("the refusal names the target and both sources"):
        assert "customers.phone" in told
        assert "Accounts.Phone" in told
        assert "Accounts.Account_Number" in told


@scenario(covers=["MAP-10"])
def test_text_does_not_map_to_a_number(world: World, product: str) -> None:
    """A website cannot become payment terms: the types do not fit."""
    with when("the website is mapped to the payment terms"):
        told = refusal_of(world, product, {"Website": "payment_terms"})
    with then("the refusal names both fields with their types"):
        assert "Website is website" in told
        assert "payment_terms is integer" in told


@scenario(covers=["MAP-10"])
def test_a_check_box_does_not_map_to_text(world: World, product: str) -> None:
    """A custom check box cannot fill the notes."""
    with given("a check box on accounts"):
        world.crm.accounts.add_field("Key_Account", "boolean")
    with when("it is mapped to the notes"):
        told = refusal_of(world, product, {"Key_Account": "notes"})
    with then("the refusal names both fields with their types"):
        assert "Key_Account is boolean" in told
        assert "notes is textarea" in told


@scenario(covers=["MAP-10"])
def test_a_refused_edit_leaves_the_saved_mapping(world: World, product: str) -> None:
    """In a running sync an impossible mapping is refused, and the mapping saved before goes on."""
    with given("a running sync with the website mapped"):
        acme = world.crm.accounts.create(Account_Name="Acme", Website="acme.example")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", mapping={"Website": "website"}).save_and_sync()
        world.settle()
    with when("the website is mapped to the payment terms instead"), pytest.raises(UsageError):
        sync.customers.map("Website", "payment_terms")
    with then("the next edit of the website arrives as before"):
        world.crm.accounts.update(acme, Website="acme.test")
        world.advance(hours=2)
        (customer,) = world[product].customers.all()
        assert (customer.website, customer.payment_terms) == ("acme.test", None)


@scenario(covers=["MAP-10"])
def test_the_name_cannot_be_taken_out(world: World, product: str) -> None:
    """Without a mapped name there is no customer: taking it out is refused."""
    with when("the account name is taken out of the mapping"):
        told = refusal_of(world, product, {"Account_Name": ""})
    with then("the refusal says what it is for"):
        assert "Account_Name" in told
        assert "names the customer" in told
