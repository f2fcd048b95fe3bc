"""Vendors of a finance organisation: parties from whom it buys, with bills."""

from __future__ import annotations

from types import MappingProxyType

from zsim.catalogue.quirks import Quirks
from zsim.fakes.finance.customer_fields import NAME_LENGTH_MAX, SOURCE, address_fields
from zsim.fakes.finance.details import Details
from zsim.fakes.finance.documents.documents import AllDocuments
from zsim.fakes.finance.linked import STATUSES, RecordStatus
from zsim.fakes.finance.parties import PartyModule
from zsim.fakes.finance.preferences import OrganisationPreferences
from zsim.fakes.finance.profile import Profile
from zsim.fakes.store.currencies import CURRENCIES
from zsim.fakes.store.table import Table
from zsim.ports.schema import Field, FieldType

LINK_FIELD = "zcrm_vendor_id"
VENDOR_FIELDS = (
    Field("contact_name", label="Display Name", required=True, unique=True, max_length=NAME_LENGTH_MAX),
    Field("company_name", label="Company Name"),
    Field("status", FieldType.PICK_LIST, "Status", options=STATUSES),
    Field("email", FieldType.EMAIL, "Email"),
    Field("phone", FieldType.PHONE, "Phone"),
    Field("website", FieldType.WEBSITE, "Website"),
    Field("currency_code", FieldType.PICK_LIST, "Currency Code", options=CURRENCIES),
    *address_fields("billing_address", "Billing"),
    Field(LINK_FIELD, label="CRM Vendor ID"),
    SOURCE,
)
VENDOR_INDEXES = ("contact_name", LINK_FIELD, "email")


class VendorModule(PartyModule):
    """The organisation's vendors. Source: VEN-01, VEN-06, VEN-07."""

    singular = "vendor"
    defaults = MappingProxyType({"status": RecordStatus.ACTIVE.value})
    integration_only = frozenset({LINK_FIELD, SOURCE.name})

    def __init__(
        self,
        table: Table,
        *,
        profile: Profile,
        quirks: Quirks,
        details: Details,
        preferences: OrganisationPreferences,
        documents: AllDocuments,
    ) -> None:
        super().__init__(
            table,
            VENDOR_FIELDS,
            profile=profile,
            quirks=quirks,
            details=details,
            preferences=preferences,
            transactions=documents,
        )
