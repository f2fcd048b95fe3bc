"""The reference model: what the apps must look like after the steps and runs, stated from the catalogue's rules alone.

DESIGN. *Fed* with plain values, in the order in which they happened: each change of a record that a person or an app
made (``RecordChange``), and each run as it ends (``RunTold``): what was chosen, what it said of each record
(``DecisionTold``) and what it wrote for that. The apps alone decide ids, defaults, what a view lists and what they
refuse; that is told, and nothing of what the engine remembers is. *Holds* every record as its app shows it
(``Records``) and, for each connection, who belongs together, where each pair was born, what its sides last agreed on,
and what is yet to be looked at (``Memory``). *Judges* a run decision by decision: ``ways_of`` gives the ways in which a
record may come out, each with outcome, writes and rules, from the state at that point; a decision must be one of them,
and is then taken over (``take_over``), so that what the catalogue leaves open is settled by what happened, and no
difference spreads. Afterwards every record that something was to be done for must have been named. *When* runs are due
is reckoned apart (``Calendar``, and ``slots`` for leads). It is an oracle: it goes through all records where that is
simplest.

What belongs to whom is in ``matching``, what crosses in a pair in ``merging`` and ``linked``, what becomes of a record
alone in ``unlinked`` and ``adding``, and of one that is gone in ``gone``. Leads are judged alike, in ``leads``, and
what triggers do for deals in ``triggers``. Finance's documents are judged after each command: how they stand and what
they come to in ``book``, what was to be refused in ``documents``, who may in ``rights``, and what the CRM shows in
``shown``.

A run that met a fault, or broke off, is taken over and not judged; what it had to do with is looked at again after the
next run that ends well, and must be as it is to be. Not stated yet: when runs of triggers and of documents are due, and
that a fetch of leads did not begin at all; what the summary, reports, comments and files show; what a deletion of the
integration keeps; which of several of one name merge into which (CUS-14); who carries which currency (CUS-37).
"""

from zsim.checks.model.book import Book
from zsim.checks.model.calendar import Calendar
from zsim.checks.model.deals import DealMemory, TriggersTold, TriggerTerms
from zsim.checks.model.difference import Difference, ModelDiffers
from zsim.checks.model.documents import CommandTold, judge_apart, judge_command
from zsim.checks.model.judging import judge
from zsim.checks.model.leads import FetchTold, LeadMemory, LeadTerms, judge_fetch
from zsim.checks.model.records import Records
from zsim.checks.model.rights import Rights
from zsim.checks.model.shown import Shown, judge_answer, judge_shown
from zsim.checks.model.slots import FetchTimes, SlotsKept, slots
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
    "FetchTimes",
    "FetchTold",
    "LeadMemory",
    "LeadTerms",
    "MappedField",
    "Memory",
    "ModelDiffers",
    "RecordChange",
    "Records",
    "Rights",
    "RunTold",
    "Shown",
    "SlotsKept",
    "Terms",
    "TriggerTerms",
    "TriggersTold",
    "judge",
    "judge_answer",
    "judge_apart",
    "judge_command",
    "judge_fetch",
    "judge_shown",
    "judge_triggers",
    "slots",
]
