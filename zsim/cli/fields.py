"""The fields of every module that people see, by app, module and API name."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.catalogue import AppName, Catalogue
from zsim.fakes.store import Module
from zsim.ports.schema import Field
from zsim.world import World

OPENS = "opens with multi-currency"


def all_fields(catalogue: Catalogue) -> dict[str, tuple[Field, tuple[str, ...]]]:
    """Each field, and what is to be noted of it, under a name such as "crm.Accounts.Phone".

    Those that a person adds are not among them.
    """
    world = World()
    world.crm.enable_multi_currency()
    later = _fields(world, catalogue)
    return {name: (field, _notes(field, later[name])) for name, field in _fields(World(), catalogue).items()}


def _notes(field: Field, later: Field) -> tuple[str, ...]:
    notes = [word.replace("_", "-") for word in ("required", "unique", "read_only") if getattr(field, word)]
    return (*notes, *([OPENS] if field.read_only and not later.read_only else []))


def _fields(world: World, catalogue: Catalogue) -> dict[str, Field]:
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
