"""The fields by which documents point to what they were made of, and to what was made of them. Source: TXN-06."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zsim.ports.schema import Field, FieldType

ORIGINS: Mapping[str, str] = MappingProxyType(
    {
        "estimate_id": "estimates",
        "salesorder_id": "sales_orders",
        "purchaseorder_id": "purchase_orders",
        "expense_id": "expenses",
    }
)
"""The fields that say what a document was made of, each with the module it points to."""

LINK_FIELDS = ("invoice_ids", "bill_ids")


def origin_field(module: str) -> str:
    """The field by which a document points to the one of that module it was made of."""
    return next(name for name, each in ORIGINS.items() if each == module)


def origin_fields(*names: str) -> tuple[Field, ...]:
    """The fields that point to what a document was made of."""
    labels = {name: module.removesuffix("s").replace("_", " ").title() for name, module in ORIGINS.items()}
    return tuple([Field(each, FieldType.LOOKUP, labels[each], lookup=ORIGINS[each]) for each in names])


def link_field(name: str, module: str) -> Field:
    """The field of a document that points to those it was converted into."""
    return Field(name, FieldType.MULTI_LOOKUP, module.replace("_", " ").title(), lookup=module, read_only=True)
