"""An app has had too many calls and asks to wait: the run waits, goes on where it was, and gives up in the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from scenarios.faults._setup import (
    TWO_WAY,
    added,
    each_once,
    grades,
    history,
    in_crm,
    in_finance,
    last_runs,
    many_in_crm,
    one_more_of_each,
    run_all,
    set_up,
    stands,
    start_all,
)
from scenarios.faults._sorts import CUSTOMER, NAMES, OTHERS, SORTS, firsts, modules
from scenarios.leads._setup import contacts, figures, on_list, started
from zsim import World, given, in_words, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.sync import Run
from zsim.sync.leads import Fetch

SECOND_MS, MINUTE_MS, HOUR_MS = 1000, 60_000, 3_600_000
FINANCE_LIMITS = [("minute", MINUTE_MS), ("concurrency", SECOND_MS), ("day", 15 * HOUR_MS)]
"""Finance's limits, and how long each asks to wait at nine in the morning: the day's until midnight."""
CRM_LIMITS = [("minute", MINUTE_MS), ("concurrency", SECOND_MS), ("credits", HOUR_MS)]
TOLD = "rate limit: too many calls"


def first_runs(world: World, product: str) -> list[Run]:
    """The first run of each module."""
    return [history(world, product, module)[0] for module in modules(product)]


def endings(runs: Sequence[Run | Fetch]) -> set[tuple[str, int]]:
    """How runs ended, and how many milliseconds after they began."""
    return {(run.grade.value, (run.ended - run.started) // timedelta(milliseconds=1)) for run in runs}


@pytest.mark.parametrize(("limit", "wait_ms"), FINANCE_LIMITS)
@scenario(covers=["FLT-04"], products=["invoice", "import", "books", "billing"], moments="exact")
def test_a_run_waits_as_long_as_finance_asks(world: World, product: str, limit: str, wait_ms: int) -> None:
    """Finance has had too many calls for the first write: the run waits just so long, and ends well."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when(f"they are synced, and finance's limit of '{limit}' is reached at the first write of each sync"):
        for sort in firsts(product):
            world.faults.rate_limit(product, limit=limit, of="write", module=sort.finance)
        run_all(world, product)
        world.advance(hours=16)
    with then("each was carried once, by the run that waited"):
        assert stands(world, product) == each_once(product, NAMES)
        runs = first_runs(world, product)
        assert endings(runs) == {("done", wait_ms)}
        assert sum([run.added for run in runs]) == len(SORTS[product])


@pytest.mark.parametrize(("limit", "wait_ms"), CRM_LIMITS)
@scenario(covers=["FLT-04"], products=["invoice", "import", "books", "billing"])
def test_a_run_waits_as_long_as_the_crm_asks(world: World, product: str, limit: str, wait_ms: int) -> None:
    """The CRM has had too many calls when it is to be read: the run waits just so long, and carries everything."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when(f"they are synced, and the CRM's limit of '{limit}' is reached when it is read"):
        for sort in firsts(product):
            world.faults.rate_limit("crm", limit=limit, of="changed", module=sort.crm_module)
        run_all(world, product)
        world.advance(hours=1)
    with then("each was carried once, by the run that waited"):
        assert stands(world, product) == each_once(product, NAMES)
        assert endings(first_runs(world, product)) == {("done", wait_ms)}


@scenario(covers=["FLT-04"], products=TWO_WAY)
def test_a_push_waits_as_long_as_the_crm_asks(world: World, product: str) -> None:
    """The CRM has had too many calls when finance's records are to be pushed: they are pushed a minute later, once."""
    with given("one record of every sort, typed into finance"):
        in_finance(world, product)
        set_up(world, product)
    with when("they are pushed, and the CRM asks to wait for a minute at the first write of each sort"):
        for sort in SORTS[product]:
            world.faults.rate_limit("crm", of="write", module=sort.crm_module)
        run_all(world, product)
        world.advance(minutes=5)
    with then("the CRM has each of them once"):
        assert stands(world, product) == each_once(product, NAMES)
        assert grades(world, product) == {"done"}
        assert added(world, product) == len(SORTS[product])


@scenario(covers=["FLT-04"], products=TWO_WAY)
def test_others_go_on_while_a_run_waits(world: World, product: str) -> None:
    """While the sync of customers waits for the next day, items are synced, and people work in both apps."""
    with given("one record of every sort, synced, and an hour later another of each"):
        ours = one_more_of_each(world, product)
        sync = world.integration(product)
    with when("the day's limit is reached over a customer, and somebody edits an account in the hours of waiting"):
        world.faults.rate_limit(product, limit="day", of="write", module="customers")
        sync.customers.instant_sync()
        world.advance(hours=3)
        world.crm.accounts.update(ours[CUSTOMER], Phone="222")
        assert str(sync.customers.status.state) == "running"
    with then("the items were synced meanwhile"):
        assert len(world[product].items.all()) == 2
    with when("the next day comes"):
        world.advance(hours=24)
    with then("both of every sort are there, once, with the edit"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)
        assert world[product].customers.one(contact_name="Acme").phone == "222"


@pytest.mark.parametrize("convert", ["all", "with_transactions"])
@scenario(covers=["FLT-04"], products=TWO_WAY)
def test_deleting_an_integration_waits_as_long_as_finance_asks(world: World, product: str, convert: str) -> None:
    """Finance has had too many calls halfway through: deleting goes on a minute later, and lets every record go."""
    with given("a hundred and fifty accounts, synced, and the integration disabled"):
        many_in_crm(world, CUSTOMER, 150)
        sync = set_up(world, product)
        run_all(world, product)
        sync.disable()
    with when(
        f"it is deleted by the choice '{in_words(convert)}', and finance asks to wait at the second of its two writes"
    ):
        world.faults.rate_limit(product, call=2, of="write", module="customers")
        sync.delete(convert=convert)
    with then("it is being deleted, half of it done"):
        assert (str(sync.state), len(sync.links)) == ("disabled", 50)
        with pytest.raises(UsageError, match="it is being deleted"):
            sync.enable()
    with when("a minute has passed"):
        world.advance(minutes=1)
    with then("it is deleted, and no customer is the integration's any more"):
        assert (str(sync.state), sync.links) == ("deleted", ())
        assert len(world[product].customers.all()) == {"all": 150, "with_transactions": 0}[convert]
        assert world[product].customers.from_crm() == []


@scenario(covers=["FLT-04"], products=["marketinghub"])
def test_a_fetch_waits_while_marketinghub_is_locked(world: World, product: str) -> None:
    """MarketingHub locks its door for half an hour: the fetch waits, and both people are leads after it."""
    with given("two contacts in Invoice"):
        contacts(world, "Asha", "Ben")
    with when("they are fetched, and MarketingHub has had too many calls"):
        world.faults.rate_limit(product, of="write", module="Leads")
        sync = started(world)
        world.advance(minutes=31)
    with then("the fetch took half an hour, and both are new"):
        (fetch,) = sync.history
        assert endings([fetch]) == {("done", 30 * MINUTE_MS)}
        assert figures(fetch) == {"total": 2, "new": 2}
        assert on_list(world) == ["asha@example.com", "ben@example.com"]


@scenario(covers=["FLT-18"], products=["invoice", "import", "books", "billing"])
def test_a_run_is_given_up_after_ten_attempts(world: World, product: str) -> None:
    """Finance goes on asking for a minute: after ten attempts the run fails, and the next one carries the rest."""
    with given("one record of every sort, synced, and an hour later another of each"):
        one_more_of_each(world, product)
    with when("the next runs meet finance's limit, nine minutes later still"):
        for sort in firsts(product):
            world.faults.rate_limit(product, of="changed", module=sort.finance, times=20)
        start_all(world, product)
        world.advance(minutes=20)
    with then("they failed nine minutes after they began, for the limit, and nothing was made"):
        assert endings(last_runs(world, product)) == {("failed", 9 * MINUTE_MS)}
        assert {str(run.reason) for run in last_runs(world, product)} == {TOLD}
        assert len(world.integration(product).links) == len(SORTS[product])
    with when("the limit is over, and a day passes"):
        world.faults.heal()
        world.advance(hours=24)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@scenario(covers=["FLT-18"], products=["invoice", "import", "books", "billing"])
def test_a_run_is_given_up_that_would_wait_for_more_than_a_day(world: World, product: str) -> None:
    """The limit of the next day is reached as well: a run waits for a day at most, fails, and leaves its checkpoint."""
    with given("one record of every sort, synced, and an hour later another of each"):
        one_more_of_each(world, product)
    with when("the next runs meet the day's limit twice"):
        begun = {each: len(world.integration(product).module(each).history) for each in modules(product)}
        for sort in firsts(product):
            world.faults.rate_limit(product, limit="day", of="changed", module=sort.finance, times=2)
        start_all(world, product)
        world.advance_to("2026-01-06 00:01")
    with then("they failed at midnight, for the limit"):
        runs = [world.integration(product).module(module).history[number] for module, number in begun.items()]
        assert [(run.grade, run.reason) for run in runs] == [("failed", TOLD)] * len(runs)
    with when("a day passes"):
        world.advance(hours=24)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@scenario(covers=["FLT-18"], products=["invoice", "import", "books", "billing"], policies={"patience": "brief"})
def test_a_brief_run_is_given_up_after_three_attempts(world: World, product: str) -> None:
    """With the policy 'brief' an app is asked three times: two minutes after it began the run fails."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when("the runs meet finance's limit of a minute again and again"):
        for sort in firsts(product):
            world.faults.rate_limit(product, of="write", module=sort.finance, times=3)
        start_all(world, product)
        world.advance(minutes=10)
    with then("they failed two minutes after they began"):
        assert endings(last_runs(world, product)) == {("failed", 2 * MINUTE_MS)}
        assert {str(run.reason) for run in last_runs(world, product)} == {TOLD}
    with when("a day passes"):
        world.advance(hours=24)
    with then("everything is there, once"):
        assert stands(world, product) == each_once(product, NAMES)


@scenario(covers=["FLT-04"], products=["invoice", "import", "books", "billing"], policies={"patience": "brief"})
def test_a_brief_run_waits_for_two_minutes(world: World, product: str) -> None:
    """With the policy 'brief' a run that is refused twice for a minute still ends well."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when("the runs meet finance's limit of a minute twice"):
        for sort in firsts(product):
            world.faults.rate_limit(product, of="write", module=sort.finance, times=2)
        start_all(world, product)
        world.advance(minutes=10)
    with then("everything is there, two minutes after they began"):
        assert stands(world, product) == each_once(product, NAMES)
        assert endings(last_runs(world, product)) == {("done", 2 * MINUTE_MS)}


@scenario(covers=["FLT-18"], products=["invoice", "import", "books", "billing"], policies={"patience": "brief"})
def test_a_brief_run_does_not_wait_for_an_hour(world: World, product: str) -> None:
    """With the policy 'brief' nobody waits for the CRM's credits, an hour: the run fails at once."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when("the CRM's credits are used up when the runs begin to read"):
        for sort in firsts(product):
            world.faults.rate_limit("crm", limit="credits", of="changed", module=sort.crm_module)
        run_all(world, product)
    with then("they failed in the moment they began"):
        assert endings(last_runs(world, product)) == {("failed", 0)}
        assert {str(run.reason) for run in last_runs(world, product)} == {TOLD}
    with when("a day passes"):
        world.advance(hours=24)
    with then("everything is there, once"):
        assert stands(world, product) == each_once(product, NAMES)


@scenario(covers=["FLT-18"], products=["marketinghub"])
def test_a_fetch_is_given_up_after_ten_attempts(world: World, product: str) -> None:
    """MarketingHub stays locked: after ten attempts the fetch fails, and the next day's brings both people."""
    with given("two contacts in Invoice"):
        contacts(world, "Asha", "Ben")
    with when("they are fetched, and MarketingHub is locked for half the day"):
        world.faults.rate_limit(product, of="write", module="Leads", times=20)
        sync = started(world)
        world.advance(hours=5)
    with then("the fetch failed four and a half hours after it began, for the limit"):
        (fetch,) = sync.history
        assert endings([fetch]) == {("failed", 9 * 30 * MINUTE_MS)}
        assert str(fetch.reason) == TOLD
        assert (on_list(world), sync.state) == ([], "active")
    with when("the lock is off, and the next day's fetch comes"):
        world.faults.heal()
        world.advance(days=1)
    with then("both are new leads"):
        assert figures(sync.history[-1]) == {"total": 2, "new": 2}


@scenario(covers=["FLT-18"], products=["marketinghub"], policies={"patience": "brief"})
def test_a_brief_fetch_does_not_wait_for_half_an_hour(world: World, product: str) -> None:
    """With the policy 'brief' a fetch that finds MarketingHub locked fails at once; the next one brings everybody."""
    with given("two contacts in Invoice"):
        contacts(world, "Asha", "Ben")
    with when("they are fetched, and MarketingHub is locked"):
        world.faults.rate_limit(product, of="write", module="Leads")
        sync = started(world)
    with then("the fetch failed in the moment it began"):
        (fetch,) = sync.history
        assert endings([fetch]) == {("failed", 0)}
    with when("the next day's fetch comes"):
        world.advance(days=1)
    with then("both are on the list"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
