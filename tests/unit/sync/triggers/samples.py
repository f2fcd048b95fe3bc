"""Deals, documents and what a trigger goes by, as the tests of triggers need them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zsim.ports.records import Record, RecordId, Ref
from zsim.sync.triggers.choices import DealTrigger, TriggerChoices
from zsim.sync.triggers.judging import Judged
from zsim.sync.triggers.plan import DealInput, Party, TriggerContext
from zsim.sync.triggers.rules import Rule, TriggerRules

ESTIMATE, INVOICE = DealTrigger.ESTIMATE, DealTrigger.INVOICE
STAGES = {"Open": 10, "Won": 100, "Lost": 0}
NEVER = Judged()
DEAL, ACME = RecordId("11"), RecordId("21")
MOVES = {"draft": ("accepted", "declined", "void"), "sent": ("accepted", "declined", "void"), "accepted": ("declined",)}


def record(module: str, number: RecordId, **fields: Any) -> Record:
    """A record of the CRM's or of finance's."""
    return Record(Ref("crm" if module == "Deals" else "books", module, number), fields, 0, 0)


def deal(stage: str = "Open", **fields: Any) -> Record:
    """A deal of that stage."""
    return record("Deals", DEAL, **{"Deal_Name": "Fit-out", "Stage": stage, "Amount": 900, **fields})


def document(trigger: DealTrigger, status: str, number: str = "31") -> Record:
    """A document of a trigger's in that state."""
    return record(trigger.module, RecordId(number), status=status, zcrm_potential_id=DEAL, zcrm_potential_by="trigger")


def rules(**changes: Any) -> TriggerRules:
    """The rules of Books, or some others."""
    usual = TriggerRules(None, None, Rule("TRG-06"), Rule("TRG-10", on=True, quirk=True), sent_quotes=True)
    return replace(usual, **changes)


def context(trigger: DealTrigger = INVOICE, **changes: Any) -> TriggerContext:
    """What all deals have in common."""
    usual = TriggerContext(
        trigger=trigger,
        choices=TriggerChoices(estimate=trigger is ESTIMATE, invoice=trigger is INVOICE),
        rules=rules(),
        edition="IN",
        organisation="Books",
        probabilities=STAGES,
        has_field=True,
        may_move=lambda module, status, to: to in MOVES.get(status, ()),
    )
    return replace(usual, **changes)


def given(deal: Record, judged: Judged = NEVER, *documents: Record, **more: Any) -> DealInput:
    """One deal with what was gathered; it is Acme's, and its owner is Rita."""
    return DealInput(deal, judged, documents, **{"party": Party(record("customers", ACME)), "owner": "Rita", **more})
