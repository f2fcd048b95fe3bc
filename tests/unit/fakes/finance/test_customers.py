"""Customers: fields, unique names, life cycle, deletion and merging."""

from __future__ import annotations

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim.fakes.finance import Finance
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command
from zsim.ports.errors import DuplicateValue, InvalidData, LimitExceeded, ModifiedSince, NotAllowed, NotFound
from zsim.ports.records import Create, Delete, DeletionCause, Merge, Update

PRODUCTS = ("invoice", "import", "books", "billing")
MASTER_RULE = ("invoice", "import")


def test_a_customer_is_an_active_business_in_the_base_currency(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    assert (acme.customer_sub_type, acme.status, acme.currency_code) == ("business", "active", "INR")


def test_an_address_is_given_and_read_as_a_whole(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme", billing_address={"city": "Chennai", "zip": "600001"})
    books.customers.update(acme, billing_address={"city": "Madurai"})
    assert acme.fields["billing_address.zip"] == "600001"
    assert acme.billing_address["city"] == "Madurai"
    assert acme.shipping_address["city"] is None


@pytest.mark.parametrize("taken", ["Acme", " acme ", "ACME"])
def test_a_name_that_differs_in_case_or_blanks_is_taken(books: Finance, taken: str) -> None:
    books.customers.create(contact_name="Acme")
    with pytest.raises(DuplicateValue, match="choose another name") as refusal:
        books.customers.create(contact_name=taken)
    assert (refusal.value.code, refusal.value.field) == ("3062", "contact_name")
    assert len(books.customers) == 1


def test_names_are_compared_to_the_letter_if_the_policy_says_so(make_shop: MakeShop) -> None:
    books = make_shop(policies={"names": "exact"}).finance
    books.customers.create(contact_name="Acme")
    books.customers.create(contact_name="ACME")
    with pytest.raises(DuplicateValue):
        books.customers.create(contact_name="Acme")


def test_an_inactive_customer_keeps_its_name(books: Finance) -> None:
    books.customers.deactivate(books.customers.create(contact_name="Acme"))
    with pytest.raises(DuplicateValue):
        books.customers.create(contact_name="Acme")


def test_a_deleted_customer_frees_its_name(books: Finance) -> None:
    books.customers.delete(books.customers.create(contact_name="Acme"))
    assert books.customers.create(contact_name="Acme").alive


def test_a_rename_onto_a_taken_name_is_refused(books: Finance) -> None:
    books.customers.create(contact_name="Acme")
    other = books.customers.create(contact_name="Ajax")
    with pytest.raises(DuplicateValue):
        books.customers.update(other, contact_name="acme")
    assert other.contact_name == "Ajax"


def test_a_customer_can_change_the_case_of_its_own_name(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    assert books.customers.update(acme, contact_name="ACME").contact_name == "ACME"


def test_equal_names_can_be_allowed_and_stay_editable_when_forbidden_again(books: Finance) -> None:
    books.preferences.update(allow_equal_names=True)
    books.customers.create(contact_name="Acme")
    twin = books.customers.create(contact_name="Acme")
    books.preferences.update(allow_equal_names=False)
    assert books.customers.update(twin, phone="1").phone == "1"


def test_the_port_answers_a_taken_name_for_that_record_alone(shop: Shop) -> None:
    first, twin, last = shop.write(
        Create({"contact_name": "Acme"}), Create({"contact_name": "acme"}), Create({"contact_name": "Ajax"})
    )
    assert first.id
    assert last.id
    assert twin.id is None
    assert isinstance(twin.error, DuplicateValue)
    assert twin.error.code == "3062"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "contact_name"),
        ({"contact_name": "  "}, "contact_name"),
        ({"contact_name": "x" * 201}, "contact_name"),
        ({"contact_name": "Acme", "phon": "1"}, "phon"),
        ({"contact_name": "Acme", "phone": 1}, "phone"),
        ({"contact_name": "Acme", "payment_terms": "30"}, "payment_terms"),
        ({"contact_name": "Acme", "customer_sub_type": "company"}, "customer_sub_type"),
        ({"contact_name": "Acme", "currency_code": "rupee"}, "currency_code"),
    ],
)
def test_what_does_not_fit_the_fields_is_refused(shop: Shop, fields: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        shop.finance.customers.create(**fields)
    assert (refusal.value.code, refusal.value.field) == ("4", field)
    assert len(shop.finance.customers) == 0


@pytest.mark.parametrize("name", ["zcrm_account_id", "zcrm_contact_id", "source"])
def test_a_person_cannot_write_what_only_the_integration_sets(books: Finance, name: str) -> None:
    acme = books.customers.create(contact_name="Acme")
    with pytest.raises(InvalidData, match=name):
        books.customers.update(acme, **{name: "100000000000000001"})
    with pytest.raises(InvalidData, match=name):
        books.customers.create(contact_name="Ajax", **{name: "100000000000000001"})


def test_customers_from_the_crm_can_be_listed_alone(shop: Shop) -> None:
    shop.finance.customers.create(contact_name="Native")
    linked = shop.imports(contact_name="Acme")
    person = shop.imports(contact_name="Ann Lee", zcrm_account_id=None, zcrm_contact_id="100000000000000002")
    assert [each.id for each in shop.finance.customers.from_crm()] == [linked, person]


def test_a_customer_turns_inactive_and_active_again(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme", phone="1")
    assert books.customers.deactivate(acme).status == "inactive"
    assert books.customers.update(acme, phone="2").status == "inactive"
    assert books.customers.activate(acme).status == "active"


def test_the_port_sets_the_status(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    books.port().write("customers", [Update(acme.id, {"status": "inactive"})])
    assert acme.status == "inactive"


def test_deleting_is_final_and_takes_the_contact_persons_along(shop: Shop) -> None:
    books = shop.finance
    acme, other = (books.customers.create(contact_name=each) for each in ("Acme", "Ajax"))
    ann, bob = (books.contact_persons.create(contact_id=each, first_name="Ann") for each in (acme, other))
    books.customers.delete(acme)
    assert not acme.alive
    assert not ann.alive
    assert bob.alive
    deletions = [books.port().deleted(each, None).deletions for each in ("customers", "contact_persons")]
    assert [[(each.ref.id, each.cause) for each in page] for page in deletions] == [
        [(acme.id, DeletionCause.PERMANENT)],
        [(ann.id, DeletionCause.PERMANENT)],
    ]
    with pytest.raises(NotAllowed, match="create it anew"):
        books.customers.restore(acme)


def test_a_deletion_is_the_cause_of_what_it_takes_along(shop: Shop) -> None:
    books = shop.finance
    acme = books.customers.create(contact_name="Acme")
    books.contact_persons.create(contact_id=acme, first_name="Ann")
    books.customers.delete(acme)
    command = next(each.number for each in shop.journal if each.detail == Command("delete", {}))
    assert [each.cause for each in shop.journal.since(command)] == [command, command]


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_customer_with_transactions_cannot_be_deleted(make_shop: MakeShop, product: str) -> None:
    finance = make_shop(product).finance
    acme = finance.customers.create(contact_name="Acme")
    invoice = finance.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(NotAllowed, match="make it inactive"):
        finance.customers.delete(acme)
    (written,) = finance.port().write("customers", [Delete(acme.id)])
    assert isinstance(written.error, NotAllowed)
    assert acme.alive
    finance.invoices.delete(invoice)
    finance.customers.delete(acme)
    assert not acme.alive


@pytest.mark.parametrize("product", PRODUCTS)
def test_only_the_import_forbids_deleting_an_imported_customer_by_hand(make_shop: MakeShop, product: str) -> None:
    shop = make_shop(product)
    acme = shop.finance.customers.get(shop.imports(contact_name="Acme"))
    if product == "import":
        with pytest.raises(NotAllowed, match="delete it there"):
            shop.finance.customers.delete(acme)
    else:
        shop.finance.customers.delete(acme)
    assert acme.alive == (product == "import")


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_customer_is_deleted_with_those_persons_alone_that_its_writer_knows_of(
    make_shop: MakeShop, product: str
) -> None:
    finance = make_shop(product).finance
    acme = finance.customers.create(contact_name="Acme")
    ann, ben = [finance.contact_persons.create(contact_id=acme, first_name=each).id for each in ("Ann", "Ben")]
    for own in ((), (ann,)):
        (written,) = finance.port().write("customers", [Delete(acme.id, own=own)])
        assert isinstance(written.error, ModifiedSince)
    assert (acme.alive, len(finance.contact_persons)) == (True, 2)
    (written,) = finance.port().write("customers", [Delete(acme.id, own=(ben, ann))])
    assert (written.error, len(finance.contact_persons)) == (None, 0)


def test_the_import_itself_deletes_what_it_imported(make_shop: MakeShop) -> None:
    shop = make_shop("import")
    acme = shop.imports(contact_name="Acme")
    assert shop.finance.port().write("customers", [Delete(acme)])[0].error is None
    assert len(shop.finance.customers) == 0


@pytest.mark.parametrize("product", PRODUCTS)
def test_merging_moves_transactions_and_turns_the_others_inactive(make_shop: MakeShop, product: str) -> None:
    finance = make_shop(product).finance
    master, loser = (finance.customers.create(contact_name=each) for each in ("Acme", "Acme Inc"))
    invoice = finance.invoices.create(customer_id=loser, lines=[{"name": "Work", "rate": 1}])
    finance.customers.merge(master, loser)
    assert invoice.customer_id == master
    assert (master.status, loser.status) == ("active", "inactive")


def test_the_port_merges_as_people_do(books: Finance) -> None:
    master, loser = (books.customers.create(contact_name=each) for each in ("Acme", "Acme Inc"))
    (written,) = books.port().write("customers", [Merge(master.id, (loser.id, loser.id))])
    assert written == (master.id, None)
    assert loser.status == "inactive"


def test_only_customers_of_one_currency_merge(books: Finance) -> None:
    master = books.customers.create(contact_name="Acme")
    same = books.customers.create(contact_name="Acme Inc")
    foreign = books.customers.create(contact_name="Acme US", currency_code="USD")
    with pytest.raises(NotAllowed, match="one currency"):
        books.customers.merge(master, same, foreign)
    assert same.status == "active"
    assert foreign.status == "active"


@pytest.mark.parametrize("product", PRODUCTS)
def test_an_imported_customer_must_be_the_master_in_invoice(make_shop: MakeShop, product: str) -> None:
    shop = make_shop(product)
    native = shop.finance.customers.create(contact_name="Acme Inc")
    imported = shop.finance.customers.get(shop.imports(contact_name="Acme"))
    if product in MASTER_RULE:
        with pytest.raises(NotAllowed, match="must be the master"):
            shop.finance.customers.merge(native, imported)
        assert imported.status == "active"
        shop.finance.customers.merge(imported, native)
        assert native.status == "inactive"
    else:
        shop.finance.customers.merge(native, imported)
        assert imported.status == "inactive"


def test_a_customer_does_not_merge_with_itself_or_with_nobody(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    with pytest.raises(NotAllowed):
        books.customers.merge(acme, acme)
    with pytest.raises(NotFound):
        books.customers.merge(acme, "999999999999999999")
    with pytest.raises(UsageError):
        books.customers.merge(acme)


def test_transactions_fix_the_currency_of_a_customer(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    books.customers.update(acme, currency_code="USD")
    books.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(NotAllowed, match="currency"):
        books.customers.update(acme, currency_code="EUR")
    assert acme.currency_code == "USD"


def test_a_custom_field_starts_with_cf_and_holds_values(books: Finance) -> None:
    with pytest.raises(InvalidData, match="cf_region"):
        books.customers.add_field("region")
    books.customers.add_field("cf_region", "picklist", options=("North", "South"))
    acme = books.customers.create(contact_name="Acme", cf_region="North")
    assert acme.cf_region == "North"
    with pytest.raises(InvalidData, match="no option 'West'"):
        books.customers.update(acme, cf_region="West")


def test_invoice_refuses_the_eleventh_custom_field(make_shop: MakeShop) -> None:
    shop = make_shop("invoice")
    for number in range(10):
        shop.finance.customers.add_field(f"cf_{number}")
    assert not shop.quirks.fired
    with pytest.raises(LimitExceeded, match="at most 10"):
        shop.finance.customers.add_field("cf_eleventh")
    assert list(shop.quirks.fired) == ["MAP-03"]
    assert "cf_eleventh" not in shop.finance.port().fields("customers")


@pytest.mark.parametrize(("product", "off"), [("invoice", ["MAP-03"]), ("books", []), ("billing", [])])
def test_elsewhere_or_without_the_oddity_there_is_no_cap(make_shop: MakeShop, product: str, off: list[str]) -> None:
    shop = make_shop(product, off=off)
    for number in range(11):
        shop.finance.customers.add_field(f"cf_{number}")
    assert "cf_10" in shop.finance.port().fields("customers")
    assert shop.quirks.fired == ()


def test_a_script_that_looks_for_a_near_name_is_told_so(books: Finance) -> None:
    books.customers.create(contact_name="Acme Limited")
    with pytest.raises(UsageError, match="Acme Limited"):
        books.customers.one(contact_name="Acme Ltd")
