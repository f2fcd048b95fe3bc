"""Contact persons: whose they are, their names, and how many there may be."""

from __future__ import annotations

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim.fakes.finance import Finance
from zsim.ports.errors import InvalidData, LimitExceeded, NotAllowed, NotFound
from zsim.ports.records import Create


def test_a_contact_person_belongs_to_a_customer(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    ann = books.contact_persons.create(contact_id=acme, first_name="Ann", last_name="Lee")
    assert ann.contact_id == acme
    assert "Ann Lee" in repr(ann)
    assert books.contact_persons.find(contact_id=acme) == [ann]


def test_one_name_is_enough_and_none_is_too_few(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    assert books.contact_persons.create(contact_id=acme, last_name="Lee").alive
    with pytest.raises(InvalidData) as refusal:
        books.contact_persons.create(contact_id=acme, first_name=" ", email="ann@acme.example")
    assert refusal.value.field == "first_name"


def test_a_customer_that_is_not_there_is_refused(books: Finance) -> None:
    gone = books.customers.create(contact_name="Acme")
    books.customers.delete(gone)
    with pytest.raises(NotFound) as refusal:
        books.contact_persons.create(contact_id=gone, first_name="Ann")
    assert (refusal.value.code, refusal.value.field) == ("1002", "contact_id")
    with pytest.raises(InvalidData):
        books.contact_persons.create(first_name="Ann")


def test_a_contact_person_never_changes_customers(books: Finance) -> None:
    acme, ajax = (books.customers.create(contact_name=each) for each in ("Acme", "Ajax"))
    ann = books.contact_persons.create(contact_id=acme, first_name="Ann")
    with pytest.raises(NotAllowed, match="at the other customer"):
        books.contact_persons.update(ann, contact_id=ajax)
    assert books.contact_persons.update(ann, contact_id=acme, phone="1").phone == "1"


def test_books_refuses_the_person_past_its_cap_and_that_one_alone(shop: Shop) -> None:
    acme, ajax = shop.imports(contact_name="Acme"), shop.imports(contact_name="Ajax")
    creates = [Create({"contact_id": acme, "first_name": f"Ann {number}"}) for number in range(501)]
    written = shop.finance.port().write("contact_persons", [*creates, Create({"contact_id": ajax, "first_name": "Bo"})])
    assert [number for number, each in enumerate(written) if each.error is not None] == [500]
    assert isinstance(written[500].error, LimitExceeded)


def test_where_no_cap_is_documented_there_is_none(make_shop: MakeShop) -> None:
    shop = make_shop("billing")
    acme = shop.imports(contact_name="Acme")
    creates = [Create({"contact_id": acme, "first_name": f"Ann {number}"}) for number in range(501)]
    assert all(each.error is None for each in shop.finance.port().write("contact_persons", creates))


def test_a_full_customer_can_still_be_edited(shop: Shop) -> None:
    acme = shop.imports(contact_name="Acme")
    creates = [Create({"contact_id": acme, "first_name": f"Ann {number}"}) for number in range(500)]
    written = shop.finance.port().write("contact_persons", creates)
    assert shop.finance.contact_persons.update(str(written[-1].id), phone="1").phone == "1"


def test_a_person_cannot_write_the_link_of_a_contact(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    with pytest.raises(InvalidData, match="only an integration"):
        books.contact_persons.create(contact_id=acme, first_name="Ann", zcrm_contact_id="100000000000000002")
