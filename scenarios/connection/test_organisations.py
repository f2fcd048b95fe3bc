"""What an organisation shares on connecting, and what a first, a second and a further one may do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scenarios.schedule._setup import enable_invoices
from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed


@scenario(covers=["CON-07"])
def test_books_shares_itself_and_its_contacts_on_connecting(world: World, product: str) -> None:
    """The CRM learns the name, email and country of the Books organisation, and of all its contacts."""
    with given("a Books organisation with three customers, one of them inactive, and two users"):
        books = world[product]
        books.customers.create(contact_name="Acme", email="hello@acme.example", phone="111")
        books.customers.create(contact_name="Beta")
        books.customers.deactivate(books.customers.create(contact_name="Gone"))
        books.users.create("Rita", email="rita@books.example")
    with when("it is connected"):
        world.connect(product)
    with then("the CRM knows the organisation and all its contacts, and no users"):
        (shared,) = world.crm.connected
        assert shared.organisation.name == books.name
        assert shared.organisation.email == books.email
        assert shared.organisation.country == "IN"
        assert [each.name for each in shared.contacts] == ["Acme", "Beta", "Gone"]
        assert (shared.contacts[0].email, shared.contacts[0].phone) == ("hello@acme.example", "111")
        assert shared.users == ()


@scenario(covers=["CON-08"])
def test_billing_shares_itself_and_its_users_on_connecting(world: World, product: str) -> None:
    """The CRM learns the name, email and country of the Billing organisation, and of all its users."""
    with given("a Billing organisation with two users and a customer"):
        billing = world[product]
        billing.users.create("Rita", email="rita@billing.example")
        billing.customers.create(contact_name="Acme")
    with when("it is connected"):
        world.connect(product)
    with then("the CRM knows the organisation and all its users, and no contacts"):
        (shared,) = world.crm.connected
        assert shared.organisation.name == billing.name
        assert shared.organisation.email == billing.email
        assert shared.organisation.country == "IN"
        assert [(each.name, each.email) for each in shared.users][1:] == [("Rita", "rita@billing.example")]
        assert shared.contacts == ()


@scenario(covers=["CON-09"])
def test_the_first_organisation_syncs_both_ways(world: World, product: str) -> None:
    """The first organisation connected with a CRM gives and takes: records travel in both directions."""
    with given("an account in the CRM and a customer in finance"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        beta = world[product].customers.create(contact_name="Beta")
    with when("the organisation is connected and synced both ways"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
    with then("each record stands on both sides"):
        assert sync.both_ways
        assert sorted(each.Account_Name for each in world.crm.accounts.all()) == ["Acme", "Beta"]
        assert sorted(each.contact_name for each in world[product].customers.all()) == ["Acme", "Beta"]
        assert world.why(acme).outcome == "created"
        assert world.why(beta).outcome == "created"


@scenario(covers=["CON-10", "CON-19"], quirks=["CON-10"])
def test_a_further_organisation_is_refused_unless_support_granted_it(world: World, product: str) -> None:
    """A second organisation of the product cannot connect to the same CRM by itself; the first is undisturbed."""
    with given("a connected organisation, and a second one of the same product"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        west = world.organisation(product, name="West")
    with when("the second one tries to connect"), pytest.raises(NotAllowed) as refusal:
        world.connect(west)
    with then("it is told to ask for multi-organisation support, and the first still syncs both ways"):
        assert "multi-organisation support" in refusal.value.message
        assert [shared.organisation.key for shared in world.crm.connected] == [product]
        assert world.integrations == (sync,)
        beta = world[product].customers.create(contact_name="Beta")
        world.advance(hours=2)
        assert world.why(beta).outcome == "created"


@scenario(covers=["CON-10"], quirks=["CON-10"])
def test_a_granted_further_organisation_only_fetches(world: World, product: str) -> None:
    """With multi-organisation support a second organisation connects, and records reach it from the CRM only."""
    with given("a connected organisation, and support for a second one"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.connect(product)
        world.crm.grant_multi_organisation(product)
        west = world.organisation(product, name="West")
        beta = west.customers.create(contact_name="Beta")
    with when("the second one connects and syncs"):
        sync = world.connect(west)
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
    with then("it has the CRM's account, and its own customer stays with it"):
        assert not sync.both_ways
        assert sorted(each.contact_name for each in west.customers.all()) == ["Acme", "Beta"]
        assert world.crm.accounts.all() == [acme]
        assert world.why(acme).outcome == "created"
        assert world.why(beta).outcome == "excluded"


@scenario(covers=["CON-10", "CON-19"], quirks=["CON-10"])
def test_a_further_organisation_cannot_choose_both_ways(world: World, product: str) -> None:
    """Offering 'sync both ways' to the second organisation is refused, and its preferences stay as they were."""
    with given("a second organisation, connected with multi-organisation support"):
        world.connect(product)
        world.crm.grant_multi_organisation(product)
        west = world.organisation(product, name="West")
        beta = west.customers.create(contact_name="Beta")
        sync = world.connect(west)
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
    with when("it chooses 'sync both ways'"), pytest.raises(NotAllowed):
        sync.customers.edit(extent="both_ways")
    with then("the next run only fetches, as before"):
        world.advance(hours=2)
        assert world.why(beta).outcome == "excluded"
        assert world.crm.accounts.all() == []


@scenario(covers=["CON-10"], quirks_off=["CON-10"])
def test_without_the_oddity_a_further_organisation_is_like_the_first(world: World, product: str) -> None:
    """Were further organisations equal, the second would connect unasked and push its customers too."""
    with given("a connected organisation, and a second one with a customer"):
        world.connect(product)
        west = world.organisation(product, name="West")
        beta = west.customers.create(contact_name="Beta")
    with when("the second one connects and syncs both ways"):
        sync = world.connect(west)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
    with then("its customer is an account of the CRM"):
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Beta"]
        assert world.why(beta).outcome == "created"


def further_one_refused(world: World, product: str) -> None:
    """In multi-organisation mode the second organisation syncs all its modules, and its transactions stay with it."""
    with given("a second organisation, connected with multi-organisation support, and synced with an account"):
        world.crm.accounts.create(Account_Name="Acme")
        world.connect(product)
        world.crm.grant_multi_organisation(product)
        west = world.organisation(product, name="West")
        sync = world.connect(west)
    with when("all its modules are synced, and it enables invoices"), pytest.raises(NotAllowed, match="only fetches"):
        enable_invoices(world, west.key)
    with then("none are enabled, and an invoice made there does not reach the CRM"):
        west.invoices.create(
            customer_id=west.customers.one(contact_name="Acme"), lines=[{"name": "Work", "rate": Decimal(100)}]
        )
        world.advance(hours=4)
        assert sync.transactions.enabled == ()
        assert sync.transactions.invoices.history == ()
        with pytest.raises(NotAllowed):
            world.crm.zoho_finance.invoices.all()


def first_one_keeps_its_own(world: World, product: str) -> None:
    """The refusal is for the further organisation only: invoices of the first one cross as before."""
    with given("a first organisation with invoices enabled, and a second one that was refused them"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.connect(product)
        enable_invoices(world, product)
        world.crm.grant_multi_organisation(product)
        west = world.organisation(product, name="West")
        with pytest.raises(NotAllowed):
            world.connect(west).transactions.enable("invoices")
    with when("an invoice is made in the CRM"):
        world.crm.zoho_finance.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": Decimal(100)}])
        world.settle()
    with then("the first organisation has it, the second has none"):
        assert [each.total for each in world[product].invoices.all()] == [Decimal(100)]
        assert west.invoices.all() == []


@scenario(covers=["CON-11"])
def test_a_further_billing_organisation_cannot_enable_transactions(world: World, product: str) -> None:
    """In multi-organisation mode the second organisation syncs its modules, and its transactions stay with it."""
    further_one_refused(world, product)


@scenario(covers=["CON-22"])
def test_a_further_books_organisation_cannot_enable_transactions(world: World, product: str) -> None:
    """The same holds of Books: the second organisation syncs its modules, and its transactions stay with it."""
    further_one_refused(world, product)


@scenario(covers=["CON-11"])
def test_the_first_billing_organisation_keeps_its_transactions(world: World, product: str) -> None:
    """The refusal is for the further organisation only: invoices of the first one cross as before."""
    first_one_keeps_its_own(world, product)


@scenario(covers=["CON-22"])
def test_the_first_books_organisation_keeps_its_transactions(world: World, product: str) -> None:
    """The refusal is for the further organisation only: invoices of the first one cross as before."""
    first_one_keeps_its_own(world, product)


@scenario(covers=["CON-12"])
def test_the_import_refuses_a_second_organisation(world: World, product: str) -> None:
    """A second Invoice organisation cannot import from the same CRM; the first goes on importing."""
    with given("an organisation that imports from the CRM, and a second one"):
        sync = world.connect(product)
        sync.customers.configure().save_and_sync()
        world.settle()
        west = world.organisation(product, name="West")
    with when("the second one tries to connect"), pytest.raises(NotAllowed) as refusal:
        world.connect(west)
    with then("it is refused for the one that is connected, which imports a new account as before"):
        assert refusal.value.field == "organisation"
        assert [shared.organisation.key for shared in world.crm.connected] == [product]
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync.customers.instant_sync()
        world.settle()
        assert world.why(acme).outcome == "created"
        assert west.customers.all() == []


@scenario(covers=["CON-12"])
def test_support_cannot_grant_a_second_import(world: World, product: str) -> None:
    """Multi-organisation support does not exist for the import: the refusal stands even where it was asked for."""
    with given("an organisation that imports from the CRM, and support asked for a second one"):
        world.connect(product)
        world.crm.grant_multi_organisation(product)
        west = world.organisation(product, name="West")
    with when("the second one tries to connect"), pytest.raises(NotAllowed):
        world.connect(west)
    with then("only the first is connected"):
        assert [shared.organisation.key for shared in world.crm.connected] == [product]
