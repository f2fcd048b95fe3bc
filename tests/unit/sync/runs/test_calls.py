"""The calls of the engine: written down, repeated as patience allows, and shared with others in between."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.unit.sync.samples import account, customer
from tests.unit.sync.stages import Desk, gone, journal, told, waits_of
from zsim.ports.errors import InvalidCredentials, NoAnswer, RateLimited, ServerError, VendorError
from zsim.ports.records import Create, Deletion, DeletionCause, Page, Record, RecordId, Update, Write, Written
from zsim.sync import System
from zsim.sync.runs.calls import BATCH_SIZE, PAGE_SIZE, Calls, at_once, batches, with_retry
from zsim.sync.runs.patience import Patience

CRM, FINANCE = System.CRM, System.FINANCE
ACME, BOLT, CORN = account(11), account(12, "Bolt"), account(13, "Corn")
PATIENT = Patience(4, 60_000)


def silence() -> NoAnswer:
    return NoAnswer("nothing came", code="timeout")


def busy(wait_ms: int) -> RateLimited:
    return RateLimited("too many calls", code="44", retry_after_ms=wait_ms)


class Stage:
    """The calls of one run to a CRM and to finance."""

    def __init__(self, *records: Record, patience: Patience = PATIENT) -> None:
        self.crm, self.finance, self.journal = Desk.of(*records), Desk(key="books"), journal()
        self.calls = Calls({CRM: self.crm, FINANCE: self.finance}, self.journal, "sync books", patience)

    @property
    def told(self) -> list[tuple[str, object, str]]:
        """Method, what was found, and why nothing was, of each attempt in the journal."""
        return [(each.detail.method, each.detail.found, each.detail.refusal) for each in told(self.journal, "call")]


def test_others_have_their_turn_before_each_call():
    stage = Stage(ACME)
    steps = stage.calls.read(CRM, "Accounts", [ACME.id])
    assert next(steps) == 0
    assert stage.crm.asked == []
    with pytest.raises(StopIteration) as end:
        next(steps)
    assert end.value.value == (ACME,)


def test_what_somebody_waits_for_is_there_at_once():
    stage = Stage(ACME)
    assert at_once(stage.calls.read(CRM, "Accounts", [ACME.id])) == (ACME,)


def test_a_call_is_written_down_by_who_made_it_where_and_what_came_of_it():
    stage = Stage(ACME)
    stage.crm.shown[RecordId("7")] = (ACME.id,)
    at_once(stage.calls.read(CRM, "Accounts", [ACME.id, BOLT.id], RecordId("7")))
    (entry,) = told(stage.journal, "call")
    assert (entry.actor, entry.subject) == ("sync books", ("crm", "Accounts"))
    assert entry.detail.asked == {"ids": 2, "view": "7"}
    assert entry.detail.found == (ACME.ref,)


def test_a_look_up_without_an_answer_is_made_again_a_little_later():
    stage = Stage(ACME)
    stage.crm.refusals = [silence(), silence(), None]
    assert waits_of(stage.calls.search(CRM, "Accounts", "Account_Name", ["acme"])) == [0, 1000, 2000]
    assert stage.told == [
        ("search", 0, "no answer: nothing came"),
        ("search", 0, "no answer: nothing came"),
        ("search", (ACME.ref,), ""),
    ]


def test_a_look_up_over_which_the_app_broke_down_is_made_again():
    stage = Stage(ACME)
    stage.crm.refusals = [ServerError("broke down", code="1000"), None]
    assert waits_of(stage.calls.organisation(CRM)) == [0, 1000]


@pytest.mark.parametrize("refusal", [silence(), ServerError("broke down", code="1000")])
def test_a_write_that_may_have_been_carried_out_is_not_made_again(refusal: VendorError):
    stage = Stage(ACME)
    stage.crm.refusals = [refusal]
    with pytest.raises(type(refusal)):
        waits_of(stage.calls.write(CRM, "Accounts", [Update(ACME.id, {"Phone": "1"})]))
    assert stage.crm.asked == [("write", "Accounts")]


def test_an_app_that_asks_to_wait_is_waited_for_whatever_the_call():
    stage = Stage(ACME)
    stage.crm.refusals = [busy(30_000), None]
    assert waits_of(stage.calls.write(CRM, "Accounts", [Update(ACME.id, {"Phone": "1"})])) == [0, 30_000]
    assert stage.crm.fields_of(ACME)["Phone"] == "1"


def test_no_more_attempts_are_made_than_patience_allows():
    stage = Stage(patience=Patience(3, 60_000))
    stage.crm.refusals = [silence()] * 9
    with pytest.raises(NoAnswer):
        waits_of(stage.calls.fields(CRM, "Accounts"))
    assert len(stage.crm.asked) == len(stage.told) == 3


def test_no_longer_is_waited_in_all_than_patience_allows():
    stage = Stage(patience=Patience(9, 50_000))
    stage.crm.refusals = [busy(30_000)] * 9
    with pytest.raises(RateLimited):
        waits_of(stage.calls.fields(CRM, "Accounts"))
    assert len(stage.crm.asked) == 2


def test_exactly_as_long_as_patience_allows_is_waited():
    stage = Stage(patience=Patience(9, 60_000))
    stage.crm.refusals = [busy(30_000), busy(30_000), None]
    assert waits_of(stage.calls.fields(CRM, "Accounts")) == [0, 30_000, 30_000]


def test_each_call_has_a_patience_of_its_own():
    stage = Stage(patience=Patience(2, 60_000))
    for _ in range(2):
        stage.crm.refusals = [silence(), None]
        assert waits_of(stage.calls.fields(CRM, "Accounts")) == [0, 1000]


@pytest.mark.parametrize("refusal", [InvalidCredentials("stale", code="14"), gone()])
def test_what_no_waiting_helps_against_is_refused_at_once(refusal: VendorError):
    stage = Stage()
    stage.crm.refusals = [refusal]
    with pytest.raises(type(refusal)):
        waits_of(stage.calls.organisation(CRM))
    assert stage.told == [("organisation", 0, f"{refusal.reason}: {refusal.message}")]


class Pages(Desk):
    """An app whose pages of changes are laid out one by one."""

    pages: Sequence[tuple[Record, ...]] = ()

    def changed(self, module: str, since_ms: int | None, *, token: str | None = None, **how: object) -> Page:
        self.asked.append(("changed", f"{since_ms} {token} {how}"))
        number = int(token or 0)
        return Page(self.pages[number], str(number + 1) if number + 1 < len(self.pages) else None)


def test_pages_are_read_to_the_last_and_a_record_that_moves_between_them_is_taken_once_as_it_is_now():
    crm = Pages()
    newer = ACME._replace(modified_ms=9000)
    crm.pages = [(ACME, BOLT), (newer,)]
    calls = Calls({CRM: crm}, journal(), "sync books")
    assert at_once(calls.changed(CRM, "Accounts", 5, RecordId("7"))) == [BOLT, newer]
    assert [asked for _, asked in crm.asked] == [
        f"5 {token} {{'view': '7', 'page_size': {PAGE_SIZE}}}" for token in (None, "1")
    ]


def test_each_page_is_a_call_of_its_own_between_which_others_have_their_turn():
    stage = Stage(*[account(number) for number in range(1, PAGE_SIZE + 2)])
    assert waits_of(stage.calls.changed(CRM, "Accounts", None, None)) == [0, 0]
    assert [len(found) for _, found, _ in stage.told] == [PAGE_SIZE, 1]


def test_deletions_are_found_by_what_was_deleted():
    stage = Stage()
    stage.crm.deletions = [Deletion(ACME.ref, 0, DeletionCause.RECYCLED), Deletion(ACME.ref, 9, DeletionCause.MERGED)]
    (found,) = at_once(stage.calls.deleted(CRM, "Accounts", None))
    assert found.cause is DeletionCause.MERGED
    assert stage.told[0][1] == (ACME.ref, ACME.ref)


@pytest.mark.parametrize("ask", ["read", "search"])
def test_where_nothing_is_asked_no_call_is_made(ask: str):
    stage = Stage(ACME)
    steps = stage.calls.read(CRM, "Accounts", []) if ask == "read" else stage.calls.search(CRM, "Accounts", "Phone", [])
    assert at_once(steps) == ()
    assert (stage.crm.asked, stage.told) == ([], [])


def test_more_ids_than_a_batch_holds_are_read_in_batches():
    many = [account(number) for number in range(1, BATCH_SIZE + 2)]
    stage = Stage(*many)
    assert at_once(stage.calls.read(CRM, "Accounts", [each.id for each in many])) == tuple(many)
    assert len(stage.crm.asked) == 2


def test_a_record_found_by_two_searches_is_found_once():
    stage = Stage(ACME)
    names = ["acme", *[str(number) for number in range(BATCH_SIZE - 1)], "Acme"]
    assert at_once(stage.calls.search(CRM, "Accounts", "Account_Name", names)) == (ACME,)
    assert len(stage.crm.asked) == 2


def test_a_write_is_told_by_its_kinds_and_by_how_many_succeeded():
    stage = Stage(ACME)
    stage.crm.verdicts[BOLT.id] = gone()
    writes = [Create({}), Update(ACME.id, {}), Update(BOLT.id, {})]
    done = at_once(stage.calls.write(CRM, "Accounts", writes))
    assert [each.error is None for each in done] == [True, True, False]
    (entry,) = told(stage.journal, "call")
    assert (entry.detail.asked, entry.detail.found) == ({"create": 1, "update": 2}, 2)


def test_nothing_is_written_to_one_app_once_the_other_lets_the_run_in_no_more():
    stage = Stage()
    stage.crm.refusals = [InvalidCredentials("stale", code="14")]
    with pytest.raises(InvalidCredentials):
        at_once(stage.calls.write(FINANCE, "customers", [Create({})], while_open=CRM))
    assert (stage.crm.asked, stage.finance.asked) == ([("organisation", "")], [])
    assert stage.told == [("write", 0, "invalid key: stale")]


def test_whether_the_other_app_is_open_is_asked_in_the_step_of_the_write_itself():
    stage = Stage()
    steps = stage.calls.write(FINANCE, "customers", [Create({})], while_open=CRM)
    next(steps)
    assert stage.crm.asked == []
    with pytest.raises(StopIteration):
        next(steps)
    assert (stage.crm.asked, stage.finance.asked) == ([("organisation", "")], [("write", "customers")])


class Limited(Desk):
    """An app that takes so many writes at a time and asks to wait for the rest."""

    size = 1
    wait_ms = 30_000

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        done = super().write(module, writes[: self.size])
        return (*done, *[Written(None, busy(self.wait_ms)) for _ in writes[self.size :]])


def limited(patience: Patience = PATIENT) -> tuple[Limited, Calls]:
    app = Limited.of(ACME, BOLT, CORN)
    return app, Calls({CRM: app}, journal(), "sync books", patience)


def test_of_a_batch_in_which_the_app_had_too_many_writes_the_rest_is_written_when_it_asks():
    app, calls = limited()
    writes = [Update(each.id, {"Phone": each.id}) for each in (ACME, BOLT, CORN)]
    steps = calls.write(CRM, "Accounts", writes)
    assert [next(steps), next(steps), next(steps), next(steps), next(steps)] == [0, 30_000, 0, 30_000, 0]
    with pytest.raises(StopIteration) as end:
        next(steps)
    assert [(each.id, each.error) for each in end.value.value] == [(each.id, None) for each in writes]
    assert app.written == writes


def test_the_rest_of_a_batch_is_written_no_longer_than_patience_lasts():
    app, calls = limited(Patience(9, 50_000))
    done = at_once(calls.write(CRM, "Accounts", [Update(each.id, {}) for each in (ACME, BOLT, CORN)]))
    assert [type(each.error).__name__ for each in done] == ["NoneType", "NoneType", "RateLimited"]
    assert len(app.asked) == 2


def test_the_rest_of_a_batch_is_written_no_more_often_than_patience_allows():
    app, calls = limited(Patience(2, 600_000))
    done = at_once(calls.write(CRM, "Accounts", [Update(each.id, {}) for each in (ACME, BOLT, CORN)]))
    assert [type(each.error).__name__ for each in done] == ["NoneType", "NoneType", "RateLimited"]
    assert len(app.asked) == 2


def test_for_what_somebody_waits_for_the_rest_of_a_batch_is_not_written_again():
    app, calls = limited(Patience(1, 0))
    done = at_once(calls.write(CRM, "Accounts", [Update(each.id, {}) for each in (ACME, BOLT)]))
    assert (len(app.asked), done[1].error.retry_after_ms) == (1, 30_000)


def test_a_channel_is_opened_by_a_call_like_any_other():
    stage = Stage()
    heard: list[str] = []
    channel = at_once(stage.calls.watch(FINANCE, "invoices", lambda: heard.append("changed")))
    channel.action()
    assert heard == ["changed"]
    assert stage.told == [("watch", 1, "")]


def test_with_retry_asks_again_and_writes_nothing_down():
    refusals: list[VendorError | None] = [silence(), busy(5000), None]

    def call() -> str:
        refusal = refusals.pop(0)
        if refusal is not None:
            raise refusal
        return "open"

    steps = with_retry(call, PATIENT)
    assert [next(steps), next(steps), next(steps)] == [0, 1000, 5000]
    with pytest.raises(StopIteration) as end:
        next(steps)
    assert end.value.value == "open"


def test_with_retry_gives_up_when_patience_ends():
    def call() -> str:
        raise silence()

    steps = with_retry(call, Patience(2, 60_000))
    assert [next(steps), next(steps)] == [0, 1000]
    with pytest.raises(NoAnswer):
        next(steps)


def test_with_retry_waits_no_longer_in_all_than_patience_allows():
    def call() -> str:
        raise busy(30_000)

    steps = with_retry(call, Patience(9, 50_000))
    assert [next(steps), next(steps)] == [0, 30_000]
    with pytest.raises(RateLimited):
        next(steps)


def test_nobody_waits_long_for_what_somebody_waits_for():
    stage = Stage(customer(21), patience=Patience(1, 0))
    stage.crm.refusals = [busy(1000)]
    with pytest.raises(RateLimited):
        at_once(stage.calls.fields(CRM, "Accounts"))


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (4, [2, 2]), (5, [2, 2, 1])])
def test_batches_keep_order_and_leave_nothing_out(count: int, sizes: list[int]):
    items = list(range(count))
    cut = list(batches(items, 2))
    assert [len(each) for each in cut] == sizes
    assert [each for some in cut for each in some] == items
