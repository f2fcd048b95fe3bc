"""Contacts: the people the CRM knows, with or without an account."""

from __future__ import annotations

from zsim.fakes.crm.fields import FINANCE_RECORD_ID
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.views import Lists
from zsim.ports.records import Record, Value

INDEXED = (
    "Full_Name",
    "Email",
    "Account_Name",
    "First_Name",
    "Last_Name",
    "Reporting_To",
    "Vendor_Name",
    FINANCE_RECORD_ID.name,
)
VIEWS = (
    (21, "All Contacts", Lists.ALL),
    (22, "My Contacts", Lists.MINE),
    (23, "Unread Contacts", Lists.UNREAD),
)


class Contacts(CrmModule):
    """The module Contacts. The full name is made of first and last name at every write.

    Source: CUS-09, VIW-02.
    """

    singular = "contact"
    name_field = "Full_Name"

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        names = (str(fields.get("First_Name") or "").strip(), str(fields.get("Last_Name") or "").strip())
        fields["Full_Name"] = " ".join([each for each in names if each])
        return super()._derive(fields, before)
