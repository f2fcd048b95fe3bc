"""The syncs of a connection's modules by their names, so that a type checker knows each. Source: CUS-01, ITM-01."""

from __future__ import annotations

from typing import Literal, overload

from zsim.ports.errors import PartlyModelled
from zsim.sync.connection.choosing import CustomerSync, ItemSync, ModuleName, VendorSync
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.connection.module_syncs import ModuleSyncs


class ModulesByName(PartlyModelled):
    """A connection, as far as it gives the sync of a module."""

    _modules: ModuleSyncs

    @property
    def customers(self) -> CustomerSync:
        """The sync of customers with accounts and contacts."""
        return self._modules.of("customers", CustomerSync)

    @property
    def vendors(self) -> VendorSync:
        """The sync of vendors; a product without them raises ``UsageError``. Source: VEN-01."""
        return self._modules.of("vendors", VendorSync)

    @property
    def items(self) -> ItemSync:
        """The sync of items with products; a product without it raises ``UsageError``. Source: ITM-01, IMP-05."""
        return self._modules.of("items", ItemSync)

    @property
    def modules(self) -> tuple[ModuleSync, ...]:
        """The syncs of customers, vendors and items, as far as the product has them."""
        return tuple(self._modules)

    @overload
    def module(self, name: Literal["customers"]) -> CustomerSync: ...

    @overload
    def module(self, name: Literal["vendors"]) -> VendorSync: ...

    @overload
    def module(self, name: Literal["items"]) -> ItemSync: ...

    @overload
    def module(self, name: ModuleName) -> CustomerSync | VendorSync | ItemSync: ...

    @overload
    def module(self, name: str) -> ModuleSync: ...

    def module(self, name: str) -> ModuleSync:
        """The sync of the module of that name: customers, vendors, or items."""
        return self._modules[name]
