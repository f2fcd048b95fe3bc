"""The sync of each module with what may be chosen there, by name and value, so that a type checker knows it too.

Source: CUS-01, CUS-05, CUS-07, CUS-11, MAP-09, SYN-02, VIW-05, VIW-06.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol, Self, TypedDict, Unpack

from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.model.kinds import ModuleChoice
from zsim.sync.model.preferences import Duplicates, Extent

ModuleName = Literal["customers", "vendors", "items"]
"""The syncs of pairs by their names, for which there is something to choose."""
ExtentChoice = Extent | Literal["fetch", "both_ways"]
DuplicatesChoice = Duplicates | Literal["clone", "overwrite", "skip"]
CustomersChoice = ModuleChoice | Literal["accounts", "contacts", "accounts_and_contacts"]


class HasName(Protocol):
    """What has a name, such as the handle of a view."""

    @property
    def name(self) -> str:
        """The name."""


class PairChoices(TypedDict, total=False):
    """How records travel, what becomes of those that exist already, and the CRM's fields by finance's."""

    extent: ExtentChoice
    duplicates: DuplicatesChoice
    mapping: Mapping[str, str]


class CustomerChoices(PairChoices, total=False):
    """What may be chosen for customers; a view is given by its name or itself. The import has ``auto_update`` alone."""

    module: CustomersChoice
    account_view: str | HasName
    contact_view: str | HasName
    include_contacts_without_account: bool
    auto_update: bool


class VendorChoices(PairChoices, total=False):
    """What may be chosen for vendors."""

    vendor_view: str | HasName


class ItemChoices(PairChoices, total=False):
    """What may be chosen for items."""

    product_view: str | HasName


class CustomerSync(ModuleSync):
    """The sync of customers with accounts and contacts."""

    def configure(self, **choices: Unpack[CustomerChoices]) -> Self:
        """Choose the preferences, starting from the product's defaults; they count once they are saved."""
        return self.choose(choices)

    def edit(self, **choices: Unpack[CustomerChoices]) -> Self:
        """Change saved preferences; they apply from the next run on. Source: SYN-07."""
        return self.choose_anew(choices)


class VendorSync(ModuleSync):
    """The sync of vendors. Source: VEN-01."""

    def configure(self, **choices: Unpack[VendorChoices]) -> Self:
        """Choose the preferences, starting from the product's defaults; they count once they are saved."""
        return self.choose(choices)

    def edit(self, **choices: Unpack[VendorChoices]) -> Self:
        """Change saved preferences; they apply from the next run on. Source: SYN-07."""
        return self.choose_anew(choices)


class ItemSync(ModuleSync):
    """The sync of items with products. Source: ITM-01."""

    def configure(self, **choices: Unpack[ItemChoices]) -> Self:
        """Choose the preferences, starting from the product's defaults; they count once they are saved."""
        return self.choose(choices)

    def edit(self, **choices: Unpack[ItemChoices]) -> Self:
        """Change saved preferences; they apply from the next run on. Source: SYN-07."""
        return self.choose_anew(choices)
