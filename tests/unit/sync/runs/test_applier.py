"""Carrying out decisions: written down, written in batches, settled answer by answer, and decided anew if overtaken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from tests.unit.sync.samples import account, customer
from tests.unit.sync.stages import Desk, gone, journal, told
from zsim.catalogue import Quirks
from zsim.ports.errors import (
    DuplicateValue,
    InvalidCredentials,
    InvalidData,
    NoAnswer,
    NotFound,
    ServerError,
    VendorError,
)
from zsim.ports.records import Create, Delete, Merge, Page, Record, Ref, Update, Write, Written
from zsim.sync import System
from zsim.sync.runs.applier import Applier, Task, WriteStep, traced, written_to
from zsim.sync.runs.calls import BATCH_SIZE, Calls, at_once
from zsim.sync.runs.confirming import OVERLAP_MS
from zsim.sync.runs.engine_state import EngineState, StateTable
from zsim.sync.runs.intents import Intent, Intents

CRM, FINANCE = System.CRM, System.FINANCE
ACME, BOLT, CORN = account(11), account(12, "Bolt"), account(13, "Corn")
TWIN, BOLT_TWIN = customer(21), customer(22, "Bolt")
TAKEN = DuplicateValue("the name is taken", code="3062")
WRONG = InvalidData("no such value", code="4")
BROKEN = ServerError("broke down", code="1000")


def silence() -> NoAnswer:
    return NoAnswer("nothing came", code="timeout")


class Plan(NamedTuple):
    """What is to be done about one record."""

    ref: Ref
    steps: tuple[WriteStep, ...] = ()
    quirk: str | None = None


def step(write: Write, system: System = FINANCE, module: str | None = None) -> WriteStep:
    return WriteStep(system, module or ("Accounts" if system is CRM else "customers"), write)


def plan(record: Record, *writes: Write, quirk: str | None = None) -> Plan:
    return Plan(record.ref, tuple([step(each) for each in writes]), quirk)


class Books:
    """Keeps what was settled and what failed, and how many writes had been made by then."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.settled: list[tuple[Ref, str | None, int]] = []
        self.failed: list[tuple[Ref, str]] = []
        self.tasks: list[Task[Plan]] = []
        self.answers: list[int] = []
        self.ending: VendorError | None = None

    def ref(self, decision: Plan) -> Ref:
        return decision.ref

    def quirk(self, decision: Plan) -> str | None:
        return decision.quirk

    def steps(self, decision: Plan) -> Sequence[WriteStep]:
        return decision.steps

    def mark(self, step: WriteStep) -> tuple[str, str] | None:
        return ("contact_name", str(step.write.fields["contact_name"])) if step.write.fields else None

    def is_made_by(self, step: WriteStep, record: Record) -> bool:
        return True

    def holds(self, step: WriteStep, record: Record) -> bool:
        return all(record.fields.get(name) == value for name, value in step.write.fields.items())

    def write_down(self, decisions: Sequence[Plan], causes: Sequence[int] | None) -> Sequence[int]:
        refs = [each.ref for each in decisions]
        return self.stage.journal.extend("sync", "decision", refs, refs, causes)

    def answered(self, done: Sequence[Written]) -> None:
        self.answers.append(len(done))
        if self.ending is not None:
            raise self.ending

    def resumed(self, decision: Plan) -> Plan:
        return decision._replace(quirk="resumed")

    def settle(self, tasks: Sequence[Task[Plan]]) -> None:
        self.tasks += tasks
        self.settled += [(each.decision.ref, each.created, len(self.stage.written)) for each in tasks]

    def fail(self, task: Task[Plan], error: VendorError) -> None:
        self.failed.append((task.decision.ref, error.reason))


class Stage:
    """One run that writes to a CRM and to finance."""

    def __init__(self, *records: Record, finance: Desk | None = None) -> None:
        self.journal = journal()
        self.crm, self.finance = Desk(key="crm"), finance or Desk(key="books")
        for each in records:
            (self.crm if each.ref.app == "crm" else self.finance).records[each.ref] = each
        self.books = Books(self)
        self.table: StateTable[Ref, Intent] = EngineState().table("intents")
        self.intents: Intents[Plan] = Intents(self.table, 5000)
        calls = Calls({CRM: self.crm, FINANCE: self.finance}, self.journal, "sync")
        quirks = Quirks(self.journal, ())
        self.applier: Applier[Plan] = Applier(
            calls, self.books, self.journal, quirks, {FINANCE: CRM}, traced, self.intents
        )

    @property
    def written(self) -> list[Write]:
        return [*self.crm.written, *self.finance.written]

    def apply(self, *decisions: Plan) -> list[Plan]:
        return at_once(self.applier.apply(decisions))

    @property
    def settled(self) -> list[Ref]:
        return [ref for ref, _, _ in self.books.settled]


def test_decisions_are_written_down_before_anything_is_written():
    stage = Stage(TWIN)
    steps = stage.applier.apply([plan(ACME, Update(TWIN.id, {"phone": "1"}))])
    next(steps)
    assert [each.subject for each in told(stage.journal, "decision")] == [ACME.ref]
    assert stage.written == []


def test_a_decision_without_writes_is_settled_and_no_call_is_made():
    stage = Stage()
    assert stage.apply(plan(ACME)) == []
    assert (stage.settled, stage.finance.asked) == ([ACME.ref], [])


def test_each_write_carries_the_number_of_its_decision():
    stage = Stage(TWIN)
    stage.apply(plan(BOLT), plan(ACME, Update(TWIN.id, {"phone": "1"})))
    assert stage.finance.written == [Update(TWIN.id, {"phone": "1"}, 2)]


def test_a_decision_learns_what_it_created():
    stage = Stage()
    stage.apply(plan(ACME, Create({"contact_name": "Acme"})))
    (made,) = stage.finance.records
    assert stage.books.settled == [(ACME.ref, made.id, 1)]


def test_what_was_created_first_is_not_forgotten_over_a_later_step():
    stage = Stage(ACME)
    stage.apply(Plan(ACME.ref, (step(Create({})), step(Update(ACME.id, {"Phone": "1"}), CRM))))
    ((_, created, _),) = stage.books.settled
    assert created == next(iter(stage.finance.records)).id


def test_writes_of_one_module_go_in_one_call():
    stage = Stage(TWIN, BOLT_TWIN)
    stage.apply(plan(ACME, Update(TWIN.id, {})), plan(BOLT, Update(BOLT_TWIN.id, {})))
    assert stage.finance.asked == [("write", "customers")]
    assert stage.books.answers == [2]


def test_a_call_holds_no_more_than_a_batch_and_each_is_settled_before_the_next():
    stage = Stage()
    stage.apply(*[plan(account(number), Create({})) for number in range(1, BATCH_SIZE + 2)])
    assert stage.books.answers == [BATCH_SIZE, 1]
    assert [made for _, _, made in stage.books.settled] == [BATCH_SIZE] * BATCH_SIZE + [BATCH_SIZE + 1]


def test_first_steps_of_all_come_before_second_ones_and_who_has_but_one_is_settled_first():
    stage = Stage(ACME, TWIN, BOLT_TWIN)
    both = Plan(ACME.ref, (step(Update(TWIN.id, {})), step(Update(ACME.id, {}), CRM)))
    stage.apply(both, plan(BOLT, Update(BOLT_TWIN.id, {})))
    assert stage.settled == [BOLT.ref, ACME.ref]


def test_a_refused_write_fails_its_decision_alone():
    stage = Stage(TWIN, BOLT_TWIN)
    stage.finance.verdicts[TWIN.id] = WRONG
    assert stage.apply(plan(ACME, Update(TWIN.id, {})), plan(BOLT, Update(BOLT_TWIN.id, {}))) == []
    assert stage.books.failed == [(ACME.ref, "invalid data")]
    assert stage.settled == [BOLT.ref]


def test_a_refused_step_stops_the_rest():
    stage = Stage(ACME, TWIN)
    stage.finance.verdicts[TWIN.id] = WRONG
    stage.apply(Plan(ACME.ref, (step(Update(TWIN.id, {})), step(Update(ACME.id, {}), CRM))))
    assert (stage.crm.written, stage.settled) == ([], [])


def test_what_was_to_be_deleted_and_is_gone_is_deleted():
    stage = Stage()
    assert stage.apply(plan(ACME, Delete(TWIN.id))) == []
    assert (stage.settled, stage.books.failed) == ([ACME.ref], [])


@pytest.mark.parametrize(
    "refusal", [TAKEN, gone(), silence(), BROKEN], ids=["taken", "gone", "no answer", "broke down"]
)
def test_what_was_overtaken_is_given_back_and_has_not_failed(refusal: VendorError):
    stage = Stage(TWIN)
    stage.finance.verdicts[TWIN.id] = refusal
    decision = plan(ACME, Update(TWIN.id, {"phone": "1"}))
    assert stage.apply(decision) == [decision]
    assert (stage.settled, stage.books.failed) == ([], [])


@pytest.mark.parametrize("refusal", [silence(), BROKEN], ids=["no answer", "broke down"])
def test_where_nobody_knows_what_became_of_a_call_all_of_it_is_given_back(refusal: VendorError):
    stage = Stage()
    stage.finance.refusals = [refusal]
    decisions = [plan(ACME, Create({})), plan(BOLT, Create({}))]
    assert stage.apply(*decisions) == decisions


class Losing(Desk):
    """An app that carries writes out and whose first answer is lost."""

    lost = False

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        done = super().write(module, writes)
        if not self.lost:
            self.lost = True
            raise silence()
        return done


def losing(*records: Record) -> Stage:
    stage = Stage(*records)
    stage.finance = Losing(key="books", records=stage.finance.records)
    calls = Calls({CRM: stage.crm, FINANCE: stage.finance}, stage.journal, "sync")
    stage.applier = Applier(calls, stage.books, stage.journal, Quirks(stage.journal, ()), {}, traced, stage.intents)
    return stage


def test_writes_that_were_carried_out_are_settled_though_their_answer_was_lost():
    stage = losing(TWIN)
    decisions = plan(ACME, Create({"contact_name": "Acme 2"})), plan(BOLT, Update(TWIN.id, {"phone": "1"}))
    assert stage.apply(*decisions) == []
    (acme, created, _), (bolt, _, _) = stage.books.settled
    assert (acme, bolt) == (ACME.ref, BOLT.ref)
    assert stage.finance.records[Ref("books", "customers", created)].fields["contact_name"] == "Acme 2"
    assert stage.finance.asked.count(("write", "customers")) == 1


def test_another_refusal_of_the_whole_call_ends_the_run():
    stage = Stage()
    stage.finance.refusals = [WRONG]
    with pytest.raises(InvalidData):
        stage.apply(plan(ACME, Create({})))
    assert (stage.settled, stage.books.failed) == ([], [])


def test_what_the_books_raise_over_an_answer_ends_the_run_before_anything_is_settled():
    stage = Stage(TWIN)
    stage.books.ending = gone()
    with pytest.raises(NotFound):
        stage.apply(plan(ACME, Update(TWIN.id, {})))
    assert stage.settled == []


def test_a_decision_made_anew_is_caused_by_the_one_that_was_overtaken():
    stage = Stage(TWIN)
    stage.finance.on_create = TAKEN
    stage.apply(plan(ACME, Create({})))
    stage.apply(plan(BOLT), plan(ACME, Update(TWIN.id, {})))
    first, bolt, second = told(stage.journal, "decision")
    assert (second.cause, bolt.cause) == (first.number, stage.journal.cause)


def test_a_decision_made_anew_knows_the_one_whose_place_it_takes():
    stage = Stage(TWIN)
    stage.finance.on_create = TAKEN
    former = plan(ACME, Create({}))
    stage.apply(former)
    stage.apply(plan(ACME, Update(TWIN.id, {})))
    (task,) = stage.books.tasks
    assert (task.former.decision, task.former.error) == (former, TAKEN)


def test_a_decision_that_is_overtaken_twice_has_failed():
    stage = Stage(TWIN)
    stage.finance.on_create = TAKEN
    stage.apply(plan(ACME, Create({"contact_name": "Acme"})))
    assert stage.apply(plan(ACME, Create({"contact_name": "Acme 2"}))) == []
    assert stage.books.failed == [(ACME.ref, "name taken")]


def test_the_same_writes_are_made_again_and_fail_if_they_are_refused_again():
    stage = Stage()
    stage.finance.on_create = TAKEN
    decision = plan(ACME, Create({}))
    stage.apply(decision)
    assert stage.apply(decision) == []
    assert stage.books.failed == [(ACME.ref, "name taken")]
    assert len(stage.finance.asked) == 2


def test_the_same_writes_succeed_where_the_name_was_given_up_meanwhile():
    stage = Stage()
    stage.finance.on_create = TAKEN
    decision = plan(ACME, Create({}))
    stage.apply(decision)
    stage.finance.on_create = None
    stage.apply(decision)
    assert (stage.settled, stage.books.failed) == ([ACME.ref], [])


def test_what_builds_on_a_failed_write_to_the_same_record_is_given_back_though_it_was_carried_out():
    stage = Stage(TWIN, BOLT_TWIN)
    stage.finance.next_verdicts = [WRONG]
    first, second = plan(ACME, Update(TWIN.id, {"phone": "1"})), plan(BOLT, Update(TWIN.id, {"phone": "2"}))
    other = plan(CORN, Update(BOLT_TWIN.id, {}))
    assert stage.apply(first, second, other) == [second]
    assert (stage.books.failed, stage.settled) == ([(ACME.ref, "invalid data")], [CORN.ref])


def test_what_came_before_a_failed_write_to_the_same_record_is_settled():
    stage = Stage(TWIN)
    stage.finance.next_verdicts = [None, WRONG]
    stage.apply(plan(ACME, Update(TWIN.id, {})), plan(BOLT, Update(TWIN.id, {})))
    assert (stage.settled, stage.books.failed) == ([ACME.ref], [(BOLT.ref, "invalid data")])


def test_the_same_writes_are_made_again_where_their_answer_was_lost():
    stage = Stage()
    stage.finance.refusals = [silence()]
    decision = plan(ACME, Create({}))
    stage.apply(decision)
    stage.apply(decision)
    assert stage.settled == [ACME.ref]


def test_a_second_look_is_had_once():
    stage = Stage(TWIN)
    stage.finance.on_create = TAKEN
    stage.apply(plan(ACME, Create({})))
    stage.apply(plan(ACME, Update(TWIN.id, {})))
    later = plan(ACME, Create({}))
    assert stage.apply(later) == [later], "what comes after has a second look of its own"


def test_beside_a_decision_made_anew_one_that_is_overtaken_has_a_second_look_of_its_own():
    stage = Stage()
    stage.finance.on_create = TAKEN
    stage.apply(plan(ACME, Create({})))
    bolt = plan(BOLT, Create({}))
    assert stage.apply(plan(ACME, Create({})), bolt) == [bolt]
    assert stage.books.failed == [(ACME.ref, "name taken")]


def test_nothing_is_written_to_finance_once_the_crm_is_shut():
    stage = Stage()
    stage.crm.refusals = [InvalidCredentials("stale", code="14")]
    with pytest.raises(InvalidCredentials):
        stage.apply(plan(ACME, Create({})))
    assert stage.written == []


def test_the_crm_is_written_to_whatever_finance_says():
    stage = Stage(ACME)
    stage.apply(Plan(ACME.ref, (step(Update(ACME.id, {}), CRM),)))
    assert (len(stage.crm.written), stage.finance.asked) == (1, [])


def test_a_quirk_fires_because_of_its_decision():
    stage = Stage()
    stage.apply(plan(ACME, quirk="CUS-14"))
    (decision,) = told(stage.journal, "decision")
    assert [each.cause for each in stage.journal if each.kind not in ("decision", "call")] == [decision.number]


@pytest.mark.parametrize(
    ("write", "numbered"),
    [
        (Create({"a": 1}), Create({"a": 1}, 7)),
        (Update(ACME.id, {"a": 1}), Update(ACME.id, {"a": 1}, 7)),
        (Delete(ACME.id), Delete(ACME.id, 7)),
        (Merge(ACME.id, (BOLT.id,)), Merge(ACME.id, (BOLT.id,), 7)),
    ],
)
def test_every_kind_of_write_can_be_traced(write: Write, numbered: Write):
    assert traced(step(write), 7) == numbered


@pytest.mark.parametrize(
    ("write", "ids"),
    [
        (Create({}), ()),
        (Update(ACME.id, {}), (ACME.id,)),
        (Delete(ACME.id), (ACME.id,)),
        (Merge(ACME.id, (BOLT.id, CORN.id)), (ACME.id, BOLT.id, CORN.id)),
    ],
)
def test_a_write_changes_the_records_it_names(write: Write, ids: tuple[str, ...]):
    assert written_to(write) == ids


def test_of_two_records_created_in_a_row_the_first_is_what_the_decision_created():
    stage = Stage()
    stage.apply(Plan(ACME.ref, (step(Create({})), step(Create({}), module="vendors"))))
    first, _ = stage.finance.records
    assert [created for _, created, _ in stage.books.settled] == [first.id]


def test_what_is_about_to_be_written_is_written_down_before_the_call_and_forgotten_with_its_answer():
    stage = Stage(TWIN, BOLT_TWIN)
    first, second = plan(ACME, Update(TWIN.id, {"phone": "1"})), plan(BOLT, Update(BOLT_TWIN.id, {"phone": "2"}))
    steps = stage.applier.apply([first, second])
    next(steps)
    assert stage.table.rows == {ACME.ref: Intent((first, second), 0, 5000)}
    assert stage.written == []
    at_once(steps)
    assert stage.table.rows == {}


def test_what_was_refused_is_on_its_way_no_more():
    stage = Stage(TWIN)
    stage.finance.verdicts[TWIN.id] = WRONG
    stage.apply(plan(ACME, Update(TWIN.id, {"phone": "1"})))
    assert (stage.books.failed, stage.table.rows) == ([(ACME.ref, WRONG.reason)], {})


def broken_off(decision: Plan, *records: Record, number: int = 0, finance: Desk | None = None) -> Stage:
    """A run that follows one which was broken off over a step of a decision, with the apps as they are now."""
    stage = Stage(*records, finance=finance)
    stage.table.put(decision.ref, Intent((decision,), number, 1000))
    return stage


def test_what_an_earlier_run_was_broken_off_in_is_taken_in_where_the_app_shows_it():
    made = plan(ACME, Create({"contact_name": "Acme 2"}))
    twin = customer(25, "Acme 2")
    stage = broken_off(made, twin)
    assert at_once(stage.applier.resume()) == [made._replace(quirk="resumed")]
    assert stage.books.settled == [(ACME.ref, twin.id, 0)]
    assert [each.subject for each in told(stage.journal, "decision")] == [ACME.ref]
    assert stage.table.rows == {}


def test_what_left_no_trace_is_forgotten_and_decided_anew():
    stage = broken_off(plan(ACME, Create({"contact_name": "Acme 2"})), TWIN)
    assert at_once(stage.applier.resume()) == []
    assert (stage.settled, told(stage.journal, "decision"), stage.table.rows) == ([], [], {})


@pytest.mark.parametrize(("number", "taken_in"), [(0, False), (1, True)])
def test_a_decision_is_taken_in_only_after_its_last_write(number: int, taken_in: bool):
    both = plan(ACME, Update(TWIN.id, {"phone": "1"}), Update(TWIN.id, {"fax": "2"}))
    stage = broken_off(both, TWIN._replace(fields={**TWIN.fields, "phone": "1", "fax": "2"}), number=number)
    at_once(stage.applier.resume())
    assert stage.settled == ([ACME.ref] if taken_in else [])
    assert stage.table.rows == {}


def test_a_record_that_was_changed_was_not_made():
    stage = broken_off(plan(ACME, Update(TWIN.id, {"phone": "1"})), TWIN._replace(fields={"phone": "1"}))
    at_once(stage.applier.resume())
    assert stage.books.settled == [(ACME.ref, None, 0)]


def test_where_nothing_was_on_its_way_no_call_is_made():
    stage = Stage(TWIN)
    assert at_once(stage.applier.resume()) == []
    assert (stage.crm.asked, stage.finance.asked) == ([], [])


def test_what_is_still_not_known_when_the_app_does_not_answer_stays_on_its_way():
    made = plan(ACME, Create({"contact_name": "Acme 2"}))
    stage = broken_off(made)
    stage.finance.refusals.append(InvalidCredentials("the key is dead", code="key"))
    with pytest.raises(InvalidCredentials):
        at_once(stage.applier.resume())
    assert list(stage.table.rows) == [ACME.ref]


class FromWhen(Desk):
    """An app that keeps from when on its changes are asked for."""

    def changed(self, module: str, since_ms: int | None, **asking) -> Page:
        self.since_ms = since_ms
        return super().changed(module, since_ms, **asking)


def test_what_changed_is_asked_for_from_when_the_run_began_that_was_broken_off():
    finance = FromWhen(key="books")
    stage = broken_off(plan(ACME, Create({"contact_name": "Acme 2"})), finance=finance)
    at_once(stage.applier.resume())
    assert finance.since_ms == 1000 - OVERLAP_MS
