"""Customers of a finance organisation: their fields, unique names, life cycle and merging."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from zsim.catalogue.quirks import Quirks
from zsim.fakes.finance.contact_persons import ContactPersonModule
from zsim.fakes.finance.customer_fields import CUSTOMER_FIELDS, LINK_FIELDS, CustomerKind, CustomerStatus, is_imported
from zsim.fakes.finance.details import Details
from zsim.fakes.finance.invoices import InvoiceModule
from zsim.fakes.finance.module import FinanceFace, FinanceModule
from zsim.fakes.finance.preferences import Preferences
from zsim.fakes.finance.profile import Profile
from zsim.fakes.store.handle import Handle
from zsim.fakes.store.table import Table, comparable
from zsim.ports.errors import DuplicateValue, LimitExceeded, NotAllowed
from zsim.ports.records import Fields, Record, RecordId, Value
from zsim.ports.schema import Field

NAME_TAKEN = "3062"


class CustomerModule(FinanceModule):
    """The organisation's customers."""

    singular = "customer"
    name_field = "contact_name"
    defaults = MappingProxyType(
        {"customer_sub_type": CustomerKind.BUSINESS.value, "status": CustomerStatus.ACTIVE.value}
    )
    hidden = frozenset({*LINK_FIELDS, "source"})

    def __init__(
        self,
        table: Table,
        *,
        profile: Profile,
        quirks: Quirks,
        details: Details,
        preferences: Preferences,
        contact_persons: ContactPersonModule,
        invoices: InvoiceModule,
    ) -> None:
        super().__init__(table, CUSTOMER_FIELDS)
        self._profile = profile
        self._quirks = quirks
        self._details = details
        self._preferences = preferences
        self._contact_persons = contact_persons
        self._invoices = invoices

    def merge(self, master: RecordId, losers: Iterable[RecordId], actor: str, cause: int | None = None) -> Record:
        """Move the losers' transactions to the master and make the losers inactive. Source: DEL-10, DEL-11."""
        winner = self.require(master)
        losing = [self.require(each) for each in dict.fromkeys(losers)]
        self._check_merge(winner, losing)
        for loser in losing:
            self._invoices.move(loser, winner, actor, cause)
            if loser.fields["status"] != CustomerStatus.INACTIVE:
                self.table.replace(loser, {**loser.fields, "status": CustomerStatus.INACTIVE.value}, actor, cause)
        return winner

    def add_custom_field(self, field: Field) -> None:
        """Add a field made by a user, up to the product's cap. Source: MAP-02, MAP-03."""
        cap = self._profile.custom_fields_max
        count = sum(each.custom for each in self.schema.values())
        if cap is not None and count >= cap and self._quirks.fires("MAP-03", (self.table.app, self.name)):
            raise LimitExceeded(
                f"{self.name} holds at most {cap} custom fields and has {count}",
                code=self.codes.invalid,
                field=field.name,
            )
        super().add_custom_field(field)

    def check_deletion_by_hand(self, record_id: RecordId) -> None:
        """Refuse what only a deletion in the CRM may do. Source: DEL-09."""
        record = self.require(record_id)
        if self._profile.imported_deleted_in_crm_only and is_imported(record):
            raise NotAllowed(
                f"{self.name}: {self.name_of(record)!r} came from the CRM; delete it there and import again",
                code=self.codes.invalid,
            )

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        if not fields.get("currency_code"):
            fields["currency_code"] = self._details.currency
        return super()._derive(fields, before)

    def _check(self, fields: Fields, before: Record | None) -> None:
        self._check_name(fields["contact_name"], before)
        if before is not None and fields["currency_code"] != before.fields["currency_code"]:
            self._check_currency_free(before)

    def _check_name(self, name: Value, before: Record | None) -> None:
        if self._preferences.allow_equal_names or (
            before is not None and self._same(before.fields["contact_name"], name)
        ):
            return
        for other in self.table.find("contact_name", name):
            if self._same(other.fields["contact_name"], name):
                raise DuplicateValue(
                    f"a customer named {name!r} exists already ({other.ref.id}); choose another name",
                    code=NAME_TAKEN,
                    field="contact_name",
                )

    def _same(self, one: Value, other: Value) -> bool:
        """Whether two names are one. Source: CUS-10."""
        return one == other or (self._profile.folds_names and comparable(one) == comparable(other))

    def _check_currency_free(self, record: Record) -> None:
        if self._invoices.count_of(record.ref.id):
            raise NotAllowed(
                f"{self.name}: the currency of {self.name_of(record)!r} is fixed by its transactions",
                code=self.codes.invalid,
                field="currency_code",
            )

    def _check_delete(self, record: Record) -> None:
        """Refuse the deletion of a customer with transactions. Source: DEL-08."""
        count = self._invoices.count_of(record.ref.id)
        if count:
            raise NotAllowed(
                f"{self.name}: {self.name_of(record)!r} has transactions ({count}); make it inactive instead",
                code=self.codes.invalid,
            )

    def _check_merge(self, winner: Record, losers: list[Record]) -> None:
        super()._check_merge(winner, losers)
        for loser in losers:
            ours, theirs = winner.fields["currency_code"], loser.fields["currency_code"]
            if ours != theirs:
                raise NotAllowed(
                    f"{self.name}: {self.name_of(loser)!r} has the currency {theirs}, the master {ours};"
                    " only customers of one currency merge",
                    code=self.codes.invalid,
                    field="currency_code",
                )
        if self._profile.imported_is_master and not is_imported(winner):
            self._refuse_imported(losers)

    def _refuse_imported(self, losers: list[Record]) -> None:
        for loser in losers:
            if is_imported(loser):
                raise NotAllowed(
                    f"{self.name}: {self.name_of(loser)!r} came from the CRM and must be the master of the merge",
                    code=self.codes.invalid,
                )

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        self._contact_persons.delete_of(record.ref.id, actor, cause)


class CustomersFace(FinanceFace):
    """What a person can do with customers."""

    _module: CustomerModule

    def delete(self, record: Handle | str) -> None:
        """Delete a customer and its contact persons for good; one with transactions is refused. Source: DEL-08."""
        ref = self._ref(record)
        cause = self._recorder.note(self._module.name, "delete", ref, {})
        self._module.check_deletion_by_hand(ref.id)
        self._module.delete(ref.id, self._recorder.actor, cause)

    def activate(self, record: Handle | str) -> Handle:
        """Make an inactive customer active again."""
        return self._set_status("activate", record, CustomerStatus.ACTIVE)

    def deactivate(self, record: Handle | str) -> Handle:
        """Make a customer inactive; it keeps its name and its transactions."""
        return self._set_status("deactivate", record, CustomerStatus.INACTIVE)

    def from_crm(self) -> list[Handle]:
        """The customers linked with a CRM record, oldest first. Source: FND-01."""
        return [self._handle(each) for each in self._module.table if is_imported(each)]

    def _set_status(self, command: str, record: Handle | str, status: CustomerStatus) -> Handle:
        ref = self._ref(record)
        cause = self._recorder.note(self._module.name, command, ref, {})
        return self._handle(self._module.update(ref.id, {"status": status.value}, self._recorder.actor, cause))
