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
    first = books.bills.create(vendor_id=wayne)
    second = books.bills.create(vendor_id=wayne, bill_number="W-7", date=date(2026, 2, 1), total=Decimal("9.50"))
    assert (first.date, first.total) == (date(2026, 1, 5), 0)
    assert (second.bill_number, second.date, second.total) == ("W-7", date(2026, 2, 1), Decimal("9.50"))


def test_a_bill_needs_a_vendor_that_is_there(books: Finance, wayne: Handle) -> None:
    with pytest.raises(InvalidData, match="vendor_id is missing"):
        books.bills.create(total=1)
    with pytest.raises(NotFound, match="vendor_id"):
        books.bills.create(vendor_id="999999999999999999")
    with pytest.raises(UsageError, match="a record of vendors"):
        books.bills.create(vendor_id=books.customers.create(contact_name="Wayne"))
    assert len(books.bills) == 0


def test_the_vendor_of_a_bill_stays(books: Finance, wayne: Handle) -> None:
    bill = books.bills.create(vendor_id=wayne)
    with pytest.raises(NotAllowed, match="create a bill of the other vendor"):
        books.bills.update(bill, vendor_id=books.vendors.create(contact_name="Stark"))
    assert bill.vendor_id == wayne
