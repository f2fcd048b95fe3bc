"""What an app tells of its modules: fields and views."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zsim.ports.records import RecordId, Value


class FieldType(StrEnum):
    """The vendors' field types, as far as records here carry them."""

    TEXT = "text"
    TEXT_AREA = "textarea"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    PICK_LIST = "picklist"
    CHECK_BOX = "boolean"
    INTEGER = "integer"
    DECIMAL = "double"
    CURRENCY = "currency"
    DATE = "date"
    DATE_TIME = "datetime"
    LOOKUP = "lookup"
    MULTI_LOOKUP = "multiselectlookup"
    OWNER = "ownerlookup"
    LINE_ITEMS = "line_items"


STANDARD_LAYOUT = "Standard"
OWN_ID_FIELD = "Finance_Record_Id__s"
"""The hidden field of the CRM in which an integration notes the finance record that it made a record for."""


class Field(NamedTuple):
    """One field of a module.

    ``label`` is what the vendor's screens say. ``options`` are the values of a pick list. ``lookup`` names the module
    a lookup points to. ``unique`` is the vendor's duplicate check. A read-only field is derived or set by the app.
    ``layout`` names the layout of the module it stands on; integrations see the standard one alone. ``default`` is what
    the app puts into a field left blank, when a record is made and, in finance, ever after. A ``hidden`` field is an
    integration's own: it stands on no screen and ``App.fields`` does not tell of it, but writes through a port may set
    it, records carry it, and ``App.search`` finds by it. ``probabilities`` stand with the options of a deal's stage, in
    per cent and in the same order.
    """

    name: str
    type: FieldType = FieldType.TEXT
    label: str = ""
    required: bool = False
    unique: bool = False
    read_only: bool = False
    custom: bool = False
    options: tuple[str, ...] = ()
    lookup: str | None = None
    max_length: int | None = None
    layout: str = STANDARD_LAYOUT
    default: Value = None
    hidden: bool = False
    probabilities: tuple[int, ...] = ()


class View(NamedTuple):
    """A view of a module as the port tells it; ``revision`` grows whenever what the view asks for is edited."""

    id: RecordId
    name: str
    module: str
    predefined: bool
    revision: int


NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.CURRENCY})
TEXTS = frozenset(
    {FieldType.TEXT, FieldType.TEXT_AREA, FieldType.PHONE, FieldType.EMAIL, FieldType.WEBSITE, FieldType.PICK_LIST}
)


def is_number(value: object) -> bool:
    """Whether the value is a number to reckon with: a whole one, or a ``Decimal`` that is not NaN or infinite."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def compatible(crm: FieldType, finance: FieldType) -> bool:
    """Whether a value of the first type may go into a field of the second. Source: MAP-02."""
    if crm is finance:
        return crm not in (FieldType.LOOKUP, FieldType.OWNER)
    if crm in TEXTS and finance in TEXTS:
        return finance is not FieldType.PICK_LIST or crm is FieldType.PICK_LIST
    return (crm in NUMBERS and finance in NUMBERS) or (crm is FieldType.PICK_LIST and finance is FieldType.INTEGER)
