"""Items of a finance organisation: goods and services, known by name and SKU."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from zsim.fakes.finance.customer_fields import SOURCE
from zsim.fakes.finance.documents.documents import AllDocuments
from zsim.fakes.finance.linked import STATUSES, LinkedModule, RecordStatus
from zsim.fakes.finance.preferences import OrganisationPreferences
from zsim.fakes.finance.profile import Profile
from zsim.fakes.store.table import Table
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed
from zsim.ports.records import Fields, Record, Value
from zsim.ports.schema import Field, FieldType


class ItemType(StrEnum):
    """What an item is. Source: MAP-05."""

    GOODS = "goods"
    SERVICE = "service"


ITEM_TAKEN = "1001"
LINK_FIELD = "zcrm_product_id"
ITEM_FIELDS = (
    Field("name", label="Item Name", required=True, unique=True),
    Field("rate", FieldType.CURRENCY, "Rate"),
    Field("sku", label="SKU", unique=True),
    Field("unit", label="Usage Unit"),
    Field("description", FieldType.TEXT_AREA, "Description"),
    Field("product_type", FieldType.PICK_LIST, "Product Type", options=tuple(each.value for each in ItemType)),
    Field("status", FieldType.PICK_LIST, "Status", options=STATUSES),
    Field(LINK_FIELD, label="CRM Product ID"),
    SOURCE,
)
ITEM_INDEXES = ("name", "sku", LINK_FIELD)


class ItemModule(LinkedModule):
    """The organisation's items. A name is unique unless SKUs are mandatory and equal names allowed; a SKU always is.

    Source: ITM-01, ITM-10, MAP-05.
    """

    singular = "item"
    name_field = "name"
    defaults = MappingProxyType({"product_type": ItemType.GOODS.value, "status": RecordStatus.ACTIVE.value})
    integration_only = frozenset({LINK_FIELD, SOURCE.name})

    def __init__(
        self, table: Table, *, profile: Profile, preferences: OrganisationPreferences, documents: AllDocuments
    ) -> None:
        super().__init__(table, ITEM_FIELDS)
        self._profile = profile
        self._preferences = preferences
        self._documents = documents

    def told(self) -> dict[str, Field]:
        """A name is unique unless equal ones are allowed."""
        fields = super().told()
        name = fields[self.name_field]
        return fields | {name.name: name._replace(unique=name.unique and not self._preferences.allow_equal_item_names)}

    def _check(self, fields: Fields, before: Record | None) -> None:
        name, sku = fields["name"], trimmed_sku(fields)
        former_sku = trimmed_sku(before.fields) if before is not None else None
        if before is None or not self._profile.same_name(before.fields["name"], name):
            self._check_name(name)
        if before is None or sku != former_sku:
            self._check_sku(sku)

    def _check_name(self, name: Value) -> None:
        if self._preferences.allow_equal_item_names:
            return
        for other in self.table.find("name", name):
            if self._profile.same_name(other.fields["name"], name):
                raise DuplicateValue(
                    f"an item named {name!r} exists already ({other.ref.id}); choose another name",
                    code=ITEM_TAKEN,
                    field="name",
                )

    def _check_sku(self, sku: str) -> None:
        """Refuse a missing SKU where it is mandatory, and one that is taken. Source: ITM-10."""
        if not sku:
            if self._preferences.sku_mandatory:
                raise InvalidData(
                    f"{self.name}: sku is missing, and the preference sku_mandatory asks for one; give it",
                    code=self.codes.missing,
                    field="sku",
                )
            return
        for other in self.table.find("sku", sku):
            if trimmed_sku(other.fields) == sku:
                raise DuplicateValue(
                    f"an item with the SKU {sku!r} exists already: {self.name_of(other)!r} ({other.ref.id});"
                    " choose another SKU",
                    code=ITEM_TAKEN,
                    field="sku",
                )

    def _check_delete(self, record: Record) -> None:
        """Refuse the deletion of an item that transactions use. Source: ITM-09."""
        count = self._documents.count_with(record.ref.id)
        if count:
            raise NotAllowed(
                f"{self.name}: {self.name_of(record)!r} is used by transactions ({count}); make it inactive instead",
                code=self.codes.invalid,
            )

    def _move_related(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        self._documents.exchange_item(loser, winner, actor, cause)


def trimmed_sku(fields: Fields) -> str:
    """The SKU as SKUs are compared: without outer blanks, case kept; empty when there is none. Source: ITM-10."""
    return str(fields.get("sku") or "").strip()
