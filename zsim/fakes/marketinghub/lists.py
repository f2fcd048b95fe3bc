"""Mailing lists, and which leads are on them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from zsim.fakes.marketinghub.leads import LeadModule
from zsim.fakes.marketinghub.module import (
    ALREADY_IN_LIST,
    DO_NOT_MAIL,
    LIST_DELETED,
    LIST_NAME_TAKEN,
    NO_LIST,
    HubModule,
)
from zsim.fakes.store.table import Table
from zsim.ports.errors import DuplicateValue, NotAllowed, NotFound
from zsim.ports.records import DeletionCause, Fields, Record, RecordId, Value
from zsim.ports.schema import Field, FieldType


class MemberStatus(StrEnum):
    """Whether a lead on a list gets what is sent to it."""

    SUBSCRIBED = "subscribed"
    UNSUBSCRIBED = "unsubscribed"


LIST_FIELDS = (Field("name", label="List Name", required=True, unique=True),)
LIST_INDEXES = ("name",)
MEMBER_FIELDS = (
    Field("lead_id", FieldType.LOOKUP, "Lead", required=True, lookup="Leads"),
    Field("list_id", FieldType.LOOKUP, "List", required=True, lookup="Lists"),
    Field(
        "status",
        FieldType.PICK_LIST,
        "Status",
        read_only=True,
        options=tuple(each.value for each in MemberStatus),
        default=MemberStatus.SUBSCRIBED.value,
    ),
)
MEMBER_INDEXES = ("lead_id", "list_id")


class ListModule(HubModule):
    """The organisation's mailing lists; deleting one leaves its leads where they are."""

    singular = "list"
    name_field = "name"

    def __init__(self, table: Table, *, members: Table) -> None:
        super().__init__(table, LIST_FIELDS)
        self._members = members

    def require_list(self, record_id: RecordId) -> Record:
        """The list of that id; ``NotFound`` with the code of a deleted list, or of one that never was."""
        record = self.table.get(record_id)
        if record is not None:
            return record
        if self.table.deletion(record_id) is not None:
            raise NotFound(f"the list {self.called(record_id)!r} was deleted", code=LIST_DELETED, field="list_id")
        raise NotFound(f"there is no list {record_id!r}", code=NO_LIST, field="list_id")

    def _check(self, fields: Fields, before: Record | None) -> None:
        for other in self.table.find("name", fields["name"]):
            if before is None or other.ref != before.ref:
                raise DuplicateValue(
                    f"a list named {other.fields['name']!r} exists already; choose another name",
                    code=LIST_NAME_TAKEN,
                    field="name",
                )

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        for member in self._members.find("list_id", record.ref.id):
            self._members.remove(member, actor, DeletionCause.PERMANENT, cause=cause)


class MemberModule(HubModule):
    """Memberships: one for each lead and list."""

    singular = "membership"
    name_field = "lead_id"

    def __init__(self, table: Table, *, leads: LeadModule, lists: ListModule) -> None:
        super().__init__(table, MEMBER_FIELDS)
        self._leads = leads
        self._lists = lists

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Refuse: a membership is begun and ended, not changed."""
        raise NotAllowed(
            f"{self.name}: {self.name_of(self.require(record_id))!r} cannot be changed; delete it and create another",
            code=self.codes.invalid,
        )

    def between(self, lead_id: Value, list_id: Value) -> Record | None:
        """The membership of a lead on a list."""
        return next((each for each in self.table.find("lead_id", lead_id) if each.fields["list_id"] == list_id), None)

    def require_between(self, lead_id: RecordId, list_id: RecordId) -> Record:
        """The membership of a lead on a list; ``NotFound`` when there is none."""
        member = self.between(lead_id, list_id)
        if member is None:
            raise NotFound(
                f"{self._leads.called(lead_id)!r} is not on the list {self._lists.called(list_id)!r}",
                code=self.codes.not_found,
                field="lead_id",
            )
        return member

    def unsubscribe(self, member: Record, actor: str, cause: int | None) -> Record:
        """Let a lead stay on a list without getting what is sent to it."""
        return self.table.replace(member, {**member.fields, "status": MemberStatus.UNSUBSCRIBED.value}, actor, cause)

    def name_of(self, record: Record) -> str:
        """The lead and the list."""
        lead_id, list_id = (RecordId(str(record.fields[name])) for name in ("lead_id", "list_id"))
        return f"{self._leads.called(lead_id)} on {self._lists.called(list_id)}"

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        fields["status"] = MemberStatus.SUBSCRIBED.value
        return fields

    def _check(self, fields: Fields, before: Record | None) -> None:
        lead = self._leads.require_active(RecordId(str(fields["lead_id"])))
        mailing_list = self._lists.require_list(RecordId(str(fields["list_id"])))
        held = self.between(lead.ref.id, mailing_list.ref.id)
        if held is None:
            return
        who, where = self._leads.name_of(lead), self._lists.name_of(mailing_list)
        if held.fields["status"] == MemberStatus.UNSUBSCRIBED:
            raise NotAllowed(f"{who!r} unsubscribed from the list {where!r}", code=DO_NOT_MAIL, field="lead_id")
        raise DuplicateValue(f"{who!r} is on the list {where!r} already", code=ALREADY_IN_LIST, field="lead_id")
