"""The fields of every module that people see, by app, module and API name."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.catalogue import AppName, Catalogue
from zsim.fakes.store import Module
from zsim.ports.schema import Field
from zsim.world import World


def all_fields(catalogue: Catalogue) -> dict[str, Field]:
    """Each field under a name such as "crm.Accounts.Phone"; those that a person adds are not among them."""
    world = World()
    finance = {each.key: world[each.key].modules for each in catalogue.products if each.app is AppName.FINANCE}
    apps: Mapping[str, Mapping[str, Module]] = {
        "crm": world.crm.modules,
        **finance,
        "marketinghub": world.marketinghub.modules,
    }
    return {
        f"{app}.{name}.{field.name}": field
        for app, modules in apps.items()
        for name, module in modules.items()
        for field in module.schema.values()
        if not field.hidden and field.name not in module.hidden
    }
