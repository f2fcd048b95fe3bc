"""Vendors: the companies the CRM's people buy from."""

from __future__ import annotations

from zsim.fakes.crm.fields import FINANCE_RECORD_ID
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.views import Lists

INDEXED = ("Vendor_Name", "Email", FINANCE_RECORD_ID.name)
VIEWS = ((51, "All Vendors", Lists.ALL), (52, "My Vendors", Lists.MINE))


class Vendors(CrmModule):
    """The module Vendors. A deleted vendor leaves its products and contacts behind, a merged one hands them on.

    Source: VEN-01, DEL-07, VIW-02.
    """

    singular = "vendor"
    name_field = "Vendor_Name"
