"""Items: so far only what rules their sync out."""

from __future__ import annotations

from zsim.ports.errors import CurrencyMismatch, NotModelled
from zsim.sync.desk import Desk
from zsim.sync.roles import Owner


class Items:
    """The item sync of one connection; configuring it is refused where the base currencies differ. Source: CON-14."""

    def __init__(self, owner: Owner, desk: Desk) -> None:
        self._owner = owner
        self._desk = desk

    def configure(self, **choices: object) -> None:
        """Refuse with ``CurrencyMismatch`` while the base currencies differ; the rest is not modelled."""
        self._owner.require_open("configure items")
        crm = self._owner.crm().organisation()
        finance = self._desk.finance.organisation()
        if crm.currency != finance.currency:
            raise CurrencyMismatch(
                f"items cannot be configured: the CRM's base currency is {crm.currency}, "
                f"{finance.name}'s is {finance.currency} (CON-14)",
                code="CURRENCY",
            )
        raise NotModelled(f"the sync of items is not modelled yet (asked for {choices}); that of customers is")
