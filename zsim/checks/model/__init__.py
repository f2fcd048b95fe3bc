"""The reference model: what the apps must look like after the steps and runs, stated from the catalogue's rules alone.

DESIGN. *Fed* with plain values, in the order in which they happened: each change of a record that a person or an app
made (``RecordChange``), and each run as it ends (``RunTold``): what was chosen, what it said of each record
(``DecisionTold``) and what it wrote for that. The apps alone decide ids, defaults, what a view lists and what they
refuse; that is told, and nothing of what the engine remembers is. *Holds* every record as its app shows it
(``Records``) and, for each connection, who belongs together, where each pair was born, what its sides last agreed on,
and what is yet to be looked at (``Memory``). *Judges* a run decision by decision: ``ways_of`` gives the ways in which
a record may come out, each with outcome, writes and rules, from the state at that point; a decision must be one of
them, and is then taken over (``take_over``), so that what the catalogue leaves open is settled by what happened, and
no difference spreads. Afterwards every record that something was to be done for must have been named. *When* runs
are due is reckoned apart (``Calendar``). It is an oracle: it goes through all records where that is simplest.

What belongs to whom is in ``matching``, what crosses in a pair in ``merging`` and ``linked``, what becomes of a record
alone in ``unlinked`` and ``adding``, and of one that is gone in ``gone``. Leads are judged alike, in ``leads``. Not
stated yet: documents, triggers, the slots of leads, what a run that broke off or met a fault left, and which of several
of one name merge into which (CUS-14).
"""

from zsim.checks.model.book import Book
from zsim.checks.model.calendar import Calendar
from zsim.checks.model.deals import DealMemory, TriggersTold, TriggerTerms
from zsim.checks.model.documents import CommandTold, judge_apart, judge_command
from zsim.checks.model.judging import Difference, judge
from zsim.checks.model.leads import FetchTold, LeadMemory, LeadTerms, judge_fetch
from zsim.checks.model.records import Records
from zsim.checks.model.rights import Rights
from zsim.checks.model.shown import Shown, judge_shown
from zsim.checks.model.state import Memory
from zsim.checks.model.told import DecisionTold, MappedField, RecordChange, RunTold, Terms
from zsim.checks.model.triggers import judge_triggers

__all__ = [
    "Book",
    "Calendar",
    "CommandTold",
    "DealMemory",
    "DecisionTold",
    "Difference",
    "FetchTold",
    "LeadMemory",
    "LeadTerms",
    "MappedField",
    "Memory",
    "RecordChange",
    "Records",
    "Rights",
    "RunTold",
    "Shown",
    "Terms",
    "TriggerTerms",
    "TriggersTold",
    "judge",
    "judge_apart",
    "judge_command",
    "judge_fetch",
    "judge_shown",
    "judge_triggers",
]
