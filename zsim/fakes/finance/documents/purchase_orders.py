"""Purchase orders of Books: what is ordered from vendors. Source: TXN-12, TXN-15."""

from __future__ import annotations

from types import MappingProxyType

from zsim.fakes.finance.documents.links import link_field
from zsim.fakes.finance.documents.module import DocumentModule


class PurchaseOrderModule(DocumentModule):
    """The organisation's purchase orders."""

    type = "purchase_orders"
    party = "vendor_id"
    number_field = "purchaseorder_number"
    links = MappingProxyType({"bills": "bill_ids"})
    own_fields = (link_field("bill_ids", "bills"),)
