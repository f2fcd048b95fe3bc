"""No number that is none gets in, and no option that is no text, whichever door is tried."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.fakes.store.workshop import Workshop
from zsim import World
from zsim.explore.script.values import frozen, value_of
from zsim.kernel.errors import UsageError
from zsim.ports.criteria import Condition, Criteria
from zsim.ports.errors import InvalidData
from zsim.ports.records import Create, Update

NO_NUMBERS = [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-Infinity")]


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_no_record_is_made_or_edited_with_it(workshop: Workshop, number: Decimal) -> None:
    cup = workshop.things.create(Name="Cup", Price=Decimal(5))
    with pytest.raises(InvalidData, match="a finite Decimal or a whole number"):
        workshop.things.create(Name="Jug", Price=number)
    with pytest.raises(InvalidData, match="a finite Decimal or a whole number"):
        workshop.things.update(cup, Price=number)
    assert (cup.Price, len(workshop.things)) == (5, 1)


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_no_write_over_the_port_brings_it(workshop: Workshop, number: Decimal) -> None:
    cup = workshop.things.create(Name="Cup", Price=Decimal(5))
    created, updated = workshop.port.write(
        "Things", [Create({"Name": "Jug", "Price": number}), Update(cup.ref.id, {"Price": number})]
    )
    assert isinstance(created.error, InvalidData)
    assert isinstance(updated.error, InvalidData)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-inf"])
def test_no_csv_file_brings_it(workshop: Workshop, number: str) -> None:
    report = workshop.things.load_csv(f"Thing Name,Price\nCup,{number}\nJug,5\n")
    assert (report.loaded, [each.line for each in report.rejected]) == (1, [2])


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_nothing_is_compared_with_it(workshop: Workshop, number: Decimal) -> None:
    for condition in (Condition("Price", "<", number), Condition("Price", "between", (Decimal(1), number))):
        with pytest.raises(UsageError, match="a finite Decimal or a whole number"):
            Criteria((condition,)).check(workshop.modules["Things"].schema)


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_no_script_holds_it(number: Decimal) -> None:
    with pytest.raises(UsageError, match="no number"):
        frozen({"fields": {"Price": number}})
    with pytest.raises(UsageError, match="no decimal can be read"):
        value_of(f"=decimal:{number}")


@pytest.mark.parametrize("hours", [float("nan"), float("inf")])
def test_no_time_passes_by_it(hours: float) -> None:
    world = World()
    before = world.now
    with pytest.raises(UsageError, match="it is no length of time"):
        world.advance(hours=hours)
    assert world.now == before


@pytest.mark.parametrize(("option", "found"), [(5, "no text"), (None, "no text"), (" ", "blank")])
def test_options_are_text(option: object, found: str) -> None:
    world = World()
    accounts = world.crm.accounts
    accounts.add_field("Size", "picklist", options=["S", "L"])
    for attempt in (
        lambda: accounts.set_options("Size", "S", option),  # type: ignore[arg-type]
        lambda: accounts.add_field("Colour", "picklist", options=["Red", option]),  # type: ignore[list-item]
    ):
        with pytest.raises(UsageError, match=found):
            attempt()
    accounts.create(Account_Name="Acme", Size="L")


def test_a_name_that_looks_like_another_is_told_apart(workshop: Workshop) -> None:
    workshop.things.create(Name="Mu\u0308ller")
    with pytest.raises(UsageError, match="LATIN SMALL LETTER U WITH DIAERESIS here, LATIN SMALL LETTER U, COMBINING"):
        workshop.things.one(Name="M\u00fcller")
