"""Leads: one for each address in the organisation."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from zsim.fakes.marketinghub.module import INVALID_EMAIL, HubModule
from zsim.fakes.marketinghub.suppressions import Reason, SuppressionModule, unmailed_refusal
from zsim.fakes.store.table import Table
from zsim.ports.addresses import folded, is_address
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed
from zsim.ports.records import DeletionCause, Fields, Record, RecordId, Value
from zsim.ports.schema import Field, FieldType

SOFT_BOUNCES_MAX = 7
"""So many in a row count as a hard one. Source: LED-19."""


class LeadStatus(StrEnum):
    """Whether a lead is mailed, and if not, why."""

    ACTIVE = "active"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    SPAM = "spam"


LEAD_FIELDS = (
    Field("email", FieldType.EMAIL, "Email", required=True, unique=True),
    Field("first_name", label="First Name"),
    Field("last_name", label="Last Name"),
    Field("company", label="Company"),
    Field("phone", FieldType.PHONE, "Phone"),
    Field("country", label="Country"),
    Field("city", label="City"),
    Field(
        "status",
        FieldType.PICK_LIST,
        "Status",
        read_only=True,
        options=tuple(each.value for each in LeadStatus),
        default=LeadStatus.ACTIVE.value,
    ),
    Field("soft_bounces", FieldType.INTEGER, "Soft Bounces", read_only=True, default=0),
)
LEAD_INDEXES = ("email",)


class LeadModule(HubModule):
    """The organisation's leads. An address is one lead, whatever its case. Source: LED-23."""

    singular = "lead"
    name_field = "email"

    def __init__(self, table: Table, *, members: Table, suppressions: SuppressionModule) -> None:
        super().__init__(table, LEAD_FIELDS)
        self._members = members
        self._suppressions = suppressions

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Add a lead, unless its address is malformed, taken or not mailed. Source: LED-16, LED-19, LED-20."""
        record = super().create(fields, actor, cause)
        self._suppressions.forget_deleted(_address(record.fields), actor, cause)
        return record

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields; those of a lead that bounced stay as they are."""
        record = super().update(record_id, changes, actor, cause)
        if "email" in changes:
            self._suppressions.forget_deleted(_address(record.fields), actor, cause)
        return record

    def delete(self, record_id: RecordId, actor: str, cause: int | None = None) -> None:
        """Delete a lead with its memberships; its address is remembered. Source: LED-12, LED-26."""
        record = self.require(record_id)
        super().delete(record_id, actor, cause)
        self._suppressions.remember(_address(record.fields), Reason.DELETED, actor, cause)

    def require_active(self, record_id: RecordId) -> Record:
        """The lead, if it is mailed; ``NotAllowed`` otherwise."""
        record = self.require(record_id)
        if record.fields["status"] != LeadStatus.ACTIVE:
            raise unmailed_refusal(_address(record.fields), str(record.fields["status"]))
        return record

    def require_deletable(self, record_id: RecordId) -> None:
        """Refuse that a person deletes a lead that is not mailed, and might then bring it back."""
        record = self.require(record_id)
        if record.fields["status"] != LeadStatus.ACTIVE:
            raise NotAllowed(
                f"{self.name}: {self.name_of(record)!r} is {record.fields['status']} and cannot be deleted; it is not"
                " mailed any more",
                code=self.codes.invalid,
            )

    def suppress(self, record_id: RecordId, status: LeadStatus, actor: str, cause: int | None) -> Record:
        """Mail an active lead no more, for the reason its status tells; it leaves all lists."""
        return self._suppress(self.require_active(record_id), status, {}, actor, cause)

    def bounce_softly(self, record_id: RecordId, actor: str, cause: int | None) -> Record:
        """Count a soft bounce; the seventh in a row is a hard one. Source: LED-19."""
        record = self.require_active(record_id)
        count = _soft_bounces(record) + 1
        if count >= SOFT_BOUNCES_MAX:
            return self._suppress(record, LeadStatus.BOUNCED, {"soft_bounces": count}, actor, cause)
        return self.table.replace(record, {**record.fields, "soft_bounces": count}, actor, cause)

    def deliver(self, record_id: RecordId, actor: str, cause: int | None) -> Record:
        """Note that mail arrived: no soft bounce counts any more."""
        record = self.require_active(record_id)
        if not _soft_bounces(record):
            return record
        return self.table.replace(record, {**record.fields, "soft_bounces": 0}, actor, cause)

    def _suppress(self, record: Record, status: LeadStatus, also: Fields, actor: str, cause: int | None) -> Record:
        self._suppressions.remember(_address(record.fields), Reason(status.value), actor, cause)
        self._leave_lists(record.ref.id, actor, cause)
        return self.table.replace(record, {**record.fields, **also, "status": status.value}, actor, cause)

    def _leave_lists(self, lead_id: RecordId, actor: str, cause: int | None) -> None:
        for member in self._members.find("lead_id", lead_id):
            self._members.remove(member, actor, DeletionCause.PERMANENT, cause=cause)

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        self._leave_lists(record.ref.id, actor, cause)

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        fields["email"] = _address(fields).strip()
        if before is None:
            fields |= {"status": LeadStatus.ACTIVE.value, "soft_bounces": 0}
        return fields

    def _check(self, fields: Fields, before: Record | None) -> None:
        if before is not None and before.fields["status"] == LeadStatus.BOUNCED:
            raise unmailed_refusal(_address(before.fields), LeadStatus.BOUNCED)
        address = _address(fields)
        if before is None or folded(_address(before.fields)) != folded(address):
            self._check_address(address)

    def _check_address(self, address: str) -> None:
        if not is_address(address):
            raise InvalidData(
                f"{self.name}: {address!r} is no email address; give one such as 'ann@example.com'",
                code=INVALID_EMAIL,
                field="email",
            )
        for other in self.table.find("email", address):
            raise DuplicateValue(
                f"{self.name}: {_address(other.fields)!r} is a lead already ({other.ref.id}); change that one",
                code=self.codes.invalid,
                field="email",
            )
        self._suppressions.require_mailed(address)


def _address(fields: Fields) -> str:
    return str(fields["email"])


def _soft_bounces(record: Record) -> int:
    return int(str(record.fields["soft_bounces"]))
