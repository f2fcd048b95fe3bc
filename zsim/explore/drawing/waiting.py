"""How time passes, and a world that goes on as its copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from zsim.explore.drawing.scene import Deed, DrawnScene, Steps
from zsim.explore.script import do

LENGTHS: tuple[Mapping[str, int], ...] = (
    {"milliseconds": 600},
    {"seconds": 30},
    {"minutes": 1},
    {"minutes": 1},
    {"minutes": 5},
    {"minutes": 5},
    {"minutes": 30},
    {"hours": 2},
    {"hours": 3},
    {"hours": 9},
)
CHANGES = tuple([date.fromisoformat(each) for each in ("2026-03-29", "2026-10-25", "2011-12-30", "2027-03-28")])
"""Days on which the clocks of a zone are put forward or back, or a whole day is left out."""


def wait(scene: DrawnScene) -> Steps:
    """Let some time pass."""
    return (do("advance", **scene.dice.pick(LENGTHS)),)


def wait_long(scene: DrawnScene) -> Steps:
    """Let days or weeks pass while all is paused, so that documents fall due, and what lies in the bin is gone."""
    return while_paused(scene, scene.dice.pick((2, 2, 4, 8, 31, 45)))


def while_paused(scene: DrawnScene, days: int) -> Steps:
    """Let so many days pass while every connection is paused, for which nothing but what is due in the apps happens."""
    opened = [each.organisation_key for each in scene.world.integrations if each.open]
    of = [{} if each == scene.products[0] else {"product": each} for each in opened]
    resumed = [do("resume", **each) for each in of]
    # Triggers run on while all else is paused: a month of theirs takes as long as ten worlds.
    most = 2 if not opened else 8 if "deals" in scene.parts else days
    return (*[do("pause", **each) for each in of], do("advance", days=min(days, most)), *resumed)


def midnight(scene: DrawnScene) -> Steps:
    """To a minute before the day ends, or just into the next one."""
    day, minute = scene.dice.pick(((scene.today, "23:59"), (scene.today + timedelta(days=1), "00:01")))
    return (do("advance_to", moment=f"{day} {minute}"),)


def clock_change(scene: DrawnScene) -> Steps:
    """To the hours around a change of the clocks, if one is near."""
    near = [each for each in CHANGES if timedelta(0) <= each - scene.today < timedelta(days=9)]
    if not near:
        return ()
    return (do("advance_to", moment=f"{near[0]} {scene.dice.pick(('00:30', '01:30', '02:30'))}", tz="Europe/Berlin"),)


def next_event(scene: DrawnScene) -> Steps:
    """To the next thing that falls due."""
    return (do(scene.dice.pick(("next_event", "next_event", "settle"))),)


def crash(scene: DrawnScene) -> Steps:
    """The engine is killed and started anew."""
    return (do("crash"),)


def reload(scene: DrawnScene) -> Steps:
    """The world is exported and loaded."""
    return (do("export_and_load"),)


WEIGHTS: Mapping[Deed, int] = {wait: 12, wait_long: 2, midnight: 1, clock_change: 2, next_event: 3, reload: 1, crash: 1}
"""What happens, and how often."""
