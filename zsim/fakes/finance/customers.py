"""Customers of a finance organisation: parties with contact persons, for whom invoices are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from zsim.catalogue.quirks import Quirks
from zsim.fakes.finance.contact_persons import ContactPersonModule
from zsim.fakes.finance.customer_fields import CUSTOMER_FIELDS, LINK_FIELDS, SOURCE, CustomerKind
from zsim.fakes.finance.details import Details
from zsim.fakes.finance.documents.documents import AllDocuments
from zsim.fakes.finance.linked import RecordStatus
from zsim.fakes.finance.module import INTEGRATION
from zsim.fakes.finance.own_persons import OwnPersons
from zsim.fakes.finance.parties import PartyModule
from zsim.fakes.finance.preferences import OrganisationPreferences
from zsim.fakes.finance.profile import Profile
from zsim.fakes.store.table import Table
from zsim.ports.records import Fields, Record, RecordId, Value


class CustomerModule(PartyModule):
    """The organisation's customers."""

    singular = "customer"
    defaults = MappingProxyType({"customer_sub_type": CustomerKind.BUSINESS.value, "status": RecordStatus.ACTIVE.value})
    integration_only = frozenset({*LINK_FIELDS, SOURCE.name})

    def __init__(
        self,
        table: Table,
        *,
        profile: Profile,
        quirks: Quirks,
        details: Details,
        preferences: OrganisationPreferences,
        contact_persons: ContactPersonModule,
        documents: AllDocuments,
    ) -> None:
        super().__init__(
            table,
            CUSTOMER_FIELDS,
            profile=profile,
            quirks=quirks,
            details=details,
            preferences=preferences,
            transactions=documents,
        )
        self._contact_persons = contact_persons
        self._own_persons = OwnPersons(contact_persons.table) if profile.individuals_are_own_persons else None

    def _unhindered(self, wanted: Sequence[Fields]) -> list[dict[str, Value]] | None:
        """The customers, unless each may come with a contact person that it is."""
        return super()._unhindered(wanted) if self._own_persons is None else None

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Add a customer; an individual that the integration brings may be its own contact person. Source: IMP-04."""
        record = super().create(fields, actor, cause)
        individual = record.fields["customer_sub_type"] == CustomerKind.INDIVIDUAL
        if self._own_persons is not None and actor == INTEGRATION and individual:
            self._own_persons.make(record, actor, cause)
        return record

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields; what the integration writes reaches the person the customer is, too."""
        record = super().update(record_id, changes, actor, cause)
        if self._own_persons is not None and actor == INTEGRATION:
            self._own_persons.follow(record, changes, actor, cause)
        return record

    def own_of(self, record_id: RecordId) -> tuple[Record, ...]:
        """The customer's contact persons but for the one that it is itself."""
        return self._contact_persons.others_of(record_id)

    def _move_related(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        super()._move_related(loser, winner, actor, cause)
        self._contact_persons.move(loser, winner, actor, cause)

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        self._contact_persons.delete_of(record.ref.id, actor, cause)
