"""The clocks of two apps are up to a second apart: whenever something is edited, it is carried, and once."""

from __future__ import annotations

import pytest

from scenarios.faults._setup import (
    TWO_WAY,
    connected,
    edit_in_crm,
    edit_in_finance,
    history,
    in_crm,
    run_all,
    set_up,
    texts_in_finance,
)
from scenarios.faults._sorts import SORTS, modules, single
from scenarios.leads._setup import contacts, lead, on_list, started
from zsim import World, given, scenario, then, when

SKEWS = pytest.mark.parametrize("skew_ms", [-1000, -400, 400, 1000])
"""How far an app's clock is ahead, in milliseconds; below zero: behind."""
MOMENTS = (0.0, 0.2, 0.7, 1.0, 1.3, 2.1)
"""How long after a run something is edited, in seconds."""


def updated_by_two_runs(world: World, product: str) -> int:
    """How many records are updated when every module runs twice."""
    begun = {module: len(history(world, product, module)) for module in modules(product)}
    run_all(world, product)
    run_all(world, product)
    return sum([run.updated for module, first in begun.items() for run in history(world, product, module)[first:]])


@SKEWS
@scenario(covers=["FLT-17"], products=["invoice", "import", "books", "billing"])
def test_an_edit_in_the_crm_is_carried_whatever_its_clock_shows(world: World, product: str, skew_ms: int) -> None:
    """The CRM's clock is wrong by up to a second: edits made there just after a run come with the next, each once."""
    with given("one record of every sort, synced"):
        ours = in_crm(world, product, text="0")
        connected(world, product)
        world.advance(hours=1)
        world.faults.clock_skew("crm", skew_ms=skew_ms)
    for number, seconds in enumerate(MOMENTS, 1):
        with when(f"runs are made, and {seconds} seconds later each record is edited for the {number}th time"):
            run_all(world, product)
            world.advance(seconds=seconds)
            edit_in_crm(world, ours, str(number))
            world.advance(seconds=5.1)
            updated = updated_by_two_runs(world, product)
        with then("finance has the edits, which one run carried"):
            assert texts_in_finance(world, product) == {str(number)}
            assert updated == len(ours)


@SKEWS
@scenario(covers=["FLT-17"], products=TWO_WAY)
def test_an_edit_in_finance_is_carried_whatever_its_clock_shows(world: World, product: str, skew_ms: int) -> None:
    """Finance's clock is wrong by up to a second: edits made there just after a run come with the next, each once."""
    with given("one record of every sort, synced"):
        ours = in_crm(world, product, text="0")
        connected(world, product)
        world.advance(hours=1)
        world.faults.clock_skew(product, skew_ms=skew_ms)
    for number, seconds in enumerate(MOMENTS, 1):
        with when(f"runs are made, and {seconds} seconds later each record is edited for the {number}th time"):
            run_all(world, product)
            world.advance(seconds=seconds)
            edit_in_finance(world, product, str(number))
            world.advance(seconds=5.1)
            updated = updated_by_two_runs(world, product)
        with then("the CRM has the edits, which one run carried"):
            assert {getattr(each, sort.crm_text) for sort, each in ours.items()} == {str(number)}
            assert updated == len(ours)


@pytest.mark.parametrize("skew_ms", [-1000, 1000])
@scenario(covers=["FLT-17"], products=["invoice", "import", "books", "billing"])
def test_a_deletion_is_carried_whatever_the_clock_shows(world: World, product: str, skew_ms: int) -> None:
    """The CRM's clock is wrong by a second: what is deleted right after a run goes with the next."""
    with given("one record of every sort, synced"):
        ours = in_crm(world, product)
        set_up(world, product)
        world.faults.clock_skew("crm", skew_ms=skew_ms)
        run_all(world, product)
        world.advance(hours=1)
    with when("runs are made, and right after them each record is deleted; a day passes"):
        run_all(world, product)
        for sort in reversed(SORTS[product]):
            sort.in_crm(world).delete(ours[sort])
        world.advance(days=1)
    with then("finance has none of them"):
        assert [sort.names(world, product)[1] for sort in single(product)] == [[]] * len(single(product))


def edited_right_after_a_fetch(world: World, skew_ms: int, seconds: float) -> None:
    """A contact is edited just after a fetch of what changed, by a clock of Invoice that is wrong."""
    with given("a contact who is a lead, and a daily sync of what changes"):
        (asha,) = contacts(world, "Asha Rao")
        started(world, after="2026-01-01 00:00", at="12:00")
        world.faults.clock_skew("invoice", skew_ms=skew_ms)
    with when(f"a fetch was made, and {seconds} seconds later she is called Aisha in Invoice, and Ben comes"):
        world.advance_to("2026-01-05 12:00")
        world.advance(seconds=seconds)
        world.invoice.customers.update(asha, first_name="Aisha")
        contacts(world, "Ben Ode")
    with when("two days pass"):
        world.advance(days=2)
    with then("MarketingHub has both"):
        assert lead(world, "asha@example.com").first_name == "Aisha"
        assert on_list(world) == ["asha@example.com", "ben@example.com"]


@pytest.mark.parametrize("seconds", [0.0, 0.7, 1.3])
@pytest.mark.parametrize("skew_ms", [400, 1000])
@scenario(covers=["FLT-17"], products=["marketinghub"])
def test_a_contact_edited_by_a_clock_that_is_ahead_is_fetched(
    world: World, product: str, skew_ms: int, seconds: float
) -> None:
    """Invoice's clock is up to a second ahead: what is edited there just after a fetch comes with the next."""
    edited_right_after_a_fetch(world, skew_ms, seconds)


@pytest.mark.parametrize("skew_ms", [-400, -1000])
@scenario(covers=["FLT-17"], products=["marketinghub"])
def test_a_contact_edited_right_after_a_fetch_is_fetched(world: World, product: str, skew_ms: int) -> None:
    """Invoice's clock is up to a second behind: what is edited there right after a fetch comes with the next."""
    edited_right_after_a_fetch(world, skew_ms, 0.0)


@pytest.mark.parametrize("skew_ms", [-400, -1000])
@scenario(covers=["FLT-17"], products=["marketinghub"])
def test_a_contact_deleted_right_after_a_fetch_is_taken_out(world: World, product: str, skew_ms: int) -> None:
    """Invoice's clock is up to a second behind: who is deleted there right after a fetch leaves with the next."""
    with given("a contact who is a lead, and a daily sync of what changes"):
        (asha,) = contacts(world, "Asha Rao")
        started(world, after="2026-01-01 00:00", at="12:00")
        world.faults.clock_skew("invoice", skew_ms=skew_ms)
    with when("a fetch was made, and right after it she is deleted in Invoice; two days pass"):
        world.advance_to("2026-01-05 12:00")
        world.invoice.customers.delete(asha)
        world.advance(days=2)
    with then("MarketingHub has nobody"):
        assert world.marketinghub.leads.all() == []
