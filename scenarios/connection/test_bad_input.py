"""Mistakes in connecting and configuring: each is refused in clear words, and nothing is changed."""

from __future__ import annotations

import pytest

from zsim import World, given, in_words, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import VendorError

PRODUCTS = ["invoice", "books", "billing"]
WORK = {"module": "accounts", "extent": "fetch", "duplicates": "clone"}


def synced(world: World, product: str) -> None:
    """An account of the CRM with its customer, and a customer of finance's own."""
    world.crm.accounts.create(Account_Name="Acme")
    world[product].customers.create(contact_name="Beta")
    world.connect(product).customers.configure(**WORK).save_and_sync()
    world.settle()


@scenario(covers=[], products=["invoice", "books"])
def test_nothing_can_be_configured_before_connecting(world: World, product: str) -> None:
    """Asking for the sync of a product that is not connected names what is connected and how to connect it."""
    with given("records on both sides, and no connection"):
        world.crm.accounts.create(Account_Name="Acme")
        world[product].customers.create(contact_name="Beta")
        before = world.snapshot()
    with when("somebody wants to configure its sync"), pytest.raises(UsageError) as refusal:
        world.integration(product).customers.configure(module="accounts")
    with then("the way out is named, and nothing has changed"):
        assert refusal.value.asked == f"the integration of {product}"
        assert refusal.value.found == "connected with the CRM: nothing"
        assert refusal.value.right == f"connect it first: world.connect({product!r})"
        world.advance(hours=4)
        assert world.snapshot() == before


@scenario(covers=[], products=PRODUCTS)
def test_nothing_can_be_synced_before_configuring(world: World, product: str) -> None:
    """A connection alone moves nothing, and an Instant Sync without saved preferences is refused."""
    with given("a connection whose sync was never configured"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        before = world.snapshot()
    with when("an Instant Sync is asked for"), pytest.raises(UsageError) as refusal:
        sync.customers.instant_sync()
    with then("it is told to configure first, and nothing has moved"):
        assert refusal.value.found == "the module was never saved"
        assert "configure" in refusal.value.right
        world.advance(hours=4)
        assert sync.customers.history == ()
        assert world.snapshot() == before


@scenario(covers=[], products=PRODUCTS)
def test_connecting_an_unknown_product_names_those_there_are(world: World, product: str) -> None:
    """A misspelt product is refused with the one that was probably meant."""
    with given("records on both sides"):
        world.crm.accounts.create(Account_Name="Acme")
        world[product].customers.create(contact_name="Beta")
        before = world.snapshot()
    with when("somebody connects a product with a letter missing"), pytest.raises(UsageError) as refusal:
        world.connect(product[:-1])
    with then("the product is suggested, and nothing is connected"):
        assert product in refusal.value.right
        assert world.integrations == ()
        assert world.crm.connected == ()
        assert world.snapshot() == before


@scenario(covers=[], products=PRODUCTS)
def test_an_organisation_cannot_be_connected_twice(world: World, product: str) -> None:
    """Connecting a connected organisation again is refused; its sync goes on undisturbed."""
    with given("a synced organisation"):
        synced(world, product)
        sync = world.integration(product)
        before = world.snapshot()
    with when("somebody connects it again"), pytest.raises(UsageError) as refusal:
        world.connect(product)
    with then("the present connection is named, and it is the only one"):
        assert refusal.value.found == "it has an integration, which is enabled"
        assert world.integrations == (sync,)
        assert len(sync.links) == 1
        assert world.snapshot() == before


@pytest.mark.parametrize(
    ("choice", "options"),
    [
        ({"module": "acounts"}, "one of accounts, contacts, accounts_and_contacts"),
        ({"extent": "push"}, "one of fetch, both_ways"),
        ({"duplicates": "merge"}, "one of clone, overwrite, skip"),
    ],
    ids=["module", "extent", "duplicates"],
)
@scenario(covers=[], products=PRODUCTS)
def test_an_unknown_option_is_refused_with_those_there_are(
    world: World, product: str, choice: dict[str, str], options: str
) -> None:
    """A value that is none of an option's values is refused with the list of them."""
    with given("a synced organisation"):
        synced(world, product)
        sync = world.integration(product)
        before, preferences = world.snapshot(), sync.customers.preferences
    with when(f"somebody chooses {in_words(choice)}"), pytest.raises(UsageError) as refusal:
        sync.customers.edit(**choice)
    with then("the values there are are listed, and the preferences are the former ones"):
        assert refusal.value.right == options
        assert sync.customers.preferences == preferences
        world.advance(hours=2)
        assert world.snapshot() == before


@pytest.mark.parametrize(
    ("choice", "right"),
    [
        ({"duplicate": "skip"}, "did you mean 'duplicates'"),
        ({"include_contacts_without_account": "yes"}, "True or False"),
        ({"mapping": "Website"}, "{'CRM_Field': 'finance_field'}"),
    ],
    ids=["no such choice", "no truth value", "no pairs"],
)
@scenario(covers=[], products=PRODUCTS)
def test_a_choice_of_the_wrong_kind_is_refused(world: World, product: str, choice: dict[str, str], right: str) -> None:
    """A choice that does not exist, or a value of the wrong type, is refused with what would be right."""
    with given("a connection"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        before = world.snapshot()
    with when(f"somebody chooses {in_words(choice)}"), pytest.raises(UsageError) as refusal:
        sync.customers.configure(**choice)
    with then("it is told what would be right, and there is still nothing to save"):
        assert right in refusal.value.right
        with pytest.raises(UsageError):
            sync.customers.save_and_sync()
        assert world.snapshot() == before


@scenario(covers=[], products=["import"])
def test_the_import_knows_no_choice_but_its_repetition(world: World, product: str) -> None:
    """The one-way import asks for nothing but auto-update; choices of the two-way sync are refused."""
    with given("a connected import"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        before = world.snapshot()
    with when("somebody chooses 'sync both ways'"), pytest.raises(UsageError) as refusal:
        sync.customers.configure(extent="both_ways")
    with then("the choice is unknown there, and nothing is saved"):
        assert refusal.value.found == "Invoice, one-way import has no such choice"
        assert "auto_update" in refusal.value.right
        assert sync.customers.preferences is None
        assert world.snapshot() == before


@scenario(covers=["VIW-05"])
def test_a_view_of_another_module_is_refused(world: World, product: str) -> None:
    """A contact view cannot restrict accounts: the refusal names both modules, and the former view stays."""
    with given("accounts synced through a view, and a view of contacts"):
        world.crm.accounts.create(Account_Name="Acme", Industry="Consulting")
        other = world.crm.accounts.create(Account_Name="Other")
        view = world.crm.accounts.views.create("Consultants", ("Industry", "is", "Consulting"))
        wrong = world.crm.contacts.views.create("Bankers", ("Title", "is", "Banker"))
        sync = world.connect(product)
        sync.customers.configure(module="accounts", account_view=view).save_and_sync()
        world.settle()
        before, preferences = world.snapshot(), sync.customers.preferences
    with when("the view of contacts is chosen for accounts"), pytest.raises(UsageError) as refusal:
        sync.customers.edit(account_view=wrong)
    with then("a view of accounts is asked for, and the sync still goes through its former view"):
        assert refusal.value.found == "a view of Contacts"
        assert "a view of Accounts" in refusal.value.right
        assert sync.customers.preferences == preferences
        world.advance(hours=2)
        assert world.snapshot() == before
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert world.why(other).outcome is None


@scenario(covers=["VIW-05"])
def test_a_view_for_a_module_that_is_not_synced_is_refused(world: World, product: str) -> None:
    """With accounts alone, a view of contacts has nothing to restrict and cannot be chosen."""
    with given("a connection, and a view of contacts"):
        world.crm.accounts.create(Account_Name="Acme")
        view = world.crm.contacts.views.create("Bankers", ("Title", "is", "Banker"))
        sync = world.connect(product)
        before = world.snapshot()
    with when("accounts alone are chosen with that view"), pytest.raises(UsageError) as refusal:
        sync.customers.configure(module="accounts", contact_view=view)
    with then("a view of accounts is asked for, and nothing is saved"):
        assert refusal.value.asked == "contact_view='Bankers'"
        assert refusal.value.right == "a view of Accounts"
        assert sync.customers.preferences is None
        assert world.snapshot() == before


@scenario(covers=[], products=PRODUCTS)
def test_an_unknown_view_is_refused_with_a_near_one(world: World, product: str) -> None:
    """A misspelt view is refused with the view that was probably meant."""
    with given("a synced organisation"):
        synced(world, product)
        sync = world.integration(product)
        before, preferences = world.snapshot(), sync.customers.preferences
    with when("the view 'All Acounts' is chosen"), pytest.raises(UsageError) as refusal:
        sync.customers.edit(account_view="All Acounts")
    with then("'All Accounts' is suggested, and the preferences are the former ones"):
        assert refusal.value.found == "Accounts has no such view"
        assert "All Accounts" in refusal.value.right
        assert sync.customers.preferences == preferences
        assert world.snapshot() == before


@scenario(covers=["MAP-10"])
def test_mapping_an_unknown_field_leaves_the_mapping_as_it_was(world: World, product: str) -> None:
    """A misspelt field is refused with the nearest one, and the next run carries the fields mapped before."""
    with given("a synced organisation"):
        synced(world, product)
        sync = world.integration(product)
        acme = world.crm.accounts.one(Account_Name="Acme")
        preferences = sync.customers.preferences
    with when("the field 'Websit' is mapped"), pytest.raises(UsageError) as refusal:
        sync.customers.map("Websit", "website")
    with then("'Website' is suggested, and the mapping is the former one"):
        assert refusal.value.asked == "map the field Accounts.Websit"
        assert refusal.value.found == "there is no such field; the nearest is Website"
        assert sync.customers.preferences == preferences
        world.crm.accounts.update(acme, Phone="222", Website="acme.example")
        world.advance(hours=2)
        customer = world[product].customers.one(contact_name="Acme")
        assert (customer.phone, customer.website) == ("222", None)


@scenario(covers=[], products=PRODUCTS)
def test_a_record_of_finance_without_a_link_cannot_be_fetched(world: World, product: str) -> None:
    """A customer that never came from the CRM has nothing behind it to fetch; it is left as it is."""
    with given("a synced organisation with a customer of its own"):
        synced(world, product)
        sync = world.integration(product)
        beta = world[product].customers.one(contact_name="Beta")
        before = world.snapshot()
    with when("somebody fetches that customer from the CRM"), pytest.raises(UsageError) as refusal:
        sync.customers.fetch(beta)
    with then("it is told that there is no link, and no run was made"):
        assert refusal.value.found == "it is linked to none"
        world.settle()
        assert len(sync.customers.history) == 1
        assert world.snapshot() == before


@scenario(covers=[], products=PRODUCTS)
def test_a_currency_that_is_not_offered_is_refused(world: World, product: str) -> None:
    """A currency code nobody offers is refused on either side, and both keep the one they have."""
    with given("a CRM and a finance organisation, both in rupees"):
        before = world[product].organisation
    with when("the CRM is set to 'RUPEE'"), pytest.raises(UsageError):
        world.crm.set_base_currency("RUPEE")
    with when("finance is set to 'usd'"), pytest.raises(UsageError) as refusal:
        world[product].set_base_currency("usd")
    with then("a near code is suggested, and both are still in rupees"):
        assert "USD" in refusal.value.right
        assert world[product].organisation == before
        assert world.crm.organisation.currency == "INR"


@scenario(covers=["CON-13"])
def test_a_refused_choice_leaves_no_half_of_it_behind(world: World, product: str) -> None:
    """Two choices made together, one of them wrong: the right one is not taken over either."""
    with given("a synced organisation with multi-currency on and equal currencies"):
        world.crm.enable_multi_currency()
        synced(world, product)
        sync = world.integration(product)
        preferences = sync.customers.preferences
    with when("the CRM changes to US dollars"):
        world.crm.set_base_currency("USD")
    with when("another policy and a mapping are chosen"), pytest.raises(VendorError):
        sync.customers.edit(duplicates="overwrite", mapping={"Website": "website"})
    with then("both the policy and the mapping are the former ones"):
        assert sync.customers.preferences == preferences
