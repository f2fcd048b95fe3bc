"""What a trigger decides about a deal, as it is carried out and as the journal has it."""

from __future__ import annotations

from typing import NamedTuple

from zsim.ports.records import Record, Ref
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.entries import DecisionEntry
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason
from zsim.sync.triggers.choices import DealTrigger
from zsim.sync.triggers.judging import Phase

DEALS = "Deals"
DEAL = "deal"
"""The kind that decisions about deals are told under."""


class TriggerDecision(NamedTuple):
    """What one trigger makes of a deal.

    ``step`` is the write that carries it out, ``target`` the document that it is about, ``phase`` how the deal counts
    as judged from then on, ``None`` for no differently than before. With ``goes_on`` the deal is planned for once more
    when that is done: its new estimate is to be accepted, or another invoice of it voided. With ``later`` the next run
    looks at it again. ``quirk`` is the behaviour id of a quirk that this is, or would have been, were it not off.
    """

    deal: Ref
    trigger: DealTrigger
    outcome: Outcome
    reason: Reason
    target: Ref | None = None
    step: WriteStep | None = None
    phase: Phase | None = None
    goes_on: bool = False
    later: bool = False
    quirk: str | None = None

    def entry(self) -> DecisionEntry:
        """What the journal keeps of it."""
        return DecisionEntry(DEAL, self.outcome, self.deal, (), self.target, *self.reason)


def called(deal: Record) -> str:
    """What a person calls a deal."""
    return f"deal {deal.fields.get('Deal_Name') or deal.id}"
