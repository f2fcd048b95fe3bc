"""Bills, as far as vendors hang on them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from zsim.fakes.finance import Finance
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidData, NotAllowed, NotFound


@pytest.fixture
def wayne(books: Finance) -> Handle:
    """A vendor."""
    return books.vendors.create(contact_name="Wayne")


def test_a_bill_is_of_today_unless_dated_otherwise(books: Finance, wayne: Handle) -> None:
    first = books.bills.create(vendor_id=wayne, lines=[{"name": "Work", "rate": 1}])
    second = books.bills.create(
        vendor_id=wayne, bill_number="W-7", date=date(2026, 2, 1), lines=[{"name": "Work", "rate": Decimal("9.50")}]
    )
    assert (first.date, first.total) == (date(2026, 1, 5), 1)
    assert (second.bill_number, second.date, second.total) == ("W-7", date(2026, 2, 1), Decimal("9.50"))


def test_a_bill_needs_a_vendor_that_is_there(books: Finance, wayne: Handle) -> None:
    with pytest.raises(InvalidData, match="vendor_id is missing"):
        books.bills.create(lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(NotFound, match="vendor_id"):
        books.bills.create(vendor_id="999999999999999999", lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(UsageError, match="a record of vendors"):
        books.bills.create(vendor_id=books.customers.create(contact_name="Wayne"), lines=[{"name": "Work", "rate": 1}])
    assert len(books.bills) == 0


def test_the_vendor_of_a_bill_stays(books: Finance, wayne: Handle) -> None:
    bill = books.bills.create(vendor_id=wayne, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(NotAllowed, match="create a bill for the other vendor"):
        books.bills.update(bill, vendor_id=books.vendors.create(contact_name="Stark"))
    assert bill.vendor_id == wayne


def test_an_inactive_vendor_sends_no_new_bill(books: Finance, wayne: Handle) -> None:
    bill = books.bills.create(vendor_id=wayne, lines=[{"name": "Work", "rate": 1}])
    books.vendors.deactivate(wayne)
    before = books.export()
    with pytest.raises(NotAllowed, match=r"vendor_id names 'Wayne' .* is inactive .* make it active") as refusal:
        books.bills.create(vendor_id=wayne, lines=[{"name": "Work", "rate": 2}])
    assert refusal.value.field == "vendor_id"
    assert books.export() == before
    assert books.bills.update(bill, lines=[{"name": "Work", "rate": 3}]).total == 3
    books.vendors.activate(wayne)
    assert books.bills.create(vendor_id=wayne, lines=[{"name": "Work", "rate": 2}]).alive


def test_the_vendor_of_a_bill_is_named_by_a_vendors_id(books: Finance, wayne: Handle) -> None:
    before = books.export()
    with pytest.raises(NotFound, match="vendors has no such record; name one that is there"):
        books.bills.create(vendor_id=books.organisation.key, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(InvalidData, match="vendor_id takes a record of vendors, not 7"):
        books.bills.create(vendor_id=7, lines=[{"name": "Work", "rate": 1}])
    with pytest.raises(InvalidData, match=r"rate of line 1 takes a finite Decimal or a whole number, not '9\.50'"):
        books.bills.create(vendor_id=wayne, lines=[{"name": "Work", "rate": "9.50"}])
    assert books.export() == before
