"""What people do with modules: custom fields, pick lists, layouts and views."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.explore.drawing.scene import Deed, DrawnScene, Steps
from zsim.explore.script import do

VIEW = "For finance"
CUSTOM = ("Colour", "Size", "Grade", "Class", "Zone", "Rank", "Tier", "Team", "Line", "Wave", "Area")
TYPES = ("text", "picklist", "boolean", "integer", "date")
OPTIONS = (("15", "30"), ("15",), ("15", "30", "45"), ("30", "45"))
CONDITIONS = (
    (("For_Finance", "is", True),),
    (("For_Finance", "is", False),),
    (("Phone", "is", "1"),),
    (("Phone", "isn't", "1"), ("For_Finance", "is", True)),
    (),
)
PATTERNS = (None, None, "1 or 2", "(1 and 2)")


def custom(module: str, field: str) -> str:
    """What a custom field is called in a module: finance's begin otherwise than the CRM's."""
    return field if module.startswith("crm.") else f"cf_{field}"


def add_field(scene: DrawnScene) -> Steps:
    """Make a custom field, in the CRM or in finance."""
    module = scene.dice.pick((*scene.tables(), "crm.deals"))
    chosen = scene.dice.pick(TYPES)
    more = {"options": scene.dice.pick(OPTIONS)} if chosen == "picklist" else {}
    label = {"label": "Shade"} if scene.dice.chance(20) else {}
    return (
        do("add_field", module=module, field=custom(module, scene.dice.pick(CUSTOM)), type=chosen, **more, **label),
    )


def take_field(scene: DrawnScene) -> Steps:
    """Take a custom field off a module, or bring it back."""
    if scene.removed and scene.dice.chance(60):
        module, field = scene.removed.pop()
        return (do("restore_field", module=module, field=field),)
    module = scene.dice.pick(tuple(scene.tables(finance=False)))
    field = scene.dice.pick((*(("Terms", "Terms", "For_Finance") if module == "crm.accounts" else ()), *CUSTOM[:2]))
    if field not in scene.world.crm.modules[module.removeprefix("crm.").title()].schema:
        return ()
    scene.removed.append((module, field))
    return (do("remove_field", module=module, field=field),)


def set_options(scene: DrawnScene) -> Steps:
    """Replace the options of a pick list."""
    module, field = scene.dice.pick((("crm.accounts", "Terms"), (f"{scene.product}.customers", "cf_Colour")))
    return (do("set_options", module=module, field=field, options=scene.dice.pick(OPTIONS)),)


def set_layout(scene: DrawnScene) -> Steps:
    """Move a custom field to another layout, or back to the standard one."""
    layout = scene.dice.pick(("Standard", "Wholesale"))
    field = scene.dice.pick(("Terms", "For_Finance"))
    return (do("set_layout", module="crm.accounts", field=field, layout=layout),)


def create_view(scene: DrawnScene) -> Steps:
    """Make another view."""
    module, view = scene.dice.pick(("crm.accounts", "crm.contacts")), f"View {scene.dice.number(1, 3)}"
    return (do("create_view", module=module, view=view, conditions=scene.dice.pick(CONDITIONS)),)


def update_view(scene: DrawnScene) -> Steps:
    """Let the view that is synced by list something else, so that records enter and leave it, some or all."""
    if scene.dice.chance(25) and "customers" in scene.syncs:
        module, sync = "crm.accounts", do("instant_sync", sync="customers", **scene.of)
        nobody, all_there = [("Phone", "is", "none")], [("Phone", "isn't", "none")]
        first, then = [do("update_view", module=module, view=VIEW, conditions=each) for each in (nobody, all_there)]
        chosen = do("edit", sync="customers", choices={"account_view": VIEW}, **scene.of)
        name = scene.new("account")
        made = do("create", name=name, module=module, fields={"Account_Name": name.title(), "Phone": "1"})
        return (first, chosen, made, sync, do("advance", minutes=1), then, sync)
    module, conditions = scene.dice.pick(("crm.accounts", "crm.contacts")), scene.dice.pick(CONDITIONS)
    pattern = scene.dice.pick(PATTERNS) if len(conditions) > 1 else None
    more = {"pattern": pattern} if pattern else {}
    return (do("update_view", module=module, view=VIEW, conditions=conditions, **more),)


def reports(scene: DrawnScene) -> Steps:
    """Make a report, and perhaps change it, or delete it."""
    report = scene.dice.pick(("Sales", "Debts"))
    module, column = ("Deals", "Deal_Name") if report == "Sales" else ("zoho_finance.invoices", "total")
    verb = scene.dice.pick(("", "", "update_report", "delete_report"))
    made = do("create_report", report=report, module=module, columns=(column,))
    more = {"columns": (column,)} if verb == "update_report" else {}
    return (made, do(verb, report=report, **more)) if verb else (made,)


def tick(scene: DrawnScene) -> Steps:
    """Tick or untick a record for the view."""
    record = scene.one(scene.dice.pick(("crm.accounts", "crm.contacts")))
    return () if record is None else (do("update", record=record, fields={"For_Finance": scene.dice.chance(50)}),)


WEIGHTS: Mapping[Deed, int] = {
    add_field: 3,
    take_field: 3,
    set_options: 2,
    set_layout: 2,
    create_view: 1,
    update_view: 4,
    tick: 6,
    reports: 2,
}
"""What people do, and how often."""
