"""Numbers: none twice, and no gap but by a deletion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsim import World
from zsim.fakes.finance import Finance
from zsim.fakes.finance.documents.numbering import NumberSeries
from zsim.ports.errors import InvalidData

WORK = [{"name": "Work", "rate": 100}]
STEPS = st.lists(
    st.sampled_from(["create", "create", "create", "delete", "refused", "convert", "send", "reload"]), max_size=12
)


@given(STEPS)
def test_documents_are_numbered_without_a_gap_whatever_becomes_of_them(steps: list[str]) -> None:
    world = World()
    acme = world.books.customers.create(contact_name="Acme", email="a@acme.example").id
    given_numbers: list[str] = []
    for step in ["create", *steps, "create"]:
        books = world.books
        match step:
            case "create" | "send":
                made = books.invoices.create(customer=acme, lines=WORK, send=step == "send")
                given_numbers.append(made.invoice_number)
            case "delete" if books.invoices.all():
                books.invoices.delete(books.invoices.all()[-1])
            case "refused":
                with pytest.raises(InvalidData):
                    books.invoices.create(customer=acme, lines=[{"name": "Work", "rate": -1}])
            case "convert":
                given_numbers.append(books.quotes.create(customer=acme, lines=WORK).convert().invoice_number)
            case "reload":
                world = World.load(world.export())
    assert given_numbers == [f"INV-{number:06}" for number in range(1, len(given_numbers) + 1)]


@given(st.lists(st.tuples(st.sampled_from(["A-", "B-"]), st.integers(1, 9), st.integers(0, 3)), max_size=8))
def test_no_number_is_given_twice_however_a_series_goes_on(changes: list[tuple[str, int, int]]) -> None:
    series, numbers, lasts = NumberSeries("A-"), [], {"A-": 0, "B-": 0}
    for prefix, start, count in changes:
        last = lasts[prefix]
        if start > last:
            series.go_on(prefix, start)
            lasts[prefix] = start - 1
            assert series.upcoming == f"{prefix}{start:06}"
        else:
            before = series.export()
            with pytest.raises(InvalidData, match=f"whole number above {last}"):
                series.go_on(prefix, start)
            assert series.export() == before
        for _ in range(count):
            numbers.append(series.upcoming)
            series.take()
            lasts[numbers[-1][:2]] += 1
        loaded = NumberSeries("C-")
        loaded.load(series.export())
        assert loaded.upcoming == series.upcoming
        series = loaded
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("number", [0, -1, True, "7", 1.5])
def test_a_next_number_is_a_whole_one_above_the_last(number: object) -> None:
    with pytest.raises(InvalidData, match="give a whole number above 0"):
        NumberSeries("A-").go_on("A-", number)  # type: ignore[arg-type]


def test_another_prefix_counts_for_itself_and_the_former_goes_on_where_it_was(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")

    def numbers(count: int) -> list[str]:
        return [books.invoices.create(customer=acme, lines=WORK).invoice_number for _ in range(count)]

    assert numbers(2) == ["INV-000001", "INV-000002"]
    books.invoices.configure(prefix="A/", next_number=41)
    assert numbers(2) == ["A/000041", "A/000042"]
    books.invoices.configure(prefix="INV-")
    assert numbers(1) == ["INV-000003"]
    with pytest.raises(InvalidData, match="above 3"):
        books.invoices.configure(next_number=3)
    assert numbers(1) == ["INV-000004"]


def test_a_prefix_that_was_chosen_before_any_number_was_given_is_exported() -> None:
    world = World()
    world.books.invoices.configure(prefix="A/")
    books = World.load(world.export()).books
    acme = books.customers.create(contact_name="Acme")
    assert books.invoices.create(customer=acme, lines=WORK).invoice_number == "A/000001"


def test_each_type_of_document_counts_for_itself(books: Finance) -> None:
    acme = books.customers.create(contact_name="Acme")
    made = [face.create(customer=acme, lines=WORK) for face in (books.quotes, books.invoices, books.sales_orders)]
    assert [each.printed().split()[:3][-1 if "orders" in each.ref.module else 1] for each in made] == [
        "QT-000001,",
        "INV-000001,",
        "SO-000001,",
    ]
