"""Documents that are paid: invoices and bills, with a balance that payments lower. Source: TXN-21."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zsim.catalogue.life_cycles import MovedBy
from zsim.fakes.finance.documents.module import DocumentModule
from zsim.ports.errors import NotAllowed
from zsim.ports.records import Fields, Record, RecordId

PARTIALLY_PAID = "partially_paid"
PAID = "paid"
VOID = "void"


class PayableModule(DocumentModule):
    """Documents with a balance: the total less the payments, never below zero."""

    due_field = "due_date"
    past_due = "overdue"
    payment_field: str

    def settled(self, fields: Fields) -> str:
        """The status that the balance and the due date leave a document in; overdue is told before partially paid."""
        status, first = str(fields["status"]), self.open[0]
        if status not in (*self.open, self.past_due, PAID):
            return status
        total, balance = fields["total"], fields["balance"]
        if not balance and total:
            return PAID
        if balance and self._is_past(fields):
            return self.past_due
        return PARTIALLY_PAID if balance != total else first

    def require_payable(self, record: Record, amount: object) -> None:
        """Refuse a payment of a document that takes none, and one above its balance."""
        status = str(record.fields["status"])
        payable = [
            each.before for each in self.cycle.moves if each.by is MovedBy.PAYMENT and each.verb == "record_payment"
        ]
        if status not in payable:
            raise self._illegal("record a payment of", record)
        balance = record.fields["balance"]
        if isinstance(amount, Decimal) and isinstance(balance, Decimal) and amount > balance:
            told = f"{self.name}: {amount} is above the balance {balance} of {self.said(record)}; pay that or less"
            raise NotAllowed(told, code=self.codes.invalid, field="amount")

    def paid(self, record_id: RecordId, amount: Decimal, actor: str, cause: int | None) -> None:
        """Lower the balance by what was paid, or raise it again by what was taken back."""
        record = self.require(record_id)
        balance = record.fields["balance"]
        assert isinstance(balance, Decimal), "a payable document has a balance"
        left = self.context.functions.left(balance, amount)
        status = self.settled({**record.fields, "balance": left})
        self.put(record, {"balance": left, "status": status}, actor, cause)

    def _check(self, fields: Fields, before: Record | None) -> None:
        if fields["status"] == VOID and before is not None and before.fields["status"] != VOID:
            self._refuse_paid(before)
        super()._check(fields, before)

    def _pay(self, record: Record, given: Mapping[str, Any], actor: str, cause: int | None) -> Record:
        payment = {self.payment_field: record.ref.id, **given}
        return self.context.module("payments").create(payment, actor, cause)
