"""What apps hold and hand out at most, where a world takes less than the products do, so that it is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from zsim.catalogue import Product, did_you_mean
from zsim.fakes.finance.users import OrganisationUsers
from zsim.fakes.store.module import Module
from zsim.kernel.errors import UsageError


class Limits(NamedTuple):
    """The limits of a world; ``None`` is what the product has.

    ``page_size`` is how many records a page of changes or deletions holds at most, ``contact_persons`` how many one
    customer has where the product has a maximum (CUS-27), ``bin_days`` how long deleted records can be restored,
    ``integration_users`` how many users of the CRM an organisation lets in (USR-04).
    """

    page_size: int | None = None
    contact_persons: int | None = None
    bin_days: int | None = None
    integration_users: int | None = None

    def product(self, product: Product) -> Product:
        """The product with these limits."""
        if self.contact_persons is None or product.contact_persons_max is None:
            return product
        return replace(product, contact_persons_max=self.contact_persons)

    def lay_on(self, modules: Mapping[str, Module]) -> None:
        """Let the modules of an app have these limits."""
        if self.page_size is None and self.bin_days is None:
            return  # modules are made when they are first asked for, and looking at them all would make them all
        for module in modules.values():
            module.table.page_size_max = self.page_size or module.table.page_size_max
            module.table.bin_days = self.bin_days or module.table.bin_days

    def lay_on_users(self, users: OrganisationUsers) -> None:
        """Let an organisation have these limits."""
        users.integration_users_max = self.integration_users or users.integration_users_max

    @property
    def told(self) -> dict[str, int]:
        """Those that are not the products', by their names."""
        return {name: value for name, value in self._asdict().items() if value is not None}


def limits_of(given: Mapping[str, int] | None) -> Limits:
    """The limits given by name; an unknown one, or one below 1, raises ``UsageError``."""
    for name, value in (given or {}).items():
        if name not in Limits._fields:
            right = did_you_mean(name, Limits._fields)
            raise UsageError(asked=f"a world with the limit {name!r}", found="there is no such limit", right=right)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            asked = f"a world with the limit {name}={value!r}"
            raise UsageError(asked=asked, found="it cannot be that", right="a whole number, 1 or more")
    return Limits(**(given or {}))
