"""Sales orders of Books: what customers ordered. Source: TXN-12, TXN-15."""

from __future__ import annotations

from types import MappingProxyType

from zsim.fakes.finance.documents.links import link_field
from zsim.fakes.finance.documents.module import DocumentModule


class SalesOrderModule(DocumentModule):
    """The organisation's sales orders."""

    type = "sales_orders"
    number_field = "salesorder_number"
    links = MappingProxyType({"invoices": "invoice_ids"})
    own_fields = (link_field("invoice_ids", "invoices"),)
