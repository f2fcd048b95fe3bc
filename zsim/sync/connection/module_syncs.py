"""The module syncs of one connection, as many as its product has. Source: CUS-01, ITM-01, VEN-01, IMP-05."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from zsim.catalogue import did_you_mean
from zsim.catalogue.suggest import as_spelled
from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials, Timing
from zsim.ports.documents import PROJECTED
from zsim.ports.errors import refuse_unmodelled
from zsim.sync.connection.choosing import CustomerSync, ItemSync, VendorSync
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.documents.unmodelled import INTEGRATION
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import ITEM, VENDOR, Kind
from zsim.sync.settings.customer_settings import CustomerSettings
from zsim.sync.settings.module_settings import MappedModuleSettings
from zsim.sync.settings.owner import Owner
from zsim.sync.settings.single_kind_settings import SingleKindSettings

KIND_OF: Mapping[str, Kind] = {"vendors": VENDOR, "items": ITEM}
"""The kind behind each module that has but one."""
SYNCS: Mapping[str, type[ModuleSync]] = {"customers": CustomerSync, "vendors": VendorSync, "items": ItemSync}

Sync = TypeVar("Sync", bound=ModuleSync)


class ModuleSyncs:
    """The syncs by their names, in the order in which the product sets them up."""

    def __init__(
        self, owner: Owner, context: ConnectionContext, timing: Timing, credentials: Callable[[], Credentials]
    ) -> None:
        self._product, made = context.product, context.functions.stand_ins.of
        self._syncs: dict[str, ModuleSync] = {}
        for name in context.product.modules:
            chooser: MappedModuleSettings
            if name in KIND_OF:
                chooser = made(SingleKindSettings)(context, credentials, lambda: owner.both_ways, KIND_OF[name], name)
            else:
                chooser = made(CustomerSettings)(context, credentials, lambda: owner.both_ways)
            self._syncs[name] = made(SYNCS[name])(name, owner, context, timing, chooser)

    def __getitem__(self, name: str) -> ModuleSync:
        """The sync of that name; one the product does not have raises ``UsageError``, one not modelled says so."""
        if name not in self._syncs:
            name = as_spelled(name, (*self._syncs, *PROJECTED, *INTEGRATION[1]))
            refuse_unmodelled(name, INTEGRATION)
        if name not in self._syncs:
            if name in PROJECTED:
                found, right = "the CRM shows them, and finance keeps them", f"integration.transactions.{name}"
                raise UsageError(asked=f"the sync of {name}", found=found, right=right)
            raise UsageError(
                asked=f"sync {name} with {self._product.name}",
                found=f"it syncs {' and '.join(self._syncs)} only",
                right=did_you_mean(name, self._syncs),
            )
        return self._syncs[name]

    def of(self, name: str, kind: type[Sync]) -> Sync:
        """The sync of that name, as the class it has."""
        found = self[name]
        assert isinstance(found, kind), f"{name} is made as {kind.__name__}"
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._syncs

    def __iter__(self) -> Iterator[ModuleSync]:
        return iter(self._syncs.values())

    @property
    def unsynced(self) -> tuple[str, ...]:
        """The names of those that no run was carried through of, done or partial. Source: TXN-17."""
        return tuple([each.name for each in self if each.runs.last_done_ms is None])

    @property
    def configured(self) -> tuple[ModuleSync, ...]:
        """Those that were ever saved, customers in any case."""
        return tuple(each for each in self if each.name not in KIND_OF or each.preferences is not None)
