"""What a customer or vendor owes and is owed, computed from finance's documents.

Source: PRM-04, PRM-06, PRM-11.
"""

from __future__ import annotations

from decimal import Decimal

from zsim.catalogue import catalogue
from zsim.ports.records import Record
from zsim.ports.relay import Summary
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import FINANCE, KINDS
from zsim.sync.model.links import Link
from zsim.sync.runs.calls import Calls, Steps

UNISSUED = frozenset({"draft", "pending_approval", "approved", "void"})
"""The states of invoices and bills that nobody has to pay, or not yet."""

ZERO = Decimal(0)


def summary_of(calls: Calls, context: ConnectionContext, link: Link) -> Steps[Summary]:
    """The summary of a party that is synced; a contact person has none, its customer has, nor has one that is gone."""
    module = KINDS[link.kind].finance.module
    if module not in ("customers", "vendors"):
        return Summary(context.organisation_key)
    found = yield from calls.read(FINANCE, module, [link.finance_id])
    if not found:
        return Summary(context.organisation_key)
    currency = str(found[0].fields["currency_code"])
    if module == "vendors":
        bills = yield from calls.search(FINANCE, "bills", "vendor_id", [link.finance_id])
        return Summary(context.organisation_key, currency, ZERO, _due(bills), None)
    invoices = yield from calls.search(FINANCE, "invoices", "customer_id", [link.finance_id])
    sells = catalogue().behaviour("PRM-06").holds_for(context.product.key)
    sales = sum([_amount(each, "total") for each in _issued(invoices)], ZERO) if sells else None
    return Summary(context.organisation_key, currency, _due(invoices), ZERO, sales)


def _due(documents: tuple[Record, ...]) -> Decimal:
    """What is still to be paid."""
    return sum([_balance(each) for each in _issued(documents)], ZERO)


def _issued(documents: tuple[Record, ...]) -> list[Record]:
    return [each for each in documents if each.fields.get("status") not in UNISSUED]


def _balance(document: Record) -> Decimal:
    if document.fields.get("balance") is not None:
        return _amount(document, "balance")
    return ZERO if document.fields.get("status") == "paid" else _amount(document, "total")


def _amount(document: Record, name: str) -> Decimal:
    amount = document.fields.get(name)
    return amount if isinstance(amount, Decimal) else ZERO
