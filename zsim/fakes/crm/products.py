"""Products: what the CRM's people sell."""

from __future__ import annotations

from zsim.fakes.crm.fields import FINANCE_RECORD_ID
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.views import Lists
from zsim.ports.records import Record, Value

INDEXED = ("Product_Name", "Product_Code", "Vendor_Name", FINANCE_RECORD_ID.name)
VIEWS = ((41, "All Products", Lists.ALL), (42, "My Products", Lists.MINE))


class Products(CrmModule):
    """The module Products. A product is active unless it is made otherwise; its code is finance's SKU.

    Several may carry one name or one code. Source: ITM-01, ITM-03, ITM-04, VIW-02.
    """

    singular = "product"
    name_field = "Product_Name"

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        if before is None and fields.get("Product_Active") is None:
            fields["Product_Active"] = self.schema["Product_Active"].default
        return super()._derive(fields, before)
