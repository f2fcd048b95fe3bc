"""What people do with master data, on either side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.explore.drawing.scene import Deed, DrawnScene, Steps
from zsim.explore.drawing.tables import COMPANIES, EditedModule
from zsim.explore.drawing.waiting import while_paused
from zsim.explore.script import Named, do

USED_BY: Mapping[str, str] = {"customers": "invoices", "vendors": "bills", "items": "invoices"}
"""The documents that make a record of finance one with transactions."""


def create(scene: DrawnScene) -> Steps:
    """Add a record, to the CRM or to finance."""
    module, table = scene.dice.pick(tuple(scene.tables().items()))
    given = [table.name, *scene.dice.some(tuple(table.fields)[1:], 35)]
    fields: dict[str, Any] = {each: scene.dice.pick(table.fields[each]) for each in given}
    if table.parent is not None:
        fields[table.parent[0]] = _parent(scene, module, table)
        if fields[table.parent[0]] is None and not module.startswith("crm"):
            return ()
    by = scene.by(in_crm=True) if module.startswith("crm") else {}
    return (do("create", name=scene.new(table.kind), module=module, fields=fields, **by),)


def edit(scene: DrawnScene) -> Steps:
    """Change fields of a record, often a name that others have."""
    found = _picked(scene)
    if found is None:
        return ()
    module, record, table = found
    if table.parent is not None and scene.dice.chance(25):
        return (do("update", record=record, fields={table.parent[0]: _parent(scene, module, table)}),)
    return (do("update", record=record, fields=_changes(scene, table)),)


def edit_both(scene: DrawnScene) -> Steps:
    """A record and its counterpart are edited, or one is deleted, before anything is synced."""
    tables = scene.tables(crm=False)
    picked = _picked(scene, finance=False)
    if picked is None:
        return ()
    _, record, table = picked
    other = f"{record} in {scene.product}"
    there = [each for each in tables.values() if each.sync == table.sync]
    if other not in scene.names(f"{scene.product}.{table.sync}") or not there:
        return ()
    ours, theirs = do("update", record=record, fields=_changes(scene, table)), _changes(scene, there[0])
    match scene.dice.number(1, 4):
        case 1:
            scene.gone.append(record)
            return (do("delete", record=record), do("update", record=other, fields=theirs))
        case 2:
            return (do("delete", record=other), ours)
        case _:
            return (ours, do("update", record=other, fields=theirs))


def under_the_pen(scene: DrawnScene) -> tuple[str, Steps]:
    """What somebody does to a record that is likely about to be written or deleted, and the module of that.

    It is one of those edited most; or a customer whose account was deleted gets another contact person.
    """
    customers = f"{scene.product}.customers"
    going = [each for each in scene.names(customers) if each.removesuffix(f" in {scene.product}") in scene.gone]
    if going and "customers" in scene.syncs:
        person = {"contact_id": Named(scene.dice.pick(going)), "last_name": "Late"}
        module = f"{scene.product}.contact_persons"
        return module, (do("create", name=scene.new("person"), module=module, fields=person),)
    found = _picked(scene)
    if found is None:
        return "", ()
    module, record, table = found
    fields = {each: scene.dice.pick(table.fields[each]) for each in scene.dice.some(tuple(table.fields)[1:], 60)}
    return module, (do("update", record=record, fields=fields),) if fields else ()


def mass_update(scene: DrawnScene) -> Steps:
    """Change several records of the CRM at once."""
    module, table = scene.dice.pick(tuple(scene.tables(finance=False).items()))
    records = scene.dice.some(scene.names(module), 40)
    return (do("mass_update", module=module, records=records, fields=_changes(scene, table)),) if records else ()


def delete(scene: DrawnScene) -> Steps:
    """Delete a record."""
    found = _picked(scene)
    if found is None:
        return ()
    if found[0].startswith("crm"):
        scene.gone.append(found[1])
    return (do("delete", record=found[1]),)


def restore(scene: DrawnScene) -> Steps:
    """Bring a deleted record of the CRM back."""
    if not scene.gone:
        return ()
    return (do("restore", record=scene.gone.pop(scene.dice.number(0, len(scene.gone) - 1))),)


def bring_back(scene: DrawnScene) -> Steps:
    """A record of the CRM is deleted, which is synced, and restored a good while later."""
    found, days = _picked(scene, finance=False), scene.dice.pick((0, 0, 2, 45, 45))
    if found is None:
        return ()
    sync = do("instant_sync", sync=found[2].sync, **scene.of)
    later = while_paused(scene, days) if days else ()
    loaded = [do("export_and_load")] * scene.dice.chance(20)
    ends = (do("restore", record=found[1]), sync, do("advance", minutes=1))
    return (do("delete", record=found[1]), sync, do("advance", minutes=1), *later, *loaded, *ends)


def merge(scene: DrawnScene) -> Steps:
    """Merge one record, or two, into another."""
    found = _picked(scene)
    if found is None:
        return ()
    module, record, _ = found
    others = [each for each in scene.names(module) if each != record]
    if not others:
        return ()
    losers = dict.fromkeys([scene.dice.hot(others) for _ in range(scene.dice.pick((1, 1, 2)))])
    return (do("merge", record=record, others=tuple(losers)),)


def merge_abroad(scene: DrawnScene) -> Steps:
    """Merge two customers of finance, of whom one is of another currency."""
    found = scene.names(f"{scene.product}.customers")
    if len(found) < 2:
        return ()
    abroad = do("update", record=found[-1], fields={"currency_code": "USD"})
    return (abroad, do("merge", record=scene.dice.hot(found[:-1]), others=(found[-1],)))


def delete_used(scene: DrawnScene) -> Steps:
    """Make an invoice with an item of finance, and delete the item, or its product, which is then synced."""
    item, buyer = scene.one(f"{scene.product}.items"), scene.one(f"{scene.product}.customers")
    if item is None or buyer is None:
        return ()
    fields = {"customer": Named(buyer), "lines": ({"item": Named(item), "tax_percentage": 0},)}
    made = do("create", name=scene.new("bill"), module=f"{scene.product}.invoices", fields=fields)
    return (made, do("delete", record=item))


def set_status(scene: DrawnScene) -> Steps:
    """Make a record of finance inactive, or active again."""
    found = _picked(scene, crm=False)
    if found is None or found[2].kind == "person":
        return ()
    return (do(scene.dice.pick(("activate", "deactivate")), record=found[1]),)


def use(scene: DrawnScene) -> Steps:
    """Make a document with a customer, a vendor or an item of finance, which has a transaction from then on."""
    sync = scene.dice.pick(scene.syncs)
    record = scene.one(f"{scene.product}.{sync}")
    buyer = scene.one(f"{scene.product}.customers")
    if record is None or buyer is None:
        return ()
    party = {"vendor": Named(record)} if sync == "vendors" else {"customer": Named(buyer)}
    line = {"item": Named(record), "rate": 1} if sync == "items" else {"name": "Work", "rate": 1}
    module = f"{scene.product}.{USED_BY[sync]}"
    return (do("create", name=scene.new("document"), module=module, fields={**party, "lines": (line,)}),)


def load_csv(scene: DrawnScene) -> Steps:
    """Load accounts from a file."""
    names = (scene.dice.pick(COMPANIES[:4]), scene.dice.pick(COMPANIES[:4]))
    return (do("load_csv", module="crm.accounts", text="\n".join(("Account Name", *names))),)


def attach_to(scene: DrawnScene) -> Steps:
    """Put a file beside a record of the CRM."""
    found = _picked(scene, finance=False)
    return () if found is None else (do("attach_to", record=found[1], file="a.txt", content="By May."),)


def open_contact(scene: DrawnScene) -> Steps:
    """Open a contact in the CRM."""
    record = scene.one("crm.contacts")
    return () if record is None else (do("open", record=record),)


def _picked(scene: DrawnScene, *, crm: bool = True, finance: bool = True) -> tuple[str, str, EditedModule] | None:
    """A record with its module and table; ``None`` where the module drawn has none."""
    module, table = scene.dice.pick(tuple(scene.tables(crm=crm, finance=finance).items()))
    record = scene.one(module)
    return None if record is None else (module, record, table)


def _changes(scene: DrawnScene, table: EditedModule) -> Mapping[str, Any]:
    fields = scene.dice.some(tuple(table.fields), 25) or (scene.dice.pick(tuple(table.fields)),)
    return {each: scene.dice.pick(table.fields[each]) for each in fields}


def _parent(scene: DrawnScene, module: str, table: EditedModule) -> Named | None:
    assert table.parent is not None, "only what has one is given a parent"
    app = module.rpartition(".")[0]
    return scene.named(f"{app}.{table.parent[1]}", none=20 if app == "crm" else 0)


WEIGHTS: Mapping[Deed, int] = {
    create: 14,
    edit: 24,
    edit_both: 10,
    mass_update: 2,
    delete: 7,
    restore: 4,
    bring_back: 2,
    merge: 5,
    merge_abroad: 2,
    delete_used: 2,
    set_status: 4,
    use: 3,
    open_contact: 2,
    load_csv: 1,
    attach_to: 1,
}
"""What people do, and how often."""
