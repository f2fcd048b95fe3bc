"""Documents of finance as other apps reach them: a command, and what finance answers. Source: TXN-01, SYN-10."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from zsim.ports.app import App, SharedPerson
from zsim.ports.records import Record, RecordId, Value
from zsim.ports.relay import CrmLookups, Remark

PROJECTED: Mapping[str, str] = MappingProxyType(
    {
        "estimates": "Finance_Estimates",
        "invoices": "Finance_Invoices",
        "sales_orders": "Finance_SalesOrders",
        "purchase_orders": "Finance_PurchaseOrders",
    }
)
"""The CRM's module that shows the documents of each of finance's, in the order of the section. Source: TXN-12."""


NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "estimates": "estimate_number",
        "invoices": "invoice_number",
        "sales_orders": "salesorder_number",
        "purchase_orders": "purchaseorder_number",
    }
)
"""The field that holds a document's number, by finance's module."""

PARTIES: Mapping[str, str] = MappingProxyType(
    {"Accounts": "Account_Name", "Contacts": "Contact_Name", "Vendors": "Vendor_Name"}
)
"""The CRM's field that says whom a document is for, by the module of that record."""


@runtime_checkable
class DocumentPort(App, Protocol):
    """An app in which persons' commands to documents can be carried out."""

    def perform(
        self, module: str, action: str, document: RecordId | None, given: Mapping[str, Value], user: str, trace: int = 0
    ) -> Record:
        """Carry out the command of the user with that email; gives the document as it stands, or the one made of it.

        ``action`` is what people can do to documents of the module ("create", "send", "convert", ...), ``given`` its
        fields or whatever else it takes. A refusal is raised and leaves everything as it was.
        """

    def admit_user(self, name: str, email: str) -> None:
        """Let a user of the CRM in as an integration user. Source: USR-02, USR-04, USR-07.

        Refused with ``DuplicateValue`` if the app has a user of that name or email, with ``LimitExceeded`` if it has
        all the integration users it may have.
        """

    def dismiss_user(self, email: str) -> None:
        """Delete an integration user; ``NotFound`` where there is none of that email. Source: USR-05."""

    def integration_users(self) -> tuple[SharedPerson, ...]:
        """The integration users, the oldest first. Source: USR-06."""

    def printed(self, module: str, document: RecordId) -> str:
        """A document's content as text, the same always; ``NotFound`` where it is gone. Source: TXN-08."""

    def pdf(self, module: str, document: RecordId) -> bytes:
        """The same on a page, as a PDF. Source: TXN-08."""

    def notify(self, text: str) -> None:
        """Tell the users of the organisation something inside the app; the same twice in a row is told once."""

    def comments(self, module: str, document: RecordId) -> tuple[Remark, ...]:
        """The comments on a document, oldest first. Source: COL-02."""

    def other_apps(self) -> tuple[str, ...]:
        """The keys of the organisations of other finance apps that this one is integrated with. Source: DIS-08."""

    def serve_crm(self, lookups: CrmLookups) -> None:
        """Look up deals and remarks of the CRM by these from now on. Source: POT-01, COL-01."""
