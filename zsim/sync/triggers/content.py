"""What a document carries that a trigger makes. Source: TRG-13, TRG-18."""

from __future__ import annotations

from decimal import Decimal

from zsim.ports.records import Fields, Record, RecordId, Row

BY = "trigger"
POTENTIAL, POTENTIAL_BY = "zcrm_potential_id", "zcrm_potential_by"


def content(deal: Record, customer: Record, owner: str) -> Fields:
    """The customer, whose address the document takes, the deal's owner as salesperson, and one line for the deal.

    A deal without an amount has a line at the rate 0, one without a description none.
    """
    amount, description = deal.fields.get("Amount"), deal.fields.get("Description")
    line: Row = {
        "name": str(deal.fields.get("Deal_Name") or ""),
        "description": str(description) if description else None,
        "quantity": 1,
        "rate": amount if isinstance(amount, (int, Decimal)) else 0,
    }
    return {
        "customer_id": customer.id,
        "salesperson_name": owner or None,
        "line_items": (line,),
        POTENTIAL: deal.id,
        POTENTIAL_BY: BY,
    }


def made_by_trigger(document: Record, deal: RecordId) -> bool:
    """Whether a trigger made a document for that deal; what was linked by hand is another's. Source: TRG-37."""
    return document.fields.get(POTENTIAL) == deal and document.fields.get(POTENTIAL_BY) == BY
