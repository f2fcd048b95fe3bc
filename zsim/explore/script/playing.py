"""Plays a script as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zsim.explore.script.player import Player, StepResult
from zsim.explore.script.script import Script
from zsim.fakes.store.handle import Handle
from zsim.world import Functions, World

AfterEach = Callable[[Player, StepResult], None]


@dataclass(frozen=True, slots=True)
class Played:
    """What playing a script gave: its world, what became of each step, and the records it made by their names.

    ``asides`` is what became of the steps done in the middle of a run, ``unfired`` tells the faults that were pinned
    and did not happen, in words.
    """

    script: Script
    world: World
    results: tuple[StepResult, ...]
    handles: Mapping[str, Handle]
    asides: tuple[StepResult, ...] = ()
    unfired: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Handle:
        """The record a step made under that name."""
        return self.handles[name]


def play(
    script: Script,
    functions: Functions | None = None,
    *,
    until: int | None = None,
    after_each: AfterEach | None = None,
) -> Played:
    """Play a script in a world of its own, on a sound engine unless ``functions`` say otherwise.

    With ``until``, no more than so many steps are done. ``after_each`` is called when a step was done and everything
    due at once has happened, with the player and what became of the step. A broken invariant raises.
    """
    player = Player(script.start, functions, faults=script.faults)
    for step in script.steps[:until]:
        result = player.do(step)
        if after_each is not None:
            after_each(player, result)
    asides = tuple(player.asides)
    return Played(script, player.world, tuple(player.results), player.names.handles(), asides, player.unfired)
