"""What a decision about a contact says, and what the journal keeps of it."""

from __future__ import annotations

import pytest

from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.ports.records import RecordId, Ref
from zsim.sync import Outcome
from zsim.sync.leads import LeadDecision, lead_entry
from zsim.sync.leads.lead_decisions import IgnoreReason, Removal
from zsim.sync.runs.entries import DecisionEntry

CONTACT = Ref("invoice", "customers", RecordId("1"))
LEAD = Ref("marketinghub", "Leads", RecordId("9"))
KNOWN = "duplicate", LEAD.id, "lead-duplicate", "Asha", "a@example.com", "nothing to refresh"
NEW = "created", None, "lead-new", "Asha", "a@example.com", ""
BOUNCED = "ignored", None, "lead-bounced", "Asha", "", "a@example.com"


def test_what_is_told_of_a_lead_names_it_and_the_four_parts_of_the_reason():
    assert lead_entry(CONTACT, KNOWN) == DecisionEntry(
        kind="lead",
        outcome=Outcome.DUPLICATE,
        subject=CONTACT,
        others=(),
        target=LEAD,
        code="lead-duplicate",
        source="Asha",
        aim="a@example.com",
        detail="nothing to refresh",
    )


def test_of_a_lead_still_to_be_made_no_target_is_told():
    told = lead_entry(CONTACT, NEW)
    assert (told.outcome, told.target, told.covers) == (Outcome.CREATED, None, (CONTACT,))


def test_the_outcome_told_is_one_of_the_outcomes():
    assert isinstance(lead_entry(CONTACT, NEW).outcome, Outcome)
    with pytest.raises(ValueError, match="forgotten"):
        lead_entry(CONTACT, ("forgotten", *NEW[1:]))


def test_what_is_told_reads_as_a_sentence():
    assert lead_entry(CONTACT, BOUNCED).sentence == "ignored: bounced address a@example.com (LED-19)"


def test_a_decision_tells_what_is_told_of_what_it_keeps():
    assert LeadDecision(CONTACT, KNOWN).entry() == lead_entry(CONTACT, KNOWN)


def test_the_journal_tells_of_what_was_kept_as_of_the_decision_itself():
    compact, whole = Journal(Clock(5)), Journal(Clock(5))
    compact.extend("sync", "decision", [CONTACT, CONTACT], [KNOWN, NEW], None, lead_entry)
    for each in (KNOWN, NEW):
        whole.append("sync", "decision", CONTACT, LeadDecision(CONTACT, each).entry())
    assert list(compact) == list(whole)
    assert compact.digest() == whole.digest()


def test_a_decision_says_what_becomes_of_whom():
    decided = LeadDecision(CONTACT, KNOWN)
    assert (decided.outcome, decided.lead_id, decided.name) == (Outcome.DUPLICATE, LEAD.id, "Asha")
    assert LeadDecision(CONTACT, NEW).lead_id is None


def test_a_removal_says_what_becomes_of_which_lead():
    removal = Removal(CONTACT, ("deleted", LEAD.id, "lead-left-list", "invoice", "a@example.com", ""), leaves=True)
    assert (removal.outcome, removal.lead_id, removal.lead_name) == (Outcome.DELETED, LEAD.id, "a@example.com")


@pytest.mark.parametrize(
    ("ignore_reason", "takes"),
    [
        (None, True),
        (IgnoreReason.BOUNCED, True),
        (IgnoreReason.FILE_DUPLICATE, False),
        (IgnoreReason.EMPTY, False),
        (IgnoreReason.INVALID, False),
        (IgnoreReason.ROLE, False),
    ],
)
def test_an_address_is_taken_unless_nobody_can_be_written_to_under_it(ignore_reason, takes):
    assert LeadDecision(CONTACT, BOUNCED, "a@example.com", ignore_reason=ignore_reason).takes is takes


def test_a_contact_outside_the_criteria_takes_no_address():
    assert not LeadDecision(CONTACT, ("excluded", None, "lead-outside", "Asha", "", "")).takes
