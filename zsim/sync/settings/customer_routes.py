"""Where records of customers go: as which kind, or why they are left out. Source: CUS-01 to CUS-05, CUS-35."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zsim.ports.records import Record, RecordId
from zsim.sync.model.kinds import ACCOUNT, CONTACT, CRM, FINANCE, KINDS, PERSON, Kind, System
from zsim.sync.model.links import Links, LinkState
from zsim.sync.model.preferences import Extent
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.routing import leave_out


@dataclass(frozen=True, slots=True)
class CustomerRoutes:
    """Where records of customers go: the kinds in play, the extent, the links, and the account view.

    ``includes`` says that contacts without an account are customers of their own, ``without_account`` is the code of
    the reason for which they are left out. ``persons_reach_crm`` says that contact persons born in finance are pushed.
    ``recreates`` says that a record kept in finance after its deletion in the CRM is pushed again once it is edited.
    ``keeps_individuals`` says that an Individual whose contact has an account that is not synced stays one (FND-11).
    """

    kinds: tuple[Kind, ...]
    extent: Extent
    includes: bool
    without_account: str
    persons_reach_crm: bool
    recreates: bool
    links: Links
    keeps_individuals: bool = False

    def route(
        self, system: System, record: Record, out_of_view: Callable[[RecordId], bool], last: bool = False
    ) -> Kind | Decision:
        """The kind, or the decision that leaves it out."""
        if system is CRM:
            return self._from_crm(record, out_of_view, last)
        link = self.links.live(FINANCE, record.ref.id)
        if link is None:
            return self._from_finance(record)
        kind = KINDS[link.kind]
        return kind if kind in self.kinds else leave_out(kind, record, "other-type")

    def _from_crm(self, record: Record, out_of_view: Callable[[RecordId], bool], last: bool) -> Kind | Decision:
        if record.ref.module == ACCOUNT.crm.module:
            return ACCOUNT
        if PERSON not in self.kinds:
            return CONTACT
        account = RecordId(str(record.fields.get("Account_Name") or ""))
        if not account:
            return CONTACT if self.includes or self._was_pushed(record) else self._without_account(record)
        parent = self.links.live(CRM, account)
        if (out_of_view(account) or (last and parent is None)) and self._is_individual(record):
            return CONTACT
        if out_of_view(account):
            return leave_out(PERSON, record, "account-outside")
        if parent is None or parent.kind != ACCOUNT.name:
            return leave_out(PERSON, record, "account-not-synced")
        return PERSON

    def _was_pushed(self, contact: Record) -> bool:
        """Whether the contact is that of an Individual born in finance, which stays synced. Source: CUS-35."""
        link = self.links.live(CRM, contact.ref.id)
        return link is not None and link.kind == CONTACT.name and link.origin is FINANCE

    def _is_individual(self, contact: Record) -> bool:
        """Whether the contact is a customer of its own, which it stays until it is a contact person. Source: FND-11."""
        link = self.links.live(CRM, contact.ref.id)
        return self.keeps_individuals and link is not None and link.kind == CONTACT.name

    def _without_account(self, record: Record) -> Decision:
        left_out = leave_out(CONTACT, record, self.without_account)
        return left_out._replace(quirk="CUS-04") if self.without_account == "left-behind" else left_out

    def _from_finance(self, record: Record) -> Kind | Decision:
        kind = self._finance_kind(record)
        if self.extent is Extent.FETCH:
            return leave_out(kind, record, "fetch-only")
        if kind not in self.kinds:
            return leave_out(kind, record, "other-type")
        if record.fields.get("status") == "inactive":
            return leave_out(kind, record, "inactive")
        ended = self.links.tombstone(FINANCE, record.ref.id)
        if ended is not None and ended.state is LinkState.KEPT and not self.recreates:
            return leave_out(kind, record, "kept-out")
        if kind is PERSON:
            return self._person(record)
        return kind

    def _person(self, record: Record) -> Kind | Decision:
        if not self.persons_reach_crm:
            return leave_out(PERSON, record, "persons-held")
        parent = self.links.live(FINANCE, RecordId(str(record.fields.get("contact_id"))))
        if parent is None or parent.kind != ACCOUNT.name:
            return leave_out(PERSON, record, "no-parent")
        return PERSON

    @staticmethod
    def _finance_kind(record: Record) -> Kind:
        if record.ref.module == PERSON.finance.module:
            return PERSON
        return CONTACT if record.fields.get("customer_sub_type") == "individual" else ACCOUNT
