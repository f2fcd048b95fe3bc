"""Pages of records: what did not arrive and why, parties through all apps, and what follows from an event."""

from __future__ import annotations

from zsim.report.records.answers import in_users_words
from zsim.report.records.part import RecordsPart
from zsim.report.records.party import PartyGraph, party_of

__all__ = ["PartyGraph", "RecordsPart", "in_users_words", "party_of"]
