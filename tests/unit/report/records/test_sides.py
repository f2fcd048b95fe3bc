"""What did not arrive is told apart by side, with all records there are."""

from __future__ import annotations

from tests.unit.report.records.test_tally import arrival, run
from zsim.catalogue import catalogue
from zsim.report.records.arrivals import Arrival
from zsim.report.records.sides import MissingSide, sides
from zsim.report.records.tally import NotArrived
from zsim.report.records.wording import Wording


def told(*found: Arrival, product: str = "books") -> tuple[MissingSide, ...]:
    not_arrived = NotArrived()
    not_arrived.take_in(found, run("a"))
    return sides(not_arrived, product, Wording(catalogue()))


def test_records_of_the_product_come_last_and_are_missing_in_the_crm() -> None:
    own, other = arrival("Own")._replace(home="books"), arrival("Other")._replace(home="crm")
    assert [each.says for each in told(own, other, own)] == [
        "1 from the CRM, not in Books",
        "2 from Books, not in the CRM",
    ]


def test_what_comes_from_another_product_is_told_by_its_name() -> None:
    found = arrival("Lead", product="marketinghub")._replace(home="invoice")
    (side,) = told(found, product="marketinghub")
    assert side.title == "From Invoice, not in MarketingHub"


def test_a_reason_of_both_sides_has_two_places() -> None:
    first, second = told(arrival("A")._replace(home="books"), arrival("B")._replace(home="crm"))
    assert first.reasons[0].anchor != second.reasons[0].anchor


def test_all_records_of_a_reason_are_named() -> None:
    (side,) = told(*[arrival(f"Account {number}")._replace(home="crm") for number in range(500)])
    assert len(side.reasons[0].records) == 500
