"""Finishing what a run before was broken off in, where it is still called for."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import Connection, decided, follow_up
from tests.unit.sync.samples import ACCOUNT, CONTACT, PERSON, account, contact, context, customer, link, person, record
from tests.unit.sync.stages import told
from zsim.ports.errors import NoAnswer, NotAllowed
from zsim.ports.records import Delete, Record, RecordId, Update, Write
from zsim.sync import KINDS, Link, Outcome, System
from zsim.sync.execution.applying import PairResults
from zsim.sync.execution.finishing import finish_follow_ups
from zsim.sync.runs.calls import at_once

ACME = account(11)
TWIN, BOLT_TWIN = customer(21), customer(22, "Bolt")
NOTE = Update(TWIN.id, {"zcrm_account_id": ACME.id})
LINK = link(ACCOUNT, ACME, TWIN)
ADA = person(41, TWIN)


def invoice(of: Record) -> Record:
    return record(System.FINANCE, "invoices", 71, customer_id=of.id)


class Stage(Connection):
    """A connection with something left of a run that broke off; ``finish`` is what the next one makes of it."""

    def __init__(self, *records: Record, linked: tuple[Link, ...] = ()) -> None:
        super().__init__(*records, linked=linked)
        self.results = PairResults()

    def left(self, of: Record, write: Write, kind: str = "account") -> Stage:
        self.follow_ups.add(follow_up(of, write, kind), 0, decided(ACME))
        self.state.commit()
        return self

    def finish(self, *kinds: str) -> list[Write]:
        """What is written; the kinds are those of the run."""
        contexts = {name: context(KINDS[name], self.links) for name in kinds or ("account", "person", "contact")}
        follow_ups = self.follow_ups
        applier = self.applier(self.results, follow_ups)
        at_once(finish_follow_ups(self.calls, applier, follow_ups, contexts, self.links))
        return [each._replace(trace=0) for each in self.finance.written]


def test_with_nothing_left_no_call_is_made():
    stage = Stage(TWIN)
    assert stage.finish() == []
    assert stage.finance.asked == []


def test_a_note_that_is_missing_is_made():
    stage = Stage(TWIN, linked=(LINK,)).left(TWIN, NOTE)
    assert stage.finish() == [NOTE]
    assert len(stage.follow_ups) == 0


@pytest.mark.parametrize(
    ("twin", "linked"),
    [
        (customer(21, zcrm_account_id=ACME.id), (LINK,)),
        (TWIN, ()),
        (TWIN, (link(ACCOUNT, account(12), TWIN),)),
    ],
    ids=["it stands there", "no link any more", "linked to another"],
)
def test_a_note_that_is_not_called_for_any_more_is_forgotten(twin: Record, linked: tuple[Link, ...]):
    stage = Stage(twin, linked=linked).left(TWIN, NOTE)
    assert stage.finish() == []
    assert len(stage.follow_ups) == 0
    assert stage.results.counts == {}


@pytest.mark.parametrize("write", [NOTE, Delete(TWIN.id), Update(TWIN.id, {"status": "inactive"})])
def test_of_a_record_that_is_gone_nothing_is_left(write: Write):
    stage = Stage(linked=(LINK,)).left(TWIN, write)
    assert stage.finish() == []
    assert len(stage.follow_ups) == 0


@pytest.mark.parametrize("write", [Delete(TWIN.id), Update(TWIN.id, {"status": "inactive"})])
def test_a_record_to_be_given_up_that_was_linked_meanwhile_is_kept(write: Write):
    stage = Stage(TWIN, linked=(LINK,)).left(TWIN, write)
    assert stage.finish() == []
    assert len(stage.follow_ups) == 0


def test_a_record_to_be_given_up_is_deleted():
    stage = Stage(TWIN).left(TWIN, Delete(TWIN.id))
    assert stage.finish() == [Delete(TWIN.id, own=())]
    assert len(stage.follow_ups) == 0


def test_a_customer_that_has_transactions_by_now_is_made_inactive_instead():
    stage = Stage(TWIN, invoice(TWIN)).left(TWIN, Delete(TWIN.id))
    assert stage.finish() == [Update(TWIN.id, {"status": "inactive"})]


@pytest.mark.parametrize("kind", ["account", "contact"])
def test_a_customer_on_which_a_linked_person_hangs_by_now_is_made_inactive_instead(kind: str):
    stage = Stage(TWIN, ADA, linked=(link(PERSON, contact(31), ADA),)).left(TWIN, Delete(TWIN.id, own=()), kind)
    assert stage.finish() == [Update(TWIN.id, {"status": "inactive"})]


def test_a_person_of_finance_s_own_goes_with_the_customer():
    stage = Stage(TWIN, ADA).left(TWIN, Delete(TWIN.id, own=()), "contact")
    assert stage.finish() == [Delete(TWIN.id, own=(ADA.id,))]


def test_a_customer_that_has_no_transactions_any_more_is_deleted():
    stage = Stage(TWIN).left(TWIN, Update(TWIN.id, {"status": "inactive"}))
    assert stage.finish() == [Delete(TWIN.id, own=())]


def test_a_customer_that_is_inactive_with_its_transactions_needs_nothing():
    twin = customer(21, status="inactive")
    stage = Stage(twin, invoice(twin)).left(twin, Delete(twin.id))
    assert stage.finish() == []
    assert len(stage.follow_ups) == 0


def test_a_contact_person_is_deleted_whatever_its_customer_is_used_in():
    stage = Stage(TWIN, ADA, invoice(TWIN)).left(ADA, Delete(ADA.id), "person")
    assert stage.finish() == [Delete(ADA.id, own=())]


def test_what_is_left_of_kinds_of_another_run_is_left_alone():
    stage = Stage(TWIN).left(TWIN, Delete(TWIN.id))
    assert stage.finish("person") == []
    assert len(stage.follow_ups) == 1
    assert stage.finance.asked == []


def test_all_that_is_left_is_finished():
    ben = person(42, customer(23))
    stage = Stage(TWIN, BOLT_TWIN, ben).left(TWIN, Delete(TWIN.id)).left(ben, Delete(ben.id), "person")
    stage.left(BOLT_TWIN, Delete(BOLT_TWIN.id), "contact")
    assert stage.finish() == [Delete(each.id, own=()) for each in (ben, TWIN, BOLT_TWIN)]
    assert stage.results.counts == {Outcome.FINISHED: 3}


def test_what_was_finished_is_told_as_that():
    stage = Stage(TWIN).left(TWIN, Delete(TWIN.id))
    stage.finish()
    (decision,) = told(stage.journal, "decision")
    assert decision.detail.sentence == "finished what an earlier run was broken off in: customer Acme (FLT-16)"
    assert stage.results.outcomes == {}, "it says nothing of what this run reads"


def test_what_is_refused_again_is_left_to_a_later_run():
    stage = Stage(TWIN).left(TWIN, Delete(TWIN.id))
    stage.finance.verdicts[TWIN.id] = NotAllowed("not now", code="4")
    stage.finish()
    assert (len(stage.follow_ups), stage.results.counts) == (1, {Outcome.FAILED: 1})


def test_what_got_no_answer_again_is_left_to_a_later_run():
    stage = Stage(TWIN, linked=(LINK,)).left(TWIN, NOTE)
    stage.finance.verdicts[TWIN.id] = NoAnswer("nothing came", code="timeout")
    stage.finish()
    assert len(stage.follow_ups) == 1


def test_what_got_no_answer_says_nothing_of_what_the_run_decides_about_the_record_later():
    stage = Stage(TWIN, linked=(LINK,)).left(TWIN, NOTE)
    follow_ups, results = stage.follow_ups, stage.results
    applier = stage.applier(results, follow_ups)
    stage.finance.verdicts[TWIN.id] = NoAnswer("nothing came", code="timeout")
    contexts = {"account": context(ACCOUNT, stage.links)}
    at_once(finish_follow_ups(stage.calls, applier, follow_ups, contexts, stage.links))
    at_once(applier.apply([decided(TWIN, link=LINK)]))
    assert results.outcomes == {TWIN.ref: Outcome.UPDATED}


def test_the_note_of_a_contact_is_made_in_the_field_of_its_kind():
    ada, twin = contact(31), customer(21, "Ada Hill", customer_sub_type="individual")
    note = Update(twin.id, {"zcrm_contact_id": ada.id})
    stage = Stage(twin, linked=(link(CONTACT, ada, twin),)).left(twin, note, "contact")
    assert stage.finish() == [note]
    assert PERSON.link_field == CONTACT.link_field
    assert RecordId(str(stage.finance.fields_of(twin)["zcrm_contact_id"])) == ada.id
