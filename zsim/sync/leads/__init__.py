"""Leads: contacts of a finance organisation brought to mailing lists of MarketingHub, by syncs on a schedule.

``world.connect_marketinghub()`` gives ``SyncServices``; its ``new_sync`` makes a ``LeadSync``, whose ``history`` holds
a ``Fetch`` for each retrieval.
"""

from zsim.sync.leads.choices import EMAIL, Conditions, LeadChoices, Timetable
from zsim.sync.leads.fetch_history import ON_SCREEN, Fetch, LeadState, StateChanged
from zsim.sync.leads.fetching import SourceContext
from zsim.sync.leads.functions import LeadFunctions
from zsim.sync.leads.lead_decisions import LEAD, IgnoreReason, LeadDecision, Removal, lead_entry
from zsim.sync.leads.lead_results import LeadSyncState
from zsim.sync.leads.lead_runs import LeadRuns
from zsim.sync.leads.lead_sync import LeadSync
from zsim.sync.leads.places import HUB, JOIN_LIST, LEADS, OFF_LISTS, ON_LISTS, ORGANISATION, SOURCE, SUPPRESSIONS
from zsim.sync.leads.planning_leads import LeadDeletionInput, LeadPlanInput, plan_leads, plan_removals
from zsim.sync.leads.services import SyncServices
from zsim.sync.leads.state_rows import LEAD_ROWS

__all__ = [
    "EMAIL",
    "HUB",
    "JOIN_LIST",
    "LEAD",
    "LEADS",
    "LEAD_ROWS",
    "OFF_LISTS",
    "ON_LISTS",
    "ON_SCREEN",
    "ORGANISATION",
    "SOURCE",
    "SUPPRESSIONS",
    "Conditions",
    "Fetch",
    "IgnoreReason",
    "LeadChoices",
    "LeadDecision",
    "LeadDeletionInput",
    "LeadFunctions",
    "LeadPlanInput",
    "LeadRuns",
    "LeadState",
    "LeadSync",
    "LeadSyncState",
    "Removal",
    "SourceContext",
    "StateChanged",
    "SyncServices",
    "Timetable",
    "lead_entry",
    "plan_leads",
    "plan_removals",
]
