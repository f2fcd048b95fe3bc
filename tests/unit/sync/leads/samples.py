"""Contacts, leads and choices to plan with."""

from __future__ import annotations

from datetime import time

from zsim.ports.criteria import Criteria
from zsim.ports.records import Deletion, DeletionCause, Record, RecordId, Ref, Value
from zsim.sync.leads import LeadChoices, Timetable
from zsim.sync.leads.choices import DEFAULT_MAPPING, Frequency

LIST = RecordId("900")
OTHER_LIST = RecordId("901")


def choices(criteria: Criteria | None = None, **mapping: str) -> LeadChoices:
    table = Timetable(Frequency.DAILY, time(9), "UTC", 0, 1)
    return LeadChoices("News", LIST, criteria, {**DEFAULT_MAPPING, **mapping}, table, None, 0)


def contact(number: int, email: str | None, **fields: Value) -> Record:
    named = {"contact_name": f"Contact {number}", "email": email, **fields}
    return Record(Ref("invoice", "customers", RecordId(str(number))), named, 0, 0)


def lead(number: int, email: str, status: str = "active", **fields: Value) -> Record:
    return Record(
        Ref("marketinghub", "Leads", RecordId(str(number))), {"email": email, "status": status, **fields}, 0, 0
    )


def deletion(number: int) -> Deletion:
    return Deletion(Ref("invoice", "customers", RecordId(str(number))), 0, DeletionCause.PERMANENT)
