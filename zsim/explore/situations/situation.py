"""What a situation is: something a campaign of random worlds is to meet, in a product owner's words."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class SituationGroup(StrEnum):
    """What kind of thing is met."""

    OUTCOMES = "outcomes"
    MOVES = "moves"
    TRIGGERS = "triggers"
    REFUSALS = "refusals"
    RUNS = "runs"
    FAULTS = "faults"
    ODDITIES = "oddities"
    PAIRS = "pairs"


class Situation(NamedTuple):
    """Something that may be met in a world.

    ``products`` are the keys of those in which it can be, all where there is none; ``common`` says whether a campaign
    of CI's size must meet it.
    """

    name: str
    says: str
    group: SituationGroup
    products: tuple[str, ...] = ()
    common: bool = True
