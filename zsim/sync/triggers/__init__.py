"""Triggers on deals: what is made for a deal in finance, and what becomes of that, as the deal is won and lost.

A flow of its own over ``sync.runs``: deals are read, each is judged by a pure plan, and documents are written through
the applier. A missing customer is fetched by the same pass as a single fetch.
"""

from zsim.sync.triggers.choices import DealTrigger
from zsim.sync.triggers.content import POTENTIAL
from zsim.sync.triggers.decisions import DEAL, DEALS, TriggerDecision
from zsim.sync.triggers.judging import Phase
from zsim.sync.triggers.plan import DealInput, Party, TriggerContext, plan_deal
from zsim.sync.triggers.rules import US_EDITION, Rule, TriggerRules
from zsim.sync.triggers.triggers import TRIGGERS, Triggers

__all__ = [
    "DEAL",
    "DEALS",
    "POTENTIAL",
    "TRIGGERS",
    "US_EDITION",
    "DealInput",
    "DealTrigger",
    "Party",
    "Phase",
    "Rule",
    "TriggerContext",
    "TriggerDecision",
    "TriggerRules",
    "Triggers",
    "plan_deal",
]
