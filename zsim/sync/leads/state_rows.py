"""The classes that rows of the state of leads are made of, beside those of every run."""

from __future__ import annotations

from zsim.ports.criteria import Condition, Criteria
from zsim.ports.pattern import Joined, Pattern
from zsim.ports.records import Record
from zsim.sync.leads.choices import Frequency, LeadChoices, Timetable
from zsim.sync.leads.fetch_history import Fetch, LeadState
from zsim.sync.leads.lead_decisions import Ignored, IgnoreReason, LeadDecision, Removal
from zsim.sync.leads.lead_results import LeadSyncState
from zsim.sync.leads.lead_runs import LeadRow
from zsim.sync.leads.services import ServicesRow

LEAD_ROWS: tuple[type, ...] = (
    *(
        Condition,
        Criteria,
        Fetch,
        Frequency,
        Ignored,
        IgnoreReason,
        Joined,
        LeadChoices,
        LeadDecision,
        LeadRow,
        LeadState,
    ),
    *(LeadSyncState, Pattern, Record, Removal, ServicesRow, Timetable),
)
