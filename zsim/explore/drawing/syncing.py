"""What people do with the syncs of master data: choose, map, run, fetch, look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.explore.drawing.fields import VIEW, custom
from zsim.explore.drawing.scene import Deed, DrawnScene, Steps
from zsim.explore.drawing.tables import CRM_TABLES, MAPPINGS
from zsim.explore.script import do

MODULES = ("accounts_and_contacts", "accounts", "contacts")
DUPLICATES = ("overwrite", "overwrite", "clone", "skip")
VIEWS = (None, None, VIEW)
OF_SYNC: Mapping[str, tuple[str, ...]] = {
    sync: tuple([name for name, each in CRM_TABLES.items() if each.sync == sync])
    for sync in ("customers", "vendors", "items")
}
"""The CRM's modules that a sync carries."""


def choices(scene: DrawnScene, sync: str, *, views: bool = True) -> Mapping[str, Any]:
    """A whole set of preferences that the present product takes, with or without views."""
    dice = scene.dice
    listed = VIEWS if views else VIEWS[:1]
    if not scene.two_way:
        return {"auto_update": dice.chance(70)}
    chosen = {
        "extent": dice.pick(("fetch", "both_ways", "both_ways")),
        "duplicates": dice.pick(DUPLICATES),
        "mapping": dice.pick(MAPPINGS[OF_SYNC[sync][0]]),
    }
    if sync != "customers":
        return chosen
    module = dice.pick(MODULES)
    accounts, contacts = module != "contacts", module != "accounts"
    loose = accounts and contacts and dice.chance(50) and scene.key != "invoice"
    return {
        **chosen,
        "module": module,
        "account_view": dice.pick(listed) if accounts else None,
        "contact_view": dice.pick(listed) if contacts else None,
        "include_contacts_without_account": loose,
        **({} if accounts else {"mapping": dice.pick(MAPPINGS["contacts"])}),
    }


def edit_preferences(scene: DrawnScene) -> Steps:
    """Change saved preferences: all of them, or one."""
    sync = scene.dice.pick(scene.syncs)
    chosen = choices(scene, sync)
    if scene.dice.chance(50):
        name = scene.dice.pick(tuple(chosen))
        chosen = {name: chosen[name]}
    return (do("edit", sync=sync, choices=chosen, **scene.of),)


def configure(scene: DrawnScene) -> Steps:
    """Choose anew, and save it: at once or for later."""
    sync = scene.dice.pick(scene.syncs)
    return (
        do("configure", sync=sync, choices=choices(scene, sync), **scene.of),
        do(scene.dice.pick(("save_and_sync", "save_and_sync_later")), sync=sync, **scene.of),
    )


def remap(scene: DrawnScene) -> Steps:
    """Map one more field, or take one out of the mapping."""
    if not scene.two_way and scene.dice.chance(90):
        return ()
    sync = scene.dice.pick(scene.syncs)
    pairs = [pair for module in OF_SYNC[sync] for each in MAPPINGS[module] for pair in each.items()]
    field, target = ("Shoe_Size", "notes") if scene.dice.chance(8) else scene.dice.pick(pairs)
    if not target:
        return (do("unmap", sync=sync, crm_field=field, **scene.of),)
    return (do("map", sync=sync, crm_field=field, finance_field=target, **scene.of),)


def map_custom(scene: DrawnScene) -> Steps:
    """Map a custom field of one name on both sides."""
    sync, field = scene.dice.pick(scene.syncs), scene.dice.pick(("Colour", "Size"))
    modules = (*[f"crm.{each}" for each in OF_SYNC[sync]], f"{scene.product}.{sync}")
    if not scene.two_way:
        return ()
    colours, options = ("red", "blue", None), {}
    if scene.dice.chance(40):  # one of the two sides does not know all
        options = {each: {"type": "picklist", "options": ("red", "blue")} for each in modules}
        options[scene.dice.pick((modules[0], modules[-1]))] = {"type": "picklist", "options": ("red",)}
    return (
        *[do("add_field", module=each, field=custom(each, field), **options.get(each, {})) for each in modules],
        do("map", sync=sync, crm_field=field, finance_field=custom("", field), **scene.of),
        *[
            do("update", record=name, fields={custom(each, field): scene.dice.pick(colours)})
            for each in modules
            if (name := scene.one(each)) is not None
        ],
    )


def map_type(scene: DrawnScene) -> Steps:
    """Map a custom field of products to the type of items, and classify some by it. Source: MAP-05."""
    if not scene.two_way or scene.key == "invoice" or "items" not in scene.syncs:
        return ()
    typed = ((scene.one("crm.products"), "Services"), (scene.one("crm.products"), "Goods"))
    return (
        do("add_field", module="crm.products", field="Type", type="picklist", options=("Goods", "Services")),
        do("map", sync="items", crm_field="Type", finance_field="product_type", **scene.of),
        *[do("update", record=name, fields={"Type": each}) for name, each in typed if name is not None],
    )


def sync_now(scene: DrawnScene) -> Steps:
    """Sync a module now."""
    return (do("instant_sync", sync=scene.dice.pick(scene.syncs), **scene.of),)


def sync_all(scene: DrawnScene) -> Steps:
    """Sync all modules now, one behind the other."""
    return tuple([do("instant_sync", sync=each, **scene.of) for each in scene.syncs])


def save(scene: DrawnScene) -> Steps:
    """Save the preferences as they are, and sync everything."""
    verb = scene.dice.pick(("save_and_sync", "save_and_sync", "save_and_sync_later"))
    return (do(verb, sync=scene.dice.pick(scene.syncs), **scene.of),)


def fetch(scene: DrawnScene) -> Steps:
    """Fetch one record of the CRM, by its counterpart or by its id."""
    sync = scene.dice.pick(scene.syncs)
    verb = scene.dice.pick(("fetch", "fetch", "import_by_id"))
    module = f"crm.{scene.dice.pick(OF_SYNC[sync])}"
    if verb == "fetch" and scene.dice.chance(30):
        module = f"{scene.product}.{sync}"
    record = scene.one(module)
    if verb == "import_by_id" and sync == "customers" and scene.dice.chance(30):
        record = scene.new("contact")
        loose = do("create", name=record, module="crm.contacts", fields={"Last_Name": "Loose"})
        return (loose, do(verb, sync=sync, record=record, **scene.of))
    return () if record is None else (do(verb, sync=sync, record=record, **scene.of),)


def look(scene: DrawnScene) -> Steps:
    """Search the CRM, look what the next run would do, or what the CRM knows of a customer."""
    sync = scene.dice.pick(scene.syncs)
    match scene.dice.number(1, 3):
        case 1:
            return (do("search", sync=sync, text=scene.dice.pick(("Acme", "hill", "Anvil", "nobody")), **scene.of),)
        case 2:
            return (do("preview", sync=sync, **scene.of),)
        case _:
            customer = scene.one(f"{scene.product}.customers")
            return () if customer is None else (do("crm_information", customer=customer, **scene.of),)


WEIGHTS: Mapping[Deed, int] = {
    edit_preferences: 6,
    configure: 2,
    remap: 4,
    map_custom: 2,
    map_type: 1,
    sync_now: 14,
    sync_all: 8,
    save: 3,
    fetch: 6,
    look: 2,
}
"""What people do, and how often."""
