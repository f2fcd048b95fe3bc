"""What customers and vendors have in common: unique names, one currency, transactions, merging."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from zsim.catalogue.quirks import Quirks
from zsim.fakes.finance.details import Details
from zsim.fakes.finance.linked import LinkedFace, LinkedModule, RecordStatus
from zsim.fakes.finance.module import FinanceFace
from zsim.fakes.finance.preferences import OrganisationPreferences
from zsim.fakes.finance.profile import Profile
from zsim.fakes.store.handle import Handle
from zsim.fakes.store.table import Table
from zsim.ports.errors import DuplicateValue, LimitExceeded, NotAllowed
from zsim.ports.folding import folded_texts
from zsim.ports.records import Fields, Record, RecordId, Value
from zsim.ports.refusals import tells_refusals
from zsim.ports.schema import Field

NAME_TAKEN = "3062"


class PartyTransactions(Protocol):
    """The documents that are made for the parties of one kind."""

    def count_of(self, party: RecordId) -> int:
        """How many a party has."""

    def move(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Hand those of a merged party to the master."""


class PartyModule(LinkedModule):
    """The customers of an organisation, or its vendors; a name is compared within its own module only.

    Source: VEN-07.
    """

    name_field = "contact_name"

    def __init__(
        self,
        table: Table,
        fields: tuple[Field, ...],
        *,
        profile: Profile,
        quirks: Quirks,
        details: Details,
        preferences: OrganisationPreferences,
        transactions: PartyTransactions,
    ) -> None:
        super().__init__(table, fields)
        self._profile = profile
        self._quirks = quirks
        self._preferences = preferences
        self._transactions = transactions
        self.take_currency(details.currency)

    def take_currency(self, code: str) -> None:
        """Give those without a currency this one from now on."""
        self.put_field(self.schema["currency_code"]._replace(default=code))

    def merge(self, master: RecordId, losers: Iterable[RecordId], actor: str, cause: int | None = None) -> Record:
        """Hand what hangs on the losers to the master and make them inactive. Source: DEL-10, DEL-14, DEL-17."""
        winner = self.require(master)
        losing = [self.require(each) for each in dict.fromkeys(losers)]
        self._check_merge(winner, losing)
        for loser in losing:
            self._move_related(loser, winner, actor, cause)
            if loser.fields["status"] != RecordStatus.INACTIVE:
                self.table.replace(loser, {**loser.fields, "status": RecordStatus.INACTIVE.value}, actor, cause)
        return winner

    def add_custom_field(self, field: Field) -> None:
        """Add a field made by a user, up to the product's cap. Source: MAP-02, MAP-03."""
        cap = self._profile.custom_fields_max
        count = sum(each.custom for each in self.schema.values())
        if cap is not None and count >= cap and self._quirks.fires("MAP-03", (self.table.app, self.name)):
            raise LimitExceeded(
                f"{self.name}: {field.name} is one too many: {self.table.app} holds at most {cap} custom fields"
                f" and has {count}; use one of those",
                code=self.codes.invalid,
                field=field.name,
            )
        super().add_custom_field(field)

    def told(self) -> dict[str, Field]:
        """A display name is unique unless equal ones are allowed. Source: CUS-18."""
        fields = super().told()
        name = fields[self.name_field]
        return fields | {name.name: name._replace(unique=not self._preferences.allow_equal_names)}

    def check_deletion_by_hand(self, record_id: RecordId) -> None:
        """Refuse what only a deletion in the CRM may do. Source: DEL-09."""
        record = self.require(record_id)
        if self._profile.imported_deleted_in_crm_only and self.came_from_crm(record):
            raise NotAllowed(
                f"{self.name}: {self.name_of(record)!r} came from the CRM; delete it there and import again",
                code=self.codes.invalid,
            )

    def _unhindered(self, wanted: Sequence[Fields]) -> list[dict[str, Value]] | None:
        """The parties, if all of them have a name of their own."""
        keys = set(folded_texts([str(each.get("contact_name") or "") for each in wanted]))
        own = len(keys) == len(wanted) and "" not in keys and self.table.lacks_all("contact_name", keys)
        if not own or not self._all_fit(wanted):
            return None
        return [self._derive(dict(each), None) for each in wanted]

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        if not fields.get("currency_code"):
            fields["currency_code"] = self.schema["currency_code"].default
        return super()._derive(fields, before)

    def _check(self, fields: Fields, before: Record | None) -> None:
        if not (self._profile.imports_equal_names and fields.get("source")):
            self.check_name(fields["contact_name"], before)
        if before is not None and fields["currency_code"] != before.fields["currency_code"]:
            self._check_currency_free(before)

    def check_name(self, name: Value, before: Record | None) -> None:
        """Refuse a name that another has, unless equal ones are allowed. Source: CUS-10, CUS-18."""
        if self._preferences.allow_equal_names or (
            before is not None and self._profile.same_name(before.fields["contact_name"], name)
        ):
            return
        for other in self.table.find("contact_name", name):
            if self._profile.same_name(other.fields["contact_name"], name):
                raise DuplicateValue(
                    f"a {self.singular} named {name!r} exists already ({other.ref.id}); choose another name",
                    code=NAME_TAKEN,
                    field="contact_name",
                )

    def _check_currency_free(self, record: Record) -> None:
        if self._transactions.count_of(record.ref.id):
            raise NotAllowed(
                f"{self.name}: the currency of {self.name_of(record)!r} is fixed by its transactions",
                code=self.codes.invalid,
                field="currency_code",
            )

    def _move_related(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        self._transactions.move(loser, winner, actor, cause)

    def _check_delete(self, record: Record) -> None:
        """Refuse the deletion of a customer or vendor with transactions. Source: DEL-08."""
        count = self._transactions.count_of(record.ref.id)
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
                    f" only {self.name} of one currency merge",
                    code=self.codes.invalid,
                    field="currency_code",
                )
        if self._profile.imported_is_master and not self.came_from_crm(winner):
            self._refuse_imported(losers)

    def _refuse_imported(self, losers: list[Record]) -> None:
        for loser in losers:
            if self.came_from_crm(loser):
                raise NotAllowed(
                    f"{self.name}: {self.name_of(loser)!r} came from the CRM and must be the master of the merge",
                    code=self.codes.invalid,
                )


@tells_refusals("delete", "_recorder.journal")
class PartyFace(LinkedFace):
    """What a person can do with customers or vendors."""

    csv_ignored: tuple[str, ...] = (
        *FinanceFace.csv_ignored,
        *("Contact ID", "Customer ID", "Vendor ID", "Primary Contact ID", "Contact Type", "Owner Name"),
    )

    _module: PartyModule

    def update(self, record: Handle | str, **fields: Any) -> Handle:
        """Change the named fields and return the record's handle; a person gives nobody a name that is taken."""
        before = self._module.require(self._ref(record).id)
        if fields.get("contact_name"):
            self._module.check_name(fields["contact_name"], before)
        return super().update(record, **fields)

    def delete(self, record: Handle | str) -> None:
        """Delete a record for good, with what hangs on it; one with transactions is refused. Source: DEL-08."""
        ref = self._ref(record)
        cause = self._recorder.note(self._module.name, "delete", ref, {})
        self._module.check_deletion_by_hand(ref.id)
        self._module.delete(ref.id, self._recorder.actor, cause)
