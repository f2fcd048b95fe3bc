"""The CRM as one person uses it."""

from __future__ import annotations

import functools
from typing import Protocol

from zsim.catalogue import Product, catalogue
from zsim.fakes.crm.attachments_face import AttachmentsFace
from zsim.fakes.crm.contacts_face import ContactsFace
from zsim.fakes.crm.module_face import CrmModuleFace
from zsim.fakes.crm.native_face import NativeFace
from zsim.fakes.crm.profiles import ProfilesFace
from zsim.fakes.crm.related_face import RelatedFace
from zsim.fakes.crm.reports_face import ReportsFace
from zsim.fakes.crm.stages import StagesFace
from zsim.fakes.crm.state import CRM, SANDBOX, CrmState
from zsim.fakes.crm.unmodelled import NEAREST
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.crm.users_face import UsersFace
from zsim.fakes.crm.workflows import WorkflowsFace
from zsim.fakes.crm.zoho_finance.section import ZohoFinance
from zsim.fakes.crm.zoho_finance.summary import summary_for
from zsim.fakes.store.currencies import currency
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.handle import Handle
from zsim.ports.app import Organisation, Shared
from zsim.ports.errors import PartlyModelled
from zsim.ports.refusals import tells_refusals
from zsim.ports.relay import Summary


class HasProduct(Protocol):
    """What belongs to a product, such as one of its organisations."""

    @property
    def product(self) -> Product:
        """The product."""


@tells_refusals(
    "generate_zsc_key rename_organisation enable_multi_currency set_base_currency grant_multi_organisation summary",
    "_recorder.journal",
)
class CrmFace(PartlyModelled):
    """What one user does in the CRM, within the user's rights; everything done is recorded as a command."""

    _unmodelled = ("the CRM", NEAREST)

    def __init__(self, state: CrmState, user: CrmUser) -> None:
        self._state = state
        self.user = user
        self._recorder = CommandLog(
            state.journal,
            user.name,
            lambda module, action: state.users.require_right(user.id, module, action),
        )

    def __repr__(self) -> str:
        return f"<the CRM as {self.user.name} uses it>"

    @functools.cached_property
    def accounts(self) -> CrmModuleFace:
        """The module Accounts."""
        return CrmModuleFace(self._state, self._state.modules["Accounts"], self._recorder, self.user)

    @functools.cached_property
    def contacts(self) -> ContactsFace:
        """The module Contacts."""
        return ContactsFace(self._state, self._state.modules["Contacts"], self._recorder, self.user)

    @functools.cached_property
    def deals(self) -> CrmModuleFace:
        """The module Deals; the documents also speak of potentials. Source: FND-05."""
        return CrmModuleFace(self._state, self._state.modules["Deals"], self._recorder, self.user)

    @functools.cached_property
    def stages(self) -> StagesFace:
        """The stages of deals, with their probabilities. Source: TRG-09."""
        return StagesFace(self._state.stages, self._recorder)

    @functools.cached_property
    def products(self) -> CrmModuleFace:
        """The module Products."""
        return CrmModuleFace(self._state, self._state.modules["Products"], self._recorder, self.user)

    @functools.cached_property
    def vendors(self) -> CrmModuleFace:
        """The module Vendors."""
        return CrmModuleFace(self._state, self._state.modules["Vendors"], self._recorder, self.user)

    @functools.cached_property
    def quotes(self) -> NativeFace:
        """The CRM's own module Quotes, which never reaches finance. Source: TXN-02."""
        return NativeFace(self._state, self._state.modules["Quotes"], self._recorder, self.user)

    @functools.cached_property
    def invoices(self) -> NativeFace:
        """The CRM's own module Invoices, which never reaches finance. Source: TXN-02."""
        return NativeFace(self._state, self._state.modules["Invoices"], self._recorder, self.user)

    @functools.cached_property
    def notes(self) -> RelatedFace:
        """The module Notes: what is written beside a record. Source: COL-01."""
        return RelatedFace(self._state, self._state.modules["Notes"], self._recorder, self.user)

    @functools.cached_property
    def events(self) -> RelatedFace:
        """The module Events: meetings about a record. Source: COL-01."""
        return RelatedFace(self._state, self._state.modules["Events"], self._recorder, self.user)

    @functools.cached_property
    def calls(self) -> RelatedFace:
        """The module Calls: calls about a record. Source: COL-01."""
        return RelatedFace(self._state, self._state.modules["Calls"], self._recorder, self.user)

    @functools.cached_property
    def attachments(self) -> AttachmentsFace:
        """The files beside records: ``crm.attachments.add(deal, "plan.txt", b"...")``. Source: COL-08."""
        return AttachmentsFace(self._state, self._state.modules["Attachments"], self._recorder, self.user)

    @functools.cached_property
    def reports(self) -> ReportsFace:
        """Reports over the modules of the CRM. Source: COL-03, COL-04."""
        return ReportsFace(self._state, self._recorder, self.user)

    @functools.cached_property
    def zoho_finance(self) -> ZohoFinance:
        """The Zoho Finance section. Source: SYN-10."""
        return ZohoFinance(self._state, self._recorder, self.user)

    def summary(self, party: Handle, organisation: str | None = None) -> Summary:
        """What an account, contact or vendor owes and is owed in finance: ``receivables``, ``payables``, ``sales``.

        Needs the right "summary". Amounts are ``None`` where the record is not synced there. Where several
        organisations are connected, ``organisation`` names one by its key.
        Source: PRM-04, PRM-06, PRM-11.
        """
        return summary_for(self._state, self.user, party, organisation)

    @functools.cached_property
    def users(self) -> UsersFace:
        """The users of the CRM."""
        return UsersFace(self._state.users, self._state.keys, self._recorder, self._state.new_id)

    @functools.cached_property
    def profiles(self) -> ProfilesFace:
        """The profiles of the CRM."""
        return ProfilesFace(self._state.profiles, self._recorder)

    @functools.cached_property
    def workflows(self) -> WorkflowsFace:
        """The set-up page for workflows, where the import's triggers are switched on. Source: TRG-21."""
        return WorkflowsFace(self._state.connections, self._recorder)

    @property
    def organisation(self) -> Organisation:
        """What the CRM tells of its organisation."""
        return self._state.organisation()

    @property
    def organisation_name(self) -> str:
        """The organisation's name."""
        return self._state.name

    @property
    def organisations(self) -> tuple[str, ...]:
        """The organisations Billing may choose from by name; only the first is simulated. Source: CON-02, CON-20."""
        return self._state.name, SANDBOX

    @property
    def connected(self) -> tuple[Shared, ...]:
        """What each connected finance organisation shared. Source: CON-07, CON-08."""
        return self._state.connections.all

    @property
    def email(self) -> str:
        """The address this user signs in with."""
        return self.user.email

    @property
    def zsc_key(self) -> str | None:
        """The key generated last, if it still works. Source: CON-01."""
        return self._state.keys.current

    def generate_zsc_key(self, by: CrmUser | str | None = None) -> str:
        """Generate a ZSC key as this user, or as the administrator ``by``; the former one dies. Source: CON-15."""
        if by is not None:
            return CrmFace(self._state, self._state.users.named(by)).generate_zsc_key()
        self._note("generate_zsc_key")
        return self._state.keys.generate(self.user)

    def rename_organisation(self, name: str) -> None:
        """Give the organisation another name."""
        self._note("rename_organisation", organisation_name=name)
        self._state.name = name

    def enable_multi_currency(self) -> None:
        """Let each record have a currency of its own, and an exchange rate; it cannot be taken back.

        The rate is how many units of that currency one of the base currency is worth. Source: CON-13, CUS-37, ITM-15.
        """
        self._note("enable_multi_currency")
        self._state.enable_multi_currency()

    def set_base_currency(self, code: str) -> None:
        """Take another base currency, by its ISO code. Source: CON-13, CON-14."""
        self._note("set_base_currency", code=currency(code))
        self._state.set_base_currency(code)

    def grant_multi_organisation(self, product: str | HasProduct) -> None:
        """Let further organisations of a product connect, as support does on request. Source: CON-10."""
        key = catalogue().product(product if isinstance(product, str) else product.product.key).key
        self._note("grant_multi_organisation", product=key)
        self._state.connections.grant(key)

    def _note(self, name: str, **given: str) -> None:
        self._recorder.note("Organisation", name, (CRM, "Organisation"), given)
