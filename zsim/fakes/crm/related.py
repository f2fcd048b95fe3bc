"""Notes, events, calls and files: what people put beside a record, and what goes with it.

Source: COL-01, COL-05, COL-08.
"""

from __future__ import annotations

from datetime import UTC, datetime

from zsim.fakes.crm.fields import labelled, pick_list
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.views import Lists
from zsim.ports.errors import InvalidData, NotAllowed
from zsim.ports.records import Fields, Record, RecordId, Ref, Value
from zsim.ports.schema import Field, FieldType

CALL_TYPES = ("Outbound", "Inbound", "Missed")

_WHO = Field("Who_Id", FieldType.LOOKUP, "Contact Name", lookup="Contacts")
_WHAT = Field("What_Id", FieldType.LOOKUP, "Related To")
NOTE_FIELDS = (
    Field("Note_Title", label="Note Title"),
    Field("Note_Content", FieldType.TEXT_AREA, "Note Content", required=True),
    Field("Parent_Id", FieldType.LOOKUP, "Parent ID", required=True),
    Field("Owner", FieldType.OWNER, "Note Owner"),
    labelled("Created_Time", FieldType.DATE_TIME)._replace(read_only=True),
    labelled("Modified_Time", FieldType.DATE_TIME)._replace(read_only=True),
)
EVENT_FIELDS = (
    Field("Event_Title", label="Title", required=True),
    Field("Start_DateTime", FieldType.DATE_TIME, "From"),
    Field("End_DateTime", FieldType.DATE_TIME, "To"),
    labelled("Venue"),
    _WHAT,
    _WHO,
    labelled("Description", FieldType.TEXT_AREA),
    Field("Owner", FieldType.OWNER, "Host"),
    *NOTE_FIELDS[-2:],
)
CALL_FIELDS = (
    Field("Subject", label="Subject", required=True),
    pick_list("Call_Type", CALL_TYPES),
    labelled("Call_Start_Time", FieldType.DATE_TIME),
    labelled("Call_Duration"),
    labelled("Call_Purpose"),
    labelled("Call_Result"),
    _WHAT,
    _WHO,
    labelled("Description", FieldType.TEXT_AREA),
    Field("Owner", FieldType.OWNER, "Call Owner"),
    *NOTE_FIELDS[-2:],
)
ATTACHMENT_FIELDS = (
    Field("File_Name", label="File Name", required=True),
    Field("File_Content", FieldType.TEXT_AREA, "Content"),
    *NOTE_FIELDS[2:],
)
NOTES_INDEXED = ("Parent_Id",)
INDEXED = ("What_Id", "Who_Id")
NOTE_VIEWS = ((75, "All Notes", Lists.ALL),)
EVENT_VIEWS = ((76, "All Events", Lists.ALL), (77, "My Events", Lists.MINE))
ATTACHMENT_VIEWS = ((80, "All Attachments", Lists.ALL),)
CALL_VIEWS = ((78, "All Calls", Lists.ALL), (79, "My Calls", Lists.MINE))


class Related(CrmModule):
    """Records that stand beside one of any other module, named in the field ``hangs_on``; ids are unique in the CRM."""

    def parent(self, record: Record) -> Ref | None:
        """The live record it stands beside."""
        return self._found(record.fields.get(self.hangs_on))

    def restore(self, record_id: RecordId, actor: str, cause: int | None = None) -> Record:
        """Bring a record back, unless what it stood beside is gone."""
        held = self.table.recycled(record_id)
        parent = held.fields.get(self.hangs_on) if held is not None else None
        if parent is not None and self._found(parent) is None:
            told = f"the record it stood beside, {parent}, is gone; restore that one"
            raise NotAllowed(f"{self.name}: {told}", code=self.codes.invalid, field=self.hangs_on)
        return super().restore(record_id, actor, cause)

    def _leads_nowhere(self, name: str, value: Value) -> bool:
        return self._found(value) is None if name == self.hangs_on else super()._leads_nowhere(name, value)

    def _found(self, record_id: Value) -> Ref | None:
        tables = [each.table for each in self._modules.made() if not each.hangs_on]
        found = [table.get(RecordId(str(record_id))) for table in tables]
        return next((each.ref for each in found if each is not None), None)


class Notes(Related):
    """The module Notes."""

    singular = "note"
    name_field = "Note_Title"
    hangs_on = "Parent_Id"


class Attachments(Related):
    """The files beside records."""

    singular = "attachment"
    name_field = "File_Name"
    hangs_on = "Parent_Id"


class Events(Related):
    """The module Events; one ends after it began."""

    singular = "event"
    name_field = "Event_Title"
    hangs_on = "What_Id"

    def _check(self, fields: Fields, before: Record | None) -> None:
        begins, ends = fields.get("Start_DateTime"), fields.get("End_DateTime")
        if isinstance(begins, datetime) and isinstance(ends, datetime) and _aware(ends) < _aware(begins):
            raise InvalidData(f"{self.name}: it ends before it begins", code=self.codes.invalid, field="End_DateTime")


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


class PhoneCalls(Related):
    """The module Calls."""

    singular = "call"
    name_field = "Subject"
    hangs_on = "What_Id"
