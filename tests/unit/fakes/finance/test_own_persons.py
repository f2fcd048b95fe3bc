"""Customers of the one-way import that are their own contact persons."""

from __future__ import annotations

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim.catalogue import catalogue
from zsim.fakes.finance import Finance
from zsim.fakes.store import Effect
from zsim.fakes.store.handle import Handle
from zsim.kernel.streams import Streams
from zsim.ports.errors import InvalidData
from zsim.ports.records import Create, Delete, RecordId, Update, Value

ANN = {"contact_name": "Ann Lee", "customer_sub_type": "individual", "zcrm_contact_id": "100000000000000002"}
SHARED = ("first_name", "last_name", "email", "phone", "mobile")


@pytest.fixture
def shop(make_shop: MakeShop) -> Shop:
    """An organisation of the one-way import."""
    return make_shop("import")


def imported(shop: Shop, **fields: Value) -> RecordId:
    """An individual as the import writes it."""
    return shop.imports(**{**ANN, "zcrm_account_id": None, **fields})


def persons(shop: Shop, customer: str) -> list[Handle]:
    """The contact persons of a customer."""
    return shop.finance.contact_persons.find(contact_id=customer)


def test_an_imported_individual_is_its_own_contact_person(shop: Shop) -> None:
    given = {"first_name": "Ann", "last_name": "Lee", "email": "ann@lee.example", "phone": "1", "mobile": "2"}
    (person,) = persons(shop, imported(shop, **given))
    assert {name: person.fields[name] for name in SHARED} == given
    assert person.is_primary_contact is True


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("Ann Lee", "Ann", "Lee"), (" Ann Mary  Lee ", "Ann Mary", "Lee"), ("Lee", None, "Lee")],
)
def test_a_display_name_alone_ends_in_the_last_name(shop: Shop, name: str, first: str | None, last: str) -> None:
    (person,) = persons(shop, imported(shop, contact_name=name, first_name=" "))
    assert (person.first_name, person.last_name) == (first, last)


def test_one_of_two_names_is_kept_as_it_is(shop: Shop) -> None:
    (person,) = persons(shop, imported(shop, last_name="Lee"))
    assert (person.first_name, person.last_name) == (None, "Lee")


def test_the_person_that_a_customer_is_goes_with_it_unnamed(shop: Shop) -> None:
    (written,) = shop.write_to("customers", Delete(imported(shop), own=()))
    assert (written.error, shop.finance.contact_persons.all()) == (None, [])


def test_an_imported_business_has_no_person_of_its_own(shop: Shop) -> None:
    assert persons(shop, shop.imports(contact_name="Acme")) == []


@pytest.mark.parametrize("product", [each.key for each in catalogue().products if each.app == "finance"])
def test_only_in_the_import_and_only_over_its_port(make_shop: MakeShop, product: str) -> None:
    shop = make_shop(product)
    assert len(persons(shop, imported(shop))) == (product == "import")
    by_hand = shop.finance.customers.create(contact_name="Bob Ray", customer_sub_type="individual")
    assert persons(shop, by_hand.id) == []


def test_the_person_is_an_effect_of_what_made_the_customer(shop: Shop) -> None:
    cause = shop.journal.append("engine", "call", "x")
    shop.write(Create(ANN, cause))
    made = [each for each in shop.journal if isinstance(each.detail, Effect)]
    assert [(each.subject.module, each.detail.change, each.actor, each.cause) for each in made] == [
        ("customers", "created", "sync", cause),
        ("contact_persons", "created", "sync", cause),
    ]


def test_the_person_follows_what_the_import_writes(shop: Shop) -> None:
    customer = imported(shop, first_name="Ann", last_name="Lee", phone="1", mobile="2")
    (person,) = persons(shop, customer)
    shop.write_to("customers", Update(customer, {"last_name": "Ray", "phone": None, "email": "a@b.example"}))
    assert [person.fields[name] for name in SHARED] == ["Ann", "Ray", "a@b.example", None, "2"]


def test_a_person_without_names_of_its_own_follows_the_display_name(shop: Shop) -> None:
    customer = imported(shop)
    (person,) = persons(shop, customer)
    shop.write_to("customers", Update(customer, {"contact_name": "Ann Mary Ray"}))
    assert (person.first_name, person.last_name) == ("Ann Mary", "Ray")


def test_a_write_that_is_no_news_to_the_person_makes_no_version(shop: Shop) -> None:
    customer = imported(shop, phone="1")
    (person,) = persons(shop, customer)
    before = person.record
    shop.write_to("customers", Update(customer, {"phone": "1", "notes": "x", "website": "b.example"}))
    assert person.record is before


def test_what_people_change_on_the_customer_does_not_reach_the_person(shop: Shop) -> None:
    customer = imported(shop, phone="1", mobile="2")
    (person,) = persons(shop, customer)
    shop.finance.customers.update(customer, phone="9")
    assert person.phone == "1"
    shop.finance.contact_persons.update(person, phone="8", mobile="7", department="Sales")
    shop.write_to("customers", Update(customer, {"phone": "1"}))
    assert (person.phone, person.mobile, person.department, person.is_primary_contact) == ("1", "7", "Sales", True)


def test_persons_that_people_added_do_not_follow(shop: Shop) -> None:
    customer = imported(shop, phone="1")
    added = shop.finance.contact_persons.create(contact_id=customer, first_name="Bob", phone="5")
    shop.write_to("customers", Update(customer, {"phone": "3"}))
    assert added.phone == "5"


def test_a_person_that_people_deleted_stays_away(shop: Shop) -> None:
    customer = imported(shop)
    shop.finance.contact_persons.delete(persons(shop, customer)[0])
    shop.write_to("customers", Update(customer, {"phone": "3"}))
    assert persons(shop, customer) == []


def test_the_person_goes_with_its_customer(shop: Shop) -> None:
    customer = imported(shop)
    shop.write_to("customers", Delete(customer))
    assert len(shop.finance.contact_persons) == 0


def test_a_refused_customer_leaves_no_person(shop: Shop) -> None:
    imported(shop)
    before = shop.finance.export()
    (written,) = shop.write(Create({**ANN, "contact_name": "ann lee"}))
    assert written.error is not None
    assert shop.finance.export() == before


def test_a_field_that_people_demand_of_persons_does_not_stop_an_import(shop: Shop) -> None:
    shop.finance.contact_persons.add_field("cf_shoe_size", required=True)
    assert len(persons(shop, imported(shop))) == 1


def test_who_is_the_customer_itself_is_for_the_app_to_say(shop: Shop) -> None:
    customer = imported(shop)
    with pytest.raises(InvalidData, match="is_primary_contact is set by the app"):
        shop.finance.contact_persons.create(contact_id=customer, first_name="Bob", is_primary_contact=True)
    assert "is_primary_contact" not in shop.finance.modules["customers"].schema


def test_own_persons_survive_an_export(shop: Shop) -> None:
    customer = imported(shop, phone="1")
    data = shop.finance.export()
    copy = Finance.load(data, shop.finance.product, shop.clock, shop.journal, Streams(0), shop.quirks, shop.policies)
    assert copy.export() == data
    copy.port().write("customers", [Update(customer, {"phone": "3"})])
    assert copy.contact_persons.one(contact_id=customer).phone == "3"
