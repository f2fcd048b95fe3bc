"""Leads: one for each address in the organisation, and the lists each is on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from zsim.fakes.marketinghub.lists import LISTS, ListModule, lists_of, without
from zsim.fakes.marketinghub.module import ALREADY_IN_LIST, DO_NOT_MAIL, INVALID_EMAIL, HubModule
from zsim.fakes.marketinghub.suppressions import SuppressionModule, SuppressionReason, unmailed_refusal
from zsim.fakes.store.table import Table
from zsim.ports.addresses import is_address
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed, NotFound
from zsim.ports.folding import folded, folded_texts
from zsim.ports.records import Fields, Record, RecordId, Value, texts_in
from zsim.ports.schema import Field, FieldType

SOFT_BOUNCES_MAX = 7
"""So many in a row count as a hard one. Source: LED-19."""


class LeadStatus(StrEnum):
    """Whether a lead is mailed, and if not, why."""

    ACTIVE = "active"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    SPAM = "spam"


LEFT_LISTS = "left_lists"
"""The field of a lead that holds the lists it unsubscribed from."""

JOIN_LIST, LEAVE_LIST = "join_list", "leave_list"
"""Fields that are carried out and not kept: a list to be put on, as the API's listsubscribe does, and one to leave."""

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
    Field(LISTS, FieldType.MULTI_LOOKUP, "Mailing Lists", read_only=True, lookup="Lists"),
    Field(LEFT_LISTS, FieldType.MULTI_LOOKUP, "Unsubscribed Lists", read_only=True, lookup="Lists"),
    Field(JOIN_LIST, FieldType.LOOKUP, "Add to List", lookup="Lists"),
    Field(LEAVE_LIST, FieldType.LOOKUP, "Remove from List", lookup="Lists"),
)
ACTIVE = LeadStatus.ACTIVE.value
LEAD_INDEXES = ("email", LISTS)


class LeadModule(HubModule):
    """The organisation's leads. An address is one lead, whatever its case. Source: LED-23.

    A write with ``join_list`` puts the lead on that list, where it may be already; with ``leave_list`` it takes it off.
    """

    singular = "lead"
    name_field = "email"

    def __init__(self, table: Table, *, lists: ListModule, suppressions: SuppressionModule) -> None:
        super().__init__(table, LEAD_FIELDS)
        self._lists = lists
        self._suppressions = suppressions
        self._alone: dict[Value, tuple[str, ...]] = {}

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Add a lead, unless its address is malformed, taken or not mailed. Source: LED-16, LED-19, LED-20."""
        record = super().create(fields, actor, cause)
        self._suppressions.forget_deleted(_address(record.fields), actor, cause)
        return record

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields; those of a lead that bounced stay as they are.

        Another address of a lead that is not mailed is not mailed, either. Source: LED-20, LED-26.
        """
        record = super().update(record_id, changes, actor, cause)
        if "email" in changes:
            self._suppressions.forget_deleted(_address(record.fields), actor, cause)
            if record.fields["status"] != ACTIVE:
                reason = SuppressionReason(str(record.fields["status"]))
                self._suppressions.remember(_address(record.fields), reason, actor, cause)
        return record

    def delete(self, record_id: RecordId, actor: str, cause: int | None = None) -> None:
        """Delete a lead; its address is remembered. Source: LED-12, LED-26."""
        record = self.require(record_id)
        super().delete(record_id, actor, cause)
        self._suppressions.remember(_address(record.fields), SuppressionReason.DELETED, actor, cause)

    def require_active(self, record_id: RecordId) -> Record:
        """The lead, if it is mailed; ``NotAllowed`` otherwise."""
        record = self.require(record_id)
        if record.fields["status"] != LeadStatus.ACTIVE:
            raise unmailed_refusal(_address(record.fields), str(record.fields["status"]))
        return record

    def require_on(self, record_id: RecordId, list_id: RecordId) -> Record:
        """The lead, if it is subscribed to the list; ``NotFound`` otherwise."""
        lead = self.require(record_id)
        if list_id not in lists_of(lead):
            raise NotFound(
                f"{self.name_of(lead)!r} is not on the list {self._lists.called(list_id)!r}",
                code=self.codes.not_found,
                field="lead_id",
            )
        return lead

    def require_off(self, record_id: RecordId, list_id: RecordId) -> Record:
        """The lead, if it is not on the list; ``DuplicateValue`` otherwise."""
        lead = self.require(record_id)
        if list_id in lists_of(lead):
            raise DuplicateValue(
                f"{self.name_of(lead)!r} is on the list {self._lists.called(list_id)!r} already",
                code=ALREADY_IN_LIST,
                field="lead_id",
            )
        return lead

    def unsubscribe(self, record_id: RecordId, list_id: RecordId, actor: str, cause: int | None) -> Record:
        """Let a lead leave a list for good: nobody puts it on that list again, as long as it is in the organisation."""
        lead = self.require(record_id)
        if list_id in left_lists(lead):
            return lead
        lists, left = without(self.require_on(record_id, list_id), list_id), (*left_lists(lead), list_id)
        return self.table.replace(lead, {**lead.fields, LISTS: lists, LEFT_LISTS: left}, actor, cause)

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
        self._suppressions.remember(_address(record.fields), SuppressionReason(status.value), actor, cause)
        left = {LISTS: ()} if lists_of(record) else {}
        return self.table.replace(record, {**record.fields, **also, **left, "status": status.value}, actor, cause)

    def _unhindered(self, wanted: Sequence[Fields]) -> list[dict[str, Value]] | None:
        """The leads, if all of them have an address of their own that nothing was ever known of, and a list that is."""
        addresses = [str(each["email"]).strip() for each in wanted if "email" in each and LEAVE_LIST not in each]
        if len(addresses) < len(wanted) or not self._all_fit(wanted):
            return None
        keys = set(folded_texts(addresses))
        free = self.table.lacks_all("email", keys) and self._suppressions.table.lacks_all("email", keys)
        if not free or len(keys) < len(wanted) or not all(map(is_address, addresses)):
            return None
        for list_id in {each.get(JOIN_LIST): None for each in wanted}:
            if list_id is not None and self._lists.table.get(RecordId(str(list_id))) is None:
                return None
        return [self._newcomer(dict(each)) for each in wanted]

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        joined, left = (fields.get(name) for name in (JOIN_LIST, LEAVE_LIST))
        for each in (joined, left):
            if each is not None:
                self._lists.require_list(RecordId(str(each)))
        if before is None:
            return self._newcomer(fields)
        fields["email"] = _address(fields).strip()
        fields.pop(JOIN_LIST, None)
        fields.pop(LEAVE_LIST, None)
        lists = lists_of(before)
        if joined is not None:
            self.require_joinable(before, RecordId(str(joined)))
            lists = lists if joined in lists else (*lists, str(joined))
        lists = tuple([each for each in lists if each != left])
        if lists != lists_of(before):
            fields[LISTS] = lists
        return fields

    def _newcomer(self, fields: dict[str, Value]) -> dict[str, Value]:
        """The fields of a new lead, on the list it was made for. All new leads of a list hold the same lists."""
        list_id = fields.pop(JOIN_LIST, None)
        fields.pop(LEAVE_LIST, None)
        fields["status"], fields["soft_bounces"] = ACTIVE, 0
        fields["email"] = str(fields["email"]).strip()
        if list_id is not None:
            fields[LISTS] = self._alone.get(list_id) or self._alone.setdefault(list_id, (str(list_id),))
        return fields

    def require_joinable(self, lead: Record, list_id: RecordId) -> None:
        """Refuse a list to a lead that is not mailed, or that unsubscribed from it."""
        self.require_active(lead.ref.id)
        if list_id in left_lists(lead):
            raise NotAllowed(
                f"{self.name_of(lead)!r} unsubscribed from the list {self._lists.called(list_id)!r}",
                code=DO_NOT_MAIL,
                field="lead_id",
            )

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


def left_lists(lead: Record) -> tuple[str, ...]:
    """The ids of the lists a lead unsubscribed from."""
    return texts_in(lead.fields.get(LEFT_LISTS))


def _address(fields: Fields) -> str:
    return str(fields["email"])


def _soft_bounces(record: Record) -> int:
    return int(str(record.fields["soft_bounces"]))
