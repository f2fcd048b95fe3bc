"""Late bugs in what the apps refuse, keep and send."""

from __future__ import annotations

from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.explore.bank.slipping.late import late
from zsim.fakes.crm.accounts import Accounts
from zsim.fakes.finance.contact_persons import ContactPersonModule
from zsim.fakes.finance.customers import CustomerModule
from zsim.fakes.finance.documents.estimates import EstimateModule
from zsim.fakes.finance.documents.invoices import InvoiceModule
from zsim.fakes.finance.documents.outbox import Outbox
from zsim.fakes.finance.items import ItemModule
from zsim.fakes.finance.users import OrganisationUsers
from zsim.fakes.finance.vendors import VendorModule
from zsim.fakes.store.module import Module
from zsim.ports.errors import LimitExceeded
from zsim.ports.records import Fields, Record, RecordId, Value
from zsim.ports.schema import Field
from zsim.testing.hearing import check_hearing
from zsim.world import World


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


def _converted(world: World) -> None:
    acme = world.crm.accounts.create(Account_Name="Acme")
    fit = world.crm.deals.create(Deal_Name="Fit", Account_Name=acme)
    sync = world.connect("books")
    for module in sync.modules:
        module.choose({"extent": "fetch"}).save_and_sync()
        world.settle()
    sync.transactions.enable("estimates", "invoices")
    world.settle()
    world.crm.zoho_finance.estimates.create(deal=fit, lines=[{"name": "Advice", "rate": 100}]).convert()
    world.settle()
    world.check()


def _sent(world: World) -> None:
    """Somebody sends an invoice."""
    ada = world.books.customers.create(contact_name="Ada", email="ada@example.com")
    world.connect("books").customers.configure().save_and_sync()
    world.settle()
    world.books.invoices.create(customer=ada, lines=[{"name": "Advice", "rate": 100}]).send()
    check_hearing(world)


IN_RECORDS: tuple[Bug, ...] = (
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
    Bug(
        "without-its-deal",
        "A converted estimate's invoice is not listed under the deal.",
        Family.DOCUMENTS,
        ("TXN-27",),
        lambda: in_place(WithoutItsDeal),
        "conversions-take-all-along",
        _converted,
        late=True,
    ),
    late(
        "to-the-office",
        "An invoice of a customer without email goes to the organisation.",
        Family.DOCUMENTS,
        "TXN-32",
        ToTheOffice,
    ),
    Bug(
        "send-nothing",
        "Save and Send mails nothing.",
        Family.DOCUMENTS,
        ("TXN-04",),
        lambda: in_place(SendsNothing),
        "others-hear-of-it",
        _sent,
        late=True,
    ),
    late(
        "deactivate-for-delete", "A removed integration user is deactivated only.", Family.RIGHTS, "USR-05", Deactivates
    ),
)
