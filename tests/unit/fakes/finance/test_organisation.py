"""A finance organisation: its details, keys, users, preferences, port, and its export."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim.catalogue.life_cycles import life_cycle
from zsim.fakes.finance import Finance
from zsim.fakes.store.keys import is_key, maker_of
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command
from zsim.kernel.streams import Streams
from zsim.ports.app import Organisation
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed, NotModelled

ALL_THREE = ("items", "vendors", "bills")


def test_the_port_tells_the_organisation(shop: Shop) -> None:
    expected = Organisation(
        key="books",
        name="Books",
        email="admin@books.example",
        country="IN",
        currency="INR",
        multi_currency=True,
        edition="IN",
    )
    assert shop.finance.port().organisation() == shop.finance.organisation == expected


def test_a_further_organisation_has_its_own_key_and_ids(make_shop: MakeShop) -> None:
    west = make_shop(key="books-2", name="West", currency="USD", country="US", edition="US").finance
    acme = west.customers.create(contact_name="Acme")
    assert acme.ref.app == "books-2"
    assert acme.currency_code == "USD"
    assert (west.organisation.key, west.name, west.organisation.edition) == ("books-2", "West", "US")
    assert acme.id[:7] != make_shop().finance.customers.create(contact_name="Acme").id[:7]


def test_ids_have_eighteen_digits_and_grow_across_modules(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    ann = books.contact_persons.create(contact_id=acme, first_name="Ann")
    assert len(acme.id) == 18
    assert acme.id.isdigit()
    assert ann.id > acme.id


def test_two_worlds_of_one_seed_are_equal_to_the_last_byte(make_shop: MakeShop) -> None:
    digests = []
    for _ in range(2):
        shop = make_shop("invoice")
        shop.finance.generate_zsc_key()
        shop.imports(contact_name="Acme")
        digests.append(shop.journal.digest())
    assert digests[0] == digests[1]


@pytest.mark.parametrize("product", ["invoice", "books"])
def test_a_generated_key_is_the_products_own(make_shop: MakeShop, product: str) -> None:
    finance = make_shop(product).finance
    assert finance.zsc_key is None
    first = finance.generate_zsc_key()
    assert is_key(first)
    assert maker_of(first, ["crm", "invoice", "books"]) == product
    assert finance.generate_zsc_key() != first
    assert finance.zsc_key != first


def test_billing_has_no_key(make_shop: MakeShop) -> None:
    with pytest.raises(NotAllowed, match="choosing an organisation"):
        make_shop("billing").finance.generate_zsc_key()


def test_another_primary_email_is_the_founders_too(books: Finance) -> None:
    books.set_email("boss@books.example")
    assert books.email == books.organisation.email == books.users["Administrator"].email == "boss@books.example"


@pytest.mark.parametrize("email", ["", "boss", "@books.example", "boss@books", "b oss@books.example", "a@b@c.example"])
def test_what_is_no_address_is_refused(books: Finance, email: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        books.set_email(email)
    assert books.email == "admin@books.example"


def test_another_base_currency_leaves_the_customers_theirs(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    books.set_base_currency("USD")
    ajax = books.customers.create(contact_name="Ajax")
    assert (books.organisation.currency, acme.currency_code, ajax.currency_code) == ("USD", "INR", "USD")


@pytest.mark.parametrize("code", ["usd", "US", "DOLLAR", "U5D"])
def test_what_is_no_currency_is_refused(books: Finance, code: str) -> None:
    with pytest.raises(UsageError, match="not offered"):
        books.set_base_currency(code)
    assert books.organisation.currency == "INR"


@pytest.mark.parametrize(
    ("product", "contacts", "users"), [("books", 1, 0), ("billing", 0, 2), ("invoice", 0, 0), ("import", 0, 0)]
)
def test_what_is_shared_on_connecting_differs(make_shop: MakeShop, product: str, contacts: int, users: int) -> None:
    finance = make_shop(product).finance
    finance.customers.create(contact_name="Acme")
    finance.users.create("Rita", email="rita@books.example")
    shared = finance.shared()
    assert (len(shared.contacts), len(shared.users), shared.organisation) == (contacts, users, finance.organisation)


def test_users_come_and_go(books: Finance) -> None:
    rita = books.users.create("Rita", email="rita@books.example")
    assert [each.name for each in books.users.all()] == ["Administrator", "Rita"]
    assert not books.users.deactivate(rita).active
    assert books.users.activate("Rita").active
    with pytest.raises(DuplicateValue):
        books.users.create("Ritva", email="RITA@books.example")
    with pytest.raises(UsageError, match="Rita"):
        books.users.deactivate("Ritta")
    with pytest.raises(UsageError, match="admin"):
        books.users.create("Ravi", email="ravi@books.example", role="admn")


def test_an_unknown_preference_or_value_is_refused(books: Finance) -> None:
    with pytest.raises(UsageError, match="did you mean 'allow_equal_names'"):
        books.preferences.update(allow_equal_name=True)
    with pytest.raises(UsageError, match="sku_mandatory"):
        books.preferences.update(sku_required=True)
    wrong: dict[str, Any] = {"allow_equal_names": "yes"}
    with pytest.raises(UsageError, match="True or False"):
        books.preferences.update(**wrong)
    assert books.preferences.allow_equal_names is False


def test_what_people_do_is_recorded_with_what_they_gave(shop: Shop) -> None:
    shop.finance.preferences.update(allow_equal_names=True)
    shop.finance.set_base_currency("USD")
    acme = shop.finance.customers.create(contact_name="Acme")
    shop.finance.customers.deactivate(acme)
    assert [(each.subject, each.detail) for each in shop.journal if each.kind == "command"] == [
        (("books", "preferences"), Command("update", {"allow_equal_names": True})),
        (("books", "organisation"), Command("set_base_currency", {"currency": "USD"})),
        (("books", "customers"), Command("create", {"contact_name": "Acme"})),
        (acme.ref, Command("deactivate", {})),
    ]


def test_the_port_knows_its_modules_and_no_others(books: Finance) -> None:
    assert {each: books.port().fields(each)["status"].options for each in ("customers", "invoices")} == {
        "customers": ("active", "inactive"),
        "invoices": life_cycle("invoices").states,
    }
    with pytest.raises(NotModelled, match="customers, contact_persons, items, vendors, estimates, invoices"):
        books.port().fields("subscriptions")


@pytest.mark.parametrize(
    ("product", "absent"), [("invoice", ("vendors", "bills")), ("billing", ("vendors", "bills")), ("import", ALL_THREE)]
)
def test_a_product_has_the_modules_it_syncs(make_shop: MakeShop, product: str, absent: tuple[str, ...]) -> None:
    finance = make_shop(product).finance
    for module in ALL_THREE:
        if module in absent:
            with pytest.raises(NotModelled, match=f"no module '{module}'"):
                finance.port().fields(module)
            with pytest.raises(NotModelled, match=f"of {finance.product.name}: it has .*; take .*Books"):
                getattr(finance, module)
        else:
            assert len(getattr(finance, module)) == 0


def test_a_product_without_items_makes_invoices_without_them(make_shop: MakeShop) -> None:
    finance = make_shop("import").finance
    acme = finance.customers.create(contact_name="Acme")
    assert finance.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}]).alive
    with pytest.raises(InvalidData, match="has no items; give a name"):
        finance.invoices.create(customer_id=acme, lines=[{"item": "999999999999999999"}])


def test_the_link_fields_can_be_searched(shop: Shop) -> None:
    acme = shop.imports(contact_name="Acme", zcrm_account_id="100000000000000007")
    found = shop.finance.port().search("customers", "zcrm_account_id", ["100000000000000007"])
    assert [each.id for each in found] == [acme]


def a_busy_shop(make_shop: MakeShop) -> Shop:
    """An organisation in which everything happened that an export has to carry."""
    shop = make_shop("invoice", key="invoice-2", name="West", currency="USD")
    finance = shop.finance
    finance.generate_zsc_key()
    finance.set_email("boss@west.example")
    finance.preferences.update(allow_equal_names=True)
    finance.users.deactivate(finance.users.create("Rita", email="rita@west.example"))
    finance.customers.add_field("cf_region", "picklist", options=("North", "South"), required=True)
    acme = finance.customers.create(contact_name="Acme", cf_region="North", billing_address={"city": "Reno"})
    shop.imports(contact_name="Acme", cf_region="South")
    finance.contact_persons.create(contact_id=acme, first_name="Ann")
    shop.clock.move_to(shop.clock.now_ms + 5000)
    finance.preferences.update(sku_mandatory=True, allow_equal_item_names=True)
    anvil = finance.items.create(name="Anvil", sku="AB-1", rate=Decimal("9.50"))
    finance.items.deactivate(finance.items.create(name="Anvil", sku="AB-2"))
    finance.invoices.mark_sent(
        finance.invoices.create(customer_id=acme, lines=[{"item": anvil, "rate": Decimal("9.50")}])
    )
    finance.customers.delete(finance.customers.create(contact_name="Gone", cf_region="North"))
    return shop


def loaded(shop: Shop) -> Finance:
    """The organisation after a journey through JSON."""
    data = json.loads(json.dumps(shop.finance.export()))
    return Finance.load(data, shop.finance.product, shop.clock, shop.journal, Streams(0), shop.quirks, shop.policies)


def test_an_export_carries_the_whole_state(make_shop: MakeShop) -> None:
    shop = a_busy_shop(make_shop)
    copy = loaded(shop)
    assert copy.export() == shop.finance.export()
    for module in ("customers", "contact_persons", "invoices", "items"):
        assert copy.port().changed(module, None) == shop.finance.port().changed(module, None)
        assert copy.port().deleted(module, None) == shop.finance.port().deleted(module, None)
        assert copy.port().fields(module) == shop.finance.port().fields(module)


def test_a_loaded_organisation_goes_on_where_the_other_stood(make_shop: MakeShop) -> None:
    shop = a_busy_shop(make_shop)
    copy = loaded(shop)
    acme = copy.customers.find(contact_name="Acme")[0]
    assert copy.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}]).invoice_number == "INV-000002"
    ours, theirs = (
        each.customers.create(contact_name="Next", cf_region="North").id > acme.id for each in (copy, shop.finance)
    )
    assert ours
    assert theirs
    assert (copy.zsc_key, copy.email, copy.users["Rita"].active) == (shop.finance.zsc_key, "boss@west.example", False)
