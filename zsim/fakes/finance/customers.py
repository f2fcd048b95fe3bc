"""Customers of a finance organisation: parties with contact persons, for whom invoices are made."""

from __future__ import annotations

from types import MappingProxyType

from zsim.catalogue.quirks import Quirks
from zsim.fakes.finance.contact_persons import ContactPersonModule
from zsim.fakes.finance.customer_fields import CUSTOMER_FIELDS, LINK_FIELDS, CustomerKind
from zsim.fakes.finance.details import Details
from zsim.fakes.finance.invoices import InvoiceModule
from zsim.fakes.finance.linked import Status
from zsim.fakes.finance.parties import PartyModule
from zsim.fakes.finance.preferences import Preferences
from zsim.fakes.finance.profile import Profile
from zsim.fakes.store.table import Table
from zsim.ports.records import Record


class CustomerModule(PartyModule):
    """The organisation's customers."""

    singular = "customer"
    defaults = MappingProxyType({"customer_sub_type": CustomerKind.BUSINESS.value, "status": Status.ACTIVE.value})
    link_fields = LINK_FIELDS
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
        super().__init__(
            table,
            CUSTOMER_FIELDS,
            profile=profile,
            quirks=quirks,
            details=details,
            preferences=preferences,
            transactions=invoices,
        )
        self._contact_persons = contact_persons

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        self._contact_persons.delete_of(record.ref.id, actor, cause)
