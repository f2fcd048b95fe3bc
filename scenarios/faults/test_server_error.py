"""An app breaks down over a call: it is asked again, and for a write somebody looks first whether it was done."""

from __future__ import annotations

import pytest

from scenarios.faults._setup import (
    CALLS,
    TWO_WAY,
    added,
    each_once,
    grades,
    in_crm,
    in_finance,
    last_runs,
    one_more_of_each,
    run_all,
    set_up,
    stands,
    start_all,
)
from scenarios.faults._sorts import NAMES, OTHERS, SORTS, single
from scenarios.leads._setup import contacts, figures, on_list, started
from zsim import World, given, scenario, then, when

DONE = pytest.mark.parametrize("done", [pytest.param(False, id="before it"), pytest.param(True, id="having done it")])
MANY = 12
"""More often than an app is asked again."""


@DONE
@scenario(covers=["FLT-02"], products=["invoice", "import", "books", "billing"])
def test_an_app_that_breaks_down_over_a_write_makes_nothing_twice(world: World, product: str, done: bool) -> None:
    """Finance answers a write with an internal error, done or not: in the end there is one record, told as added."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when("they are synced, and finance breaks down over the first write of each sort"):
        for sort in SORTS[product]:
            world.faults.server_failed(product, done=done, of="write", module=sort.finance)
        run_all(world, product)
    with then("finance has each once, and the runs are done"):
        assert stands(world, product) == each_once(product, NAMES)
        assert grades(world, product) == {"done"}
        assert added(world, product) == len(SORTS[product])


@DONE
@scenario(covers=["FLT-02"], products=TWO_WAY)
def test_a_crm_that_breaks_down_over_a_push_makes_nothing_twice(world: World, product: str, done: bool) -> None:
    """The CRM answers a push with an internal error, done or not: in the end there is one record, told as added."""
    with given("one record of every sort, typed into finance"):
        in_finance(world, product)
        set_up(world, product)
    with when("they are pushed, and the CRM breaks down over the first write of each sort"):
        for sort in SORTS[product]:
            world.faults.server_failed("crm", done=done, of="write", module=sort.crm_module)
        run_all(world, product)
    with then("the CRM has each once, and the runs are done"):
        assert stands(world, product) == each_once(product, NAMES)
        assert grades(world, product) == {"done"}
        assert added(world, product) == len(SORTS[product])


@pytest.mark.parametrize("of", ["changed", "deleted", "search", "fields"])
@scenario(covers=["FLT-02"], products=["invoice", "import", "books", "billing"])
def test_an_app_that_breaks_down_while_it_is_read_is_asked_again(world: World, product: str, of: str) -> None:
    """A question that is answered with an internal error is asked again a second later, in the same run."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when(f"they are synced, and finance breaks down over {CALLS[of]} of each sort"):
        for sort in SORTS[product]:
            world.faults.server_failed(product, of=of, module=sort.finance)
        run_all(world, product)
        world.advance(minutes=1)
    with then("everything is there, and no run failed"):
        assert stands(world, product) == each_once(product, NAMES)
        assert grades(world, product) == {"done"}


@scenario(covers=["FLT-02"], products=["invoice", "import", "books", "billing"])
def test_an_app_that_stays_broken_ends_the_run(world: World, product: str) -> None:
    """Finance goes on breaking down: the run fails with that reason, and the next one does what is left, once."""
    with given("one record of every sort, synced, and an hour later another of each"):
        one_more_of_each(world, product)
    with when("finance breaks down over every page of changes it is asked for"):
        for sort in single(product):
            world.faults.server_failed(product, of="changed", module=sort.finance, times=MANY)
        start_all(world, product)
        world.advance(minutes=30)
    with then("the runs failed for a server error, and nothing was made"):
        assert {run.grade for run in last_runs(world, product)} == {"failed"}
        assert {str(run.reason)[:14] for run in last_runs(world, product)} == {"server error: "}
        assert len(world.integration(product).links) == len(SORTS[product])
    with when("it is well again, and a day passes"):
        world.faults.heal()
        world.advance(hours=24)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@DONE
@scenario(covers=["FLT-02"], products=["marketinghub"])
def test_marketinghub_breaks_down_over_a_lead(world: World, product: str, done: bool) -> None:
    """MarketingHub answers with an internal error, done or not: both people are leads, told as new."""
    with given("two contacts in Invoice"):
        contacts(world, "Asha", "Ben")
    with when("they are fetched, and MarketingHub breaks down over the write"):
        world.faults.server_failed(product, done=done, of="write", module="Leads")
        sync = started(world)
    with then("both are leads on the list, told as new"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
        assert figures(sync.history[0]) == {"total": 2, "new": 2}


@scenario(covers=["FLT-02"], products=["marketinghub"])
def test_an_invoice_that_stays_broken_ends_the_fetch(world: World, product: str) -> None:
    """Invoice goes on breaking down: the fetch fails with that reason, and the next day's brings everybody."""
    with given("two contacts in Invoice, which breaks down over every page it is asked for"):
        contacts(world, "Asha", "Ben")
        world.faults.server_failed("invoice", of="changed", times=MANY)
    with when("they are to be fetched"):
        sync = started(world)
        world.advance(minutes=30)
    with then("the fetch failed for a server error"):
        assert (sync.history[0].grade, str(sync.history[0].reason)[:14]) == ("failed", "server error: ")
        assert on_list(world) == []
    with when("Invoice is well again, and the next day's fetch comes"):
        world.faults.heal()
        world.advance(days=1)
    with then("both are leads"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]


@scenario(covers=["FLT-02"], products=TWO_WAY, moments="exact")
def test_an_app_that_goes_on_breaking_down_is_asked_after_ever_longer_waits(world: World, product: str) -> None:
    """Finance breaks down over four calls in a row: the run waits for one, two, four and eight seconds."""
    with given("an account to be synced"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts")
    with when("it is synced, and finance breaks down four times over the page of changes"):
        world.faults.server_failed(product, of="changed", module="customers", times=4)
        sync.customers.save_and_sync()
        world.advance(minutes=5)
    with then("the run is done 15 seconds after it began"):
        (run,) = sync.customers.history
        assert (run.grade, (run.ended - run.started).seconds) == ("done", 15)
