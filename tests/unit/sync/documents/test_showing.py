"""Having the CRM show documents, with answers lost, names taken, and others who are quicker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sync.documents.stages import ACME, ADA, MILL, STRANGER, TWIN, Stage, invoice, order, shown_of
from tests.unit.sync.execution.samples import CREDENTIALS, NOW_MS
from tests.unit.sync.samples import ACCOUNT, account, link
from zsim.ports.errors import DuplicateValue, ModifiedSince, NoAnswer, NotAllowed
from zsim.ports.records import Create, Deletion, DeletionCause, Record, RecordId
from zsim.sync import Outcome
from zsim.sync.documents.showing import NOBODY, Showing, note_parted, refresh, refresh_of, shown_for
from zsim.sync.execution.applying import PairResults
from zsim.sync.runs.calls import OVERLAP_MS, at_once
from zsim.sync.runs.sync_state import SyncState

TAKEN = DuplicateValue("shown already", code="DUPLICATE_DATA")


def showing(stage: Stage, type: str = "invoices") -> Showing:
    """What shows documents of a type, with calls of its own."""
    return Showing(stage.connection.context, type, stage.connection.calls, "sync books", NOW_MS, stage.results)


def show(stage: Stage, *documents: Record, gone: tuple[Record, ...] = ()) -> None:
    at_once(showing(stage).show(documents, [each.ref for each in gone]))


def run(stage: Stage, left: SyncState | None = None) -> SyncState:
    """A run of invoices; gives what it leaves."""
    steps = refresh(
        stage.connection.context, CREDENTIALS, "invoices", "sync books", NOW_MS, left or SyncState(), stage.results
    )
    return at_once(steps)


def refreshed(stage: Stage, party: Record, finance_id: RecordId, type: str = "invoices") -> None:
    at_once(refresh_of(stage.connection.calls, showing(stage, type), type, party.ref, finance_id))


def test_documents_are_shown_and_those_that_are_gone_are_not():
    gone = invoice(83)
    stage = Stage(invoice(), shown_of(gone, 73, invoice_number="INV-83"))
    show(stage, invoice(), gone=(gone,))
    assert stage.numbers() == ["INV-81"]
    assert stage.results.outcomes == {invoice().ref: Outcome.CREATED, gone.ref: Outcome.DELETED}


def test_whose_answer_was_lost_is_asked_for_and_not_shown_twice():
    stage = Stage(invoice())
    write = stage.crm.write

    def lost(module: str, writes: list[Create]) -> None:
        stage.crm.write = write
        write(module, writes)
        raise NoAnswer("nothing came", code="timeout")

    stage.crm.write = lost
    show(stage, invoice())
    assert (stage.numbers(), stage.results.counts[Outcome.CREATED]) == (["INV-81"], 1)
    assert stage.crm.asked.count(("write", "Finance_Invoices")) == 1


def test_a_write_that_never_came_through_is_decided_anew():
    stage = Stage(invoice())
    stage.crm.refusals = [None, None, NoAnswer("nothing came", code="timeout")]
    show(stage, invoice())
    assert (stage.numbers(), stage.results.counts[Outcome.CREATED]) == (["INV-81"], 1)


def test_what_somebody_showed_meanwhile_is_looked_at_once_more_and_brought_up_to_date():
    stage = Stage(invoice(status="sent"))
    stage.crm.on_create = TAKEN

    def command(method: str, module: str) -> None:
        if method == "write" and not stage.listed():
            shown = shown_of(invoice(), invoice_number="INV-81", status="draft")
            stage.crm.records[shown.ref] = shown

    stage.crm.meanwhile = command
    show(stage, invoice(status="draft"))
    assert [each["status"] for each in stage.listed()] == ["sent"]


def test_where_the_mark_is_taken_again_and_again_it_fails_and_is_looked_at_by_the_next_run():
    stage = Stage(invoice())
    stage.crm.on_create = TAKEN
    left = run(stage)
    assert (stage.numbers(), stage.results.counts[Outcome.FAILED]) == ([], 1)
    assert left.retry == (invoice().ref,)
    assert stage.crm.asked.count(("search", "Finance_Invoices")) == 2
    stage.crm.on_create, stage.results = None, PairResults()
    stage.finance.records[invoice().ref] = invoice(status="void")
    run(stage, replace(left, checkpoint_ms=NOW_MS + 2 * OVERLAP_MS))
    assert [each["status"] for each in stage.listed()] == ["void"]


def test_what_went_while_it_was_to_be_changed_is_shown_again():
    shown = shown_of(invoice(), invoice_number="INV-81", status="draft")
    stage = Stage(invoice(status="sent"), shown)

    def removed(method: str, module: str) -> None:
        if method == "write":
            stage.crm.records.pop(shown.ref, None)

    stage.crm.meanwhile = removed
    show(stage, invoice(status="sent"))
    assert [each["status"] for each in stage.listed()] == ["sent"]
    assert stage.decided == ["document-told", "document-shown"]


def test_only_what_was_overtaken_is_looked_at_once_more():
    shown = [shown_of(invoice(n), n - 10, invoice_number=f"INV-{n}", status="draft") for n in (81, 83, 85, 87)]
    stage = Stage(invoice(81, status="sent"), invoice(83, status="sent"), *shown)
    modified = ModifiedSince("changed since", code="MODIFIED")
    stage.crm.next_verdicts = [modified, None, None, modified, None]
    show(stage, invoice(81, status="sent"), invoice(83, status="sent"), gone=(invoice(85), invoice(87)))
    assert stage.decided == ["document-told"] * 3 + ["document-gone"] * 3
    assert [each["status"] for each in stage.listed()] == ["sent", "sent"]


def test_a_document_that_is_deleted_between_two_looks_is_not_shown():
    stage = Stage()
    stage.crm.on_create = TAKEN
    show(stage, invoice())
    assert (stage.listed(), stage.decided) == ([], ["document-shown"])


@pytest.mark.parametrize("by", ["a command", "a run", "a refresh"])
def test_what_a_run_was_broken_off_in_is_taken_in_first(by: str):
    stage = Stage(invoice())
    write = stage.crm.write

    def broken_off(module: str, writes: list[Create]) -> None:
        write(module, writes)
        raise RuntimeError("the engine stopped")

    stage.crm.write = broken_off
    with pytest.raises(RuntimeError):
        show(stage, invoice())
    stage.crm.write, stage.results = write, PairResults()
    if by == "a command":
        at_once(showing(stage).resume())
    elif by == "a run":
        run(stage)
    else:
        refreshed(stage, ACME, TWIN.id)
    assert stage.results.counts[Outcome.FINISHED] == 1
    assert stage.numbers() == ["INV-81"]


def test_a_run_opens_the_crm_reads_what_changed_and_leaves_its_beginning():
    stage = Stage(invoice(), invoice(83)._replace(modified_ms=NOW_MS))
    left = run(stage, SyncState(checkpoint_ms=NOW_MS))
    assert stage.connection.opened == [("books", CREDENTIALS)]
    assert stage.numbers() == ["INV-83"]
    assert left == SyncState(NOW_MS, (), ())
    assert run(stage, SyncState()).checkpoint_ms == NOW_MS
    assert sorted(stage.numbers()) == ["INV-81", "INV-83"]


def test_a_run_reads_again_what_was_written_shortly_before_the_one_before():
    stage = Stage(invoice()._replace(modified_ms=NOW_MS - OVERLAP_MS))
    run(stage, SyncState(checkpoint_ms=NOW_MS))
    assert stage.numbers() == ["INV-81"]


def test_a_run_takes_what_finance_deleted_off_the_list():
    gone = invoice(83)
    stage = Stage(shown_of(gone, 73, invoice_number="INV-83"))
    stage.finance.deletions = [Deletion(gone.ref, NOW_MS, DeletionCause.PERMANENT)]
    run(stage)
    assert stage.listed() == []


def test_documents_of_an_unsynced_customer_are_looked_at_by_each_run_until_it_is_synced():
    document = invoice(of=STRANGER)
    stage = Stage(document, account(12, "Stranger"))
    left = run(stage)
    assert (stage.numbers(), left.retry) == ([], (document.ref,))
    late = replace(left, checkpoint_ms=NOW_MS + 2 * OVERLAP_MS)
    assert run(stage, late).retry == (document.ref,)
    stage.connection.links.put(link(ACCOUNT, account(12, "Stranger"), STRANGER))
    stage.results = PairResults()
    assert run(stage, late).retry == ()
    assert [each["Account_Name"] for each in stage.listed()] == [account(12).id]


def test_what_could_not_be_taken_off_the_list_is_taken_off_by_the_next_run():
    gone, shown = invoice(83), shown_of(invoice(83), 73, invoice_number="INV-83")
    stage = Stage(shown)
    stage.finance.deletions = [Deletion(gone.ref, NOW_MS, DeletionCause.PERMANENT)]
    stage.crm.verdicts[shown.id] = NotAllowed("locked", code="4")
    left = run(stage)
    assert (stage.numbers(), left.retry) == (["INV-83"], (gone.ref,))
    stage.finance.deletions = []
    stage.crm.verdicts.clear()
    stage.results = PairResults()
    assert run(stage, left).retry == ()
    assert stage.numbers() == []


def test_what_waited_and_changed_is_read_once():
    stage = Stage(invoice())
    run(stage, SyncState(retry=(invoice().ref,)))
    assert stage.decided == ["document-shown"]
    assert ("read", "invoices") not in stage.finance.asked


def test_a_refresh_shows_the_documents_of_one_and_takes_off_those_it_has_no_more():
    lost, others = invoice(83), invoice(84)
    stage = Stage(
        invoice(status="sent"),
        invoice(85, of=STRANGER),
        shown_of(invoice(), 71, invoice_number="INV-81", status="draft", Account_Name=ACME.id),
        shown_of(lost, 73, invoice_number="INV-83", Account_Name=ACME.id),
        shown_of(others, 74, invoice_number="INV-84", Contact_Name=ADA.id),
    )
    refreshed(stage, ACME, TWIN.id)
    assert [(each["invoice_number"], each.get("status")) for each in stage.listed()] == [
        ("INV-81", "sent"),
        ("INV-84", None),
    ]


def test_a_refresh_leaves_what_another_organisation_shows_of_the_same_account():
    theirs = shown_of(invoice(83), 73, invoice_number="INV-83", Account_Name=ACME.id)
    fields = {**theirs.fields, "Finance_Record_Id__s": f"billing:{invoice(83).id}"}
    stage = Stage(theirs._replace(fields=fields))
    refreshed(stage, ACME, TWIN.id)
    assert (stage.numbers(), stage.decided) == (["INV-83"], [])


def test_a_refresh_of_a_vendor_asks_for_orders_to_it():
    stage = Stage(order())
    refreshed(stage, MILL, RecordId(str(order().fields["vendor_id"])), "purchase_orders")
    assert [each["purchaseorder_number"] for each in stage.listed("Finance_PurchaseOrders")] == ["PO-82"]
    assert [each["Vendor_Name"] for each in stage.listed("Finance_PurchaseOrders")] == [MILL.id]


@pytest.mark.parametrize(("party", "type"), [(ACME, "purchase_orders"), (MILL, "invoices")])
def test_nothing_is_asked_for_what_is_never_made_for_such_a_party(party: Record, type: str):
    stage = Stage(order(), invoice())
    refreshed(stage, party, TWIN.id, type)
    assert (stage.finance.asked, stage.decided) == ([], [])


def test_more_than_a_batch_holds_is_shown_batch_by_batch():
    documents = [invoice(number) for number in range(1000, 1101)]
    stage = Stage(*documents)
    show(stage, *documents, gone=tuple([invoice(number) for number in range(2000, 2101)]))
    assert len(stage.listed()) == 101
    assert stage.crm.asked.count(("search", "Finance_Invoices")) == 4


def test_what_the_search_does_not_know_yet_is_changed_and_taken_off_all_the_same():
    stage = Stage(invoice())
    show(stage, invoice())
    stage.crm.search = lambda *asked: ()  # type: ignore[method-assign,assignment]
    show(stage, invoice(status="paid"))
    assert [each["status"] for each in stage.listed()] == ["paid"]
    show(stage, gone=(invoice(),))
    assert stage.numbers() == []
    assert not stage.connection.context.state.table("shown invoices"), "what was taken off is shown by nothing"


def test_who_is_synced_with_another_record_has_all_documents_shown_for_that():
    stage = Stage(invoice(), invoice(83), other := account(12, "Acme II"))
    left = run(stage)
    links = stage.connection.context.links
    (former,) = [each for each in links if each.finance_id == TWIN.id]
    links.drop(former)
    show(stage, invoice(status="paid"))
    assert [each.get("Account_Name") for each in stage.listed()] == [None, ACME.id]
    links.put(link(ACCOUNT, other, TWIN))
    run(stage, left)
    assert [each.get("Account_Name") for each in stage.listed()] == [other.id] * 2


def test_a_refresh_leaves_on_the_list_what_no_search_finds():
    stage = Stage(invoice())
    show(stage, invoice())
    stage.finance.search = lambda *asked: ()  # type: ignore[method-assign,assignment]
    refreshed(stage, ACME, TWIN.id)
    assert stage.numbers() == ["INV-81"]


def test_a_document_whose_account_is_deleted_in_the_crm_is_kept_right_and_hangs_on_nobody():
    shown = shown_of(invoice(), invoice_number="INV-81", status="draft")
    stage = Stage(invoice(), shown)
    del stage.crm.records[ACME.ref]
    show(stage, invoice(status="sent"))
    assert [(each["status"], each.get("Account_Name")) for each in stage.listed()] == [("sent", None)]


def test_whether_an_account_is_there_is_asked_only_where_a_document_does_not_show_with_it():
    shown = shown_of(invoice(), invoice_number="INV-81", status="draft", Account_Name=ACME.id)
    stage = Stage(invoice(), shown)
    show(stage, invoice(status="sent"))
    assert ("read", "Accounts") not in stage.crm.asked


def test_who_is_restored_before_the_pair_ended_has_all_documents_shown_again():
    shown = shown_of(invoice(), invoice_number="INV-81", status="draft")
    stage = Stage(invoice(), shown)
    del stage.crm.records[ACME.ref]
    left = run(stage)
    assert [each.get("Account_Name") for each in stage.listed()] == [None]
    left = run(stage, left)
    stage.crm.records[ACME.ref] = ACME
    run(stage, left)
    assert [each.get("Account_Name") for each in stage.listed()] == [ACME.id]


def test_who_is_synced_no_more_has_documents_shown_for_nobody():
    stage = Stage(invoice())
    run(stage)
    context = stage.connection.context
    note_parted(context, "invoices")
    assert shown_for(context, "invoices").rows == {TWIN.id: ACME.id}
    (former,) = [each for each in context.links if each.finance_id == TWIN.id]
    context.links.drop(former)
    note_parted(context, "invoices")
    assert shown_for(context, "invoices").rows == {TWIN.id: NOBODY}
