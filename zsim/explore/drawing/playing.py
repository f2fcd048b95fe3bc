"""Random worlds by seed, drawn while they are played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from zsim.explore.drawing import master_data
from zsim.explore.drawing.bounds import Bounds
from zsim.explore.drawing.dice import Dice
from zsim.explore.drawing.opening import opening
from zsim.explore.drawing.scene import Scene
from zsim.explore.failures import Failing, failing_with
from zsim.explore.script import Player, Script, ScriptStep, Start
from zsim.faults import EngineKilled
from zsim.world import Functions

USUAL = Bounds()


@dataclass(frozen=True, slots=True)
class Explored:
    """What came of one seed.

    ``script`` is what was drawn, ``results`` how many of its steps were done, ``met`` counts the situations by name,
    ``failing`` is how the script fails if it does.
    """

    seed: int
    script: Script
    results: int
    met: Counter[str]
    failing: Failing | None


def play_seed(seed: int, bounds: Bounds = USUAL, functions: Functions | None = None) -> Explored:
    """Draw the world of a seed while it is played, on a sound engine unless ``functions`` say otherwise.

    The same seed and bounds give the same script and the same failure in any process.
    """
    dice = Dice(seed)
    start = Start((dice.pick(bounds.products),), seed, call_ms=dice.pick((0, 0, 0, 200)))
    player = Player(start, functions, model=bounds.model)
    scene = Scene(player, dice)
    drawn: list[ScriptStep] = []
    failing = None
    try:
        for step in _steps(scene, bounds):
            drawn.append(step)
            player.do(step)
    except (Exception, EngineKilled) as error:  # noqa: BLE001  whatever a world fails with is what is looked for
        failing = failing_with(error, Script(start, tuple(drawn)), player)
    return Explored(seed, Script(start, tuple(drawn)), len(player.results), Counter(), failing)


def _steps(scene: Scene, bounds: Bounds) -> Iterator[ScriptStep]:
    """All steps of a world; each is drawn when the one before is done."""
    yield from opening(scene.product)
    for _ in range(bounds.steps):
        yield from scene.dice.weighted(master_data.WEIGHTS)(scene)
