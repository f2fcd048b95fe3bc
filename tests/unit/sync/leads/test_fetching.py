"""One fetch: what it reads, decides about and leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sync.leads.samples import LIST, OTHER_LIST, choices, contact, deletion, lead
from tests.unit.sync.leads.stages import CREDENTIALS, NOW_MS, LeadStage
from tests.unit.sync.stages import told
from zsim.ports.criteria import Condition, Criteria
from zsim.ports.errors import DuplicateValue, InvalidCredentials, InvalidData, ModifiedSince, NoAnswer, NotFound
from zsim.ports.records import Record, RecordId, Ref
from zsim.sync import Outcome
from zsim.sync.leads.choices import Frequency
from zsim.sync.leads.fetching import LeadJob, fetch
from zsim.sync.leads.lead_decisions import LeadDecision, Removal
from zsim.sync.leads.lead_results import FatalCause, LeadResults, LeadSyncState
from zsim.sync.runs.calls import BATCH_SIZE, at_once
from zsim.sync.runs.intents import Intent
from zsim.sync.runs.patience import PATIENCE

ADA, BOB = contact(31, "ada@x.example"), contact(32, "bob@x.example")
STALE = InvalidCredentials("stale", code="14")


def at(record: Record, modified_ms: int, created_ms: int = 0) -> Record:
    return record._replace(modified_ms=modified_ms, created_ms=created_ms)


def test_the_source_is_opened_with_the_account_before_any_call():
    stage = LeadStage(ADA)
    stage.gate_refusals = [STALE]
    with pytest.raises(InvalidCredentials):
        stage.fetch()
    assert (stage.opened, stage.source.asked, stage.hub.asked) == ([CREDENTIALS], [], [])


def test_a_source_that_does_not_answer_is_opened_again():
    stage = LeadStage(ADA)
    stage.gate_refusals = [NoAnswer("nothing came", code="timeout")]
    job = LeadJob(choices(), CREDENTIALS, stage.links, stage.state.table("intents"), "sync News", NOW_MS)
    steps = fetch(stage.context, job, LeadSyncState(), LeadResults())
    assert [next(steps), next(steps)] == [0, 1000]
    at_once(steps)
    assert stage.addresses == ["ada@x.example"]


@pytest.mark.parametrize("where", ["gate", "call"])
def test_a_key_that_is_refused_is_fatal_wherever_that_is_learnt(where: str):
    stage = LeadStage(ADA)
    if where == "gate":
        stage.gate_refusals = [STALE]
    else:
        stage.source.refusals = [STALE]
    with pytest.raises(InvalidCredentials):
        stage.fetch()
    assert stage.results.fatal is FatalCause.KEY


def test_a_list_that_is_gone_is_fatal_and_nothing_is_read():
    stage = LeadStage(ADA)
    with pytest.raises(NotFound, match="LED-31"):
        stage.fetch(list_id=OTHER_LIST)
    assert (stage.results.fatal, stage.source.asked) == (FatalCause.LIST, [])


def test_contacts_become_leads_on_the_list():
    stage = LeadStage(ADA, BOB)
    stage.fetch()
    assert stage.addresses == ["ada@x.example", "bob@x.example"]
    assert dict(stage.links) == {ADA.id: stage.links.lead_of(ADA.id), BOB.id: stage.links.lead_of(BOB.id)}
    assert stage.counts == {Outcome.CREATED: 2}
    made = [each for each in stage.hub.records.values() if each.ref.module == "Leads"]
    assert {each.fields["lists"] for each in made} == {(LIST,)}


def test_the_elder_of_two_contacts_of_one_address_comes_first():
    elder, younger = at(contact(33, "BOB@x.example"), 9000, 10), at(BOB, 0, 20)
    stage = LeadStage(younger, elder)
    stage.fetch()
    assert [each.name for each in stage.results.ignored] == [younger.fields["contact_name"]]
    assert stage.links.lead_of(younger.id) == stage.links.lead_of(elder.id)


def test_only_contacts_that_meet_the_criteria_are_brought():
    stage = LeadStage(ADA, BOB)
    stage.fetch(criteria=Criteria((Condition("email", "is", "bob@x.example"),), "1"))
    assert stage.addresses == ["bob@x.example"]


def test_all_are_looked_up_and_written_in_batches():
    many = [contact(number, f"c{number}@x.example") for number in range(1, BATCH_SIZE + 2)]
    stage = LeadStage(*many)
    stage.fetch()
    assert len(stage.addresses) == len(many)
    assert stage.hub.asked.count(("write", "Leads")) == stage.hub.asked.count(("search", "Leads")) == 2


def test_without_addresses_nobody_is_looked_up():
    stage = LeadStage(contact(31, None))
    stage.fetch()
    assert [each.reason for each in stage.results.ignored] == ["empty address"]
    assert [method for method, _ in stage.hub.asked] == ["read"]


def test_what_is_remembered_of_an_address_counts():
    remembered = Record(
        Ref("marketinghub", "Suppressions", lead(1, "").id), {"email": "Ada@x.example", "reason": "bounced"}, 0, 0
    )
    stage = LeadStage(ADA, remembered)
    stage.fetch()
    assert [each.reason for each in stage.results.ignored] == ["bounced"]


@pytest.mark.parametrize(
    ("after_ms", "former", "read"),
    [
        (None, LeadSyncState(90_000), 3),
        (50_500, LeadSyncState(), 2),
        (50_500, LeadSyncState(80_000, 50_500), 1),
        (50_500, LeadSyncState(80_000, 40_000), 2),
        (50_500, LeadSyncState(20_000, 50_500), 2),
    ],
    ids=["all data", "the first time", "since the last fetch", "another date now", "the date is later"],
)
def test_what_changed_since_is_read(after_ms: int | None, former: LeadSyncState, read: int):
    """Times are cut to seconds: what was modified later than half past a second begins with the next."""
    contacts = [at(ADA, 50_000), at(BOB, 51_000), at(contact(33, "cid@x.example"), 80_000)]
    stage = LeadStage(*contacts)
    stage.fetch(former, after_ms=after_ms)
    assert sum(stage.results.counts.values()) == read


def test_contacts_of_the_second_in_which_the_last_fetch_began_are_not_handled_twice():
    same, edited = at(ADA, NOW_MS), at(contact(32, "other@x.example"), NOW_MS)
    stage = LeadStage(same, edited)
    seen = (same, at(BOB, NOW_MS))
    left = stage.fetch(LeadSyncState(NOW_MS, 50_500, seen=seen), after_ms=50_500)
    assert stage.counts == {Outcome.UNCHANGED: 1, Outcome.CREATED: 1}
    assert left.seen == (same, edited)


def test_a_second_is_to_spare_and_whoever_was_read_in_it_is_known_to_the_next_fetch():
    spared, earlier = at(ADA, NOW_MS - 1000), at(BOB, NOW_MS - 2000)
    stage = LeadStage(spared, earlier)
    left = stage.fetch(after_ms=50_500)
    assert left.seen == (spared,)
    stage.fetch(left, after_ms=50_500)
    assert stage.counts == {Outcome.UNCHANGED: 1}


def test_with_another_date_everybody_counts_anew():
    same = at(ADA, NOW_MS)
    stage = LeadStage(same)
    stage.fetch(LeadSyncState(NOW_MS, 40_000, seen=(same,)), after_ms=50_500)
    assert stage.counts == {Outcome.CREATED: 1}


def test_a_fetch_leaves_when_it_began_by_which_date_and_who_is_to_be_looked_at_again():
    stage = LeadStage(at(ADA, NOW_MS), at(BOB, 60_000))
    stage.hub.on_create = InvalidData("no such value", code="4")
    left = stage.fetch(after_ms=50_500)
    assert (left.checkpoint_ms, left.after_ms, left.gone_since_ms) == (NOW_MS, 50_500, NOW_MS)
    assert (set(left.retry), left.seen) == ({ADA.ref, BOB.ref}, ())
    assert stage.fetch().seen == (), "of all data nothing need be remembered"


def test_contacts_left_to_the_next_fetch_are_read_again_unless_they_changed_anyway():
    stage = LeadStage(at(ADA, 10_000), at(BOB, 90_000))
    stage.fetch(LeadSyncState(80_000, 50_500, retry=(ADA.ref, BOB.ref)), after_ms=50_500)
    assert stage.counts == {Outcome.CREATED: 2}
    assert stage.source.asked.count(("read", "customers")) == 1


def fetched(*records: Record, **setting) -> tuple[LeadStage, LeadSyncState]:
    """A source whose contacts were all brought."""
    stage = LeadStage(*records, **setting)
    return stage, stage.fetch()


def test_a_deletion_in_the_source_is_carried_over():
    stage, left = fetched(ADA, BOB)
    stage.delete(ADA)
    stage.source.deletions = [deletion(31)]
    stage.fetch(left)
    assert stage.addresses == ["bob@x.example"]
    assert (stage.links.lead_of(ADA.id), stage.results.counts[Outcome.DELETED]) == (None, 1)


def test_a_sync_that_fetches_once_carries_no_deletions_and_leaves_them_to_be_read():
    stage, left = fetched(ADA)
    stage.source.deletions = [deletion(31)]
    once = replace(choices().timetable, frequency=Frequency.ONCE)
    stage.source.asked.clear()
    after = stage.fetch(replace(left, gone_since_ms=70_000), timetable=once)
    assert ("deleted", "customers") not in stage.source.asked
    assert after.gone_since_ms == 70_000


def test_before_anybody_was_brought_no_deletions_are_read():
    stage = LeadStage(ADA)
    stage.fetch()
    assert ("deleted", "customers") not in stage.source.asked


def test_deletions_are_read_again_where_one_was_refused():
    stage, left = fetched(ADA)
    stage.delete(ADA)
    stage.source.deletions = [deletion(31)]
    stage.hub.verdicts[stage.links.lead_of(ADA.id)] = InvalidData("not now", code="4")
    after = stage.fetch(replace(left, gone_since_ms=70_000))
    assert (after.gone_since_ms, stage.results.deletes_again) == (70_000, True)


def test_a_contact_deleted_just_after_it_was_read_is_taken_out_and_not_brought_before():
    stage, left = fetched(ADA)
    stage.source.deletions = [deletion(31)]
    stage.fetch(left)
    assert (stage.addresses, stage.counts) == ([], {Outcome.DELETED: 1})


def test_a_lead_goes_when_all_its_contacts_are_deleted_at_once():
    twin = contact(33, "ada@x.example")
    stage, left = fetched(ADA, twin)
    stage.delete(ADA)
    stage.delete(twin)
    stage.source.deletions = [deletion(31), deletion(33)]
    stage.fetch(left)
    assert stage.addresses == []


def test_a_lead_leaves_the_list_for_as_long_as_it_is_as_it_was_read():
    stage, left = fetched(ADA)
    (made,) = [each for each in stage.hub.records.values() if each.ref.module == "Leads"]
    moved = made._replace(fields={**made.fields, "lists": (LIST, OTHER_LIST)}, modified_ms=7000)
    stage.hub.records[made.ref] = moved
    stage.delete(ADA)
    stage.source.deletions = [deletion(31)]
    stage.fetch(left)
    assert stage.hub.written[-1].seen == {made.id: 7000}


def test_a_lead_that_another_contact_has_too_is_kept_until_all_of_them_are_deleted():
    twin = contact(33, "ada@x.example")
    stage, left = fetched(ADA, twin)
    stage.delete(ADA)
    stage.source.deletions = [deletion(31)]
    left = stage.fetch(left)
    assert stage.addresses == ["ada@x.example"]
    stage.delete(twin)
    stage.source.deletions = [deletion(33)]
    stage.fetch(left)
    assert stage.addresses == []


@pytest.mark.parametrize(("policy", "left_over"), [("list_then_org", ["ada@x.example"]), ("org", [])])
def test_a_lead_on_another_list_leaves_this_one_or_goes_everywhere_by_policy(policy: str, left_over: list[str]):
    stage, left = fetched(ADA, policies={"lead_deletion": policy})
    (made,) = [each for each in stage.hub.records.values() if each.ref.module == "Leads"]
    stage.hub.records[made.ref] = made._replace(fields={**made.fields, "lists": (LIST, OTHER_LIST)})
    stage.delete(ADA)
    stage.source.deletions = [deletion(31)]
    stage.fetch(left)
    assert stage.addresses == left_over


def test_an_address_that_somebody_took_meanwhile_is_a_duplicate_after_all():
    stage = LeadStage(ADA)
    known = lead(41, "ada@x.example", lists=())

    def take(method: str, module: str) -> None:
        if method == "write":
            stage.hub.records[known.ref] = known
            stage.hub.on_create = DuplicateValue("taken", code="4")

    stage.hub.meanwhile = take
    stage.fetch()
    assert stage.counts == {Outcome.DUPLICATE: 1}
    assert stage.links.lead_of(ADA.id) == known.id
    first, second = told(stage.journal, "decision")
    assert second.cause == first.number


def refreshed(*contacts: Record, **setting) -> LeadStage:
    """A lead that a fetch refreshes, and whose address somebody changes just before it is written."""
    known = lead(41, "ada@x.example", first_name="Ida", lists=())._replace(modified_ms=7000)
    stage = LeadStage(*contacts, known, **setting)

    def readdress(method: str, module: str) -> None:
        if method == "write" and not stage.hub.written:
            stage.hub.records[known.ref] = known._replace(fields={**known.fields, "email": "ida@x.example"})
            stage.hub.next_verdicts = [ModifiedSince("modified", code="903")]

    stage.hub.meanwhile = readdress
    return stage


def test_a_lead_is_written_to_for_as_long_as_it_is_as_it_was_looked_up():
    stage = refreshed(contact(31, "ada@x.example", first_name="Ada"))
    stage.hub.meanwhile = lambda method, module: None
    stage.fetch()
    assert [each.seen for each in stage.hub.written] == [{"41": 7000}]


def test_a_lead_that_has_another_address_by_then_is_left_alone_and_another_made():
    stage = refreshed(contact(31, "ada@x.example", first_name="Ada"))
    stage.fetch()
    assert stage.addresses == ["ida@x.example", "ada@x.example"]
    assert stage.counts == {Outcome.CREATED: 1}


def test_a_contact_decided_about_anew_is_no_twin_of_the_contact_that_was_taken_for_its_own():
    stage = refreshed(contact(31, "ada@x.example"), contact(32, "ADA@x.example"))
    stage.fetch()
    assert stage.counts == {Outcome.CREATED: 1, Outcome.IGNORED: 1}
    assert stage.links.lead_of(RecordId("31")) == stage.links.lead_of(RecordId("32")) != "41"


def broken_off(stage: LeadStage, *decisions: LeadDecision | Removal) -> None:
    """Leave behind what a fetch was broken off in: the writes of one call that no answer came to."""
    stage.state.table("intents").put(decisions[0].contact, Intent(decisions, 0, NOW_MS))


def made(of: Record) -> LeadDecision:
    """The decision that made a lead of a contact."""
    address = str(of.fields["email"])
    compact = ("created", None, "lead-new", "Ada", address, "")
    return LeadDecision(of.ref, compact, address, address, {"email": address, "join_list": LIST})


def test_a_removal_that_a_fetch_was_broken_off_in_is_not_decided_about_once_more():
    stage, left = fetched(ADA, BOB)
    gone = stage.links.lead_of(ADA.id)
    stage.delete(ADA)
    stage.source.deletions = [deletion(31)]
    broken_off(stage, Removal(ADA.ref, ("deleted", gone, "lead-deleted", "invoice", "ada@x.example", ""), whole=True))
    stage.hub.records.pop(Ref("marketinghub", "Leads", gone))
    left = stage.fetch(left)
    assert stage.counts == {Outcome.DELETED: 1, Outcome.DUPLICATE: 1}
    assert (stage.links.lead_of(ADA.id), left.gone_since_ms) == (None, NOW_MS)


@pytest.mark.parametrize("since", ["readdressed", "edited", "deleted"])
def test_what_became_of_a_contact_since_a_fetch_was_broken_off_over_it_is_left_to_the_next(since: str):
    now = {"readdressed": contact(31, "ida@x.example"), "edited": contact(31, "ada@x.example", first_name="Ida")}
    stage = LeadStage(*[at(each, NOW_MS) for name, each in now.items() if name == since])
    stage.source.deletions = [deletion(31)] if since == "deleted" else []
    known = lead(41, "ada@x.example", lists=(LIST,))
    stage.hub.records[known.ref] = known
    stage.links.put(BOB.id, RecordId("42"))
    broken_off(stage, made(ADA))
    left = stage.fetch(LeadSyncState(NOW_MS, 50_500), after_ms=50_500)
    assert (stage.counts, stage.links.lead_of(ADA.id)) == ({Outcome.CREATED: 1}, known.id)
    stage.fetch(left, after_ms=50_500)
    becomes = {
        "readdressed": ["ada@x.example", "ida@x.example"],
        "edited": ["ada@x.example"],
        "deleted": [],
    }
    assert stage.addresses == becomes[since]
    assert since != "edited" or stage.hub.fields_of(known)["first_name"] == "Ida"


def test_others_have_their_turn_between_any_two_calls():
    stage = LeadStage(ADA)
    job = LeadJob(choices(), CREDENTIALS, stage.links, stage.state.table("intents"), "sync News", NOW_MS)
    count = 0
    for _ in fetch(stage.context, job, LeadSyncState(), LeadResults()):
        asked = len(stage.source.asked) + len(stage.hub.asked)
        assert asked - count <= 2, "a write asks whether the source is open in the same step"
        count = asked
    assert stage.addresses == ["ada@x.example"]


@pytest.mark.parametrize("option", PATIENCE)
def test_fetches_are_as_patient_as_the_policy_says(option: str):
    assert LeadStage(policies={"patience": option}).context.patience is PATIENCE[option]
