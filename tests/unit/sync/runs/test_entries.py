"""Decisions and failures as the journal has them."""

from __future__ import annotations

import pytest

from tests.unit.sync.samples import account, customer
from zsim.sync import System
from zsim.sync.runs.entries import Conflict, DecisionEntry, Failure
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason

ACME, TWIN = account(11).ref, customer(21).ref


def entry(kind: str = "account", **more: object) -> DecisionEntry:
    return DecisionEntry(kind, Outcome.UPDATED, ACME, **{"others": (), "target": TWIN, "code": "updated", **more})


@pytest.mark.parametrize(("others", "covers"), [((), (ACME,)), ((TWIN,), (ACME, TWIN))])
def test_an_entry_covers_its_subject_and_the_others(others, covers):
    assert entry(others=others).covers == covers


def test_the_reason_is_put_together_again():
    assert entry(source="a", aim="b", detail="c").reason == Reason("updated", "a", "b", "c")


def test_the_sentence_adds_conflicts_and_values_that_were_not_taken():
    told = entry(source="a", aim="b", detail="c", conflicts=(Conflict("Phone", System.CRM),), refused=("Rating",))
    assert told.sentence.split("; ") == [
        "updated b from a: c",
        "Phone was edited on both sides, crm's value stands (CUS-21)",
        "the CRM's pick list Rating lacks the value, so it was not written (MAP-08)",
    ]


@pytest.mark.parametrize(("kind", "rule"), [("account", "CUS-06"), ("vendor", "VEN-02"), ("item", "ITM-02")])
def test_a_kind_tells_its_own_rules(kind: str, rule: str):
    assert entry(kind, code="pushed").sentence.endswith(f"({rule})")


def test_an_entry_cites_behaviours_and_no_names_of_records():
    told = entry("vendor", code="pushed", source="vendor CUS-01", conflicts=(Conflict("Phone", System.CRM),))
    assert told.cites == ("VEN-02", "CUS-21")


def test_a_failure_says_why_in_words():
    assert Failure((ACME,), "3062", "name taken", "Acme exists").sentence == "failed (name taken): Acme exists"
