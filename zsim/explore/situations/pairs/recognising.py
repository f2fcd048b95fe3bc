"""All pairs of things that matter, each with the small function that recognises it.

The function's name is the situation's, the first line of its docstring is what it says.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

from zsim.explore.situations.pairs.connecting import CONNECTING
from zsim.explore.situations.pairs.edits import EDITS
from zsim.explore.situations.pairs.failing import BY_FAULTS, FAILING
from zsim.explore.situations.pairs.mailing import MAILING
from zsim.explore.situations.pairs.overtaking import OVERTAKING
from zsim.explore.situations.pairs.selling import SELLING
from zsim.explore.situations.situation import Situation, SituationGroup
from zsim.explore.situations.story import WorldStory

Recogniser = Callable[[WorldStory], int]
RECOGNISERS: tuple[Recogniser, ...] = (*EDITS, *OVERTAKING, *CONNECTING, *FAILING, *SELLING, *MAILING)


def pairs() -> Iterator[Situation]:
    """Each of them."""
    for each in RECOGNISERS:
        says = (inspect.getdoc(each) or "").partition("\n")[0]
        group = SituationGroup.FAULTS if each in BY_FAULTS else SituationGroup.PAIRS
        yield Situation(called(each), says, group)


def pairs_met(story: WorldStory) -> Iterator[tuple[str, int]]:
    """Those that a story tells of, with how often."""
    for each in RECOGNISERS:
        count = each(story)
        if count:
            yield called(each), count


def called(recogniser: Recogniser) -> str:
    """The name of the situation that a function recognises."""
    return recogniser.__name__.replace("_", " ")
