"""What a script holds of a document: its fields to read, and what people do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Protocol

from zsim.fakes.finance.documents.paper import pdf_of
from zsim.fakes.finance.documents.printed import printed_document
from zsim.fakes.store.handle import Find, Handle
from zsim.fakes.store.module import Module
from zsim.kernel.clock import to_datetime
from zsim.ports.records import Ref


class ActsOnDocuments(Protocol):
    """A face through which a document's verbs are carried out."""

    @property
    def perform(self) -> Callable[..., DocumentHandle]:
        """Carry out a verb on a document."""


class DocumentHandle(Handle):
    """A document: ``send()``, ``accept()``, ``convert(to="invoice")`` ...; an illegal move is refused in words."""

    __slots__ = ("_face",)

    _face: ActsOnDocuments

    def __init__(self, module: Module, ref: Ref, find: Find, face: ActsOnDocuments) -> None:
        super().__init__(module, ref, find)
        object.__setattr__(self, "_face", face)

    def send(self, to: str | None = None) -> DocumentHandle:
        """Mail it, to its party's email unless another address is given; a draft is sent then."""
        return self._face.perform(self, "send", to=to)

    def mark_sent(self) -> DocumentHandle:
        """Mark an estimate or invoice as sent without mailing it."""
        return self._face.perform(self, "mark_sent")

    def mark_open(self) -> DocumentHandle:
        """Mark an order or a bill as open without mailing it."""
        return self._face.perform(self, "mark_open")

    def accept(self) -> DocumentHandle:
        """Mark an estimate as accepted."""
        return self._face.perform(self, "accept")

    def decline(self) -> DocumentHandle:
        """Mark an estimate as declined."""
        return self._face.perform(self, "decline")

    def submit(self) -> DocumentHandle:
        """Ask for the approval that Books can be told to need."""
        return self._face.perform(self, "submit")

    def approve(self) -> DocumentHandle:
        """Approve a document that was submitted."""
        return self._face.perform(self, "approve")

    def reject(self) -> DocumentHandle:
        """Make a document that was submitted a draft again."""
        return self._face.perform(self, "reject")

    def convert(self, to: str | None = None) -> DocumentHandle:
        """Make an invoice of an estimate, order or expense, or a bill of a purchase order, and give that."""
        return self._face.perform(self, "convert", to=to)

    def void(self) -> DocumentHandle:
        """Void it; it keeps its number and its lines."""
        return self._face.perform(self, "void")

    def cancel(self) -> DocumentHandle:
        """Cancel a purchase order."""
        return self._face.perform(self, "cancel")

    def close(self) -> DocumentHandle:
        """Close a sales order."""
        return self._face.perform(self, "close")

    def reopen(self) -> DocumentHandle:
        """Make a void, cancelled or closed document one to work with again."""
        return self._face.perform(self, "reopen")

    def record_payment(self, amount: Decimal | int, date: date | None = None) -> DocumentHandle:
        """Record a payment of an invoice or bill, and give it."""
        return self._face.perform(self, "record_payment", amount=amount, date=date)

    def printed(self) -> str:
        """Its content as text, the same always."""
        return printed_document(self._module, self.record, self._find)

    def pdf(self) -> bytes:
        """Its content as a PDF, dated when it last changed; the same bytes in any process. Needs the extra ``pdf``."""
        return pdf_of(self.printed(), to_datetime(self.record.modified_ms))
