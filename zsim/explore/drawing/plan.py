"""What one seed is to be about: how its world begins, and which part of all that could happen there does.

Each seed leaves out a random part of everything: apps, what people do, fields, kinds of faults. So a world is not each
time a bit of all, and what is rare in the crowd is often in some worlds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zsim.catalogue import catalogue
from zsim.explore.drawing import (
    connections,
    deals,
    documents,
    fields,
    leads,
    master_data,
    settings,
    syncing,
    waiting,
)
from zsim.explore.drawing.bounds import PARTS as EVERY_PART
from zsim.explore.drawing.bounds import Bounds
from zsim.explore.drawing.dice import Dice
from zsim.explore.drawing.scene import Deed
from zsim.explore.script import Start
from zsim.faults import KINDS
from zsim.kernel.clock import UTC_KEY

PARTS: Mapping[str, Mapping[Deed, int]] = {
    "records": master_data.WEIGHTS,
    "fields": fields.WEIGHTS,
    "syncs": syncing.WEIGHTS,
    "connections": connections.WEIGHTS,
    "time": waiting.WEIGHTS,
    "documents": documents.WEIGHTS,
    "deals": deals.WEIGHTS,
    "settings": settings.WEIGHTS,
    "leads": leads.WEIGHTS,
}
"""All that people do, part by part."""

CHANCES: Mapping[str, int] = {
    "records": 85,
    "fields": 50,
    "syncs": 90,
    "connections": 60,
    "documents": 45,
    "deals": 45,
    "settings": 40,
    "leads": 25,
    "time": 100,
}
"""In how many of a hundred seeds each part is on stage."""

KEPT = 75
"""How many of a hundred deeds of a part on stage are."""

ALWAYS: frozenset[Deed] = frozenset({syncing.sync_now, waiting.wait})
SHARES: Mapping[str, int] = {"records": 8, "syncs": 6, "time": 4, "documents": 10, "deals": 6, "leads": 8}
"""How much of a world each part fills, beside the others on stage; 3 where nothing is said."""

MOMENTS = (
    *["2026-01-05 09:00"] * 4,
    "2026-01-05 23:50",
    "2026-03-27 12:00",
    "2026-10-23 12:00",
    "2011-12-28 06:00",
)
"""Where clocks begin: some shortly before they are put forward or back."""


BRIEF = 15
"""In so many of a hundred worlds a run that an app does not serve gives up soon: few last until a patient one does."""

ROLE_IS_FULL = 70
"""In so many of a hundred worlds one user of the CRM alone may hold Books' role for such users."""

IN_KOLKATA = 15
"""In so many of a hundred worlds people live in Kolkata, whose day ends before that of UTC."""


class SeedPlan(NamedTuple):
    """What one seed is about: its start, the parts and the modules of master data on stage, deeds and faults drawn.

    ``connected`` are the products that are connected before anybody does anything. ``faults`` are the kinds of what
    goes wrong, which something does before so many of a hundred deeds. With ``onward`` the world is not brought to
    rest: it goes on beside a copy, which must do the same, and as its previews foresee.
    """

    start: Start
    parts: tuple[str, ...]
    syncs: tuple[str, ...]
    connected: tuple[str, ...]
    weights: Mapping[Deed, int]
    faults: tuple[str, ...]
    fault_percent: int
    onward: bool


def plan_of(seed: int, dice: Dice, bounds: Bounds) -> SeedPlan:
    """What the world of a seed is about."""
    products = _products(dice, bounds.products)
    left = 1 if bounds.parts == EVERY_PART else 2  # of few parts, fewer are left out
    parts = tuple([each for each in bounds.parts if dice.chance(100 - (100 - CHANCES[each]) // left)])
    parts = (*parts, *[each for each in ("time",) if each not in parts])
    modules = catalogue().product(products[0]).modules
    if {"documents", "deals"} & {*parts} and dice.chance(80):
        syncs = modules  # what finance's documents are shown for
    else:
        syncs = dice.some(modules, 60) or (dice.pick(modules),)
    if {"documents", "deals", "leads"} & {*parts} and "customers" not in syncs:
        syncs = ("customers", *syncs)
    faults = tuple(KINDS) if bounds.faults else ()
    return SeedPlan(
        _start(seed, dice, products),
        parts,
        syncs,
        products[: 1 if dice.chance(40) else None],
        _weights(dice, parts),
        (dice.some(faults, 50) or faults[:1]) if faults else (),
        dice.pick((6, 12, 25)),
        dice.chance(10),
    )


def _products(dice: Dice, products: tuple[str, ...]) -> tuple[str, ...]:
    """One product as a rule, sometimes two, each at the first place as often as the others."""
    first = dice.pick(products)
    others = [each for each in products if each != first]
    return (first, dice.pick(others)) if others and dice.chance(30) else (first,)


def _start(seed: int, dice: Dice, products: tuple[str, ...]) -> Start:
    policy = dice.pick(catalogue().policies)
    policies = {policy.name: dice.pick(policy.options).value} if dice.chance(40) else {}
    if Dice(seed, "patience").chance(BRIEF):
        policies.setdefault("patience", "brief")
    quirks = dice.some([each.id for each in catalogue().quirks], 10) if dice.chance(15) else ()
    return Start(
        products,
        seed,
        dice.pick(MOMENTS),
        call_ms=dice.pick((0, 0, 0, 200, 900)),
        search_lag_ms=60_000 if dice.chance(5) else 0,
        policies=policies,
        quirks_off=quirks,
        editions={products[0]: "US"} if dice.chance(8) else {},
        limits=_limits(seed, dice),
        zone="Asia/Kolkata" if Dice(seed, "zone").chance(IN_KOLKATA) else UTC_KEY,
        settles=dice.chance(90),
    )


def _limits(seed: int, dice: Dice) -> Mapping[str, int]:
    """Low limits for every other world, so that they are reached."""
    drawn = {"page_size": dice.pick((1, 2, 3)), "contact_persons": dice.pick((1, 2)), "bin_days": dice.pick((1, 3))}
    found = {name: drawn[name] for name in dice.some(tuple(drawn), 40)} if dice.chance(50) else {}
    return found | ({"integration_users": 1} if Dice(seed, "role").chance(ROLE_IS_FULL) else {})


def _weights(dice: Dice, parts: tuple[str, ...]) -> Mapping[Deed, int]:
    """The deeds on stage with how often each is done; every part fills its share, and one of them three times that."""
    weights: dict[Deed, int] = {}
    most = dice.pick(parts)
    for part in parts:
        kept = {deed: each for deed, each in PARTS[part].items() if deed in ALWAYS or dice.chance(KEPT)}
        total = sum(kept.values())
        share = 1000 * SHARES.get(part, 3) * (3 if part == most else 1)
        weights |= {deed: share * each // total for deed, each in kept.items()}
    return weights
