"""All situations, and what a world met of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain

from zsim.explore.script import StepResult
from zsim.explore.situations.disturbances import disturbances, disturbances_met
from zsim.explore.situations.life_cycle_moves import moves, moves_met
from zsim.explore.situations.outcomes import outcomes, outcomes_met
from zsim.explore.situations.pairs import pairs, pairs_met
from zsim.explore.situations.rarity import rare
from zsim.explore.situations.reading import JournalReader
from zsim.explore.situations.refusals import refusals, refusals_met
from zsim.explore.situations.run_ends import runs, runs_met
from zsim.explore.situations.situation import Situation
from zsim.explore.situations.trigger_answers import answers, answers_met
from zsim.world import World

GROUPS = (outcomes, moves, answers, refusals, runs, disturbances, pairs)


@cache
def situations() -> Sequence[Situation]:
    """All there are, by group."""
    found, missed = chain.from_iterable([group() for group in GROUPS]), rare()
    return tuple([each._replace(common=each.name not in missed) for each in found])


@cache
def _names() -> frozenset[str]:
    return frozenset([each.name for each in situations()])


def met_in(world: World, results: Iterable[StepResult]) -> Counter[str]:
    """The situations that a world met, by name, each with how often.

    ``results`` are of the steps done since the world's journal began: a world that is exported and loaded begins
    another, so it is asked before that, too, and the counts are added. What a fault has an app say that it never says
    by itself is no situation.
    """
    known = _names()
    return Counter({name: count for name, count in everything_met(world, results).items() if name in known})


def everything_met(world: World, results: Iterable[StepResult]) -> Counter[str]:
    """The same, with what is not listed."""
    story = JournalReader(world.journal).read()
    met: Counter[str] = Counter(
        chain(
            outcomes_met(story),
            answers_met(story),
            refusals_met(story, results),
            runs_met(story),
            disturbances_met(story),
            moves_met(world.journal) if story.documents else (),
        )
    )
    met.update(dict(pairs_met(story)))
    return met
