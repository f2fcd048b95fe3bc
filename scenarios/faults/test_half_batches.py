"""Of several records in one write only some are done, or only some are answered: each has an outcome of its own."""

from __future__ import annotations

import pytest

from scenarios.faults._setup import (
    TWO_WAY,
    added,
    connected,
    each_once,
    edit_in_crm,
    grades,
    in_crm,
    in_finance,
    last_runs,
    run_all,
    set_up,
    stands,
    texts_in_finance,
)
from scenarios.faults._sorts import NAMES, OTHERS, SORTS, THIRDS
from scenarios.leads._setup import contacts, draft, figures, on_list
from zsim import World, given, scenario, then, when

SHARES = pytest.mark.parametrize(
    ("done", "answered"),
    [
        pytest.param(1, None, id="one done"),
        pytest.param(None, 1, id="one answered"),
        pytest.param(2, 1, id="two done and one answered"),
        pytest.param(0, None, id="none done"),
    ],
)
"""What becomes of a write of three records."""


@SHARES
@scenario(covers=["FLT-09"], products=["invoice", "import", "books", "billing"])
def test_a_batch_for_finance_done_in_part_is_completed(
    world: World, product: str, done: int | None, answered: int | None
) -> None:
    """Finance makes some of three records and answers for some: the same run completes them, and tells each once."""
    with given("three records of every sort in the CRM"):
        records = [in_crm(world, product, names) for names in (NAMES, OTHERS, THIRDS)]
        set_up(world, product)
    with when("they are synced, and finance carries the first write of each sort out in part"):
        for sort in SORTS[product]:
            world.faults.partial_batch(product, module=sort.finance, done=done, answered=answered)
        run_all(world, product)
        world.advance(minutes=10)
    with then("all are there, once, made by the one run"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS, THIRDS)
        assert added(world, product) == 3 * len(SORTS[product])
        assert grades(world, product) == {"done"}
        assert {len(world.why(each).outcomes) for some in records for each in some.values()} == {1}


@SHARES
@scenario(covers=["FLT-09"], products=TWO_WAY)
def test_a_batch_for_the_crm_done_in_part_is_completed(
    world: World, product: str, done: int | None, answered: int | None
) -> None:
    """The CRM makes some of three records and answers for some: the same run completes them, and tells each once."""
    with given("three records of every sort, typed into finance"):
        for names in (NAMES, OTHERS, THIRDS):
            in_finance(world, product, names)
        set_up(world, product)
    with when("they are pushed, and the CRM carries the first write of each sort out in part"):
        for sort in SORTS[product]:
            world.faults.partial_batch("crm", module=sort.crm_module, done=done, answered=answered)
        run_all(world, product)
        world.advance(minutes=10)
    with then("all are there, once, made by the one run"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS, THIRDS)
        assert added(world, product) == 3 * len(SORTS[product])
        assert grades(world, product) == {"done"}


@SHARES
@scenario(covers=["FLT-09"], products=["invoice", "import", "books", "billing"])
def test_edits_done_in_part_are_completed(world: World, product: str, done: int | None, answered: int | None) -> None:
    """Finance takes some of three edits and answers for some: the same run completes them."""
    with given("three records of every sort, synced, and edited in the CRM"):
        records = [in_crm(world, product, names, text="111") for names in (NAMES, OTHERS, THIRDS)]
        connected(world, product)
        for some in records:
            edit_in_crm(world, some, "222")
    with when("they are synced, and finance carries the first write of each sort out in part"):
        for sort in SORTS[product]:
            world.faults.partial_batch(product, module=sort.finance, done=done, answered=answered)
        run_all(world, product)
        world.advance(minutes=10)
    with then("finance has all edits, carried by the one run"):
        assert texts_in_finance(world, product) == {"222"}
        assert sum([run.updated for run in last_runs(world, product)]) == 3 * len(SORTS[product])
        assert grades(world, product) == {"done"}


@SHARES
@scenario(covers=["FLT-09"], products=["marketinghub"])
def test_leads_taken_in_in_part_are_completed(
    world: World, product: str, done: int | None, answered: int | None
) -> None:
    """MarketingHub takes some of three people in and answers for some; a fetch that is made once brings all of them."""
    with given("three contacts in Invoice, and a sync that fetches once"):
        contacts(world, "Asha", "Ben", "Chitra")
        sync = draft(world).schedule("once").retrieve("all")
    with when("it fetches, and MarketingHub carries the write out in part"):
        world.faults.partial_batch(product, module="Leads", done=done, answered=answered)
        sync.initiate()
        world.settle()
        world.advance(hours=1)
    with then("all three are new leads on the list, and the sync is completed"):
        assert on_list(world) == ["asha@example.com", "ben@example.com", "chitra@example.com"]
        assert figures(sync.history[0]) == {"total": 3, "new": 3}
        assert (sync.state, len(sync.links)) == ("completed", 3)
