"""What a script holds of a document: its fields to read, and what people do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Protocol

from zsim.fakes.finance.documents.deals import DocumentDeals
from zsim.fakes.finance.documents.module import DocumentModule
from zsim.fakes.finance.documents.paper import pdf_of
from zsim.fakes.finance.documents.printed import printed_document
from zsim.fakes.finance.documents.remarks import ATTACHMENT, COMMENT, DocumentAttachments, DocumentComments
from zsim.fakes.store.handle import Find, Handle
from zsim.fakes.store.module import Module
from zsim.kernel.clock import to_datetime
from zsim.ports.errors import NotAllowed
from zsim.ports.records import Ref
from zsim.ports.relay import Remark


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

    @property
    def deals(self) -> DocumentDeals:
        """The deals of the CRM that it belongs to, or may belong to. Source: POT-02, POT-04."""
        module = self._documents("deals are not associated with payments (POT-02)")
        return DocumentDeals(module, lambda: self.record, partial(self._face.perform, self))

    @property
    def comments(self) -> DocumentComments:
        """The comments on it. Source: COL-02."""
        module = self._documents("payments have no comments")
        return DocumentComments(module.context.remarks, self.id, partial(self._face.perform, self))

    @property
    def attachments(self) -> DocumentAttachments:
        """The files beside it."""
        module = self._documents("payments have no attachments")
        return DocumentAttachments(module.context.remarks, self.id, partial(self._face.perform, self))

    @property
    def timeline(self) -> list[Remark]:
        """Comments, attachments and mails, and of Billing the CRM's notes, events and calls, oldest first.

        The CRM's are asked for, through the integration, each time one looks. Source: COL-01.
        """
        module = self._documents("payments have no timeline")
        context, document = module.context, self.record.ref.id
        mailed = [Remark(each.at, "mail", "", f"to {each.to}") for each in context.outbox.of(self)]
        theirs = context.crm.lookups.beside(module.type, document) if context.crm.lookups is not None else ()
        entries = [*context.remarks.of(document, COMMENT, ATTACHMENT), *mailed, *theirs]
        here = context.clock.now.tzinfo
        return sorted([each._replace(at=each.at.astimezone(here)) for each in entries], key=lambda each: each.at)

    def _documents(self, otherwise: str) -> DocumentModule:
        if not isinstance(self._module, DocumentModule):
            raise NotAllowed(f"{self._module.name}: {otherwise}", code="NOT_ALLOWED")
        return self._module

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
