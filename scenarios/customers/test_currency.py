"""Customers carry their currency, where the CRM has several."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def sync_customers(world: World, product: str, module: str, **choices: str) -> None:
    """Connect, sync customers both ways unless chosen otherwise, and let the first run end."""
    sync = world.connect(product)
    sync.customers.configure(**{"module": module, "extent": "both_ways", **choices}).save_and_sync()
    world.settle()


def currencies(world: World, product: str, module: str) -> dict[str, tuple[object, object]]:
    """The currency of each pair in the CRM and in finance, by name."""
    theirs = {each.contact_name: each.currency_code for each in world[product].customers.all()}
    name = "Account_Name" if module == "accounts" else "Full_Name"
    face = getattr(world.crm, module)
    return {getattr(each, name): (each.Currency, theirs.get(getattr(each, name))) for each in face.all()}


def writes(world: World, product: str) -> int:
    """How many records the runs of customers changed."""
    runs = world.integration(product).customers.history
    return sum(count for run in runs for outcome, count in run.counts.items() if outcome != "unchanged")


MODULES = pytest.mark.parametrize("module", ["accounts", "contacts"])


@scenario(covers=["CUS-37"])
@MODULES
def test_a_customer_has_the_currency_of_the_crms_record(world: World, product: str, module: str) -> None:
    """A record in dollars becomes a customer in dollars, one made in finance in euros a record in euros."""
    with given("records in dollars and rupees in a CRM with multi-currency on, and a customer in euros in finance"):
        old = {"Account_Name": "Old"} if module == "accounts" else {"Last_Name": "Old"}
        getattr(world.crm, module).create(**old)
        world.crm.enable_multi_currency()
        for name, more in (("Acme", {"Currency": "USD"}), ("Bolt", {})):
            named = {"Account_Name": name} if module == "accounts" else {"Last_Name": name}
            getattr(world.crm, module).create(**named, **more)
        kind = "business" if module == "accounts" else "individual"
        world[product].customers.create(contact_name="Cord", currency_code="EUR", customer_sub_type=kind)
    with when("customers are synced both ways, and four hours pass"):
        sync_customers(world, product, module)
        done = writes(world, product)
        world.advance(hours=4)
    with then("each pair is of one currency, one without any is in finance's base, and no later run wrote anything"):
        assert currencies(world, product, module) == {
            "Old": (None, "INR"),
            "Acme": ("USD", "USD"),
            "Bolt": ("INR", "INR"),
            "Cord": ("EUR", "EUR"),
        }
        assert writes(world, product) == done


@scenario(covers=["CUS-37"])
@MODULES
def test_a_currency_edited_on_one_side_is_edited_on_the_other(world: World, product: str, module: str) -> None:
    """Both ways: dollars set in the CRM reach finance, and euros set in finance the CRM."""
    with given("Acme and Bolt are synced both ways, with multi-currency on"):
        world.crm.enable_multi_currency()
        face, name = getattr(world.crm, module), "Account_Name" if module == "accounts" else "Last_Name"
        acme, _ = (face.create(**{name: each}) for each in ("Acme", "Bolt"))
        sync_customers(world, product, module)
    with when("Acme turns to dollars in the CRM, Bolt to euros in finance"):
        face.update(acme, Currency="USD")
        world[product].customers.update(world[product].customers.one(contact_name="Bolt"), currency_code="EUR")
        world.advance(hours=2)
    with then("both crossed"):
        assert currencies(world, product, module) == {"Acme": ("USD", "USD"), "Bolt": ("EUR", "EUR")}


@scenario(covers=["CUS-37"])
@MODULES
def test_the_currency_of_a_customer_with_transactions_stays(world: World, product: str, module: str) -> None:
    """A change of currency of a customer with an invoice fails alone, with finance's reason."""
    with given("Acme with an invoice in rupees, synced, with multi-currency on"):
        world.crm.enable_multi_currency()
        face, name = getattr(world.crm, module), "Account_Name" if module == "accounts" else "Last_Name"
        acme = face.create(**{name: "Acme"})
        sync_customers(world, product, module, extent="fetch")
        (customer,) = world[product].customers.all()
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
    with when("it turns to dollars in the CRM, and the next run comes"):
        face.update(acme, Currency="USD")
        world.advance(hours=2)
    with then("it failed, and the customer is in rupees still"):
        assert world.why(acme).outcome == "failed"
        assert "is fixed by its transactions" in world.why(acme).reason
        assert customer.currency_code == "INR"


@scenario(covers=["CUS-37"])
def test_with_multi_currency_off_customers_are_in_finances_base(world: World, product: str) -> None:
    """A CRM without multi-currency says no currency; once it has several, an edit carries it."""
    with given("an account in a CRM in dollars with multi-currency off, and an organisation in rupees"):
        world.crm.set_base_currency("USD")
        acme = world.crm.accounts.create(Account_Name="Acme")
    with when("customers are synced both ways"):
        sync_customers(world, product, "accounts")
    with then("the customer is in rupees, the account in no currency"):
        assert currencies(world, product, "accounts") == {"Acme": (None, "INR")}
    with when("both are in rupees, multi-currency is on, and the account is set to dollars"):
        world.crm.set_base_currency("INR")
        world.crm.enable_multi_currency()
        world.crm.accounts.update(acme, Currency="USD")
        world.advance(hours=2)
    with then("the customer is in dollars"):
        assert currencies(world, product, "accounts") == {"Acme": ("USD", "USD")}


@scenario(covers=["CUS-37"])
@pytest.mark.parametrize("mapping", [{"Currency": "website"}, {"Currency": ""}, {"Rating": "currency_code"}])
def test_the_currency_is_mapped_whatever_is_chosen(world: World, product: str, mapping: dict[str, str]) -> None:
    """Neither the CRM's currency nor the customer's can be mapped to something else, or left out."""
    with given("a connected organisation"):
        sync = world.connect(product)
    with when("one of the two is mapped otherwise"), pytest.raises(UsageError) as refusal:
        sync.customers.configure(module="accounts", mapping=mapping)
    with then("it is told what is mapped always"):
        assert "always map Currency to currency_code" in str(refusal.value)


@scenario(covers=["CUS-37", "CUS-14", "CUS-38"], products=["invoice"])
@pytest.mark.parametrize("merged", [True, False])
def test_overwrite_merges_those_of_the_accounts_currency(world: World, product: str, merged: bool) -> None:
    """The oldest takes the account's currency; a second one of the name merges into it where it has that, too."""
    with given("an account in dollars, and customers of its name in rupees and in another currency"):
        world.crm.enable_multi_currency()
        acme = world.crm.accounts.create(Account_Name="Acme", Currency="USD")
        world[product].preferences.update(allow_equal_names=True)
        world[product].customers.create(contact_name="Acme")
        second = world[product].customers.create(contact_name="Acme", currency_code="USD" if merged else "EUR")
    with when("customers are synced with overwrite"):
        sync_customers(world, product, "accounts", extent="fetch", duplicates="overwrite")
    with then("it is merged, or stays as it was"):
        assert (second.status == "inactive") is merged
        assert second.currency_code == ("USD" if merged else "EUR")
        assert world.why(acme).outcome == "overwritten"
