"""What the engine may call of a finance organisation: its records, and persons' commands to its documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zsim.fakes.finance.acting import Acting
from zsim.fakes.finance.documents.module import DocumentModule
from zsim.fakes.finance.documents.paper import pdf_of
from zsim.fakes.finance.documents.payments import PaymentModule
from zsim.fakes.finance.documents.printed import printed_document
from zsim.fakes.finance.documents.remarks import COMMENT, Remarks
from zsim.fakes.finance.notifications import Notifications
from zsim.fakes.finance.users import Role
from zsim.fakes.store.port import AppPort
from zsim.kernel.clock import to_datetime
from zsim.ports.app import SharedPerson
from zsim.ports.errors import NotModelled
from zsim.ports.records import Fields, Record, RecordId
from zsim.ports.relay import CrmLookups, Remark


class FinancePort(AppPort):
    """The port of a finance organisation; a person's command is carried out as that user. Source: TXN-01.

    ``on_crm`` is told by whom things are looked up in the CRM, ``acting`` says who acts for a user of the CRM.
    """

    def __init__(
        self,
        *,
        on_crm: Callable[[CrmLookups], None],
        notifications: Notifications,
        acting: Acting,
        remarks: Remarks,
        other_apps: Callable[[], tuple[str, ...]],
        **standing: Any,
    ) -> None:
        super().__init__(**standing)
        self._acting = acting
        self._on_crm = on_crm
        self._notifications = notifications
        self._remarks = remarks
        self._other_apps = other_apps

    def perform(
        self, module: str, action: str, document: RecordId | None, given: Fields, user: str, trace: int = 0
    ) -> Record:
        """Carry out the command of the user with that email, as far as that one may."""
        documents = self._module(module)
        if not isinstance(documents, (DocumentModule, PaymentModule)):
            raise NotModelled(f"{action} of {module}: commands are those to documents, such as invoices")
        actor = self._acting.named(user, module, action)
        return documents.perform(action, document, given, actor, trace or None)

    def admit_user(self, name: str, email: str) -> None:
        """Let a user of the CRM in as an integration user."""
        self._acting.users.admit_from_crm(name, email)

    def dismiss_user(self, email: str) -> None:
        """Delete an integration user."""
        self._acting.users.dismiss_from_crm(email)

    def integration_users(self) -> tuple[SharedPerson, ...]:
        """The integration users, the oldest first."""
        return tuple([SharedPerson(each.name, each.email) for each in self._acting.users.holding(Role.INTEGRATION)])

    def printed(self, module: str, document: RecordId) -> str:
        """A document's content as text."""
        target = self._module(module)
        return printed_document(target, target.require(document), self._modules.get)

    def pdf(self, module: str, document: RecordId) -> bytes:
        """The same on a page."""
        changed = self._module(module).require(document).modified_ms
        return pdf_of(self.printed(module, document), to_datetime(changed))

    def notify(self, text: str) -> None:
        """Tell the users of the organisation something inside the app."""
        self._notifications.tell(text)

    def other_apps(self) -> tuple[str, ...]:
        """The organisations of other finance apps that this one is integrated with."""
        return self._other_apps()

    def comments(self, module: str, document: RecordId) -> tuple[Remark, ...]:
        """The comments on a document."""
        self._module(module)
        return self._remarks.of(document, COMMENT)

    def serve_crm(self, lookups: CrmLookups) -> None:
        """Look up deals and remarks of the CRM by these from now on."""
        self._on_crm(lookups)
