"""Pages that are cut short, and records that move between two pages: everything is read, and decided about once."""

from __future__ import annotations

from functools import partial

import pytest

from scenarios.faults._setup import (
    TWO_WAY,
    added,
    connected,
    each_once,
    grades,
    in_crm,
    in_finance,
    last_runs,
    run_all,
    set_up,
    stands,
)
from scenarios.faults._sorts import NAMES, OTHERS, SORTS, THIRDS
from scenarios.leads._setup import contacts, figures, on_list, started
from zsim import World, given, scenario, then, when

PAGES = 3
"""The pages that three records make when each holds one."""


@scenario(covers=["FLT-07"], products=["invoice", "import", "books", "billing"])
def test_short_pages_of_the_crm_are_read_to_the_end(world: World, product: str) -> None:
    """The CRM gives one record a page where two hundred were asked for: all arrive, in one run."""
    with given("three records of every sort in the CRM"):
        for names in (NAMES, OTHERS, THIRDS):
            in_crm(world, product, names)
        set_up(world, product)
    with when("they are synced, and the CRM cuts its pages after one record"):
        for sort in SORTS[product]:
            world.faults.truncated_page("crm", module=sort.crm_module, times=PAGES)
        run_all(world, product)
    with then("all three of every sort are there, once, by one run"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS, THIRDS)
        assert added(world, product) == 3 * len(SORTS[product])


@scenario(covers=["FLT-07"], products=TWO_WAY)
def test_short_pages_of_finance_are_read_to_the_end(world: World, product: str) -> None:
    """Finance gives one record a page where two hundred were asked for: all are pushed, in one run."""
    with given("three records of every sort, typed into finance"):
        for names in (NAMES, OTHERS, THIRDS):
            in_finance(world, product, names)
        set_up(world, product)
    with when("they are synced, and finance cuts its pages after one record"):
        for sort in SORTS[product]:
            world.faults.truncated_page(product, module=sort.finance, times=PAGES)
        run_all(world, product)
    with then("all three of every sort are there, once, by one run"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS, THIRDS)
        assert added(world, product) == 3 * len(SORTS[product])


@scenario(covers=["FLT-07"], products=["invoice", "import", "books", "billing"])
def test_short_pages_of_deletions_are_read_to_the_end(world: World, product: str) -> None:
    """The CRM tells of one deletion a page: everything that was deleted there goes in finance, in one run."""
    with given("three records of every sort, synced, of which two are deleted in the CRM"):
        in_crm(world, product)
        gone = [in_crm(world, product, names) for names in (OTHERS, THIRDS)]
        connected(world, product)
        for records in gone:
            for sort, each in records.items():
                sort.delete_in_crm(world, each)
    with when("they are synced, and the CRM cuts its pages of deletions after one"):
        for sort in SORTS[product]:
            world.faults.truncated_page("crm", of="deleted", module=sort.crm_module, times=2)
        run_all(world, product)
    with then("finance has the first of every sort alone"):
        assert stands(world, product) == each_once(product, NAMES)
        assert sum([run.deleted for run in last_runs(world, product)]) == 2 * len(SORTS[product])


@pytest.mark.parametrize("saved", [pytest.param(True, id="saved anew"), pytest.param(False, id="slid")])
@scenario(covers=["FLT-06"], products=["invoice", "import", "books", "billing"])
def test_a_record_that_comes_on_two_pages_is_decided_about_once(world: World, product: str, saved: bool) -> None:
    """While the CRM is read page by page, its last record comes again on the next: it is one record."""
    with given("three records of every sort in the CRM"):
        records = [in_crm(world, product, names) for names in (NAMES, OTHERS, THIRDS)]
        set_up(world, product)
    with when("they are synced a record a page, and the one of the first page comes again"):
        for sort in SORTS[product]:
            world.faults.truncated_page("crm", module=sort.crm_module, times=PAGES + saved)
            world.faults.page_drift("crm", saved=saved, module=sort.crm_module)
        run_all(world, product)
    with then("each is there once, told as added once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS, THIRDS)
        assert added(world, product) == 3 * len(SORTS[product])
        assert {world.why(each).outcomes for some in records for each in some.values()} == {("created",)}
        assert grades(world, product) == {"done"}


@pytest.mark.parametrize("saved", [pytest.param(True, id="saved anew"), pytest.param(False, id="slid")])
@scenario(covers=["FLT-06"], products=TWO_WAY)
def test_a_record_that_comes_on_two_pages_is_pushed_once(world: World, product: str, saved: bool) -> None:
    """While finance is read page by page, its last record comes again on the next: it is pushed once."""
    with given("three records of every sort, typed into finance"):
        records = [in_finance(world, product, names) for names in (NAMES, OTHERS, THIRDS)]
        set_up(world, product)
    with when("they are synced a record a page, and the one of the first page comes again"):
        for sort in SORTS[product]:
            world.faults.truncated_page(product, module=sort.finance, times=PAGES + saved)
            world.faults.page_drift(product, saved=saved, module=sort.finance)
        run_all(world, product)
    with then("each is there once, told as added once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS, THIRDS)
        assert {world.why(each).outcomes for some in records for each in some.values()} == {("created",)}
        assert grades(world, product) == {"done"}


@scenario(covers=["FLT-06"], products=["invoice", "import", "books", "billing"])
def test_an_edit_between_two_pages_arrives_in_its_latest_version(world: World, product: str) -> None:
    """A record is read, edited, and read again on a later page: finance gets what was typed last."""
    with given("two records of every sort in the CRM"):
        ours = in_crm(world, product, text="111")
        in_crm(world, product, OTHERS)
        set_up(world, product)
    with when("they are synced a record a page, and each first one is edited right after its page was read"):
        for sort, each in ours.items():
            world.faults.truncated_page("crm", module=sort.crm_module, times=2)
            world.faults.meanwhile(
                "crm",
                partial(sort.edit_in_crm, world, each, "222"),
                when="after",
                of="changed",
                module=sort.crm_module,
            )
        run_all(world, product)
    with then("finance has the edits, by the one run that was made"):
        assert [sort.in_finance(world, product).one(**{sort.finance_name: NAMES[sort]}) for sort in ours]
        assert {
            getattr(sort.in_finance(world, product).one(**{sort.finance_name: NAMES[sort]}), sort.finance_text)
            for sort in ours
        } == {"222"}
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@pytest.mark.parametrize("saved", [pytest.param(True, id="saved anew"), pytest.param(False, id="slid")])
@scenario(covers=["FLT-06"], products=["marketinghub"])
def test_a_contact_that_comes_on_two_pages_is_one_lead(world: World, product: str, saved: bool) -> None:
    """While Invoice is read page by page, its last contact comes again on the next: she is one lead, and no twin."""
    with given("three contacts in Invoice"):
        contacts(world, "Asha", "Ben", "Chitra")
    with when("they are fetched a contact a page, and the one of the first page comes again"):
        world.faults.truncated_page("invoice", times=PAGES + saved)
        world.faults.page_drift("invoice", saved=saved)
        sync = started(world)
    with then("three are new, and nobody is ignored"):
        assert figures(sync.history[0]) == {"total": 3, "new": 3}
        assert on_list(world) == ["asha@example.com", "ben@example.com", "chitra@example.com"]


@scenario(covers=["FLT-07"], products=["marketinghub"])
def test_short_pages_of_contacts_and_deletions_are_read_to_the_end(world: World, product: str) -> None:
    """Invoice gives one contact a page, and tells of one deletion a page: the list is as Invoice is."""
    with given("four contacts in Invoice"):
        gone = contacts(world, "Asha", "Ben", "Chitra", "Dia")[:2]
    with when("they are fetched a contact a page"):
        world.faults.truncated_page("invoice", times=PAGES)
        sync = started(world)
    with then("all four are new"):
        assert figures(sync.history[0]) == {"total": 4, "new": 4}
    with when("two are deleted in Invoice, and the next fetch hears of them one by one"):
        for each in gone:
            world.invoice.customers.delete(each)
        world.faults.truncated_page("invoice", of="deleted")
        world.advance(days=1)
    with then("the other two are left on the list"):
        assert on_list(world) == ["chitra@example.com", "dia@example.com"]
