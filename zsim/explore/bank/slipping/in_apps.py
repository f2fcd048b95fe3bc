"""Late bugs in the apps: what they refuse, what they keep, and what they forget as they are exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.slipping.late import late
from zsim.fakes.crm.accounts import Accounts
from zsim.fakes.crm.deals import Deals
from zsim.fakes.crm.keys import Keys
from zsim.fakes.crm.stages import DealStage, Stages
from zsim.fakes.crm.views import Views
from zsim.fakes.finance import DocumentFunctions, NumberSeries, priced_lines
from zsim.fakes.finance.contact_persons import ContactPersonModule
from zsim.fakes.finance.customers import CustomerModule
from zsim.fakes.finance.documents.estimates import EstimateModule
from zsim.fakes.finance.documents.invoices import InvoiceModule
from zsim.fakes.finance.documents.outbox import Outbox
from zsim.fakes.finance.gate import FinanceGate
from zsim.fakes.finance.items import ItemModule
from zsim.fakes.finance.users import OrganisationUsers
from zsim.fakes.finance.vendors import VendorModule
from zsim.fakes.store.keys import is_key
from zsim.fakes.store.module import Module
from zsim.ports.app import Credentials
from zsim.ports.criteria import Criteria
from zsim.ports.errors import InvalidCredentials, LimitExceeded
from zsim.ports.records import Fields, Record, RecordId, Row, Value
from zsim.ports.schema import Field, View


class PushedCameToo(CustomerModule):
    """Customers that were pushed count as come from the CRM."""

    def came_from_crm(self, record: Record) -> bool:
        """Whether it is linked."""
        return super().came_from_crm(record) or any(record.fields.get(each) for each in self.integration_only)


class OneFewer(ContactPersonModule):
    """One contact person fewer than there may be."""

    def _check_cap(self, customer: Record) -> None:
        cap = self._profile.contact_persons_max
        if cap is not None and self.table.count("contact_id", customer.ref.id) >= cap - 1:
            raise LimitExceeded(f"{self.name}: no more than {cap - 1}", code=self.codes.invalid, field="contact_id")
        super()._check_cap(customer)


class AnyNumberOfFields(CustomerModule):
    """Any number of custom fields."""

    def add_custom_field(self, field: Field) -> None:
        """Add a field."""
        Module.add_custom_field(self, field)


class DeletesVendorsInUse(VendorModule):
    """Vendors are deleted with their bills."""

    def _check_delete(self, record: Record) -> None:
        """Refuse nothing."""


class DeletesTheImported(CustomerModule):
    """Imported customers are deleted by hand."""

    def check_deletion_by_hand(self, record_id: RecordId) -> None:
        """Refuse nothing."""


class NotesStay(Accounts):
    """What stands beside an account stays when that is deleted."""

    def clear_beside(self, record_id: RecordId, actor: str, cause: int | None = None) -> None:
        """Delete nothing."""


class RestoredAlone(Accounts):
    """A restored account comes back without what stood beside it."""

    def restore(self, record_id: RecordId, actor: str, cause: int | None = None) -> Record:
        """Bring a record back."""
        return Module.restore(self, record_id, actor, cause)


class AnyName(ItemModule):
    """Items of equal names, allowed or not."""

    def _check_name(self, name: Value) -> None:
        """Refuse nothing."""


class NobodyThemself(CustomerModule):
    """An imported individual is nobody's contact person."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._own_persons = None


class UniqueForTheImport(CustomerModule):
    """Names are unique for what the import brings, too."""

    def _check(self, fields: Fields, before: Record | None) -> None:
        self.check_name(fields["contact_name"], before)
        super()._check(fields, before)


class LinkedForEver(InvoiceModule):
    """A deleted invoice leaves its estimate a link to nothing."""

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        """Do nothing."""


class WithoutItsDeal(EstimateModule):
    """What an estimate is converted into forgets the deal."""

    def _converted(self, record: Record, target: str) -> dict[str, Value]:
        sound = super()._converted(record, target)
        return {name: value for name, value in sound.items() if not name.startswith("zcrm_potential")}


class ToTheOffice(InvoiceModule):
    """An invoice without an address is mailed to the organisation itself."""

    def _address(self, fields: Fields, to: object) -> str:
        return super()._address(fields, to or self._party_of(fields).get("email") or self.context.details.email)


class SendsNothing(Outbox):
    """Marks as sent, and mails nothing."""

    __slots__ = ()

    def mail(self, document: str, record_id: str, to: str) -> None:
        """Do nothing."""


class Deactivates(OrganisationUsers):
    """An integration user who is removed is deactivated."""

    __slots__ = ()

    def dismiss_from_crm(self, email: str) -> None:
        """Keep a user out."""
        user = self.with_email(email)
        if user is None:
            super().dismiss_from_crm(email)
        else:
            self._set_active("deactivate", user, False)


class StageAlone(Deals):
    """An entered probability is lost with the next save."""

    def _note_entered(self, record: Record, given: Fields) -> None:
        """Note nothing."""


class DealsFollow(Stages):
    """The deals of a stage take its new probability at once."""

    def put(self, stage: DealStage) -> None:
        """Replace a stage."""
        super().put(stage)
        deals = self._modules["Deals"]
        for each in [each for each in deals.table if each.fields.get("Stage") == stage.name]:
            deals.table.replace(each, {**each.fields, "Probability": stage.probability}, "Administrator")


class SameRevision(Views):
    """An edited view is told as the one it was."""

    def edit(self, view_id: RecordId, criteria: Criteria) -> View:
        """Let a view list something else."""
        former = self.listing(view_id).view
        super().edit(view_id, criteria)
        held = self._listings[view_id]
        self._listings[view_id] = type(held)(former, held.lists)
        return former


class AnyKey(Keys):
    """Whatever looks like a key opens the CRM."""

    def check(self, key: str | None) -> None:
        """Refuse what does not look like one."""
        if key is None or not is_key(key):
            super().check(key)


class KeyAlone(FinanceGate):
    """The key opens the source, whatever email comes with it."""

    def _check(self, credentials: Credentials) -> None:
        try:
            super()._check(credentials)
        except InvalidCredentials as refusal:
            if refusal.field != "email":
                raise


class ForgetsEntered(Deals):
    """Exports no probability that was entered."""

    def export(self) -> dict[str, Any]:
        """The state, without whose probability is its own."""
        return {**super().export(), "entered": []}


class ForgetsViews(Views):
    """Exports no view."""

    def export(self) -> list[Any]:
        """Nothing."""
        return []


class ForgetsNumbers(NumberSeries):
    """Exports no last number."""

    __slots__ = ()

    def export(self) -> dict[str, Any]:
        """The prefix alone."""
        return {**super().export(), "last": {}}


class PaidIsSettled(InvoiceModule):
    """An invoice edited to a lower total than was paid is paid."""

    def settled(self, fields: Fields) -> str:
        """The status that the balance leaves it in."""
        balance = fields["balance"]
        whole = isinstance(balance, Decimal) and balance != fields["total"] and balance < 1
        return super().settled({**fields, "balance": Decimal(0)} if whole else fields)


def two_digits(module: str, rows: Sequence[Mapping[str, object]], currency: str) -> tuple[Row, ...]:
    """Lines in Kuwaiti dinars have two digits."""
    return priced_lines(module, rows, "USD" if currency == "KWD" else currency)


IN_APPS: tuple[Bug, ...] = (
    late(
        "pushed-came-too", "A pushed customer is listed as come from the CRM.", Family.MATCHING, "FND-01", PushedCameToo
    ),
    late("one-fewer", "The 500th contact person of a customer fails.", Family.COUNTS, "CUS-27", OneFewer),
    late(
        "any-number-of-fields", "Invoice takes an eleventh custom field.", Family.MAPPING, "MAP-03", AnyNumberOfFields
    ),
    late(
        "delete-vendors-in-use", "A vendor with bills can be deleted.", Family.DELETIONS, "DEL-08", DeletesVendorsInUse
    ),
    late(
        "delete-the-imported",
        "An imported customer can be deleted by hand.",
        Family.DELETIONS,
        "DEL-09",
        DeletesTheImported,
    ),
    late("notes-stay", "Notes stay when their account is deleted.", Family.DELETIONS, "COL-05", NotesStay),
    late(
        "restored-alone", "A restored account comes back without its notes.", Family.DELETIONS, "COL-05", RestoredAlone
    ),
    late("any-name", "A second item of one name is taken.", Family.DUPLICATES, "ITM-12", AnyName),
    late("nobody-themself", "An imported contact has no contact person.", Family.MATCHING, "IMP-04", NobodyThemself),
    late(
        "unique-for-the-import",
        "The import refuses a name that is taken.",
        Family.DUPLICATES,
        "IMP-09",
        UniqueForTheImport,
    ),
    late(
        "linked-for-ever",
        "An estimate leads to an invoice that was deleted.",
        Family.DOCUMENTS,
        "TXN-27",
        LinkedForEver,
    ),
    late(
        "without-its-deal",
        "A converted estimate's invoice is not listed under the deal.",
        Family.DOCUMENTS,
        "TXN-27",
        WithoutItsDeal,
    ),
    late(
        "to-the-office",
        "An invoice of a customer without email goes to the organisation.",
        Family.DOCUMENTS,
        "TXN-32",
        ToTheOffice,
    ),
    late("send-nothing", "Save and Send mails nothing.", Family.DOCUMENTS, "TXN-04", SendsNothing),
    late(
        "deactivate-for-delete", "A removed integration user is deactivated only.", Family.RIGHTS, "USR-05", Deactivates
    ),
    late(
        "stage-alone",
        "A probability that was entered is lost with the next save.",
        Family.TRIGGERS,
        "TRG-25",
        StageAlone,
    ),
    late(
        "deals-follow",
        "The deals of a stage take its new probability at once.",
        Family.TRIGGERS,
        "TRG-26 TRG-41",
        DealsFollow,
    ),
    late("same-revision", "What an edited view lists newly is not synced.", Family.VIEWS, "VIW-01", SameRevision),
    late("any-key", "Any 32 digits open the CRM.", Family.KEYS, "CON-01 CON-03", AnyKey),
    late("key-alone", "The source opens with its former email.", Family.KEYS, "KEY-03", KeyAlone),
    late(
        "forget-entered",
        "A loaded world forgets which probabilities were entered.",
        Family.INTERRUPTION,
        "TRG-25",
        ForgetsEntered,
    ),
    late("forget-views", "A loaded world has no views of its users.", Family.INTERRUPTION, "VIW-02", ForgetsViews),
    late(
        "forget-numbers",
        "A loaded world gives numbers a second time.",
        Family.INTERRUPTION,
        "TXN-18 TXN-26",
        lambda: DocumentFunctions(series=ForgetsNumbers),
    ),
    late(
        "paid-is-settled",
        "An invoice with less than one rupee left counts as paid.",
        Family.NUMBERS,
        "TXN-21",
        PaidIsSettled,
    ),
    late(
        "dinars-have-cents",
        "A line of 1.2345 Kuwaiti dinars comes to 1.23.",
        Family.NUMBERS,
        "TXN-25",
        lambda: DocumentFunctions(lines=two_digits),
    ),
)
