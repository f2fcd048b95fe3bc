"""The fields that documents have in common."""

from __future__ import annotations

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim import World
from zsim.catalogue.life_cycles import LifeCycle, life_cycles
from zsim.fakes.finance.documents.fields import ADDRESSES, POTENTIAL, TOTALS, lined_fields
from zsim.ports.errors import InvalidData
from zsim.ports.records import Create
from zsim.ports.schema import FieldType

LINED = [each for each in life_cycles().values() if each.type != "payments"]
NUMBERS = {
    "estimates": "estimate_number",
    "invoices": "invoice_number",
    "sales_orders": "salesorder_number",
    "purchase_orders": "purchaseorder_number",
    "bills": "bill_number",
}


@pytest.mark.parametrize("party", ["customer_id", "vendor_id"])
def test_a_document_names_its_party_and_has_lines(party: str) -> None:
    fields = {each.name: each for each in lined_fields(life_cycles()["bills"], "bill", party, with_items=True)}
    assert len(fields) == len(lined_fields(life_cycles()["bills"], "bill", party, with_items=True))
    assert [name for name, each in fields.items() if each.required] == [party, "line_items"]
    assert fields[party].lookup == f"{party.removesuffix('_id')}s"
    assert {"customer_id", "vendor_id"} & fields.keys() == {party}
    assert fields["line_items"].type is FieldType.LINE_ITEMS
    assert fields["status"].options == life_cycles()["bills"].states
    assert fields["item_ids"].lookup == "items"


def test_without_items_a_document_names_none() -> None:
    fields = [each.name for each in lined_fields(life_cycles()["invoices"], "invoice", "customer_id", with_items=False)]
    assert "item_ids" not in fields
    assert {f"{each}.city" for each in ADDRESSES} <= {*fields}


@pytest.mark.parametrize("cycle", LINED, ids=lambda each: each.type)
def test_nobody_sets_what_is_computed_or_is_the_integrations(make_shop: MakeShop, cycle: LifeCycle) -> None:
    books = make_shop().finance
    schema = books.modules[cycle.type].schema
    face = getattr(books, cycle.type)
    computed = [*[each.name for each in TOTALS], "currency_code", *(["balance"] if "balance" in schema else [])]
    for name in (*computed, *POTENTIAL):
        with pytest.raises(InvalidData, match=name):
            face.create(**{name: "USD" if name == "currency_code" else 1})


@pytest.mark.parametrize(("type", "number"), NUMBERS.items())
def test_a_number_is_the_apps_but_for_bills(make_shop: MakeShop, type: str, number: str) -> None:
    assert make_shop().finance.modules[type].schema[number].read_only == (type != "bills")


def test_the_integration_notes_the_deal_of_a_document_and_finds_it_by_that(shop: Shop) -> None:
    acme = shop.finance.customers.create(contact_name="Acme")
    fields = {"customer_id": acme.id, "line_items": ({"name": "Work", "rate": 1},), "zcrm_potential_id": "7"}
    (made,) = shop.write_to("invoices", Create({**fields, "zcrm_potential_by": "trigger"}))
    module = shop.finance.modules["invoices"]
    assert [each.ref.id for each in module.table.find("zcrm_potential_id", "7")] == [made.id]
    assert shop.finance.invoices.get(made.id).zcrm_potential_by == "trigger"


def test_a_document_is_in_the_currency_of_its_customer() -> None:
    books = World().books
    customer = books.customers.create(contact_name="Acme", currency_code="JPY")
    made = books.invoices.create(customer=customer, lines=[{"name": "Advice", "rate": 80}])
    assert (made.currency_code, str(made.total)) == ("JPY", "80")
