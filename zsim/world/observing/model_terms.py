"""What a run of master data goes by, as the reference model is told of it: what people chose, and what apps ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zsim.catalogue import Policies, Quirks
from zsim.checks.model import MappedField, Terms
from zsim.fakes.finance.documents.lines import CENT, MINOR_UNITS
from zsim.ports.errors import VendorError
from zsim.ports.records import RecordId, Ref
from zsim.ports.schema import STANDARD_LAYOUT, Field, FieldType
from zsim.sync import Extent, Integration, ModuleSync
from zsim.world.apps import Apps
from zsim.world.connections import Connections
from zsim.world.organisations import CRM

IMPORTED = ("Salutation", "First_Name", "Last_Name", "Phone", "Mobile")
"""The fields of a contact person that the import brings. Source: MAP-07."""
OPTIONS = {"product_type": (("Goods", "goods"), ("Services", "service"))}


class TermsInForce:
    """The terms of runs, by the apps and the choices as they are when a run ends."""

    def __init__(
        self, apps: Apps, connections: Connections, quirks: Quirks, policies: Policies, *, search_lags: bool
    ) -> None:
        self._search_lags = search_lags
        self._apps, self._connections = apps, connections
        self._quirks, self._policies = quirks, policies

    def of(self, integration: Integration, module: str, number: int | None) -> Terms:
        """The terms of a run of that number, or of whoever fetches without one."""
        key, sync = integration.organisation_key, integration.sync_of(module)
        assert isinstance(sync, ModuleSync), "documents have no preferences"
        chosen = (sync.preferences_in(number) if number is not None else None) or sync.preferences
        assert chosen is not None, "a module that ran has preferences"
        finance = self._apps.meant(key)
        preferences = finance.preferences
        rows = {}
        for found in (False, True):
            for kind, pairs in sync.pairs(chosen, found=found).items():
                schemas = self._schema(CRM, kind.crm.module), self._schema(key, kind.finance.module)
                carried = [each for each in pairs.items() if each[1] and _carries(integration, kind.name, each[0])]
                made = [_row(*schemas, *pair) for pair in carried]
                rows[kind.name] = tuple([row for row in made if row is not None])
        return Terms(
            organisation=key,
            product=integration.product,
            module=module,
            choice=str(chosen.module.value) if chosen.module is not None else "",
            both_ways=self._connections.both_ways(integration) and chosen.extent is Extent.BOTH_WAYS,
            duplicates=str(chosen.duplicates.value),
            include=chosen.include_contacts_without_account,
            rows=rows,
            listed=self._listed(integration, chosen.views),
            unique_names=not preferences.allow_equal_names,
            unique_items=not preferences.allow_equal_item_names,
            search_lags=self._search_lags,
            owner=str(self._connections.owner(integration) or ""),
            policies=self._policies.changed,
            quirks_off=frozenset(self._quirks.off),
            currency=finance.organisation.currency,
            crm_currency=_currency(integration),
            places=lambda code: -int(MINOR_UNITS.get(code, CENT).as_tuple().exponent),
            contact_persons_max=finance.product.contact_persons_max,
        )

    def _schema(self, app: str, name: str) -> Mapping[str, Field]:
        found = self._apps.module(app, name)
        assert found is not None, "what was synced is there"
        return found.schema

    def _listed(self, integration: Integration, views: Mapping[str, str]) -> Callable[[Ref], bool]:
        """Whether the chosen views list a record just now, as the connecting user sees them."""
        try:
            crm = integration.crm()
            chosen = {
                module: {each.name: each.id for each in crm.views(module)}[name] for module, name in views.items()
            }
        except VendorError:
            return lambda ref: True

        def listed(ref: Ref) -> bool:
            view: RecordId | None = chosen.get(ref.module)
            try:  # who is gone by now, as one merged away, was there when the run looked
                there = view is None or not crm.read(ref.module, [ref.id])
                return there or bool(crm.read(ref.module, [ref.id], view=view))
            except VendorError:
                return True

        return listed


def _carries(integration: Integration, kind: str, field: str) -> bool:
    return integration.product != "import" or kind != "person" or field in IMPORTED


def _row(ours: Mapping[str, Field], theirs: Mapping[str, Field], crm: str, finance: str) -> MappedField | None:
    """A mapped field by what the two apps tell of it; ``None`` if either has it no more."""
    left, right = ours.get(crm), theirs.get(finance)
    if left is None or right is None or left.layout != STANDARD_LAYOUT or (left.read_only and crm != "Full_Name"):
        return None
    listed = left.options if left.type is FieldType.PICK_LIST else ()
    there = right.options if right.type is FieldType.PICK_LIST else ()
    price = left.type is FieldType.CURRENCY and right.type is FieldType.CURRENCY
    whole = right.type is FieldType.INTEGER
    return MappedField(crm, finance, OPTIONS.get(finance, ()), listed, there, whole, price, right.default)


def _currency(integration: Integration) -> str:
    """The base currency of the CRM; blank while nobody may look."""
    try:
        return integration.crm().organisation().currency
    except VendorError:
        return ""
