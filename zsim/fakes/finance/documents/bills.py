"""Bills of Books: what is owed to vendors, under the vendor's number. Source: TXN-15, TXN-20, TXN-21."""

from __future__ import annotations

from types import MappingProxyType

from zsim.fakes.finance.documents.fields import BALANCE
from zsim.fakes.finance.documents.links import ORIGINS, origin_fields
from zsim.fakes.finance.documents.payable import PayableModule
from zsim.ports.schema import Field, FieldType


class BillModule(PayableModule):
    """The bills vendors sent; a bill has the vendor's number, or none."""

    type = "bills"
    party = "vendor_id"
    number_field = "bill_number"
    payment_field = "bill_id"
    open = ("open", "partially_paid")
    origins = MappingProxyType({"purchaseorder_id": ORIGINS["purchaseorder_id"]})
    own_fields = (Field("due_date", FieldType.DATE, "Due Date"), BALANCE, *origin_fields("purchaseorder_id"))
