"""The classes that rows of the state of triggers are made of, beside those of every run."""

from __future__ import annotations

from zsim.ports.records import Record
from zsim.sync.triggers.choices import DealTrigger, TriggerChoices
from zsim.sync.triggers.decisions import TriggerDecision
from zsim.sync.triggers.judging import Judged, Phase
from zsim.sync.triggers.trigger_run import TriggerLeft

TRIGGER_ROWS: tuple[type, ...] = (DealTrigger, Judged, Phase, Record, TriggerChoices, TriggerDecision, TriggerLeft)
