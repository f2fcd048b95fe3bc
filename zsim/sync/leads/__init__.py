"""Leads: contacts of a finance organisation brought to mailing lists of MarketingHub, by syncs on a schedule.

``world.connect_marketinghub()`` gives ``SyncServices``; its ``new_sync`` makes a ``LeadSync``, whose ``history`` holds
a ``Fetch`` for each retrieval.
"""

from zsim.sync.leads.choices import Conditions, Frequency, LeadChoices, Timetable
from zsim.sync.leads.details import LeadDetails
from zsim.sync.leads.fetch_history import Fetch, LeadState, Turned
from zsim.sync.leads.fetch_queue import FetchLine
from zsim.sync.leads.fetching import LeadDesk, SourceGate
from zsim.sync.leads.functions import LeadParts
from zsim.sync.leads.lead_decisions import Ignored, LeadDecision, Removal, Why, told_of_lead
from zsim.sync.leads.lead_sync import LeadSync
from zsim.sync.leads.planning_leads import GoneFacts, LeadFacts, plan_leads, plan_removals
from zsim.sync.leads.services import SyncServices

__all__ = [
    "Conditions",
    "Fetch",
    "FetchLine",
    "Frequency",
    "GoneFacts",
    "Ignored",
    "LeadChoices",
    "LeadDecision",
    "LeadDesk",
    "LeadDetails",
    "LeadFacts",
    "LeadParts",
    "LeadState",
    "LeadSync",
    "Removal",
    "SourceGate",
    "SyncServices",
    "Timetable",
    "Turned",
    "Why",
    "plan_leads",
    "plan_removals",
    "told_of_lead",
]
