"""What an integration does for the people of one app in the other, at once or not at all.

The CRM hands it what its people do to finance's documents, and finance looks up the CRM's deals and
remarks through it.
Source: TXN-01, TXN-07, POT-01, POT-04, COL-01.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, Protocol

from zsim.ports.records import Record, RecordId, Ref, Value


class Remark(NamedTuple):
    """What somebody put beside a document: when, what it is ("comment", "note", "call", ...), who, and its text."""

    at: datetime
    kind: str
    by: str
    text: str

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}  {self.kind}: {self.text}" + (f" ({self.by})" if self.by else "")


class Attachment(NamedTuple):
    """A file beside a document: when it came, who put it there, its name and what it holds."""

    at: datetime
    by: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Summary:
    """What an account, contact or vendor owes (``receivables``) and is owed (``payables``), and what it bought.

    Amounts are in the customer's currency, an ISO code; all are ``None`` where the record is not synced, or is one
    person of a customer; ``sales`` is, too, where the product shows none.
    ``organisation`` is the key of finance's. Source: PRM-04, PRM-06, PRM-11.
    """

    organisation: str
    currency: str | None = None
    receivables: Decimal | None = None
    payables: Decimal | None = None
    sales: Decimal | None = None

    def __str__(self) -> str:
        told = {"receivables": self.receivables, "payables": self.payables, "sales": self.sales}
        amounts = [f"{name} {amount:,.2f} {self.currency}" for name, amount in told.items() if amount is not None]
        return f"in {self.organisation}: {', '.join(amounts) or 'no customer or vendor of its own'}"


class DocumentRelay(Protocol):
    """Whom the CRM's Zoho Finance section hands a person's command to: the integration of one organisation.

    Fields may name records of the CRM where finance's own would stand: ``Account_Name``, ``Contact_Name`` or
    ``Vendor_Name`` for whom a document is, ``product_id`` in its lines.
    """

    def perform(
        self, module: str, action: str, document: RecordId | None, given: Mapping[str, Value], user: str
    ) -> Ref:
        """Have finance carry the command out, and show what it answers; gives the document there.

        Refused where no command passes: the integration is disabled, its key is dead, finance refuses. Nothing is kept
        for later. What cannot be shown of a command that finance carried out refuses nothing.
        Source: TXN-01, TXN-09, TXN-35, DIS-01.
        """

    def printed(self, module: str, document: RecordId) -> str:
        """A document's content as text, as finance has it now. Source: TXN-08."""

    def pdf(self, module: str, document: RecordId) -> bytes:
        """The same on a page. Source: TXN-08."""

    def refresh(self, module: str, party: Ref) -> None:
        """Show the documents of an account, contact or vendor as finance has them now. Source: TXN-07, TXN-16."""

    def comments(self, module: str, document: RecordId) -> tuple[Remark, ...]:
        """Finance's comments on a document, asked for now; none where they do not show. Source: COL-02."""

    def summary(self, party: Ref) -> Summary:
        """What an account, contact or vendor owes and is owed now. Source: PRM-04."""


class CrmLookups(Protocol):
    """What finance looks up in the CRM, through the organisation's integration: deals, and remarks on documents."""

    def offered(self, party: RecordId, text: str = "") -> tuple[Record, ...]:
        """The live deals of a customer's account or contact whose name holds the text, oldest first; none unsynced.

        Refused with ``NotAllowed`` while deals cannot be associated. Source: POT-01, POT-04, POT-08.
        """

    def beside(self, module: str, document: RecordId) -> tuple[Remark, ...]:
        """The CRM's notes, events and calls on a document, asked for now; none where they do not show (COL-01)."""
