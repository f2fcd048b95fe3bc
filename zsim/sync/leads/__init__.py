"""Leads: contacts of a finance organisation brought to mailing lists of MarketingHub, by syncs on a schedule.

``world.connect_marketinghub()`` gives ``SyncServices``; its ``new_sync`` makes a ``LeadSync``, whose ``history`` holds
a ``Fetch`` for each retrieval.
"""

from zsim.sync.leads.choices import Conditions, Frequency, LeadChoices, Timetable
from zsim.sync.leads.details import LeadDetails
from zsim.sync.leads.fetch_history import Fetch, LeadState, StateChanged
from zsim.sync.leads.fetching import SourceContext, SourceGate
from zsim.sync.leads.functions import LeadFunctions
from zsim.sync.leads.lead_decisions import Ignored, IgnoreReason, LeadDecision, Removal, lead_entry
from zsim.sync.leads.lead_sync import LeadSync
from zsim.sync.leads.planning_leads import LeadDeletionInput, LeadPlanInput, plan_leads, plan_removals
from zsim.sync.leads.services import SyncServices
from zsim.sync.leads.state_rows import LEAD_ROWS

__all__ = [
    "LEAD_ROWS",
    "Conditions",
    "Fetch",
    "Frequency",
    "IgnoreReason",
    "Ignored",
    "LeadChoices",
    "LeadDecision",
    "LeadDeletionInput",
    "LeadDetails",
    "LeadFunctions",
    "LeadPlanInput",
    "LeadState",
    "LeadSync",
    "Removal",
    "SourceContext",
    "SourceGate",
    "StateChanged",
    "SyncServices",
    "Timetable",
    "lead_entry",
    "plan_leads",
    "plan_removals",
]
