"""No number that is none gets in, and no option that is no text, whichever door is tried."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.fakes.store.workshop import Workshop
from zsim import World
from zsim.explore.script.forms import plain, script_of
from zsim.explore.script.script import Script, Start
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


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_no_record_is_looked_for_by_it(workshop: Workshop, number: Decimal) -> None:
    for look in (workshop.things.find, workshop.things.one):
        with pytest.raises(InvalidData, match="Price is compared with a finite Decimal or a whole number, not Decimal"):
            look(Price=number)


FLOATS = [float("nan"), float("inf"), float("-inf")]


@pytest.mark.parametrize("number", [*FLOATS, 1.5, True])
@pytest.mark.parametrize("name", ["seed", "call_ms", "search_lag_ms"])
def test_no_world_is_made_with_it(name: str, number: Any) -> None:
    with pytest.raises(UsageError, match=f"a world with {name}={number}: it cannot be that; a whole number"):
        World(**{name: number})


@pytest.mark.parametrize("name", ["call_ms", "search_lag_ms"])
def test_no_time_is_below_zero(name: str) -> None:
    with pytest.raises(UsageError, match="0 or more"):
        World(**{name: -1})  # type: ignore[arg-type]


@pytest.mark.parametrize("number", FLOATS)
@pytest.mark.parametrize("name", ["seed", "now_ms", "call_ms", "search_lag_ms"])
def test_no_world_is_loaded_with_it(name: str, number: float) -> None:
    text = json.dumps({**World().export(), name: number})
    with pytest.raises(UsageError, match=f"a world with {name}={number}: it cannot be that; a whole number"):
        World.load(json.loads(text))


@pytest.mark.parametrize("number", ["NaN", "-Infinity", '"=decimal:NaN"', '"=decimal:sNaN"', '"=decimal:five"'])
def test_no_record_of_a_loaded_world_holds_it(number: str) -> None:
    world = World()
    world.crm.products.create(Product_Name="Anvil", Unit_Price=Decimal("7.25"))
    text = json.dumps(world.export())
    assert World.load(json.loads(text)).crm.products.one().Unit_Price == Decimal("7.25")
    with pytest.raises(UsageError, match="load a world: it holds "):
        World.load(json.loads(text.replace('"=decimal:7.25"', number)))


@pytest.mark.parametrize("number", FLOATS)
def test_no_fault_is_pinned_with_it(number: Any) -> None:
    faults = World().faults
    pins: tuple[Callable[[], object], ...] = (
        lambda: faults.slow_answer("crm", delay_ms=number),
        lambda: faults.late_notification("crm", delay_ms=number),
        lambda: faults.rate_limit("crm", wait_ms=number),
        lambda: faults.search_lag("crm", lag_ms=number),
        lambda: faults.clock_skew("crm", skew_ms=number),
        lambda: faults.answer_lost("crm", call=number),
    )
    for pin in pins:
        with pytest.raises(UsageError, match=f"is {number}; .* takes int"):
            pin()


@pytest.mark.parametrize("name", ["seed", "call_ms", "search_lag_ms"])
@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_no_script_begins_with_it(name: str, number: str) -> None:
    text = json.dumps(plain(Script(Start())))
    with pytest.raises(UsageError, match="a script holds no value of type float"):
        script_of(text.replace(f'"{name}": 0', f'"{name}": {number}'))
    with pytest.raises(UsageError, match=f"starts with {name}=nan"):
        Start(**{name: float("nan")})  # type: ignore[arg-type]


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
