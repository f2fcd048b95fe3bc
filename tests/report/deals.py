"""Made-up journals of deals whose trigger makes an invoice, and does with it what it does."""

from __future__ import annotations

from tests.report.made_up import Data, entry, result
from zsim.fakes.store import Effect
from zsim.kernel.journal import Entry
from zsim.ports.records import RecordId, Ref
from zsim.sync import DecisionEntry, Outcome, RunStarted, Trigger

DEAL = Ref("crm", "Deals", RecordId("1"))
INVOICE = Ref("books", "invoices", RecordId("2"))
RUN = entry(1, "run", RunStarted(1, "books", "triggers", Trigger.INITIAL))


def deal(probability: int) -> Entry:
    """The deal is saved with a probability."""
    return entry(1, "effect", Effect("updated", None, {"Deal_Name": "X", "Probability": probability}), subject=DEAL)


def invoice(status: str) -> Entry:
    """The invoice that a trigger made stands so."""
    fields = {"status": status, "zcrm_potential_id": "1", "zcrm_potential_by": "trigger"}
    return entry(1, "effect", Effect("updated", None, fields), subject=INVOICE)


def decided(code: str, target: Ref | None = None, aim: str = "invoice") -> Entry:
    """A trigger decided about the deal for the reason of that code."""
    outcome = Outcome.EXCLUDED if target is None else Outcome.UPDATED
    return entry(1, "decision", DecisionEntry("deal", outcome, DEAL, (), target, code, "deal X", aim), 1)


def played(*journal: Entry) -> Data:
    """A scenario with those entries after the run of the triggers began."""
    numbered = [each._replace(number=number) for number, each in enumerate((RUN, *journal), start=1)]
    return result("triggers/one_deal[books]", ("TRG-04",), journal=numbered)


WON_AND_LOST = (
    deal(100),
    decided("deal-invoice-new"),
    invoice("draft"),
    deal(0),
    decided("deal-voided", INVOICE, "invoice INV-1"),
    invoice("void"),
)
"""A deal that comes as won, and is lost then."""
