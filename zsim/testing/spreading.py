"""Seconds between what people do, so that nothing is shown only because all of it fell into one second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zsim.kernel.journal import ROOT

if TYPE_CHECKING:
    from zsim.world import World

SPREAD_MS = 7_000


def spread(world: World, length_ms: int = SPREAD_MS) -> None:
    """From the second on, let so much time pass before each command of a person, and do what falls due in it.

    A command given by something that falls due, or during a call of the engine, stays at its moment.
    """
    begun = False

    def pass_time() -> None:
        nonlocal begun
        journal = world.journal
        own = journal.cause == ROOT or journal[journal.cause].kind == "step"
        if begun and own and not world.schedule.firing:
            world.schedule.run_for(length_ms)
        begun = True

    world.journal.before_command = pass_time
