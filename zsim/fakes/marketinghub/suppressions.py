"""The addresses MarketingHub remembers: those it does not mail, and those that were deleted."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from zsim.fakes.marketinghub.module import DO_NOT_MAIL, INVALID_EMAIL, HubModule
from zsim.fakes.store.table import Table
from zsim.ports.errors import NotAllowed
from zsim.ports.folding import folded
from zsim.ports.records import DeletionCause, Record, RecordId, Value
from zsim.ports.schema import Field, FieldType


class SuppressionReason(StrEnum):
    """Why an address is remembered. Source: LED-12, LED-19, LED-20."""

    BOUNCED = "bounced"
    UNSUBSCRIBED = "unsubscribed"
    SPAM = "spam"
    DELETED = "deleted"


UNMAILED = (SuppressionReason.BOUNCED, SuppressionReason.UNSUBSCRIBED, SuppressionReason.SPAM)
"""The reasons that keep an address out, the first one that holds being told."""

SUPPRESSION_FIELDS = (
    Field("email", FieldType.EMAIL, "Email", required=True, read_only=True),
    Field(
        "reason",
        FieldType.PICK_LIST,
        "Reason",
        required=True,
        read_only=True,
        options=tuple(each.value for each in SuppressionReason),
    ),
)
SUPPRESSION_INDEXES = ("email",)


class SuppressionModule(HubModule):
    """One record for each address and reason, kept by the app alone."""

    singular = "remembered address"
    name_field = "email"

    def __init__(self, table: Table) -> None:
        super().__init__(table, SUPPRESSION_FIELDS)

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Refuse: addresses are remembered by what happens to their leads."""
        raise self._refusal("add one")

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Refuse: what is remembered is not edited."""
        raise self._refusal("change one")

    def delete(self, record_id: RecordId, actor: str, cause: int | None = None) -> None:
        """Refuse: what is remembered is not taken back."""
        raise self._refusal("delete one")

    def remember(self, address: str, reason: SuppressionReason, actor: str, cause: int | None) -> None:
        """Keep an address in mind for a reason; doing so again does nothing."""
        if self.held(address, reason) is None:
            self.table.insert({"email": folded(address), "reason": reason.value}, actor, cause)

    def forget_deleted(self, address: str, actor: str, cause: int | None) -> None:
        """Forget that a lead of this address was deleted: there is one again. Source: LED-12."""
        record = self.held(address, SuppressionReason.DELETED)
        if record is not None:
            self.table.remove(record, actor, DeletionCause.PERMANENT, cause=cause)

    def held(self, address: str, reason: SuppressionReason) -> Record | None:
        """What is remembered of an address for that reason."""
        return next((each for each in self._of(address) if each.fields["reason"] == reason), None)

    def unmailed(self, address: str) -> SuppressionReason | None:
        """Why the address is not mailed, if it is not. Source: LED-21."""
        held = [each.fields["reason"] for each in self._of(address)]
        return next((each for each in UNMAILED if each in held), None) if held else None

    def require_mailed(self, address: str) -> None:
        """Refuse with ``NotAllowed`` an address that is not mailed. Source: LED-19, LED-20."""
        reason = self.unmailed(address)
        if reason is not None:
            raise unmailed_refusal(address, reason)

    def _of(self, address: str) -> tuple[Record, ...]:
        return self.table.find("email", address) if len(self.table) else ()

    def _refusal(self, action: str) -> NotAllowed:
        return NotAllowed(f"{self.name} are kept by MarketingHub alone; nobody can {action}", code=self.codes.invalid)


def unmailed_refusal(address: str, reason: str) -> NotAllowed:
    """The refusal of an address that is not mailed, with the code of its reason."""
    if reason == SuppressionReason.BOUNCED:
        return NotAllowed(
            f"{address!r} bounced for good and is not mailed; take another address", code=INVALID_EMAIL, field="email"
        )
    said = "complained about spam" if reason == SuppressionReason.SPAM else "unsubscribed from the organisation"
    return NotAllowed(f"{address!r} {said} and is not mailed; take another address", code=DO_NOT_MAIL, field="email")
