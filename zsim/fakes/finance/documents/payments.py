"""Payments: of an invoice by its customer, or of a bill to its vendor. Source: TXN-21."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zsim.catalogue.life_cycles import life_cycle
from zsim.fakes.finance.documents.documents import DocumentContext
from zsim.fakes.finance.documents.fields import CURRENCY, DATE, PARTIES, REFERENCE
from zsim.fakes.finance.documents.lines import rounded
from zsim.fakes.finance.documents.payable import PayableModule
from zsim.fakes.finance.documents.settings import DocumentSettings
from zsim.fakes.finance.module import FinanceModule, require_parent, require_unchanged
from zsim.fakes.store.table import Table
from zsim.ports.codec import Plain
from zsim.ports.errors import InvalidData, NotAllowed
from zsim.ports.records import Fields, Record, RecordId, Value
from zsim.ports.schema import Field, FieldType

PAID_FOR = {"invoice_id": ("invoices", "customer_id"), "bill_id": ("bills", "vendor_id")}
NUMBER = "payment_number"


class PaymentModule(FinanceModule):
    """The payments, each of one document; without it there is none. They have no lines, and no life of their own."""

    singular = "payment"
    name_field = NUMBER
    type = "payments"
    integration_only = frozenset[str]()

    def __init__(self, table: Table, context: DocumentContext, with_bills: bool) -> None:
        self.cycle = life_cycle(self.type)
        self.context = context
        self.settings = DocumentSettings()
        self.series = context.functions.series(self.cycle.prefix(context.product))
        self.of = dict(PAID_FOR) if with_bills else {"invoice_id": PAID_FOR["invoice_id"]}
        lookups = [
            Field(name, FieldType.LOOKUP, module.removesuffix("s").title(), lookup=module)
            for name, (module, _) in self.of.items()
        ]
        parties = [PARTIES[party]._replace(required=False, read_only=True) for _, party in self.of.values()]
        number = Field(NUMBER, label="Payment Number", unique=True, read_only=True)
        amount = Field("amount", FieldType.CURRENCY, "Amount", required=True)
        super().__init__(table, (number, *parties, DATE, amount, CURRENCY, *lookups, REFERENCE))

    @classmethod
    def indexes(cls, with_bills: bool) -> tuple[str, ...]:
        """The fields that payments are found by."""
        of = ("invoice_id", "customer_id", *(("bill_id", "vendor_id") if with_bills else ()))
        return (NUMBER, *of)

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Record a payment and lower the balance of what it pays."""
        record = super().create(fields, actor, cause)
        self.series.take()
        self._pay(record.fields, _amount(record.fields), actor, cause)
        return record

    def prepare(self, fields: Fields, actor: str) -> dict[str, Value]:
        """Refuse: a payment is not made of another document."""
        raise NotAllowed("payments: nothing is converted into a payment", code=self.codes.invalid)

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields; another amount changes the balance of what is paid."""
        before = self.require(record_id)
        record = super().update(record_id, changes, actor, cause)
        more = _amount(record.fields) - _amount(before.fields)
        if more:
            self._pay(record.fields, more, actor, cause)
        return record

    def put(self, before: Record, changes: Fields, actor: str, cause: int | None) -> Record:
        """Change a payment as another document makes it change."""
        return self.table.replace(before, {**before.fields, **changes}, actor, cause)

    def settled(self, fields: Fields) -> str:
        """The only state a payment has."""
        return self.cycle.initial

    def perform(
        self, action: str, record_id: RecordId | None, given: Mapping[str, Any], actor: str, cause: int | None = None
    ) -> Record:
        """Create, update or delete a payment as a person does; anything else is refused."""
        if action == "create":
            return self.create(given, actor, cause)
        assert record_id is not None, f"{action} of no payment"
        record = self.require(record_id)
        if action == "update":
            return self.update(record_id, given, actor, cause)
        if action == "delete":
            self.delete(record_id, actor, cause)
            return record
        told = f"payments: one cannot {action.replace('_', ' ')} a payment; it can be updated or deleted"
        raise NotAllowed(told, code=self.codes.invalid)

    def count_of(self, party: RecordId) -> int:
        """How many payments a customer or vendor has."""
        return sum(self.table.count(name, party) for _, name in self.of.values())

    def move(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Hand a merged party's payments to the master. Source: DEL-10."""
        for _, name in self.of.values():
            for record in self.table.find(name, loser.ref.id):
                self.put(record, {name: winner.ref.id}, actor, cause)

    def count_with(self, item: RecordId) -> int:
        """None: a payment is about no item."""
        return 0

    def exchange_item(self, old: Record, new: Record, actor: str, cause: int | None) -> None:
        """Change nothing: a payment is about no item."""

    def past(self) -> list[Record]:
        """None: a payment is not due."""
        return []

    def rearm(self) -> None:
        """Set no alarm: a payment is not due."""

    def export(self) -> dict[str, Plain]:
        """The records, the changed fields and the numbers."""
        return {**super().export(), "series": self.series.export()}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        super().load(data)
        self.series.load(data["series"])

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        fields = super()._derive(fields, before)
        if fields.get("date") is None:
            fields["date"] = self.context.clock.now.date()
        if before is None:
            name, payable, party = self._paid_for(fields)
            paid = require_parent(self, payable.table, fields, name)
            fields |= {party: paid.fields[party], "currency_code": paid.fields["currency_code"]}
            fields[NUMBER] = self.series.upcoming
        amount = fields["amount"]
        if isinstance(amount, (int, Decimal)):
            fields["amount"] = self._in_units(Decimal(amount), str(fields["currency_code"]))
        return fields

    def _in_units(self, amount: Decimal, currency: str) -> Decimal:
        if amount <= 0 or rounded(amount, currency) != amount:
            told = (
                f"payments: an amount of {amount} {currency} cannot be paid; give a positive one in whole minor units"
            )
            raise InvalidData(told, code=self.codes.invalid, field="amount")
        return rounded(amount, currency)

    def _check(self, fields: Fields, before: Record | None) -> None:
        name, payable, _ = self._paid_for(fields)
        require_unchanged(self, fields, before, name, "delete it and record one of the other")
        paid = require_parent(self, payable.table, fields, name)
        more = _amount(fields) - (_amount(before.fields) if before is not None else 0)
        if before is None or more > 0:
            payable.require_payable(paid, more)

    def _paid_for(self, fields: Fields) -> tuple[str, PayableModule, str]:
        for name, (module, party) in self.of.items():
            if fields.get(name):
                payable = self.context.module(module)
                assert isinstance(payable, PayableModule), f"{module} are paid"
                return name, payable, party
        told = f"payments: nothing says what is paid; give {' or '.join(self.of)}"
        raise InvalidData(told, code=self.codes.missing, field=next(iter(self.of)))

    def _pay(self, fields: Fields, amount: Decimal, actor: str, cause: int | None) -> None:
        name, payable, _ = self._paid_for(fields)
        payable.paid(RecordId(str(fields[name])), amount, actor, cause)

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        """Reopen what was paid."""
        self._pay(record.fields, -_amount(record.fields), actor, cause)


def _amount(fields: Fields) -> Decimal:
    amount = fields["amount"]
    assert isinstance(amount, Decimal), "the amount passed validation"
    return amount
