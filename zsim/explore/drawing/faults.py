"""What goes wrong in a drawn world: a fault of some kind, pinned to a call that is to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zsim.explore.drawing import connections, deals, documents, fields, leads, master_data, settings
from zsim.explore.drawing.scene import Deed, DrawnScene
from zsim.explore.script import aside
from zsim.explore.script.pinning import AFTER_STEP

HUB = "marketinghub"
ERRORS = ("NoAnswer", "ServerError", "NotAllowed", "NoPermission", "DuplicateValue", "InvalidData", "LimitExceeded")
LIMITS: Mapping[str, tuple[str, ...]] = {"crm": ("minute", "credits", "concurrency"), HUB: ("minute",)}
OF_FINANCE = ("minute", "day", "concurrency")
CALLS, FEW = (1, 1, 2, 3, 4, 6, 9, 14), (1, 1, 2)
SELDOM = (
    *("page_drift", "truncated_page", "search_lag", "partial_batch", "answer_lost"),
    *("duplicate_notification", "late_notification"),
)
"""The kinds whose calls are few in a run."""


OFTEN: Mapping[str, int] = {"killed": 4, "answer_lost": 2, "meanwhile": 3, "page_drift": 2, "partial_batch": 2}
"""The kinds that happen more often than others, whose calls are seldom met or which end in many ways."""

WHEN = ("before", "after")
AT_WRITES = 30
"""In so many of a hundred cases somebody acts just before a write, on what is likely written."""
MINUTES_MS = 5 * 60_000

DEEDS: Mapping[Deed, int] = {
    master_data.edit: 10,
    master_data.create: 4,
    master_data.delete: 4,
    master_data.merge: 3,
    master_data.edit_both: 3,
    fields.tick: 3,
    fields.update_view: 2,
    deals.move: 3,
    documents.step: 3,
    leads.mark: 3,
    settings.prefer: 1,
}
"""What somebody does in the middle of a run."""

STOPPING: Mapping[Deed, int] = {
    connections.pause: 3,
    connections.disable: 2,
    connections.regenerate: 2,
    leads.switch: 1,
}
"""What stops a run, and is done behind a call of it."""


def draw_fault(scene: DrawnScene, kinds: tuple[str, ...], deeds: frozenset[Deed]) -> Mapping[str, Any] | None:
    """A fault of one of these kinds as a script has it, pinned now; ``None`` where there is nothing for it to meet.

    Only these ``deeds`` are done meanwhile.
    """
    kind, app = scene.dice.weighted({each: OFTEN.get(each, 1) for each in kinds}), _app(scene)
    more = DRAWN[kind](scene, app, deeds)
    if more is None:
        return None
    app = str(more.get("app", app))
    calls: dict[str, Any] = {} if kind == "clock_skew" else {"call": scene.dice.pick(FEW if kind in SELDOM else CALLS)}
    if calls and kind in ("refused", "server_failed", "slow_answer", "killed") and scene.dice.chance(60):
        calls["of"] = scene.dice.pick(("write",) * 4 + ("changed", "search", "read", "open", "perform"))
        calls["call"] = scene.dice.pick(FEW)
    return {"kind": kind, **calls, **more, "app": app, AFTER_STEP: len(scene.player.results)}


def _app(scene: DrawnScene) -> str:
    """An app that calls pass to: the CRM, a connected product, or MarketingHub where leads are on stage."""
    connected = [each.organisation_key for each in scene.world.integrations]
    hub = [HUB] if scene.has_leads else []
    return scene.dice.pick(("crm", *connected, *hub))


def _meanwhile(scene: DrawnScene, app: str, deeds: frozenset[Deed]) -> Mapping[str, Any] | None:
    if master_data.edit in deeds and scene.dice.chance(AT_WRITES):
        module, steps = master_data.under_the_pen(scene)
        app = "crm" if module.startswith("crm.") else scene.player.names.finance(scene.product).key
        at = {"app": app, "of": "write", "call": scene.dice.pick(FEW), "when": "before"}
        return {**at, "do": tuple([aside(each) for each in steps])} if steps else None
    among = STOPPING if scene.dice.chance(20) else DEEDS
    weights = {deed: weight for deed, weight in among.items() if deed in deeds}
    steps = scene.dice.weighted(weights)(scene) if weights else ()
    if not steps:
        return None
    when = "after" if among is STOPPING else scene.dice.pick(WHEN)
    return {"do": tuple([aside(each) for each in steps]), "when": when}


def _limit(scene: DrawnScene, app: str, deeds: frozenset[Deed]) -> Mapping[str, Any]:
    return {"limit": scene.dice.pick(LIMITS.get(app, OF_FINANCE)), "times": scene.dice.pick((1, 1, 3, 12))}


def _withdrawn(scene: DrawnScene, app: str, deeds: frozenset[Deed]) -> Mapping[str, Any]:
    return {"app": "crm", "hides": scene.dice.pick(settings.HIDDEN), "when": scene.dice.pick(WHEN)}


def _regenerated(scene: DrawnScene, app: str, deeds: frozenset[Deed]) -> Mapping[str, Any]:
    key = leads.source(scene) if scene.has_leads and scene.dice.chance(50) else "crm"
    return {"app": "crm" if key == "billing" else key, "when": scene.dice.pick(WHEN)}


def _clock(scene: DrawnScene, app: str, deeds: frozenset[Deed]) -> Mapping[str, Any] | None:
    """A clock as far off as is promised to do no harm; only one of an app, for they add up. Source: FLT-17."""
    skews = [each for each in scene.player.script.faults if each["kind"] == "clock_skew" and each["app"] == app]
    return None if skews else {"skew_ms": scene.dice.pick((-1_000, 1_000, -400))}


def _with(**values: tuple[Any, ...]) -> Callable[[DrawnScene, str, frozenset[Deed]], Mapping[str, Any]]:
    """A fault of which only these fields are drawn, each from these values."""
    return lambda scene, app, deeds: {name: scene.dice.pick(each) for name, each in values.items()}


DRAWN: Mapping[str, Callable[[DrawnScene, str, frozenset[Deed]], Mapping[str, Any] | None]] = {
    "refused": _with(error=ERRORS, times=(1, 1, 1, 12)),
    "server_failed": _with(done=(True, False), times=(1, 1, 12)),
    "answer_lost": _with(of=("write", "write", "perform"), times=(1, 1, 2)),
    "rate_limit": _limit,
    "slow_answer": _with(delay_ms=(30_000, MINUTES_MS), when=WHEN),
    "page_drift": _with(records=(1, 2), saved=(True, False)),
    "truncated_page": _with(of=("changed", "deleted"), size=(1, 2, 3), times=(1, 9)),
    "search_lag": _with(lag_ms=(60_000, MINUTES_MS), times=(1, 9)),
    "partial_batch": _with(done=(None, 0, 1), answered=(0, 1, 2)),
    "duplicate_notification": _with(more=(1, 2)),
    "late_notification": _with(delay_ms=(60_000, MINUTES_MS)),
    "meanwhile": _meanwhile,
    "key_regenerated": _regenerated,
    "right_withdrawn": _withdrawn,
    "killed": _with(when=(*WHEN, "after")),
    "clock_skew": _clock,
}
"""How the fields of each kind are drawn."""
