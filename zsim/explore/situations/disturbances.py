"""Every kind of fault, and every oddity of the vendor, that took effect."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from zsim.catalogue import catalogue
from zsim.explore.situations.situation import Situation, SituationGroup
from zsim.explore.situations.story import WorldStory
from zsim.faults import KINDS


def disturbances() -> Iterator[Situation]:
    """Each kind of fault, and each oddity."""
    for name, kind in KINDS.items():
        says = (inspect.getdoc(kind) or "").partition("\n")[0]
        yield Situation(f"fault {name}", says, SituationGroup.FAULTS)
    for each in catalogue().quirks:
        yield Situation(f"oddity {each.id}", f"{each.title}.", SituationGroup.ODDITIES, each.products)


def disturbances_met(story: WorldStory) -> Iterator[str]:
    """Those that a story tells of."""
    yield from [f"fault {each.fired.kind}" for each in story.faults]
    yield from [f"oddity {each}" for each in story.oddities]
