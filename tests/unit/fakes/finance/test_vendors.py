"""Vendors: fields, names of their own, life cycle, deletion and merging."""

from __future__ import annotations

import pytest

from tests.unit.fakes.finance.conftest import Shop
from zsim.fakes.finance import Finance
from zsim.fakes.store.handle import Handle
from zsim.kernel.streams import Streams
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed, NotFound
from zsim.ports.records import Create, Delete, DeletionCause, Merge


@pytest.fixture
def wayne(books: Finance) -> Handle:
    """A vendor."""
    return books.vendors.create(contact_name="Wayne", billing_address={"city": "Gotham"})


def test_a_vendor_is_active_and_in_the_base_currency(wayne: Handle) -> None:
    assert (wayne.status, wayne.currency_code, wayne.billing_address["city"]) == ("active", "INR", "Gotham")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "contact_name"),
        ({"contact_name": "x" * 201}, "contact_name"),
        ({"contact_name": "Wayne", "currency_code": "rupee"}, "currency_code"),
        ({"contact_name": "Wayne", "customer_sub_type": "business"}, "customer_sub_type"),
        ({"contact_name": "Wayne", "zcrm_vendor_id": "1"}, "zcrm_vendor_id"),
    ],
)
def test_what_does_not_fit_the_fields_is_refused(books: Finance, fields: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        books.vendors.create(**fields)
    assert (refusal.value.code, refusal.value.field) == ("4", field)
    assert len(books.vendors) == 0


@pytest.mark.parametrize("taken", ["Wayne", " wayne ", "WAYNE"])
def test_a_name_is_taken_among_vendors(books: Finance, wayne: Handle, taken: str) -> None:
    with pytest.raises(DuplicateValue, match="a vendor named") as refusal:
        books.vendors.create(contact_name=taken)
    assert (refusal.value.code, refusal.value.field) == ("3062", "contact_name")


def test_a_customer_and_a_vendor_of_one_name_do_not_collide(books: Finance, wayne: Handle) -> None:
    customer = books.customers.create(contact_name="Wayne")
    assert customer.id != wayne.id
    assert books.customers.update(customer, phone="1").alive
    assert books.vendors.update(wayne, phone="1").alive


def test_equal_names_can_be_allowed(books: Finance, wayne: Handle) -> None:
    books.preferences.update(allow_equal_names=True)
    assert books.vendors.create(contact_name="Wayne").alive


def test_vendors_from_the_crm_can_be_listed_alone(shop: Shop) -> None:
    shop.finance.vendors.create(contact_name="Native")
    (written,) = shop.write_to("vendors", Create({"contact_name": "Wayne", "source": "crm"}))
    assert [each.id for each in shop.finance.vendors.from_crm()] == [written.id]


def test_a_vendor_turns_inactive_and_active_again(books: Finance, wayne: Handle) -> None:
    assert books.vendors.deactivate(wayne).status == "inactive"
    assert books.vendors.activate(wayne).status == "active"


def test_a_vendor_with_bills_cannot_be_deleted(shop: Shop) -> None:
    books = shop.finance
    wayne = books.vendors.create(contact_name="Wayne")
    bill = books.bills.create(vendor_id=wayne, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(NotAllowed, match=r"has transactions \(1\); make it inactive"):
        books.vendors.delete(wayne)
    (written,) = shop.write_to("vendors", Delete(wayne.id))
    assert isinstance(written.error, NotAllowed)
    books.bills.delete(bill)
    books.vendors.delete(wayne)
    (deletion,) = books.port().deleted("vendors", None).deletions
    assert (deletion.ref, deletion.cause) == (wayne.ref, DeletionCause.PERMANENT)


def test_an_invoice_of_a_namesake_does_not_keep_a_vendor(books: Finance, wayne: Handle) -> None:
    books.invoices.create(customer_id=books.customers.create(contact_name="Wayne"), lines=[{"name": "Work", "rate": 1}])
    books.vendors.delete(wayne)
    assert not wayne.alive


def test_merging_moves_bills_and_turns_the_others_inactive(shop: Shop) -> None:
    books = shop.finance
    master, loser = (books.vendors.create(contact_name=each) for each in ("Wayne", "Wayne Inc"))
    bill = books.bills.create(vendor_id=loser, lines=[{"name": "Work", "rate": 1}])
    (written,) = shop.write_to("vendors", Merge(master.id, (loser.id,)))
    assert written == (master.id, None)
    assert (bill.vendor_id, master.status, loser.status) == (master, "active", "inactive")


def test_only_vendors_of_one_currency_merge(books: Finance, wayne: Handle) -> None:
    foreign = books.vendors.create(contact_name="Wayne US", currency_code="USD")
    bill = books.bills.create(vendor_id=foreign, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(NotAllowed, match="only vendors of one currency merge"):
        books.vendors.merge(wayne, foreign)
    assert (foreign.status, bill.vendor_id) == ("active", foreign)


def test_a_vendor_does_not_merge_with_a_customer_or_itself(books: Finance, wayne: Handle) -> None:
    customer = books.customers.create(contact_name="Wayne")
    with pytest.raises(NotFound):
        books.vendors.merge(wayne, customer.id)
    with pytest.raises(NotAllowed):
        books.vendors.merge(wayne, wayne)


def test_bills_fix_the_currency_of_a_vendor(books: Finance, wayne: Handle) -> None:
    books.vendors.update(wayne, currency_code="USD")
    books.bills.create(vendor_id=wayne, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(NotAllowed, match="currency"):
        books.vendors.update(wayne, currency_code="EUR")
    assert wayne.currency_code == "USD"


def test_vendors_and_bills_survive_an_export(shop: Shop) -> None:
    wayne = shop.finance.vendors.create(contact_name="Wayne")
    shop.finance.bills.create(vendor_id=wayne, bill_number="W-7", lines=[{"name": "Work", "rate": 1}])
    data = shop.finance.export()
    copy = Finance.load(data, shop.finance.product, shop.clock, shop.journal, Streams(0), shop.quirks, shop.policies)
    assert copy.export() == data
    with pytest.raises(NotAllowed):
        copy.vendors.delete(wayne.id)
