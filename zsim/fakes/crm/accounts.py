"""Accounts: the companies the CRM knows."""

from __future__ import annotations

from zsim.fakes.crm.fields import FINANCE_RECORD_ID
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.views import Lists

INDEXED = ("Account_Name", "Parent_Account", FINANCE_RECORD_ID.name)
VIEWS = (
    (11, "All Accounts", Lists.ALL),
    (12, "My Accounts", Lists.MINE),
    (13, "Recently Created Accounts", Lists.RECENT),
)


class Accounts(CrmModule):
    """The module Accounts. A deleted account leaves its contacts behind, a merged one hands them to the winner.

    Source: CUS-30, DEL-07, VIW-02.
    """

    singular = "account"
    name_field = "Account_Name"
