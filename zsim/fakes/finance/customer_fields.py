"""The fields of a customer, with the labels of the product's screens."""

from __future__ import annotations

from enum import StrEnum

from zsim.fakes.finance.linked import STATUSES
from zsim.fakes.store.currencies import CURRENCIES
from zsim.ports.schema import Field, FieldType

NAME_LENGTH_MAX = 200
LINK_FIELDS = ("zcrm_account_id", "zcrm_contact_id")
SOURCE = Field("source", label="Source")
"""Where a record came from: blank, or that it came from the CRM. Source: FND-01, VEN-06."""


class CustomerKind(StrEnum):
    """The customer sub type. Source: CUS-01, CUS-02."""

    BUSINESS = "business"
    INDIVIDUAL = "individual"


def address_fields(group: str, label: str) -> tuple[Field, ...]:
    """The fields of an address, named after its group, with labels that begin with ``label``."""
    return (
        Field(f"{group}.attention", label=f"{label} Attention"),
        Field(f"{group}.address", FieldType.TEXT_AREA, f"{label} Address"),
        Field(f"{group}.street2", FieldType.TEXT_AREA, f"{label} Street2"),
        Field(f"{group}.city", label=f"{label} City"),
        Field(f"{group}.state", label=f"{label} State"),
        Field(f"{group}.zip", label=f"{label} Code"),
        Field(f"{group}.country", label=f"{label} Country"),
        Field(f"{group}.fax", FieldType.PHONE, f"{label} Fax"),
        Field(f"{group}.phone", FieldType.PHONE, f"{label} Phone"),
    )


CUSTOMER_FIELDS = (
    Field("contact_name", label="Display Name", required=True, unique=True, max_length=NAME_LENGTH_MAX),
    Field("company_name", label="Company Name"),
    Field(
        "customer_sub_type",
        FieldType.PICK_LIST,
        "Customer Sub Type",
        options=tuple(each.value for each in CustomerKind),
    ),
    Field("status", FieldType.PICK_LIST, "Status", options=STATUSES),
    Field("first_name", label="First Name"),
    Field("last_name", label="Last Name"),
    Field("email", FieldType.EMAIL, "Email"),
    Field("phone", FieldType.PHONE, "Phone"),
    Field("mobile", FieldType.PHONE, "Mobile"),
    Field("fax", FieldType.PHONE, "Fax"),
    Field("website", FieldType.WEBSITE, "Website"),
    Field("notes", FieldType.TEXT_AREA, "Notes"),
    Field("payment_terms", FieldType.INTEGER, "Payment Terms"),
    Field("currency_code", FieldType.PICK_LIST, "Currency Code", options=CURRENCIES),
    *address_fields("billing_address", "Billing"),
    *address_fields("shipping_address", "Shipping"),
    Field("zcrm_account_id", label="CRM Account ID"),
    Field("zcrm_contact_id", label="CRM Contact ID"),
    SOURCE,
)
CUSTOMER_INDEXES = ("contact_name", *LINK_FIELDS, "email")
