from __future__ import annotations

from decimal import Decimal

import pytest

from zsim.ports.schema import Field, FieldType
from zsim.sync.model.exchange import Exchange
from zsim.sync.model.kinds import CRM, FINANCE
from zsim.sync.model.mapping import compile_map

RUPEES = Exchange("INR", "INR")
DOLLARS = {"Currency": "USD", "Exchange_Rate": Decimal("0.012")}


@pytest.mark.parametrize(
    ("exchange", "price", "record", "there"),
    [
        (RUPEES, 10, DOLLARS, Decimal("833.33")),
        (RUPEES, 1, {"Currency": "USD", "Exchange_Rate": 8}, Decimal("0.13")),
        (RUPEES, -1, {"Currency": "USD", "Exchange_Rate": 8}, Decimal("-0.13")),
        (Exchange("JPY", "JPY"), 10, DOLLARS, Decimal(833)),
        (Exchange("KWD", "KWD"), 10, DOLLARS, Decimal("833.333")),
        (RUPEES, Decimal("7.125"), {}, Decimal("7.125")),
        (RUPEES, Decimal("7.125"), {"Currency": "INR", "Exchange_Rate": 3}, Decimal("7.125")),
        (RUPEES, None, DOLLARS, None),
        (RUPEES, 10, {"Currency": "USD"}, "10 USD"),
        (RUPEES, 10, {"Currency": "USD", "Exchange_Rate": 0}, "10 USD"),
        (Exchange("USD", "INR"), 10, {}, "10 USD"),
    ],
)
def test_a_price_of_the_crm_in_finances_base_currency(exchange, price, record, there):
    assert exchange.to_finance(price, record) == there
    assert str(exchange.to_finance(price, record)) == str(there)


@pytest.mark.parametrize(
    ("price", "record", "there"),
    [
        (Decimal("900.50"), DOLLARS, Decimal("10.81")),
        (100, {"Currency": "JPY", "Exchange_Rate": Decimal("1.745")}, Decimal(175)),
        (100, {}, 100),
        (None, DOLLARS, None),
        (100, {"Currency": "USD"}, "100 INR"),
    ],
)
def test_a_price_of_finance_in_the_currency_of_the_record(price, record, there):
    assert str(RUPEES.to_crm(price, record)) == str(there)


def test_two_currency_fields_cross_by_the_rate_and_other_numbers_as_they_stand():
    money = FieldType.CURRENCY
    crm = {"Price": Field("Price", money), "Cost": Field("Cost", money)}
    finance = {"rate": Field("rate", money), "cf_cost": Field("cf_cost", FieldType.DECIMAL)}
    fields = compile_map({"Price": "rate", "Cost": "cf_cost"}, crm, finance, exchange=RUPEES)
    assert fields.crm_values({"Price": 12, "Cost": 12, **DOLLARS}) == (1000, 12)
    assert fields.crm_values({"Price": 12, "Cost": 12}) == (12, 12)
    assert fields.crm_fields((1000, 12)) == {"Price": 1000, "Cost": 12}


def test_a_price_without_a_rate_is_told_where_it_would_be_written():
    price = {"Price": Field("Price", FieldType.CURRENCY)}, {"rate": Field("rate", FieldType.CURRENCY)}
    fields = compile_map({"Price": "rate"}, *price, exchange=RUPEES)
    assert fields.unpriced(FINANCE, {"rate": "10 USD", "name": "Bolt"}) == "10 USD"
    assert fields.unpriced(CRM, {"Price": "10 INR"}) == "10 INR"
    assert fields.unpriced(FINANCE, {"rate": 10, "name": "Bolt"}) == fields.unpriced(CRM, {}) == ""


def test_the_currency_of_records_is_mapped_once_the_crm_has_several():
    code = {"currency_code": Field("currency_code", FieldType.PICK_LIST, options=("INR", "USD"))}
    for read_only in (True, False):
        crm = {"Currency": Field("Currency", FieldType.PICK_LIST, read_only=read_only, options=("INR", "USD"))}
        pairs = compile_map({"Currency": "currency_code"}, crm, code).pairs
        assert pairs == (() if read_only else (("Currency", "currency_code"),))
