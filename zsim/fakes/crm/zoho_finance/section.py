"""The section as one user sees it. Source: SYN-10, TXN-01, TXN-12, TXN-14."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zsim.fakes.crm.users import CrmUser
from zsim.fakes.crm.zoho_finance.documents_face import DocumentsFace
from zsim.fakes.store.face import CommandLog
from zsim.ports.documents import PROJECTED
from zsim.ports.errors import NotAllowed

if TYPE_CHECKING:
    from zsim.fakes.crm.state import CrmState


class ZohoFinance:
    """The documents of connected finance organisations; each type is refused with ``NotAllowed`` until it is shown."""

    def __init__(self, state: CrmState, recorder: CommandLog, user: CrmUser) -> None:
        self._state = state
        self._recorder = recorder
        self._user = user

    def __str__(self) -> str:
        shown = [name.replace("_", " ") for name in PROJECTED if self._state.connections.showing(name)]
        return f"the Zoho Finance section of the CRM shows {' and '.join(shown) or 'no transactions'}"

    @property
    def estimates(self) -> DocumentsFace:
        """Finance's estimates, which Books and Billing call quotes."""
        return self._documents("estimates")

    @property
    def quotes(self) -> DocumentsFace:
        """The same, by the name that Books and Billing have for them."""
        return self.estimates

    @property
    def invoices(self) -> DocumentsFace:
        """Finance's invoices."""
        return self._documents("invoices")

    @property
    def sales_orders(self) -> DocumentsFace:
        """Finance's sales orders. Source: TXN-12."""
        return self._documents("sales_orders")

    @property
    def purchase_orders(self) -> DocumentsFace:
        """Finance's purchase orders. Source: TXN-12."""
        return self._documents("purchase_orders")

    def _documents(self, type: str) -> DocumentsFace:
        if not self._state.connections.showing(type):
            called = type.replace("_", " ")
            raise NotAllowed(
                f"the CRM shows no finance {called}; enable them first: integration.transactions.enable({type!r})",
                code="NOT_ALLOWED",
            )
        return DocumentsFace(type, self._state, self._state.modules[PROJECTED[type]], self._recorder, self._user)
