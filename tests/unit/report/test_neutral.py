"""What is only called otherwise makes no difference."""

from __future__ import annotations

from tests.unit.report.comparing.played import product
from zsim.report.neutral import general, neutral


def test_a_product_is_called_as_any_other_is() -> None:
    told = [neutral(f"run 1 of {key}'s customers in {name} began", product(key)) for key, name in NAMES.items()]
    assert set(told) == {"run 1 of the product's customers in the product began"}


NAMES = {"books": "Books", "billing": "Billing", "invoice": "Invoice"}


def test_the_name_of_a_field_stays() -> None:
    assert neutral("Billing City Pune in Billing", product("billing")) == "Billing City Pune in the product"
    assert neutral("Invoice 'INV-000001'", product("invoice")) == "Invoice 'number 000001'"


def test_a_quote_is_an_estimate_whatever_its_number_begins_with() -> None:
    quote, estimate = "made a quote: QT-000001", "made an estimate: EST-000001"
    assert neutral(quote, product("books")) == neutral(estimate, product("billing"))


def test_ids_are_left_out() -> None:
    assert neutral("id 700000100000000001", None) == "id …"


def test_records_figures_and_times_are_left_out_of_a_general_sentence_and_rules_stay() -> None:
    told = "sync created item Bolt from product Bolt, 3 of 1,200 at 09:00: none has its SKU (ITM-04)"
    assert general(told, ["Bolt"]) == "sync created item … from product …, … of … at …: none has its SKU (ITM-04)"


def test_a_short_name_is_no_part_of_another_word() -> None:
    assert general("sync kept Al, also", ["Al", " "]) == "sync kept …, also"


def test_a_genitive_is_the_products_too() -> None:
    assert neutral("Books's currency", product("books")) == "the product's currency"
