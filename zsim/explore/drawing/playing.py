"""Random worlds by seed, drawn while they are played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from zsim.explore.drawing.bounds import Bounds
from zsim.explore.drawing.dice import Dice
from zsim.explore.drawing.ending import check_ending
from zsim.explore.drawing.faults import draw_fault
from zsim.explore.drawing.opening import opening
from zsim.explore.drawing.overtaking import overtaken
from zsim.explore.drawing.plan import SeedPlan, plan_of
from zsim.explore.drawing.resting import resting
from zsim.explore.drawing.scene import DrawnScene
from zsim.explore.failures import Failing, failing_with
from zsim.explore.script import Player, Script, ScriptStep, StepOutcome, do
from zsim.explore.situations import met_in
from zsim.faults import EngineKilled
from zsim.testing.onward import check_onward
from zsim.world import Functions

USUAL = Bounds()
OVERTAKEN_PERCENT = 3
"""Before so many of a hundred deeds somebody overtakes a write, where such things happen in a world."""
TOLD_PERCENT = 30
"""In so many of a hundred worlds what they tell is read, which takes a sixth of a world's time."""


@dataclass(frozen=True, slots=True)
class Explored:
    """What came of one seed.

    ``script`` is what was drawn, ``results`` how many of its steps were taken, ``met`` counts the situations by name,
    ``failing`` is how the script fails if it does. ``done`` counts the steps that were done, by their verbs, and
    ``fired`` the faults that happened, by their kinds.
    """

    seed: int
    script: Script
    results: int
    met: Counter[str]
    failing: Failing | None
    done: Counter[str]
    fired: Counter[str]


def play_seed(seed: int, bounds: Bounds = USUAL, functions: Functions | None = None) -> Explored:
    """Draw the world of a seed while it is played, on a sound engine unless ``functions`` say otherwise.

    The same seed and bounds give the same script and the same failure in any process.
    """
    dice = Dice(seed)
    plan = plan_of(seed, dice, bounds)
    player = Player(plan.start, functions, model=bounds.model)
    scene = DrawnScene(player, dice, plan.syncs, plan.parts, faulty=bool(plan.faults))
    drawn: list[ScriptStep] = []
    met: Counter[str] = Counter()
    failing, begun = None, 0
    try:
        for step in _steps(scene, plan, bounds):
            drawn.append(step)
            if step.verb == "export_and_load":  # the world that is loaded has a journal of its own
                met.update(met_in(player.world, player.results[begun:]))
                begun = len(player.results)
            player.do(step)
        if plan.onward:
            check_onward(player.world)
        check_ending(player, told=Dice(seed, "told").chance(TOLD_PERCENT))
    except (Exception, EngineKilled, SystemExit) as error:  # noqa: BLE001  whatever a world fails with is what is looked for
        failing = failing_with(error, Script(plan.start, tuple(drawn), player.script.faults), player)
    met.update(met_in(player.world, player.results[begun:]))
    script = Script(plan.start, tuple(drawn), player.script.faults)
    done = Counter([each.step.verb for each in (*player.results, *player.asides) if each.outcome is StepOutcome.DONE])
    fired = Counter([each.kind for each in player.fired])
    return Explored(seed, script, len(player.results), met, failing, done, fired)


def _steps(scene: DrawnScene, plan: SeedPlan, bounds: Bounds) -> Iterator[ScriptStep]:
    """All steps of a world; each is drawn when the one before is done."""
    yield from opening(scene, plan)
    end = len(scene.player.results) + bounds.steps
    deeds = frozenset(plan.weights)
    while len(scene.player.results) < end:
        scene.turn()
        if plan.faults and scene.dice.chance(plan.fault_percent):
            fault = draw_fault(scene, plan.faults, deeds)
            if fault is not None:
                scene.player.pin(fault)
        if "meanwhile" in plan.faults and scene.dice.chance(OVERTAKEN_PERCENT):
            yield from overtaken(scene)
        yield from scene.dice.weighted(plan.weights)(scene)
    if plan.onward:
        yield from (do("heal"), do("advance", minutes=2))  # a notification on its way is in no export
    else:
        yield from resting(scene.player)
