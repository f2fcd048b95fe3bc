"""Whom the CRM hands what its people do to finance's documents. Source: TXN-01, TXN-07."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from zsim.ports.records import RecordId, Ref, Value


class DocumentRelay(Protocol):
    """Whom the CRM's Zoho Finance section hands a person's command to: the integration of one organisation.

    Fields may name records of the CRM where finance's own would stand: ``Account_Name``, ``Contact_Name`` or
    ``Vendor_Name`` for whom a document is, ``product_id`` in its lines.
    """

    def perform(
        self, module: str, action: str, document: RecordId | None, given: Mapping[str, Value], user: str
    ) -> RecordId:
        """Have finance carry the command out, and show what it answers; gives the id of the document there.

        Refused where no command passes: the integration is disabled, its key is dead, finance refuses. Nothing is kept
        for later. Source: TXN-01, TXN-09, DIS-01.
        """

    def refresh(self, module: str, party: Ref) -> None:
        """Show the documents of an account, contact or vendor as finance has them now. Source: TXN-07, TXN-16."""
