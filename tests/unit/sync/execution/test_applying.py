"""What carrying out a decision about a pair leaves: links, tombstones, outcomes, and what follows."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import Connection, decided, follow_up
from tests.unit.sync.samples import ACCOUNT, CONTACT, account, base, contact, customer, link
from tests.unit.sync.stages import told
from zsim.ports.errors import InvalidData, ModifiedSince, NoAnswer, NotAllowed
from zsim.ports.records import Create, Delete, Merge, RecordId, Update
from zsim.sync import Link, LinkState, Outcome, System
from zsim.sync.execution.applying import PairResults
from zsim.sync.planning.decisions import Decision, Ending
from zsim.sync.runs.calls import at_once
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.entries import Conflict

CRM, FINANCE = System.CRM, System.FINANCE
NOWHERE = RecordId("")
ACME, BOLT, TWIN, BOLT_TWIN = account(11), account(12, "Bolt"), customer(21), customer(22, "Bolt")
LINK = link(ACCOUNT, ACME, TWIN)
WRONG = InvalidData("no such value", code="4")


def silence() -> NoAnswer:
    return NoAnswer("nothing came", code="timeout")


class Stage(Connection):
    """A connection, and what one run keeps of its decisions."""

    results: PairResults

    def apply(self, *decisions: Decision) -> list[Decision]:
        self.results = PairResults()
        return at_once(self.applier(self.results).apply(decisions))

    @property
    def new_owners(self) -> dict[RecordId, RecordId]:
        return self.context.state.table("new owners").rows


def pushed(crm_id: RecordId = ACME.id, finance_id: RecordId = NOWHERE) -> Link:
    return Link("account", crm_id, finance_id, CRM, base(["Acme", None]))


def test_a_link_gets_the_id_of_the_record_that_was_created_in_finance():
    stage = Stage(ACME)
    stage.apply(decided(ACME, writes=[Create({"contact_name": "Acme"})], link=pushed()))
    (made,) = stage.finance.records
    assert list(stage.links) == [pushed(finance_id=made.id)]


def test_a_link_gets_the_id_of_the_record_that_was_created_in_the_crm():
    stage = Stage(TWIN)
    create = WriteStep(CRM, "Accounts", Create({"Account_Name": "Acme"}))
    stage.apply(decided(TWIN, steps=(create,), link=pushed(NOWHERE, TWIN.id)))
    (made,) = stage.crm.records
    assert list(stage.links) == [pushed(made.id, TWIN.id)]


def test_the_first_write_to_a_record_is_for_as_long_as_it_is_as_it_was_seen():
    stage = Stage(ACME, TWIN)
    decisions = [decided(ACME, writes=[Update(TWIN.id, {"phone": each})]) for each in ("1", "2")]
    at_once(stage.applier(PairResults()).apply(decisions, {TWIN.id: TWIN.modified_ms, BOLT.id: 7}))
    assert [each.seen for each in stage.finance.written] == [{TWIN.id: TWIN.modified_ms}, {}]


def test_what_was_refused_is_not_linked_and_is_looked_at_again():
    stage = Stage(ACME)
    stage.finance.on_create = WRONG
    stage.apply(decided(ACME, writes=[Create({})], link=pushed()))
    assert (list(stage.links), list(stage.results.retry)) == ([], [ACME.ref])
    assert stage.results.outcomes == {ACME.ref: Outcome.FAILED}


def test_a_failure_is_told_with_its_reason_and_caused_by_the_decision():
    stage = Stage(ACME)
    stage.finance.on_create = WRONG
    stage.apply(decided(ACME, writes=[Create({})]))
    (decision,), (failure,) = told(stage.journal, "decision"), told(stage.journal, "failure")
    assert (failure.cause, failure.subject, failure.detail.code) == (decision.number, ACME.ref, "4")
    assert stage.results.remarks == ("account A failed (invalid data): no such value",)


def test_links_that_end_become_tombstones():
    stage = Stage(ACME, linked=[LINK])
    stage.apply(decided(ACME, outcome=Outcome.KEPT, endings=(Ending(LINK, LinkState.KEPT),)))
    assert (list(stage.links), [each.state for each in stage.links.tombstones()]) == ([], [LinkState.KEPT])
    assert stage.results.touched == {ACME.id, TWIN.id}, "what was read of either took the other for its counterpart"


def test_a_link_of_another_kind_that_takes_the_place_of_one_outlives_its_ending():
    own = link(CONTACT, contact(31), TWIN)
    stage = Stage(linked=[own])
    newer = own._replace(kind="person", finance_id=RecordId("000000000000000041"))
    stage.apply(decided(contact(31), link=newer, endings=(Ending(own, LinkState.CONVERTED),)))
    assert list(stage.links) == [newer]


def test_a_new_link_is_noted_and_a_renewed_one_is_not():
    stage = Stage(ACME, BOLT, linked=[LINK])
    fresh = link(ACCOUNT, BOLT, BOLT_TWIN)
    stage.apply(decided(ACME, link=LINK._replace(base=base(["Acme", "2"]))), decided(BOLT, link=fresh))
    assert stage.results.newly_linked == [fresh]
    assert stage.links.live(CRM, ACME.id).base == base(["Acme", "2"])


@pytest.mark.parametrize(
    ("fresh", "owners", "kept"),
    [
        (LINK, ["account"], {ACME.id: TWIN.id}),
        (LINK, [], {}),
        (link(CONTACT, contact(31), TWIN), ["account"], {}),
    ],
    ids=["account", "where that is not wanted", "contact"],
)
def test_a_new_link_of_an_owner_is_kept_until_its_own_were_looked_at(fresh: Link, owners, kept: dict[str, str]):
    stage = Stage()
    at_once(stage.applier(PairResults(), owners=owners).apply([decided(ACME, link=fresh)]))
    assert stage.new_owners == kept


def test_a_link_that_moves_to_another_record_leaves_the_former_to_nobody():
    stage = Stage(linked=[LINK])
    moved = LINK._replace(finance_id=BOLT_TWIN.id)
    stage.apply(decided(ACME, link=moved))
    assert list(stage.links) == [moved]
    assert stage.links.live(FINANCE, TWIN.id) is None
    assert stage.links.tombstones() == ()
    assert stage.results.newly_linked == [moved]


def test_what_must_follow_is_done_after_the_link_stands():
    stage = Stage(ACME, TWIN, linked=[LINK])
    linked_then: list[int] = []
    stage.finance.meanwhile = lambda method, module: linked_then.append(len(stage.links))
    given_up = follow_up(TWIN, Delete(TWIN.id))
    stage.apply(decided(ACME, writes=[Create({})], link=pushed(), follow_ups=(given_up,)))
    assert linked_then == [1, 1]
    assert [type(each) for each in stage.finance.written] == [Create, Delete]
    assert list(stage.follow_ups) == []


def test_what_must_follow_is_recorded_before_it_is_written():
    stage = Stage(ACME, TWIN)
    steps = stage.applier(PairResults()).apply(
        [decided(ACME, link=LINK, follow_ups=(follow_up(TWIN, Delete(TWIN.id)),))]
    )
    next(steps)
    assert (len(stage.follow_ups), stage.finance.written) == (1, [])


def test_what_must_follow_a_decision_that_a_run_was_broken_off_in_is_done_when_that_is_taken_in():
    stage = Stage(customer(21, phone="1"), BOLT_TWIN)
    stage.intents.begin(
        ACME.ref,
        [
            decided(
                ACME,
                writes=[Update(TWIN.id, {"phone": "1"})],
                follow_ups=(follow_up(BOLT_TWIN, Delete(BOLT_TWIN.id)),),
            )
        ],
        0,
    )
    at_once(stage.applier(PairResults()).resume())
    (entry,) = told(stage.journal, "decision")
    assert stage.finance.written == [Delete(BOLT_TWIN.id, entry.number)]
    assert len(stage.follow_ups) == 0


@pytest.mark.parametrize(("code", "rule"), [("updated", "CUS-21"), ("import-updated", "IMP-06")])
def test_what_a_run_was_broken_off_in_rests_on_the_rules_it_rested_on(code: str, rule: str):
    stage = Stage(customer(21, phone="1"))
    carried_out = decided(
        ACME, writes=[Update(TWIN.id, {"phone": "1"})], code=code, conflicts=(Conflict("Phone", CRM),)
    )
    stage.intents.begin(ACME.ref, [carried_out], 0)
    at_once(stage.applier(PairResults()).resume())
    (entry,) = told(stage.journal, "decision")
    assert entry.detail.cites == ("FLT-16", rule)


def test_what_follows_a_refused_decision_is_not_done():
    stage = Stage(ACME, TWIN)
    stage.finance.on_create = WRONG
    stage.apply(decided(ACME, writes=[Create({})], link=pushed(), follow_ups=(follow_up(TWIN, Delete(TWIN.id)),)))
    assert (list(stage.follow_ups), stage.finance.written) == ([], [])


def test_a_note_of_an_id_gets_that_of_the_record_just_created():
    stage = Stage(TWIN)
    note = follow_up(TWIN, Update(TWIN.id, {"zcrm_account_id": NOWHERE}))
    create = WriteStep(CRM, "Accounts", Create({}))
    stage.apply(decided(TWIN, steps=(create,), link=pushed(NOWHERE, TWIN.id), follow_ups=(note,)))
    (made,) = stage.crm.records
    assert stage.finance.fields_of(TWIN)["zcrm_account_id"] == made.id


def test_a_follow_up_carries_the_number_of_its_decision():
    stage = Stage(TWIN)
    stage.apply(decided(ACME, link=LINK, follow_ups=(follow_up(TWIN, Delete(TWIN.id)),)))
    assert stage.finance.written == [Delete(TWIN.id, told(stage.journal, "decision")[0].number)]


def followed(stage: Stage) -> Stage:
    stage.apply(decided(ACME, link=LINK, follow_ups=(follow_up(TWIN, Delete(TWIN.id)),)))
    return stage


def test_a_follow_up_without_an_answer_is_left_to_a_later_run_and_is_no_failure():
    stage = Stage(TWIN)
    stage.finance.refusals = [silence()]
    followed(stage)
    assert (len(stage.follow_ups), stage.results.counts[Outcome.FAILED]) == (1, 0)


def test_a_follow_up_that_is_refused_is_a_failure_and_left_to_a_later_run():
    stage = Stage(TWIN)
    stage.finance.verdicts[TWIN.id] = NotAllowed("it has transactions", code="4")
    followed(stage)
    assert (len(stage.follow_ups), stage.results.counts[Outcome.FAILED]) == (1, 1)
    assert stage.results.remarks == ("account A failed (not allowed): it has transactions",)
    assert stage.results.outcomes == {ACME.ref: Outcome.UPDATED}, "the decision itself was carried out"


def test_a_record_to_be_given_up_on_which_others_hang_has_a_second_look_and_is_no_failure():
    stage = Stage(TWIN)
    stage.finance.verdicts[TWIN.id] = ModifiedSince("others would go with it", code="4")
    results, follow_ups = PairResults(), stage.follow_ups
    given_up = decided(ACME, link=LINK, follow_ups=(follow_up(TWIN, Delete(TWIN.id)),))
    at_once(stage.applier(results, follow_ups).apply([given_up]))
    assert (len(follow_ups), follow_ups.unanswered, results.counts[Outcome.FAILED]) == (1, True, 0)


def test_a_follow_up_whose_record_is_gone_is_done():
    stage = followed(Stage())
    assert (len(stage.follow_ups), stage.results.counts[Outcome.FAILED]) == (0, 0)


def test_records_a_run_wrote_to_are_touched_refused_or_not():
    stage = Stage(ACME, BOLT_TWIN, TWIN)
    stage.finance.verdicts[BOLT_TWIN.id] = WRONG
    stage.apply(
        decided(ACME, link=LINK, follow_ups=(follow_up(TWIN, Delete(TWIN.id)),)),
        decided(BOLT, writes=[Update(BOLT_TWIN.id, {})]),
    )
    assert stage.results.touched == {TWIN.id, BOLT_TWIN.id}


@pytest.mark.parametrize(("held", "written"), [("", None), (None, "")])
def test_a_blank_whose_answer_was_lost_is_recognised_however_it_is_told(held: str | None, written: str | None):
    twin = customer(21, phone=held)
    stage = Stage(twin)
    stage.finance.next_verdicts = [silence()]
    assert stage.apply(decided(ACME, writes=[Update(twin.id, {"phone": written})])) == []


def test_winners_are_those_of_merges_in_the_crm():
    stage = Stage(ACME, BOLT, TWIN, BOLT_TWIN)
    merges = (
        WriteStep(CRM, "Accounts", Merge(ACME.id, (BOLT.id,))),
        WriteStep(FINANCE, "customers", Merge(TWIN.id, (BOLT_TWIN.id,))),
    )
    stage.apply(decided(BOLT, outcome=Outcome.MERGED, steps=merges))
    assert stage.results.winners == [ACME.id]
    assert stage.results.touched == {ACME.id, BOLT.id, TWIN.id, BOLT_TWIN.id}


def test_what_was_finished_of_an_earlier_run_is_counted_and_forgotten_and_answers_for_nothing():
    stage = Stage(TWIN)
    stage.follow_ups.add(follow_up(TWIN, Delete(TWIN.id)), 0, decided(ACME))
    stage.apply(decided(TWIN, outcome=Outcome.FINISHED, code="finished", writes=[Delete(TWIN.id)]))
    assert (len(stage.follow_ups), stage.results.outcomes) == (0, {})
    assert stage.results.counts == {Outcome.FINISHED: 1}


def test_a_decision_whose_answer_had_been_lost_counts_as_what_was_decided_first():
    stage = Stage(ACME)
    stage.finance.refusals = [silence()]
    results = stage.results = PairResults()
    applier = stage.applier(results)
    at_once(applier.apply([decided(ACME, outcome=Outcome.CREATED, code="created", writes=[Create({})], link=pushed())]))
    at_once(applier.apply([decided(ACME, code="adopted", link=LINK)]))
    assert results.outcomes == {ACME.ref: Outcome.CREATED}


def test_a_decision_that_had_been_refused_counts_as_what_was_decided_last():
    stage = Stage(ACME)
    stage.finance.on_create = WRONG
    applier = stage.applier(results := PairResults())
    stage.finance.refusals = [silence()]
    at_once(applier.apply([decided(ACME, outcome=Outcome.CREATED, writes=[Create({})], link=pushed())]))
    at_once(applier.apply([decided(ACME, outcome=Outcome.EXCLUDED, code="gone")]))
    assert results.outcomes == {ACME.ref: Outcome.EXCLUDED}


def test_records_that_need_nothing_are_counted_one_by_one_and_a_pair_once():
    results = PairResults()
    results.answer(decided(ACME, BOLT, outcome=Outcome.UNCHANGED, code="unchanged"), Outcome.UNCHANGED, 1)
    results.answer(decided(account(13), TWIN), Outcome.UPDATED, 2)
    assert results.counts == {Outcome.UNCHANGED: 2, Outcome.UPDATED: 1}
    assert len(results.outcomes) == 4


def test_what_is_to_be_looked_at_again_is_left_with_all_it_covers():
    results = PairResults()
    results.answer(decided(ACME, TWIN, later=True), Outcome.UPDATED, 1)
    results.answer(decided(BOLT), Outcome.UPDATED, 2)
    assert list(results.retry) == [ACME.ref, TWIN.ref]


@pytest.mark.parametrize(
    ("code", "more", "remarks"),
    [
        ("updated", {}, 0),
        ("updated", {"conflicts": (Conflict("Phone", CRM),)}, 1),
        ("updated", {"refused": ("Rating",)}, 1),
        ("fuse", {}, 1),
    ],
)
def test_the_history_tells_of_single_records_what_a_person_may_want_to_look_at(code, more, remarks):
    results = PairResults()
    results.answer(decided(ACME, code=code, **more), Outcome.UPDATED, 1)
    results.answer(decided(BOLT, code=code, **more), Outcome.FAILED, 2)
    assert len(results.remarks) == remarks, "what failed is told as a failure instead"


@pytest.mark.parametrize(
    ("kind", "told"), [("account", {ACME.ref: "account A failed (x): y"}), ("item", {})], ids=["account", "item"]
)
def test_of_a_record_with_own_records_it_is_remembered_why_it_failed(kind: str, told: dict[object, str]):
    results = PairResults()
    results.answer(decided(ACME)._replace(kind=kind), Outcome.FAILED, 1, "account A failed (x): y")
    assert results.not_linked == told


def test_of_an_account_that_is_skipped_it_is_remembered_why():
    results = PairResults()
    results.answer(decided(ACME, outcome=Outcome.SKIPPED, code="skip", later=True), Outcome.SKIPPED, 1)
    (told_why,) = results.not_linked.values()
    assert told_why.startswith("skipped account A: customer B carries the same name")
