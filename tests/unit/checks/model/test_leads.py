"""Contacts fetched as leads: who is new, known or left out, and who goes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.checks.model.story import said
from zsim.checks.model import (
    DecisionTold,
    Difference,
    FetchTold,
    LeadMemory,
    LeadTerms,
    RecordChange,
    Records,
    judge_fetch,
)
from zsim.ports.records import RecordId, Ref

TERMS = LeadTerms("invoice", "7", {"email": "email", "first_name": "first_name"})


class Fetched:
    """A source and MarketingHub as the model is told of them."""

    def __init__(self, terms: LeadTerms = TERMS) -> None:
        self.terms, self.records, self.memory = terms, Records(), LeadMemory()
        self._last = 10

    def made(self, app: str, module: str, **fields: Any) -> Ref:
        """Somebody made a record."""
        change = self.creation(app, module, **fields)
        self.records.take(change)
        if module == "customers":
            self.memory.stir(change.ref, gone=False)
        return change.ref

    def contact(self, email: str | None, **fields: Any) -> Ref:
        """A contact of the source."""
        return self.made("invoice", "customers", email=email, **fields)

    def lead(self, email: str, **fields: Any) -> Ref:
        """A lead that is there."""
        return self.made("marketinghub", "Leads", email=email, **{"status": "active", "lists": ("7",), **fields})

    def creation(self, app: str, module: str, **fields: Any) -> RecordChange:
        """A record that is made."""
        self._last += 1
        return RecordChange(Ref(app, module, RecordId(str(self._last))), None, fields)

    def new(self, contact: Ref, outcome: str = "created", **fields: Any) -> DecisionTold:
        """A fetch made a lead for a contact."""
        made = self.creation("marketinghub", "Leads", **{"status": "active", "lists": ("7",), **fields})
        return DecisionTold(contact, outcome, changes=(made,))

    def write(self, ref: Ref, **fields: Any) -> RecordChange:
        """A fetch wrote to a lead."""
        held = self.records.live[ref]
        return RecordChange(ref, held, {**held, **fields})

    def deleted(self, contact: Ref) -> None:
        """Somebody deleted a contact."""
        self.records.take(RecordChange(contact, self.records.live[contact], None))
        self.memory.stir(contact, gone=True)

    def run(self, *decisions: DecisionTold, **more: Any) -> list[Difference]:
        """A fetch that ended, and what the model has against it."""
        return judge_fetch(self.records, self.memory, FetchTold("fetch", self.terms, decisions=decisions, **more))


def test_a_contact_nobody_knows_is_new_and_on_the_list() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example", first_name="Ann")
    assert told.run(told.new(ann, email="ann@x.example", first_name="Ann")) == []


def test_a_new_lead_on_no_list_is_told() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    assert "lists of what is made" in said(told.run(told.new(ann, email="ann@x.example", lists=())))


@pytest.mark.parametrize(
    ("email", "rule"), [(None, "LED-15"), ("ann at x", "LED-16"), ("Info@x.example", "LED-17")], ids=str
)
def test_who_cannot_be_written_to_is_ignored(email: str | None, rule: str) -> None:
    told = Fetched()
    ann = told.contact(email)
    assert rule in said(told.run(told.new(ann, email=str(email))))
    assert told.run(DecisionTold(ann, "ignored")) == []


def test_an_address_is_taken_once_a_fetch() -> None:
    told = Fetched()
    ann, twin = told.contact("ann@x.example"), told.contact(" ANN@x.example")
    first = told.new(ann, email="ann@x.example")
    assert told.run(first, DecisionTold(twin, "ignored")) == []
    both = DecisionTold(ann, "duplicate"), DecisionTold(twin, "duplicate")
    assert "LED-18" in said(told.run(*both))


@pytest.mark.parametrize("reason", ["bounced", "unsubscribed", "spam"])
def test_suppressed_addresses_stay_out(reason: str) -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    told.made("marketinghub", "Suppressions", email="ann@x.example", reason=reason)
    assert "LED-20" in said(told.run(told.new(ann, email="ann@x.example")))


def test_who_was_deleted_is_readded_and_ignored_where_the_quirk_is_off() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    told.made("marketinghub", "Suppressions", email="ann@x.example", reason="deleted")
    assert "LED-12" in said(told.run(DecisionTold(ann, "ignored")))
    told.terms = TERMS._replace(quirks_off=frozenset({"LED-12"}))
    assert told.run(DecisionTold(ann, "ignored")) == []


def test_who_was_deleted_comes_again_as_readded() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    told.made("marketinghub", "Suppressions", email="ann@x.example", reason="deleted")
    assert told.run(told.new(ann, "readded", email="ann@x.example")) == []


def test_a_known_lead_takes_the_values_and_joins_the_list() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example", first_name="Anna")
    lead = told.lead("ann@x.example", first_name="Ann", lists=("8",))
    good = told.write(lead, first_name="Anna", lists=("8", "7"))
    assert "first_name is to be Anna" in said(told.run(DecisionTold(ann, "duplicate", (lead,))))
    assert told.run(DecisionTold(ann, "duplicate", (lead,), changes=(good,))) == []


def test_who_left_the_list_is_not_put_on_it_again() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    lead = told.lead("ann@x.example", lists=(), left_lists=("7",))
    again = DecisionTold(ann, "duplicate", (lead,), changes=(told.write(lead, lists=("7",)),))
    assert "lists" in said(told.run(again))


def test_a_deleted_contact_takes_its_lead_along() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    made = told.new(ann, email="ann@x.example")
    assert told.run(made) == []
    told.deleted(ann)
    lead = made.changes[0].ref
    gone = DecisionTold(ann, "deleted", (lead,), changes=(RecordChange(lead, told.records.live[lead], None),))
    assert told.run(gone) == []


def test_a_lead_on_another_list_only_leaves_this_one() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    made = told.new(ann, email="ann@x.example", lists=("7",))
    assert told.run(made) == []
    lead = made.changes[0].ref
    told.records.take(told.write(lead, lists=("7", "8")))
    told.deleted(ann)
    gone = DecisionTold(ann, "deleted", (lead,), changes=(RecordChange(lead, told.records.live[lead], None),))
    assert "lists is to be" in said(told.run(gone))


def test_a_lead_whose_contact_is_gone_and_that_stays_is_told() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    assert told.run(told.new(ann, email="ann@x.example")) == []
    told.deleted(ann)
    assert "LED-36" in said(told.run())


def test_all_data_takes_everybody_and_after_a_date_those_that_changed() -> None:
    for all_data in (True, False):
        told = Fetched(TERMS._replace(all_data=all_data))
        told.contact("ann@x.example")
        told.memory.pending.clear()
        assert bool(told.run()) is all_data


def test_who_does_not_meet_the_criteria_is_not_fetched() -> None:
    told = Fetched(TERMS._replace(meets=lambda fields: fields.get("country") == "India"))
    ann = told.contact("ann@x.example")
    assert told.run() == []
    assert "LED-03" in said(told.run(told.new(ann, email="ann@x.example")))


def test_the_six_numbers_are_counted() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    found = told.run(told.new(ann, email="ann@x.example"), counts={"new": 1, "total": 2})
    assert "1 are total, and the history counts 2" in said(found)


def test_what_a_fetch_that_broke_off_did_may_be_told_again_but_not_done() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    assert told.run(told.new(ann, email="ann@x.example"), finished=False, excused="it failed") == []
    assert told.run(DecisionTold(ann, "created")) == []
    assert "LED-13" in said(told.run(DecisionTold(ann, "created")))


def test_a_deletion_waits_for_the_next_fetch_of_a_recurring_sync() -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    new = told.new(ann, email="ann@x.example")
    assert told.run(new) == []
    told.deleted(ann)
    told.terms = TERMS._replace(recurring=False)
    assert told.run() == []
    told.terms = TERMS
    lead = new.changes[0].ref
    gone = RecordChange(lead, told.records.live[lead], None)
    assert told.run(DecisionTold(ann, "deleted", changes=(gone,))) == []


@pytest.mark.parametrize("spoken_of", [True, False])
def test_a_deletion_of_which_a_fetch_that_was_edited_said_nothing_is_carried_by_the_next(spoken_of: bool) -> None:
    told = Fetched()
    ann = told.contact("ann@x.example")
    made = told.new(ann, email="ann@x.example")
    assert told.run(made) == []
    told.deleted(ann)
    kept = [DecisionTold(ann, "kept")] if spoken_of else []
    assert told.run(*kept, excused="its choices were edited meanwhile") == []
    assert (told.run() == []) is spoken_of
