"""Somebody acts on a record of finance just before a run writes to it, or deletes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zsim.explore.drawing.scene import DrawnScene
from zsim.explore.script import Named, ScriptStep, aside, do
from zsim.explore.script.pinning import AFTER_STEP

FIELDS = {"crm.accounts": ("Phone", "phone"), "crm.products": ("Unit_Price", "rate")}
"""A field that crosses, in the CRM and in finance, by the CRM's modules."""


def overtaken(scene: DrawnScene) -> Iterator[ScriptStep]:
    """A record of the CRM is edited, and its counterpart in the same field just before that is written there.

    An account may be deleted instead, to whose customer a contact person comes just before that goes. Time passes
    before, for the apps tell seconds (FLT-19).
    """
    module = scene.dice.pick(tuple(FIELDS))
    sync = "items" if module == "crm.products" else "customers"
    found = [each for each in scene.names(module) if scene.there(f"{each} in {scene.product}")]
    if not found or sync not in scene.syncs:
        return
    record = scene.dice.hot(found)
    counterpart, name = f"{record} in {scene.product}", scene.new("person")
    if sync == "customers" and scene.dice.chance(40):
        scene.gone.append(record)
        first = do("delete", record=record)
        person = {"contact_id": Named(counterpart), "last_name": "Late"}
        late = do("create", name=name, module=f"{scene.product}.contact_persons", fields=person)
    else:
        ours, theirs = FIELDS[module]
        one, other = (scene.dice.number(1, 99), scene.dice.number(100, 199))
        told = (str(one), str(other)) if sync == "customers" else (one, other)
        first = do("update", record=record, fields={ours: told[0]})
        late = do("update", record=counterpart, fields={theirs: told[1]})
    key = scene.player.names.finance(scene.product).key
    fault: dict[str, Any] = {"kind": "meanwhile", "app": key, "of": "write", "call": 1, "when": "before"}
    yield first
    yield do("advance", seconds=2)
    scene.player.pin({**fault, "do": (aside(late),), AFTER_STEP: len(scene.player.results)})
    yield do("instant_sync", sync=sync, **scene.of)
    yield do("advance", minutes=1)
