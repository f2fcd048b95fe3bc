"""A key dies or a right goes in the middle of a run: nothing more is written, and what was done is known afterwards."""

from __future__ import annotations

import pytest

from scenarios.faults._setup import (
    CALLS,
    TWO_WAY,
    WITH_KEY,
    each_once,
    in_crm,
    in_finance,
    invoices_shown,
    make_invoice,
    many_in_crm,
    run_all,
    set_up,
    stands,
    with_invoices,
)
from scenarios.faults._sorts import NAMES, OTHERS, SORTS, first_of, modules, single
from scenarios.leads._setup import contacts, draft, figures, on_list
from zsim import World, given, scenario, then, when
from zsim.sync import Integration

MOMENTS = pytest.mark.parametrize("moment", ["before", "after"])
DEAD = "invalid key: "
HIDDEN = "no permission: "


def set_up_by_rita(world: World, product: str) -> Integration:
    """Connect a product with the email of Rita, a standard user of the CRM."""
    rita = world.crm.users.create("Rita", profile="Standard")
    return set_up(world, product, email=rita.email)


@MOMENTS
@scenario(covers=["FLT-13"], products=["invoice", "import", "books"])
def test_a_key_that_dies_while_the_crm_is_read_ends_the_run(world: World, product: str, moment: str) -> None:
    """The CRM's key is regenerated while its records are read: the run fails for the key and nothing is written."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        sync = set_up(world, product)
    for module in modules(product):
        with when(f"{module} are synced, and just {moment} the CRM gives a page of its changes, it gets another key"):
            world.faults.key_regenerated("crm", when=moment, of="changed", module=first_of(product, module).crm_module)
            sync.module(module).instant_sync()
            world.settle()
        with then("the run failed for the key, and finance has nothing of it"):
            run = sync.module(module).history[-1]
            assert (run.grade, str(run.reason)[: len(DEAD)], run.counts) == ("failed", DEAD, {})
            assert sync.links == ()
        sync.update_credentials(key=world.crm.zsc_key)
    with when("the new key was entered, and a day passes"):
        world.advance(days=1)
    with then("everything is there, once"):
        assert stands(world, product) == each_once(product, NAMES)


@scenario(covers=["FLT-13"], products=["invoice", "import", "books"])
def test_what_was_written_before_the_key_died_stays_and_is_known(world: World, product: str) -> None:
    """The key dies between two batches: finance gets no more, although it is not its key, and the rest comes later."""
    with given("a hundred and one records of every sort in the CRM"):
        for sort in single(product):
            many_in_crm(world, sort, 101)
        sync = set_up(world, product)
    for before, sort in enumerate(single(product)):
        with when(f"{sort.module} are synced, and right after the first hundred were made, the CRM gets another key"):
            world.faults.meanwhile(product, world.crm.generate_zsc_key, when="after", of="write", module=sort.finance)
            sync.module(sort.module).instant_sync()
            world.settle()
        with then("the run failed for the key, with a hundred made"):
            run = sync.module(sort.module).history[-1]
            assert (run.grade, str(run.reason)[: len(DEAD)], run.added) == ("failed", DEAD, 100)
            assert len(sort.in_finance(world, product).all()) == 100
        with when("the new key is entered, and the sync runs again"):
            sync.update_credentials(key=world.crm.zsc_key)
            sync.module(sort.module).instant_sync()
            world.settle()
        with then("all are there, once"):
            assert len(sort.in_finance(world, product).all()) == 101
            assert len(sync.links) == 101 * (before + 1)


@MOMENTS
@scenario(covers=["FLT-13"], products=WITH_KEY)
def test_a_key_that_dies_at_a_push_ends_the_run(world: World, product: str, moment: str) -> None:
    """The CRM's key is regenerated as it is written to: refused or done, each record is in the CRM once in the end."""
    with given("two records of every sort, typed into finance"):
        in_finance(world, product)
        in_finance(world, product, OTHERS)
        sync = set_up(world, product)
    for module in modules(product):
        with when(f"{module} are pushed, and just {moment} the CRM takes them, it gets another key"):
            world.faults.key_regenerated("crm", when=moment, of="write", module=first_of(product, module).crm_module)
            sync.module(module).instant_sync()
            world.settle()
        with then("the run failed for the key"):
            run = sync.module(module).history[-1]
            assert (run.grade, str(run.reason)[: len(DEAD)]) == ("failed", DEAD)
        sync.update_credentials(key=world.crm.zsc_key)
    with when("the new key was entered, and a day passes"):
        world.advance(days=1)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@scenario(covers=["FLT-13"], products=["invoice", "import", "books"])
def test_a_write_on_its_way_when_the_key_dies_is_no_breach(world: World, product: str) -> None:
    """The key dies when finance is about to take a write it was sent: nobody can call it back, and nobody complains."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        sync = set_up(world, product)
    with when("customers are synced, and just before finance makes them, the CRM gets another key"):
        world.faults.meanwhile(product, world.crm.generate_zsc_key, when="before", of="write", module="customers")
        sync.customers.instant_sync()
        world.settle()
    with then("the customer is there and known, and the run failed before its next write"):
        assert len(sync.links) == len(world[product].customers.all()) == 1
        assert sync.customers.history[-1].grade == "failed"


@scenario(covers=["CON-15", "CON-17", "FLT-13"], products=["books"], quirks=["CON-15"])
def test_an_invoice_made_on_a_dead_key_crosses_with_the_new_one(world: World, product: str) -> None:
    """The CRM's key is dead when an invoice is made in finance: it shows in the CRM once the new key is entered."""
    with given("Acme, synced, with invoices enabled; then the CRM gets another key"):
        sync = with_invoices(world, product)
        key = world.crm.generate_zsc_key()
    with when("an invoice is made in finance"):
        made = make_invoice(world, product)
        world.settle()
    with then("its run failed for the key, and the CRM shows nothing"):
        assert str(sync.transactions.invoices.history[-1].reason).startswith(DEAD)
        assert invoices_shown(world) == []
    with when("the new key is entered"):
        before = sync.links
        sync.update_credentials(key=key)
        world.settle()
    with then("the CRM shows it at once, and every pair is still there"):
        assert invoices_shown(world) == [made.invoice_number]
        assert [each for each in before if each not in sync.links] == []


@pytest.mark.parametrize("of", ["fields", "changed"])
@MOMENTS
@scenario(covers=["FLT-14"], products=["invoice", "import", "books", "billing"])
def test_a_module_hidden_in_mid_run_is_not_read_any_more(world: World, product: str, of: str, moment: str) -> None:
    """A module is hidden from the connecting user while it is read: the run fails, and all comes later."""
    with given("two records of every sort in the CRM, and a connection with the email of Rita, a standard user"):
        in_crm(world, product)
        in_crm(world, product, OTHERS)
        sync = set_up_by_rita(world, product)
    for sort in SORTS[product]:
        with when(
            f"{sort.module} are synced, and just {moment} {CALLS[of]} of {sort.crm_module}, they are hidden from Rita"
        ):
            world.faults.right_withdrawn(hides=sort.crm_module, when=moment, of=of, module=sort.crm_module)
            sync.module(sort.module).instant_sync()
            world.settle()
        with then("the run failed for the right, and finance has nothing of it"):
            run = sync.module(sort.module).history[-1]
            assert (run.grade, str(run.reason)[: len(HIDDEN)], run.counts) == ("failed", HIDDEN, {})
            assert sync.links == ()
        world.crm.profiles.show("Standard", sort.crm_module)
    with when("all is shown to her again, and a day passes"):
        world.advance(days=1)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@scenario(covers=["FLT-14"], products=TWO_WAY)
def test_a_module_hidden_before_a_write_gets_none(world: World, product: str) -> None:
    """A module is hidden from the connecting user before a write: the run fails, and it comes later."""
    with given(
        "a record of every sort, synced with the email of Rita, a standard user, and another typed into finance"
    ):
        in_finance(world, product)
        sync = set_up_by_rita(world, product)
        run_all(world, product)
        in_finance(world, product, OTHERS)
    for sort in SORTS[product]:
        with when(
            f"{sort.module} are pushed, and just before the CRM takes {sort.crm_module}, they are hidden from Rita"
        ):
            world.faults.right_withdrawn(hides=sort.crm_module, of="write", module=sort.crm_module)
            sync.module(sort.module).instant_sync()
            world.settle()
        with then("the run failed for the right, and the CRM has it not"):
            assert str(sync.module(sort.module).history[-1].reason).startswith(HIDDEN)
            assert OTHERS[sort] not in sort.names(world, product)[0]
        world.crm.profiles.show("Standard", sort.crm_module)
    with when("all is shown to her again, and a day passes"):
        world.advance(days=1)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@scenario(covers=["FLT-14"], products=TWO_WAY)
def test_what_was_written_before_a_module_was_hidden_is_known(world: World, product: str) -> None:
    """A module is hidden right after it was written to: nothing is written a second time once it is shown again."""
    with given("a record of every sort, typed into finance, and a connection with the email of Rita, a standard user"):
        in_finance(world, product)
        set_up_by_rita(world, product)
    with when("they are pushed, and each module is hidden from Rita right after the CRM took the first of it"):
        for sort in SORTS[product]:
            world.faults.right_withdrawn(hides=sort.crm_module, when="after", of="write", module=sort.crm_module)
        run_all(world, product)
        in_finance(world, product, OTHERS)
        run_all(world, product)
    with then("the runs after that failed for the right"):
        runs = [world.integration(product).module(module).history[-1] for module in modules(product)]
        assert {str(run.reason)[: len(HIDDEN)] for run in runs} == {HIDDEN}
    with when("all is shown to her again, and a day passes"):
        for sort in SORTS[product]:
            world.crm.profiles.show("Standard", sort.crm_module)
        world.advance(days=1)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@MOMENTS
@scenario(covers=["FLT-13"], products=["marketinghub"], quirks=["KEY-01"])
def test_a_key_of_invoice_that_dies_in_mid_fetch_ends_it(world: World, product: str, moment: str) -> None:
    """Invoice's key is regenerated while its contacts are read: nobody is taken in until the key is set right."""
    with given("two contacts, and a daily sync"):
        contacts(world, "Asha", "Ben")
        sync = draft(world).schedule("daily", at="09:00").retrieve("all")
    with when(f"it fetches, and just {moment} Invoice gives a page of contacts, its key is regenerated"):
        world.faults.key_regenerated("invoice", when=moment, of="changed")
        sync.initiate()
        world.settle()
    with then("the fetch failed, the sync is inactive, and nobody is a lead"):
        assert [fetch.grade for fetch in sync.history] == ["failed"]
        assert (sync.state, world.marketinghub.leads.all()) == ("inactive", [])
    with when("the key is entered, the sync activated, and its slot comes"):
        world.sync_services("invoice").update_account(key=world.invoice.zsc_key)
        sync.activate()
        world.advance(days=1)
    with then("both are new leads"):
        assert figures(sync.history[-1]) == {"total": 2, "new": 2}


@scenario(covers=["FLT-13"], products=["marketinghub"], quirks_off=["KEY-01"])
def test_marketinghub_takes_nobody_in_on_a_dead_key(world: World, product: str) -> None:
    """Were nobody told of the new key, the fetch would still ask before each write, and end for the key."""
    with given("a hundred and one contacts, and a daily sync"):
        contacts(world, *[f"Ada{number:03}" for number in range(101)])
        sync = draft(world).schedule("daily", at="09:00").retrieve("all")
    with when("it fetches, and right after MarketingHub took the first hundred in, Invoice's key is regenerated"):
        world.faults.meanwhile(product, world.invoice.generate_zsc_key, when="after", of="write")
        sync.initiate()
        world.settle()
    with then("the fetch failed for the key, with a hundred on the list"):
        assert str(sync.history[0].reason).startswith(DEAD)
        assert (len(on_list(world)), sync.state) == (100, "inactive")
    with when("the key is entered, the sync activated, and its slot comes"):
        world.sync_services("invoice").update_account(key=world.invoice.zsc_key)
        sync.activate()
        world.advance(days=1)
    with then("the last one is new, and all are known"):
        assert sync.history[-1].counts["new"] == 1
        assert (len(on_list(world)), len(sync.links)) == (101, 101)


@scenario(covers=["FLT-13"], products=["marketinghub"], quirks=["KEY-01"])
def test_a_lead_on_its_way_when_the_key_dies_is_no_breach(world: World, product: str) -> None:
    """Invoice's key dies when MarketingHub is about to take in whom it was sent: they are leads, and known."""
    with given("two contacts, and a daily sync"):
        contacts(world, "Asha", "Ben")
        sync = draft(world).schedule("daily", at="09:00").retrieve("all")
    with when("it fetches, and just before MarketingHub takes them in, Invoice's key is regenerated"):
        world.faults.meanwhile(product, world.invoice.generate_zsc_key, when="before", of="write")
        sync.initiate()
        world.settle()
    with then("both are leads of the sync, which is inactive"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
        assert (len(sync.links), sync.state) == (2, "inactive")
