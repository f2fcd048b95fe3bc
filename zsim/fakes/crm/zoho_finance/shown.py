"""What a script holds of a document that the CRM shows: its fields for reading, and what people do to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from zsim.fakes.crm.attachments_face import AttachmentsOf
from zsim.fakes.crm.module_face import CrmHandle
from zsim.fakes.store.handle import Find, Handle
from zsim.fakes.store.module import Module
from zsim.kernel.errors import UsageError
from zsim.ports.documents import PARTIES
from zsim.ports.records import Record, RecordId, Ref
from zsim.ports.relay import Remark
from zsim.ports.schema import OWN_ID_FIELD

if TYPE_CHECKING:
    from decimal import Decimal


class Acts(Protocol):
    """Who carries out what is done to a document."""

    def act(self, record: Handle | str, action: str, **given: Any) -> Handle:
        """Have finance do it, and give what it made, or the document itself."""

    def printed(self, record: Handle) -> str:
        """The document's content as text."""

    def pdf(self, record: Handle) -> bytes:
        """The same on a page."""

    def attachments_of(self, record: Handle) -> AttachmentsOf:
        """The files beside it in the CRM."""

    def timeline_of(self, record: Handle) -> list[Remark]:
        """What stands beside it in the CRM, and finance's comments."""


class ShownDocument(CrmHandle):
    """A document of finance as the CRM shows it, for the user who looked it up.

    Its fields are those that finance told last; what is done to it is done in finance, under that user's rights.
    """

    __slots__ = ("_acts",)

    def __init__(self, module: Module, ref: Ref, find: Find, acts: Acts) -> None:
        super().__init__(module, ref, find)
        object.__setattr__(self, "_acts", acts)

    _acts: Acts

    @property
    def attachments(self) -> AttachmentsOf:
        """The files beside it in the CRM; finance's stand in finance. Source: COL-08."""
        return self._acts.attachments_of(self)

    @property
    def timeline(self) -> list[Remark]:
        """Its notes, events, calls and files, and of Billing finance's comments, asked for anew. Source: COL-02."""
        return self._acts.timeline_of(self)

    def update(self, **fields: Any) -> Handle:
        """Edit the named fields; the edit is finance's. Source: TXN-09."""
        return self._acts.act(self, "update", **fields)

    def send(self) -> Handle:
        """Mail it to its customer, and mark it as sent. Source: TXN-04, TXN-06."""
        return self._acts.act(self, "send")

    def mark_sent(self) -> Handle:
        """Mark it as sent without mailing it."""
        return self._acts.act(self, "mark_sent")

    def accept(self) -> Handle:
        """Mark an estimate as accepted. Source: TXN-06."""
        return self._acts.act(self, "accept")

    def decline(self) -> Handle:
        """Mark an estimate as declined. Source: TXN-06."""
        return self._acts.act(self, "decline")

    def convert(self, to: str = "invoice") -> Handle:
        """Make an invoice of an estimate or order; gives that. Source: TXN-06."""
        return self._acts.act(self, "convert", to=to)

    def printed(self) -> str:
        """Its content as text, as finance has it now. Source: TXN-06, TXN-08."""
        return self._acts.printed(self)

    def pdf(self) -> bytes:
        """Its content as a PDF, as finance has it now. Source: TXN-08."""
        return self._acts.pdf(self)

    def void(self) -> Handle:
        """Void it."""
        return self._acts.act(self, "void")

    def record_payment(self, amount: Decimal | int) -> Handle:
        """Record a payment of an invoice."""
        return self._acts.act(self, "record_payment", amount=amount)


class AwaitedDocument(ShownDocument):
    """A document that finance made on a command and that the CRM could not show there and then.

    It can be acted on; its fields are there once the CRM shows it, in a record with this ``mark``.
    Source: TXN-35.
    """

    __slots__ = ("mark",)

    mark: str

    def __init__(self, module: Module, mark: str, find: Find, acts: Acts) -> None:
        super().__init__(module, Ref(module.table.app, module.name, RecordId("")), find, acts)
        object.__setattr__(self, "mark", mark)

    @property
    def ref(self) -> Ref:
        """Where the CRM shows it; without an id until then."""
        return next((each.ref for each in self._module.table.find(OWN_ID_FIELD, self.mark)), self._ref)

    @property
    def record(self) -> Record:
        """The present version; ``UsageError`` while the CRM does not show it."""
        if not self.alive:
            right = "refresh the list, or let finance tell of it"
            raise UsageError(asked=f"read {self!r}", found="the CRM could not show it yet", right=right)
        return super().record

    def __repr__(self) -> str:
        key, _, own = self.mark.partition(":")
        return super().__repr__() if self.alive else f"<{self._module.singular} {own}, which stands in {key}>"


class Refreshed(list[Handle]):
    """The documents of a record after a refresh; ``refused`` says by organisation why its documents are as before."""

    def __init__(self, documents: Iterable[Handle], refused: Mapping[str, str]) -> None:
        super().__init__(documents)
        self.refused = dict(refused)

    def __str__(self) -> str:
        told = [f"{key} is not refreshed: {why}" for key, why in self.refused.items()]
        return "\n".join([*map(str, self), *told]) or "none"


def party_field(asked: str, party: Handle) -> str:
    """The field by which documents name an account, contact or vendor; anything else raises ``UsageError``."""
    ref = getattr(party, "ref", None)
    field = PARTIES.get(ref.module) if ref is not None and ref.app == "crm" else None
    if field is None:
        raise UsageError(
            asked=asked,
            found="it is no account, contact or vendor of the CRM",
            right="a record of crm.accounts, crm.contacts or crm.vendors",
        )
    return field
