"""The engine is killed: it starts anew from what was committed, and ends where it would have ended undisturbed."""

from __future__ import annotations

import pytest

from scenarios.faults._setup import (
    CALLS,
    TWO_WAY,
    connected,
    deleted_but_acme,
    each_once,
    edit_in_finance,
    edited_in_crm,
    grades,
    in_crm,
    in_finance,
    invoices_shown,
    make_invoice,
    run_all,
    set_up,
    stands,
    start_all,
    texts_in_finance,
    with_invoices,
)
from scenarios.faults._sorts import CUSTOMER, NAMES, OTHERS, SORTS, modules
from scenarios.leads._setup import contacts, draft, figures, ignored, on_list
from zsim import World, given, in_words, scenario, then, when

MOMENTS = pytest.mark.parametrize("moment", ["before", "after"])
STOPPED = ("failed", "the engine was stopped")


@MOMENTS
@pytest.mark.parametrize("of", ["fields", "changed", "search", "write"])
@scenario(covers=["FLT-16"], products=["invoice", "import", "books", "billing"])
def test_an_engine_killed_at_a_call_to_finance_goes_on(world: World, product: str, of: str, moment: str) -> None:
    """The engine dies at a call to finance, carried out or not: it starts anew, and each record is there once."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        sync = set_up(world, product)
    for module in modules(product):
        sorts = [sort for sort in SORTS[product] if sort.module == module]
        with when(f"{module} are synced, and the engine is killed just {moment} {CALLS[of]} of each sort"):
            for sort in sorts:
                world.faults.killed(product, when=moment, of=of, module=sort.finance)
            sync.module(module).instant_sync()
            world.settle()
        with then("each run that was killed is told as failed, and the same was done again at once"):
            *stopped, last = sync.module(module).history
            assert [(run.grade, run.reason, run.trigger) for run in stopped] == [(*STOPPED, "instant")] * len(sorts)
            assert (last.grade, last.trigger) == ("done", "instant")
        with then("one of these runs tells of each that it was added, or finished"):
            assert sum(run.added + run.count("finished") for run in (*stopped, last)) == len(sorts)
    with then("each is there once"):
        assert stands(world, product) == each_once(product, NAMES)


@MOMENTS
@scenario(covers=["FLT-16"], products=["invoice", "import", "books", "billing"])
def test_an_engine_killed_as_a_run_opens_the_crm_goes_on(world: World, product: str, moment: str) -> None:
    """The engine dies at the very first thing a run does: the run is made again at once, and each record is there."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        sync = set_up(world, product)
    for module in modules(product):
        with when(f"{module} are synced, and the engine is killed just {moment} {CALLS['open']} of the CRM"):
            world.faults.killed("crm", when=moment, of="open")
            sync.module(module).instant_sync()
            world.settle()
        with then("the run that was killed is told as failed, and the same was done again at once"):
            stopped, last = sync.module(module).history
            assert (stopped.grade, stopped.reason, last.grade) == (*STOPPED, "done")
    with then("each is there once"):
        assert stands(world, product) == each_once(product, NAMES)


@scenario(covers=["FLT-16"], products=["invoice", "import", "books", "billing"])
def test_what_a_killed_run_did_is_in_its_history(world: World, product: str) -> None:
    """A customer was added when the engine died at its contact person: the history tells each in the run that did."""
    with given("an account with a contact in the CRM"):
        in_crm(world, product)
        sync = set_up(world, product)
    with when("customers are synced, and the engine is killed just before the contact person is written"):
        world.faults.killed(product, of="write", module="contact_persons")
        sync.customers.instant_sync()
        world.settle()
    with then("the run that was killed added the customer, and the next one the contact person"):
        stopped, last = sync.customers.history
        assert (stopped.grade, stopped.reason, stopped.counts) == (*STOPPED, {"created": 1})
        assert (last.grade, last.added) == ("done", 1)


@MOMENTS
@pytest.mark.parametrize("duplicates", ["clone", "skip", "overwrite"])
@scenario(covers=["FLT-16"], products=TWO_WAY)
def test_an_engine_killed_at_a_push_goes_on(world: World, product: str, duplicates: str, moment: str) -> None:
    """The engine dies as it writes to the CRM, done or not: whatever is done about duplicates, there is none."""
    with given("one record of every sort, typed into finance"):
        in_finance(world, product)
        set_up(world, product, duplicates)
    with when(f"they are pushed, and the engine is killed just {moment} each first write to the CRM"):
        for sort in SORTS[product]:
            world.faults.killed("crm", when=moment, of="write", module=sort.crm_module)
        run_all(world, product)
    with then("each is there once, and noted in finance"):
        assert stands(world, product) == each_once(product, NAMES)
        assert grades(world, product) == {"done"}
    with then("the next runs find nothing to do"):
        world.advance(hours=2)
        run_all(world, product)
        assert stands(world, product) == each_once(product, NAMES)


@MOMENTS
@scenario(covers=["FLT-16"], products=TWO_WAY)
def test_an_engine_killed_at_an_edit_carries_it_once(world: World, product: str, moment: str) -> None:
    """Edits of both sides are under way when the engine dies: both arrive, and none is undone."""
    with given("one record of every sort, synced, and edited on both sides in different fields"):
        ours = edited_in_crm(world, product)
    with when(f"they are synced, and the engine is killed just {moment} each first write to finance"):
        for sort in ours:
            world.faults.killed(product, when=moment, of="write", module=sort.finance)
        run_all(world, product)
    with then("finance has every edit"):
        assert texts_in_finance(world, product) == {"222"}
        assert stands(world, product) == each_once(product, NAMES)
    with when("each is edited in finance, and the next slot comes"):
        edit_in_finance(world, product, "333")
        world.advance(hours=2)
    with then("that edit is in the CRM"):
        assert {getattr(each, sort.crm_text) for sort, each in ours.items()} == {"333"}


@scenario(covers=["FLT-16"], products=["invoice", "import", "books", "billing"])
def test_a_conflict_that_a_run_was_broken_off_in_is_told_by_the_rule_it_was_settled_by(
    world: World, product: str
) -> None:
    """A field was edited on both sides, and the engine dies just after finance took the CRM's: the next run says so."""
    with given("Acme, synced, and its phone edited on both sides"):
        ours = in_crm(world, product, text="111")
        sync = connected(world, product)
        CUSTOMER.edit_in_crm(world, ours[CUSTOMER], "222")
        (theirs,) = world[product].customers.all()
        CUSTOMER.edit_in_finance(world, product, theirs, "333")
    with when("it is synced, and the engine is killed just after the write to finance"):
        world.faults.killed(product, when="after", of="write", module="customers")
        sync.customers.instant_sync()
        world.settle()
    with then("the run that follows finished it, by the rule for conflicts of this product"):
        assert (sync.customers.history[-1].grade, sync.customers.history[-1].counts["finished"]) == ("done", 1)
        assert theirs.phone == "222"
        assert {"FLT-16", "IMP-06" if product == "import" else "CUS-21"} <= set(world.why(ours[CUSTOMER]).behaviours)


@MOMENTS
@scenario(covers=["FLT-16"], products=["invoice", "import", "books", "billing"])
def test_an_engine_killed_at_a_deletion_goes_on(world: World, product: str, moment: str) -> None:
    """Deletions are under way when the engine dies: what was deleted in the CRM is gone in finance, and stays gone."""
    with given("Acme, and one more record of every sort, synced; all but Acme are deleted in the CRM"):
        ours = deleted_but_acme(world, product)
    with when(f"they are synced, and the engine is killed just {moment} each deletion in finance"):
        for sort in ours:
            world.faults.killed(product, when=moment, of="write", module=sort.finance)
        run_all(world, product)
        world.advance(days=1)
    with then("finance has Acme alone, and one pair is left"):
        assert [sort.names(world, product)[1] for sort in ours] == [["Acme"], *[[]] * (len(ours) - 1)]
        assert len(world.integration(product).links) == 1


@scenario(covers=["FLT-16"], products=TWO_WAY, call_ms=250, moments="exact")
def test_slots_and_what_waits_are_as_they_were(world: World, product: str) -> None:
    """The engine dies while runs are under way and others wait: the slots stay, and what waits is done in its turn."""
    with given("one record of every sort, synced, runs under way over a second one, and Instant Syncs that wait"):
        in_crm(world, product)
        sync = set_up(world, product)
        start_all(world, product)
        world.advance(minutes=5)
        in_crm(world, product, OTHERS)
        for module in modules(product):
            sync.module(module).instant_sync()
            sync.module(module).instant_sync()
        world.advance(seconds=1)
        slots = [sync.module(module).next_slot for module in modules(product)]
        histories = [sync.module(module).history for module in modules(product)]
    with when("the engine is killed"):
        world.crash()
    with then("the slots are as they were, and the histories have the broken run more"):
        assert [sync.module(module).next_slot for module in modules(product)] == slots
        for module, former in zip(modules(product), histories, strict=True):
            *before, stopped = sync.module(module).history
            assert (tuple(before), stopped.grade, stopped.reason) == (former, *STOPPED)
    with when("five minutes pass"):
        world.advance(minutes=5)
    with then("each broken run was made again, what waited after it, and both of every sort are there, once"):
        for module in modules(product):
            assert [run.grade for run in sync.module(module).history] == ["done", "failed", "done", "done"]
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@MOMENTS
@pytest.mark.parametrize("convert", ["all", "with_transactions"])
@scenario(covers=["FLT-16"], products=TWO_WAY, call_ms=250)
def test_an_engine_killed_while_an_integration_is_deleted_goes_on(
    world: World, product: str, convert: str, moment: str
) -> None:
    """An integration is being deleted when the engine dies: it goes on with the rest, and lets every record go once."""
    with given("one record of every sort, synced, Acme with an invoice, and the integration disabled"):
        in_crm(world, product)
        sync = set_up(world, product)
        start_all(world, product)
        world.advance(minutes=5)
        (acme,) = world[product].customers.all()
        world[product].invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": 100}])
        sync.disable()
    with when(
        f"it is deleted by the choice '{in_words(convert)}', and the engine is killed just {moment} each write of it"
    ):
        for sort in SORTS[product]:
            world.faults.killed(product, when=moment, of="write", module=sort.finance)
        sync.delete(convert=convert)
        world.advance(minutes=5)
    with then("it is deleted, with no pair left"):
        assert (str(sync.state), sync.links) == ("deleted", ())
    with then("what is left in finance is its own"):
        left = {
            sort.finance: [getattr(each, sort.noted) for each in sort.in_finance(world, product).all()]
            for sort in SORTS[product]
        }
        kept = ("customers", "contact_persons") if convert == "with_transactions" else tuple(left)
        assert left == {name: [None] if name in kept else [] for name in left}
    with when("the product is connected again under 'overwrite'"):
        connected_again = world.connect(product)
        connected_again.customers.configure(
            module="accounts", extent="both_ways", duplicates="overwrite"
        ).save_and_sync()
        world.advance(minutes=5)
    with then("the customer is in a pair again, and there is one of it"):
        assert world[product].customers.all() == [acme]
        assert len(connected_again.links) == 1


@scenario(covers=["FLT-16", "SYN-09"], products=TWO_WAY)
def test_a_single_fetch_is_made_again_after_a_kill(world: World, product: str) -> None:
    """Somebody fetches one record and the engine dies over it: that one is fetched again, and no other."""
    with given("two synced accounts, both edited"):
        ours = in_crm(world, product, text="111")
        others = in_crm(world, product, OTHERS, text="111")
        sync = connected(world, product)
        for each in (ours, others):
            world.crm.accounts.update(each[CUSTOMER], Phone="222")
    with when("the first is fetched, and the engine is killed just after finance took it"):
        world.faults.killed(product, when="after", of="write", module="customers")
        sync.customers.fetch(ours[CUSTOMER])
        world.settle()
    with then("it has the new phone, and the other has not"):
        assert [each.phone for each in world[product].customers.all()] == ["222", "111"]
        assert [run.trigger for run in sync.customers.history[-2:]] == ["single", "single"]


def invoice_made_while_the_engine_dies(world: World, product: str, moment: str) -> None:
    """An invoice is made in finance, and the engine is killed as the CRM takes it."""
    with given("Acme, synced, with invoices enabled"):
        with_invoices(world, product)
    with when(f"an invoice is made in finance, and the engine is killed just {moment} the CRM takes it"):
        world.faults.killed("crm", when=moment, of="write", module="Finance_Invoices")
        made = make_invoice(world, product)
        world.settle()
    with then("the CRM shows it, once"):
        assert invoices_shown(world) == [made.invoice_number]
    with then("the engine listens on: another one is there at once"):
        other = make_invoice(world, product, total=200)
        world.settle()
        assert invoices_shown(world) == [made.invoice_number, other.invoice_number]


@scenario(covers=["FLT-16"], products=["books", "billing"])
def test_an_invoice_survives_a_kill_before_it_crosses(world: World, product: str) -> None:
    """An invoice made in finance is about to cross when the engine dies: the CRM shows it all the same."""
    invoice_made_while_the_engine_dies(world, product, "before")


@scenario(covers=["FLT-16"], products=["books", "billing"])
def test_an_invoice_survives_a_kill_as_it_crosses(world: World, product: str) -> None:
    """An invoice made in finance has just crossed when the engine dies: the CRM shows it once."""
    invoice_made_while_the_engine_dies(world, product, "after")


@MOMENTS
@pytest.mark.parametrize(
    ("app", "of"), [("invoice", "open"), ("invoice", "changed"), ("marketinghub", "search"), ("marketinghub", "write")]
)
@pytest.mark.parametrize("frequency", ["once", "daily"])
@scenario(covers=["FLT-16"], products=["marketinghub"])
def test_a_fetch_of_leads_survives_a_kill(
    world: World, product: str, app: str, of: str, moment: str, frequency: str
) -> None:
    """The engine dies in the middle of a fetch: it is made again at once, and every contact is one lead, and known."""
    with given("two contacts, and a sync of them"):
        contacts(world, "Asha", "Ben")
        sync = draft(world).schedule(frequency, at="09:00").retrieve("all")
    with when(f"it fetches, and the engine is killed just {moment} {CALLS[of]} of {app}"):
        world.faults.killed(app, when=moment, of=of, module={"open": None, "changed": "customers"}.get(of, "Leads"))
        sync.initiate()
        world.settle()
    with then("that fetch failed and was made again, both are on the list, and the sync knows its leads"):
        assert [(fetch.grade, fetch.reason) for fetch in sync.history] == [STOPPED, ("done", None)]
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
        assert len(sync.links) == 2
        assert sync.state == {"once": "completed", "daily": "active"}[frequency]
        assert sum(fetch.new for fetch in sync.history) == 2
    with when("the next day comes"):
        world.advance(days=1)
    with then("nothing is new any more"):
        assert len(world.marketinghub.leads.all()) == 2
        assert "new" not in figures(sync.history[-1]) or frequency == "once"


@MOMENTS
@scenario(covers=["FLT-16"], products=["marketinghub"])
def test_a_fetch_killed_at_a_removal_takes_out_once(world: World, product: str, moment: str) -> None:
    """A contact was deleted, and the engine dies as its lead is taken out: the fetch made again tells that, once."""
    with given("Asha and Ben, who are leads, and Asha is deleted"):
        asha, _ = contacts(world, "Asha", "Ben")
        sync = draft(world).schedule("daily", at="09:00").retrieve("all").initiate()
        world.settle()
        world.invoice.customers.delete(asha)
    with when(f"the next fetch comes, and the engine is killed just {moment} Asha is taken out"):
        world.faults.killed(product, when=moment, of="write")
        world.advance(days=1)
    with then("the fetch made again tells of her once, and Ben is as he was"):
        assert [lead.email for lead in world.marketinghub.leads.all()] == ["ben@example.com"]
        assert (sync.history[-1].grade, sync.history[-1].deleted, sync.history[-1].duplicate) == ("done", 1, 1)
        assert world.why(asha.ref).outcomes[-1] == "deleted"


@scenario(covers=["FLT-16"], products=["marketinghub"])
def test_what_a_killed_fetch_did_is_in_its_history(world: World, product: str) -> None:
    """A fetch took one in, ignored one, and died at a third, who was deleted: the history tells of the first two."""
    with given("Asha, who is a lead, and a daily sync"):
        (asha,) = contacts(world, "Asha")
        sync = draft(world).schedule("daily", at="09:00").retrieve("all").initiate()
        world.settle()
    with given("Ben comes, Cid without an address, and Asha is deleted"):
        contacts(world, "Ben")
        world.invoice.customers.create(contact_name="Cid")
        world.invoice.customers.delete(asha)
    with when("the next fetch comes, and the engine is killed just before Asha is taken out"):
        world.faults.killed(product, of="write", call=2)
        world.advance(days=1)
    with then("the fetch that was killed tells of Ben and Cid, and the one made again of Asha"):
        _, stopped, last = sync.history
        assert (stopped.grade, stopped.reason) == STOPPED
        assert figures(stopped) == {"total": 2, "new": 1, "ignored": 1}
        assert ignored(stopped) == [("Cid", "empty address")]
        assert (last.grade, last.new, last.deleted) == ("done", 0, 1)
