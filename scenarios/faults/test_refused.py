"""An app refuses a call: it has done nothing of it, the run says why it ended, and the next one does what is left."""

from __future__ import annotations

import pytest

from scenarios.faults._setup import (
    TWO_WAY,
    connected,
    each_once,
    in_crm,
    in_finance,
    invoices_shown,
    last_runs,
    make_invoice,
    one_more_of_each,
    run_all,
    set_up,
    stands,
    with_invoices,
)
from scenarios.faults._sorts import NAMES, OTHERS, SORTS, firsts, modules, single
from scenarios.leads._setup import contacts, figures, on_list, started
from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed, RateLimited

ENDINGS = [
    ("InvalidCredentials", "invalid key: "),
    ("NoPermission", "no permission: "),
    ("CurrencyMismatch", "base currencies differ: "),
    ("NotAllowed", "not allowed: "),
]
"""What a whole call is refused with, and how the history tells it."""


@pytest.mark.parametrize(("error", "told"), ENDINGS)
@scenario(covers=["FLT-01"], products=["invoice", "import", "books", "billing"])
def test_a_refused_write_ends_the_run_and_the_next_does_it(world: World, product: str, error: str, told: str) -> None:
    """Finance refuses to take a whole write: the run tells the reason, and the next one does the rest."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when("they are synced, and finance refuses the first write of each sort"):
        for sort in firsts(product):
            world.faults.refused(product, error=error, of="write", module=sort.finance)
        run_all(world, product)
    with then("every run failed for that reason, and finance has nothing"):
        assert [str(run.reason)[: len(told)] for run in last_runs(world, product)] == [told] * len(modules(product))
        assert [sort.names(world, product)[1] for sort in SORTS[product]] == [[]] * len(SORTS[product])
    with when("the next slots come"):
        world.advance(hours=24)
    with then("everything is there, once"):
        assert stands(world, product) == each_once(product, NAMES)


@scenario(covers=["FLT-01"], products=["invoice", "import", "books", "billing"])
def test_contact_persons_that_were_refused_come_with_the_next_run(world: World, product: str) -> None:
    """The customer is made, its contact person's write refused: the next run adds just the person."""
    with given("an account with a contact"):
        in_crm(world, product)
        set_up(world, product)
    with when("they are synced, and finance refuses the write of contact persons"):
        world.faults.refused(product, error="NotAllowed", of="write", module="contact_persons")
        run_all(world, product)
    with then("the customer is there, linked, without its person"):
        assert (len(world[product].customers.all()), world[product].contact_persons.all()) == (1, [])
        assert world.integration(product).customers.history[-1].grade == "failed"
    with when("the next slots come"):
        world.advance(hours=24)
    with then("everything is there, once"):
        assert stands(world, product) == each_once(product, NAMES)


@scenario(covers=["FLT-01"], products=TWO_WAY)
def test_a_push_that_was_refused_is_made_by_the_next_run(world: World, product: str) -> None:
    """The CRM refuses a whole write: what was typed into finance comes two hours later, once."""
    with given("one record of every sort, typed into finance"):
        in_finance(world, product)
        set_up(world, product)
    with when("they are pushed, and the CRM refuses the first write of each sort"):
        for sort in SORTS[product]:
            world.faults.refused("crm", error="NotAllowed", of="write", module=sort.crm_module)
        run_all(world, product)
    with then("the runs failed, and tell that it was not allowed"):
        assert {run.grade for run in last_runs(world, product)} == {"failed"}
        assert {str(run.reason)[:13] for run in last_runs(world, product)} == {"not allowed: "}
    with when("three slots come, as contact persons were refused by the second run"):
        world.advance(hours=6)
    with then("everything is there, once"):
        assert stands(world, product) == each_once(product, NAMES)


@pytest.mark.parametrize("of", ["changed", "deleted"])
@scenario(covers=["FLT-01"], products=["invoice", "import", "books", "billing"])
def test_a_change_is_not_lost_when_reading_was_refused(world: World, product: str, of: str) -> None:
    """An app refuses to be read from: the checkpoint stays, so that the next run reads the same once more."""
    with given("one record of every sort, synced, and an hour later another of each"):
        one_more_of_each(world, product)
    with when("finance refuses to be read from in the next run"):
        for sort in single(product):
            world.faults.refused(product, error="NotAllowed", of=of, module=sort.finance)
        run_all(world, product)
    with then("the runs failed, and nothing was made"):
        assert {run.grade for run in last_runs(world, product)} == {"failed"}
        assert stands(world, product) != each_once(product, NAMES)
        assert len(world.integration(product).links) == len(SORTS[product])
    with when("a day passes"):
        world.advance(hours=24)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@scenario(covers=["FLT-01"], products=TWO_WAY, policies={"clone_name": "refuse"})
def test_what_concerns_one_record_fails_that_record_alone(world: World, product: str) -> None:
    """One name of two is taken in finance: that record fails with finance's own words, and the other arrives."""
    with given("two records of every sort in the CRM, and in finance a customer, vendor or item of the first's name"):
        ours = in_crm(world, product)
        others = in_crm(world, product, OTHERS)
        for sort in single(product):
            sort.add_to_finance(world, product, NAMES[sort])
        sync = set_up(world, product, "clone")
        for module in modules(product):
            sync.module(module).edit(extent="fetch")
    with when("they are fetched as clones, which finance does not let have one name"):
        run_all(world, product)
    with then("each first one failed for its name, and each second one is there"):
        assert [str(world.why(ours[sort]).outcome) for sort in single(product)] == ["failed"] * len(single(product))
        assert all("exists already" in world.why(ours[sort]).reason for sort in single(product))
        assert [str(world.why(others[sort]).outcome) for sort in single(product)] == ["created"] * len(single(product))
    with then("the runs are partial"):
        assert {run.grade for run in last_runs(world, product)} == {"partial"}


@scenario(covers=["FLT-01"], products=["marketinghub"])
def test_a_fetch_that_was_refused_is_made_up_for(world: World, product: str) -> None:
    """MarketingHub refuses to take anybody in: the fetch failed, and the next one brings them, as new."""
    with given("two contacts in Invoice"):
        contacts(world, "Asha", "Ben")
    with when("they are fetched, and MarketingHub refuses the write"):
        world.faults.refused(product, error="NotAllowed", of="write", module="Leads")
        sync = started(world)
    with then("the fetch failed, and nobody is a lead"):
        assert (sync.history[0].grade, on_list(world)) == ("failed", [])
        assert str(sync.history[0].reason).startswith("not allowed: ")
    with when("the next day's fetch comes"):
        world.advance(days=1)
    with then("both are new leads on the list"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
        assert figures(sync.history[-1]) == {"total": 2, "new": 2}


@scenario(covers=["FLT-01", "DIS-05"], products=["books", "billing"])
def test_enabling_that_was_refused_can_be_repeated(world: World, product: str) -> None:
    """Finance refuses to open its notification channel: the integration stays disabled, and enabling it again works."""
    with given("Acme, synced, with invoices enabled, and the integration disabled"):
        sync = with_invoices(world, product)
        sync.disable()
    with when("it is enabled, and finance has had too many calls"):
        world.faults.rate_limit(product, of="watch")
        with pytest.raises(RateLimited):
            sync.enable()
    with then("it is disabled as before"):
        assert (str(sync.state), sync.transactions.listening) == ("disabled", False)
    with when("it is enabled again, and an invoice is made in finance"):
        sync.enable()
        made = make_invoice(world, product)
        world.settle()
    with then("it is enabled, and the CRM shows the invoice at once"):
        assert str(sync.state) == "enabled"
        assert invoices_shown(world) == [made.invoice_number]


@pytest.mark.parametrize("convert", ["all", "with_transactions"])
@scenario(covers=["FLT-01"], products=TWO_WAY)
def test_deleting_that_was_refused_can_be_repeated(world: World, product: str, convert: str) -> None:
    """Finance refuses a write while the integration is being deleted: it stays disabled, and deleting goes on later."""
    with given("one record of every sort, synced, and the integration disabled"):
        in_crm(world, product)
        sync = connected(world, product)
        sync.disable()
    with when("it is deleted, and finance refuses to let customers go"):
        world.faults.refused(product, error="NotAllowed", of="write", module="customers")
        with pytest.raises(NotAllowed):
            sync.delete(convert=convert)
    with then("it is still disabled, and what was let go before is in no pair any more"):
        assert str(sync.state) == "disabled"
        assert [link.kind for link in sync.links] == ["account"]
    with when("it is deleted again"):
        sync.delete(convert=convert)
        world.settle()
    with then("it is deleted, with no pair left"):
        assert (str(sync.state), sync.links) == ("deleted", ())


@scenario(covers=["FLT-01"], products=TWO_WAY)
def test_a_refusal_of_deleting_that_comes_later_is_told_and_leaves_it_disabled(world: World, product: str) -> None:
    """Finance asks to wait and then refuses: whoever asked has gone on, the refusal stands in the journal."""
    with given("one record of every sort, synced, and the integration disabled"):
        in_crm(world, product)
        sync = connected(world, product)
        sync.disable()
    with when("it is deleted, and finance asks to wait, and a minute later refuses to let customers go"):
        world.faults.rate_limit(product, of="write", module="customers")
        world.faults.refused(product, error="NotAllowed", call=2, of="write", module="customers")
        sync.delete()
        world.advance(minutes=2)
    with then("the refusal of the deletion is told, and the integration is disabled"):
        refusals = [each for each in world.journal if each.kind == "refusal"]
        assert len(refusals) == 1
        assert "refused the call" in str(refusals[0].detail)
        assert (str(sync.state), [link.kind for link in sync.links]) == ("disabled", ["account"])
    with when("it is deleted again"):
        sync.delete()
        world.settle()
    with then("it is deleted, with no pair left"):
        assert (str(sync.state), sync.links) == ("deleted", ())
