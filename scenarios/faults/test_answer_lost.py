"""An app carries a write out and its answer never comes: nothing is there twice, and nobody has to clear up."""

from __future__ import annotations

import pytest

from scenarios.faults._setup import (
    LOST,
    TWO_WAY,
    added,
    all_noted,
    connected,
    deleted_but_acme,
    each_once,
    edit_in_finance,
    grades,
    in_crm,
    in_finance,
    last_runs,
    lose,
    many_in_crm,
    run_all,
    set_up,
    stands,
    texts_in_finance,
)
from scenarios.faults._sorts import CUSTOMER, NAMES, SORTS, Records
from scenarios.leads._setup import contacts, draft, figures, lead, on_list, started
from zsim import World, given, scenario, then, when

ALL_BUT_ACME = "Acme, and one more record of every sort, synced; all but Acme are deleted in the CRM"
POLICIES = pytest.mark.parametrize("duplicates", ["clone", "skip", "overwrite"])


@scenario(covers=["FLT-03"], products=["invoice", "import", "books", "billing"])
def test_what_finance_made_without_saying_so_is_recognised(world: World, product: str) -> None:
    """Finance makes each record and the connection drops before it says so: it is found, not made a second time."""
    with given("one record of every sort in the CRM"):
        ours = in_crm(world, product)
        set_up(world, product)
    with when("they are synced, and finance's answer to the first write of each sort is lost"):
        for sort in SORTS[product]:
            world.faults.answer_lost(product, module=sort.finance)
        run_all(world, product)
    with then("finance has each of them once, in a pair with the CRM's"):
        assert stands(world, product) == each_once(product, NAMES)
    with then("the runs are done, and tell each as added"):
        assert grades(world, product) == {"done"}
        assert added(world, product) == len(SORTS[product])
        assert {world.why(each).outcomes for each in ours.values()} == {("created",)}


@scenario(covers=["FLT-03"], products=["invoice", "import", "books", "billing"])
def test_what_got_lost_on_its_way_to_finance_is_made_after_all(world: World, product: str) -> None:
    """The write itself got lost: the sync looks, finds nothing, and makes the record in the same run."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when("they are synced, and the first write of each sort never reaches finance"):
        for sort in SORTS[product]:
            world.faults.refused(product, error="NoAnswer", of="write", module=sort.finance)
        run_all(world, product)
    with then("finance has each of them once, and the runs are done"):
        assert stands(world, product) == each_once(product, NAMES)
        assert grades(world, product) == {"done"}
        assert added(world, product) == len(SORTS[product])


@POLICIES
@scenario(covers=["FLT-03"], products=TWO_WAY)
def test_what_the_crm_made_without_saying_so_is_recognised(world: World, product: str, duplicates: str) -> None:
    """Pushed into the CRM without an answer, a record is no duplicate of itself, whatever is done about duplicates."""
    with given("one record of every sort, typed into finance"):
        in_finance(world, product)
        set_up(world, product, duplicates)
    with when(f"they are pushed under '{duplicates}', and the CRM's answer to the first write of each sort is lost"):
        for sort in SORTS[product]:
            world.faults.answer_lost("crm", module=sort.crm_module)
        run_all(world, product)
    with then("the CRM has each of them once, in a pair with finance's"):
        assert stands(world, product) == each_once(product, NAMES)
        assert grades(world, product) == {"done"}
        assert added(world, product) == len(SORTS[product])
    with when("each is edited in finance, and the next slot comes"):
        edit_in_finance(world, product, "222")
        world.advance(hours=2)
    with then("the edit is in the CRM, where nothing was added"):
        assert stands(world, product) == each_once(product, NAMES)
        assert [getattr(sort.in_crm(world).all()[0], sort.crm_text) for sort in SORTS[product]] == ["222"] * len(
            SORTS[product]
        )


@LOST
@scenario(covers=["FLT-03"], products=TWO_WAY)
def test_an_edit_whose_answer_is_lost_arrives_once(world: World, product: str, lost: str) -> None:
    """An edit is carried over a connection that drops; the other side has it, and the next run finds nothing to do."""
    with given("one record of every sort, synced"):
        ours = in_crm(world, product, text="111")
        connected(world, product)
    with when("each is edited in the CRM, and what is said of the write to finance is lost"):
        for sort, each in ours.items():
            sort.edit_in_crm(world, each, "222")
            lose(world, product, lost, module=sort.finance)
        run_all(world, product)
    with then("finance has every edit, and the runs are done"):
        assert texts_in_finance(world, product) == {"222"}
        assert grades(world, product) == {"done"}
        assert sum([run.updated for run in last_runs(world, product)]) == len(ours)
    with then("the next runs find nothing left to do"):
        run_all(world, product)
        assert [run.updated for run in last_runs(world, product)] == [0] * len(last_runs(world, product))


def only_acme_is_left(world: World, product: str, ours: Records) -> None:
    """The deletions were carried out, and told."""
    with then("finance has none of them, and one pair is left"):
        assert [sort.names(world, product)[1] for sort in ours] == [["Acme"], *[[]] * (len(ours) - 1)]
        assert len(world.integration(product).links) == 1
    with then("the runs are done, and tell each as deleted"):
        assert grades(world, product) == {"done"}
        assert sum([run.deleted for run in last_runs(world, product)]) == len(ours)


@scenario(covers=["FLT-03"], products=["invoice", "import", "books", "billing"])
def test_a_deletion_that_got_lost_on_its_way_is_made_after_all(world: World, product: str) -> None:
    """What was deleted in the CRM goes in finance as well, though the first attempt never got there."""
    with given(ALL_BUT_ACME):
        ours = deleted_but_acme(world, product)
    with when("they are synced, and the deletions in finance get lost on their way"):
        for sort in ours:
            world.faults.refused(product, error="NoAnswer", of="write", module=sort.finance)
        run_all(world, product)
    only_acme_is_left(world, product, ours)


@scenario(covers=["FLT-03"], products=["invoice", "import", "books", "billing"])
def test_a_deletion_whose_answer_is_lost_is_told_as_a_deletion(world: World, product: str) -> None:
    """What was deleted in the CRM goes in finance as well, and is told as deleted, once."""
    with given(ALL_BUT_ACME):
        ours = deleted_but_acme(world, product)
    with when("they are synced, and finance's answers to the deletions are lost"):
        for sort in ours:
            world.faults.answer_lost(product, module=sort.finance)
        run_all(world, product)
    only_acme_is_left(world, product, ours)


@scenario(covers=["FLT-03"], products=TWO_WAY)
def test_a_note_of_the_crm_s_id_that_was_lost_is_made(world: World, product: str) -> None:
    """Finance's record comes to hold the id of the CRM's, though the first write of it got lost."""
    with given("one record of every sort, typed into finance"):
        in_finance(world, product)
        set_up(world, product)
    with when("they are pushed into the CRM, and the note of the CRM's id in finance gets lost on its way"):
        for sort in SORTS[product]:
            world.faults.refused(product, error="NoAnswer", of="write", module=sort.finance)
        run_all(world, product)
    with then("every one is in a pair, the runs are done, and finance has noted the CRM's ids"):
        assert stands(world, product) == each_once(product, NAMES)
        assert grades(world, product) == {"done"}
        assert all_noted(world, product)


@scenario(covers=["FLT-03"], products=TWO_WAY)
def test_a_note_of_the_crm_s_id_that_was_refused_is_made_later(world: World, product: str) -> None:
    """Finance takes no write while the CRM's ids are to be noted: the next run makes up for it."""
    with given("one record of every sort, typed into finance"):
        in_finance(world, product)
        set_up(world, product)
    with when("they are pushed into the CRM, and finance refuses the note of the CRM's id"):
        for sort in SORTS[product]:
            world.faults.refused(product, error="NotAllowed", of="write", module=sort.finance)
        run_all(world, product)
    with then("nothing is noted yet"):
        assert not all_noted(world, product)
    with when("the next slots come"):
        world.advance(hours=4)
    with then("each is noted, and stands once on either side"):
        assert all_noted(world, product)
        assert stands(world, product) == each_once(product, NAMES)
        assert grades(world, product) == {"done"}


@scenario(covers=["FLT-03"], products=TWO_WAY)
def test_one_lost_answer_is_not_told_as_a_hundred_failures(world: World, product: str) -> None:
    """A batch of a hundred accounts is made and its answer lost: all are recognised, and the history tells of none."""
    with given("a hundred and fifty accounts"):
        many_in_crm(world, CUSTOMER, 150)
        sync = set_up(world, product)
    with when("they are synced, and the answer to the first batch is lost"):
        world.faults.answer_lost(product, module=CUSTOMER.finance)
        sync.customers.instant_sync()
        world.settle()
    with then("the one run added all of them"):
        (run,) = sync.customers.history
        assert (run.grade, run.added, run.remarks) == ("done", 150, ())
        assert len(world[product].customers.all()) == len(sync.links) == 150


@LOST
@scenario(covers=["FLT-03"], products=["marketinghub"])
def test_a_lead_whose_answer_is_lost_is_one_lead(world: World, product: str, lost: str) -> None:
    """MarketingHub takes two people in and its answer is lost: they are new, on the list, and nobody is ignored."""
    with given("two contacts in Invoice"):
        contacts(world, "Asha", "Ben")
    with when("they are fetched, and what is said of the write is lost"):
        lose(world, product, lost, module="Leads")
        sync = started(world)
    with then("both are leads on the list, told as new"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
        assert figures(sync.history[0]) == {"total": 2, "new": 2}
        assert len(sync.links) == 2


@scenario(covers=["FLT-03"], products=["marketinghub"])
def test_a_fetch_that_is_made_once_loses_nobody(world: World, product: str) -> None:
    """There is no second fetch to make up for a lost answer, so this one finds out: the lead is known as its own."""
    with given("a contact in Invoice, and a sync that fetches once"):
        (asha,) = contacts(world, "Asha")
        sync = draft(world).schedule("once").retrieve("all")
    with when("it fetches, and the answer of MarketingHub is lost"):
        world.faults.answer_lost(product, module="Leads")
        sync.initiate()
        world.settle()
    with then("it is completed, and the contact is a new lead of it"):
        assert sync.state == "completed"
        assert figures(sync.history[0]) == {"total": 1, "new": 1}
        assert sync.links.lead_of(asha.id) == lead(world, "asha@example.com").id


@LOST
@scenario(covers=["FLT-03"], products=["marketinghub"])
def test_a_lead_whose_deletion_got_no_answer_is_gone(world: World, product: str, lost: str) -> None:
    """A contact deleted in Invoice leaves MarketingHub, whatever of the write gets lost."""
    with given("two contacts fetched as leads, one of them deleted in Invoice since"):
        asha, _ = contacts(world, "Asha", "Ben")
        sync = started(world)
        world.invoice.customers.delete(asha)
    with when("the next fetch comes, and what is said of the deletion is lost"):
        lose(world, product, lost, module="Leads")
        world.advance(days=1)
    with then("one lead is left, and the fetch tells of one that was deleted"):
        assert on_list(world) == ["ben@example.com"]
        assert figures(sync.history[-1])["deleted"] == 1
        assert len(sync.links) == 1
