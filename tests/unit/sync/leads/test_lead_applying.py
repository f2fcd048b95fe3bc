"""What a fetch keeps about its decisions: links, counts, who was ignored, and what was refused."""

from __future__ import annotations

import pytest

from tests.unit.sync.leads.samples import LIST, OTHER_LIST, contact, lead
from tests.unit.sync.stages import gone, journal, told
from zsim.ports.errors import InvalidData, NoAnswer, NotFound
from zsim.ports.records import Create, Delete, RecordId, Update, Written
from zsim.sync import Outcome
from zsim.sync.leads import LeadDecision
from zsim.sync.leads.lead_applying import LIST_DELETED, LeadBooks
from zsim.sync.leads.lead_decisions import IgnoreReason, Removal
from zsim.sync.leads.lead_links import LeadLinks
from zsim.sync.leads.lead_results import FatalCause, LeadResults
from zsim.sync.leads.places import HUB, JOIN_LIST, LEADS, LEAVE_LIST
from zsim.sync.runs.applier import Former, Task, WriteStep

ADA, BOB, CID = (contact(number, f"{name}@x.example") for number, name in ((31, "ada"), (32, "bob"), (33, "cid")))
LEAD_ID = RecordId("41")
REFUSED = InvalidData("no such value", code="4")


def decided(
    of=ADA,
    outcome: Outcome = Outcome.CREATED,
    lead_id: RecordId | None = None,
    address: str = "ada@x.example",
    ignored: IgnoreReason | None = None,
    **fields: object,
) -> LeadDecision:
    name = str(of.fields["contact_name"])
    compact = (outcome.value, lead_id, "lead-new", name, address, "")
    return LeadDecision(of.ref, compact, address, address, fields, ignored)


def removal(lead_id: RecordId | None = LEAD_ID, outcome: Outcome = Outcome.DELETED, **how: bool) -> Removal:
    return Removal(ADA.ref, (outcome.value, lead_id, "lead-deleted", "invoice", "ada@x.example", ""), **how)


class Stage:
    """The books of one fetch into the list."""

    def __init__(self) -> None:
        self.journal, self.links, self.results = journal(), LeadLinks(), LeadResults()
        self.books = LeadBooks(self.links, self.results, self.journal, LIST, "sync News")

    def task(self, decision, created: RecordId | None = None, former: Former | None = None) -> Task:
        (entry,) = self.books.write_down([decision], None)
        task = Task(decision, entry, self.books.steps(decision), former)
        task.created = created
        return task

    def settle(self, decision, created: RecordId | None = None, former: Former | None = None) -> Stage:
        self.books.settle([self.task(decision, created, former)])
        return self


@pytest.mark.parametrize(
    ("decision", "write"),
    [
        (decided(email="ada@x.example"), Create({"email": "ada@x.example"})),
        (decided(lead_id=LEAD_ID, first_name="Ada"), Update(LEAD_ID, {"first_name": "Ada"})),
        (removal(whole=True), Delete(LEAD_ID)),
        (removal(leaves=True), Update(LEAD_ID, {LEAVE_LIST: LIST})),
    ],
    ids=["made", "refreshed", "deleted", "taken off the list"],
)
def test_a_decision_is_carried_out_by_one_write(decision, write):
    assert Stage().books.steps(decision) == (WriteStep(HUB, LEADS, write),)


@pytest.mark.parametrize("decision", [decided(lead_id=LEAD_ID), removal(), removal(None, whole=True)])
def test_what_needs_no_write_has_none(decision):
    assert Stage().books.steps(decision) == ()


def test_decisions_are_told_in_full_and_kept_as_text():
    stage = Stage()
    stage.task(decided(email="ada@x.example"))
    (entry,) = told(stage.journal, "decision")
    assert (entry.subject, entry.detail.outcome, entry.detail.code) == (ADA.ref, Outcome.CREATED, "lead-new")
    assert all(isinstance(each, str | None) for each in stage.journal.details(0)[0])


def test_a_contact_is_known_by_the_lead_that_was_made_of_it():
    stage = Stage().settle(decided(email="ada@x.example"), LEAD_ID)
    assert (stage.links.lead_of(ADA.id), stage.results.leads) == (LEAD_ID, {"ada@x.example": LEAD_ID})
    assert stage.results.counts == {"created": 1}


def test_a_contact_is_known_by_the_lead_that_was_there():
    stage = Stage().settle(decided(outcome=Outcome.DUPLICATE, lead_id=LEAD_ID))
    assert stage.links.lead_of(ADA.id) == LEAD_ID


def test_a_contact_that_is_left_out_is_no_lead():
    stage = Stage().settle(decided(outcome=Outcome.EXCLUDED, address=""))
    assert (len(stage.links), stage.results.leads) == (0, {})


def test_who_is_ignored_is_told_with_the_reason():
    stage = Stage().settle(decided(outcome=Outcome.IGNORED, address="", ignored=IgnoreReason.EMPTY))
    assert [(each.name, each.reason) for each in stage.results.ignored] == [("Contact 31", IgnoreReason.EMPTY)]
    assert stage.results.leads == {}, "nobody else is kept from an address that is none"


def twin(of=BOB) -> LeadDecision:
    return decided(of, Outcome.IGNORED, ignored=IgnoreReason.FILE_DUPLICATE)


def test_a_twin_is_known_by_the_lead_of_its_elder_whichever_is_settled_first():
    before = Stage().settle(twin()).settle(decided(email="ada@x.example"), LEAD_ID)
    after = Stage().settle(decided(email="ada@x.example"), LEAD_ID).settle(twin())
    assert before.links.lead_of(BOB.id) == after.links.lead_of(BOB.id) == LEAD_ID


def test_who_is_ignored_for_itself_is_known_by_no_lead_that_comes_later():
    stage = Stage().settle(decided(BOB, Outcome.IGNORED, ignored=IgnoreReason.BOUNCED))
    stage.settle(decided(email="ada@x.example"), LEAD_ID)
    assert stage.links.lead_of(BOB.id) is None


def test_a_deleted_contact_is_known_by_no_lead():
    stage = Stage()
    stage.links.put(ADA.id, LEAD_ID)
    stage.settle(removal(whole=True))
    assert (stage.links.lead_of(ADA.id), stage.results.counts) == (None, {"deleted": 1})


def test_a_contact_that_was_refused_is_looked_at_again_and_counts_as_ignored():
    stage = Stage()
    stage.books.fail(stage.task(decided(email="ada@x.example")), REFUSED)
    assert list(stage.results.retry) == [ADA.ref]
    assert [each.reason for each in stage.results.ignored] == [IgnoreReason.REFUSED]
    assert stage.results.remarks == ("Contact 31 failed (invalid data): no such value",)
    assert stage.results.counts == {Outcome.FAILED: 1}
    (failure,) = told(stage.journal, "failure")
    assert failure.cause == told(stage.journal, "decision")[0].number


def test_a_deletion_that_was_refused_is_read_again():
    stage = Stage()
    stage.links.put(ADA.id, LEAD_ID)
    stage.books.fail(stage.task(removal(whole=True)), REFUSED)
    assert (stage.results.deletes_again, stage.results.retry) == (True, {})
    assert stage.links.lead_of(ADA.id) == LEAD_ID


def test_a_lead_that_is_gone_need_not_leave_the_list():
    stage = Stage()
    stage.links.put(ADA.id, LEAD_ID)
    stage.books.fail(stage.task(removal(leaves=True)), gone())
    assert (len(stage.links), stage.results.deletes_again) == (0, False)
    assert stage.results.counts == {"deleted": 1}


def test_an_answer_that_the_list_is_gone_ends_the_fetch():
    stage = Stage()
    answer = [Written(LEAD_ID), Written(None, NotFound("no list", code=LIST_DELETED))]
    with pytest.raises(NotFound):
        stage.books.answered(answer)
    assert stage.results.fatal is FatalCause.LIST


def test_another_answer_does_not_end_it():
    stage = Stage()
    stage.books.answered([Written(LEAD_ID), Written(None, REFUSED)])
    assert stage.results.fatal is None


def test_contacts_handled_before_are_told_and_counted_as_unchanged():
    stage = Stage()
    stage.books.mark_unchanged([ADA, BOB])
    assert [(each.subject, each.detail.code) for each in told(stage.journal, "decision")] == [
        (ADA.ref, "lead-seen"),
        (BOB.ref, "lead-seen"),
    ]
    assert stage.results.counts == {Outcome.UNCHANGED: 2}


def test_a_lead_whose_answer_was_lost_counts_as_what_was_decided_first():
    silence = NoAnswer("nothing came", code="timeout")
    former = Former(1, silence, decided(email="ada@x.example"))
    found = decided(outcome=Outcome.DUPLICATE, lead_id=LEAD_ID)
    assert Stage().settle(found, former=former).results.counts == {"created": 1}
    assert Stage().settle(found, former=former._replace(error=REFUSED)).results.counts == {"duplicate": 1}


def test_a_lead_is_found_by_its_address_and_made_if_it_is_on_the_list():
    books = Stage().books
    step = WriteStep(HUB, LEADS, Create({"email": "ada@x.example", JOIN_LIST: LIST}))
    assert books.mark(step) == ("email", "ada@x.example")
    assert books.is_made_by(step, lead(41, "ada@x.example", lists=(LIST,)))
    assert not books.is_made_by(step, lead(41, "ada@x.example", lists=(OTHER_LIST,)))
    assert not books.is_made_by(step, lead(41, "ada@x.example"))


@pytest.mark.parametrize(
    ("fields", "held", "so"),
    [
        ({"first_name": "Ada"}, {"first_name": "Ada"}, True),
        ({"first_name": "Ada"}, {}, False),
        ({"first_name": None}, {"first_name": ""}, True),
        ({JOIN_LIST: LIST}, {"lists": (LIST,)}, True),
        ({JOIN_LIST: LIST}, {"lists": ()}, False),
        ({LEAVE_LIST: LIST}, {"lists": (OTHER_LIST,)}, True),
        ({LEAVE_LIST: LIST}, {"lists": (LIST,)}, False),
        ({"first_name": "Ada", JOIN_LIST: LIST}, {"first_name": "Eda", "lists": (LIST,)}, False),
    ],
)
def test_a_lead_is_as_it_was_to_be_in_its_fields_and_its_lists(fields, held, so: bool):
    step = WriteStep(HUB, LEADS, Update(LEAD_ID, fields))
    assert Stage().books.holds(step, lead(41, "ada@x.example", **held)) is so


def test_a_decision_is_about_its_contact():
    assert Stage().books.ref(decided(CID)) == CID.ref
    assert Stage().books.quirk(decided()._replace(quirk="LED-12")) == "LED-12"
