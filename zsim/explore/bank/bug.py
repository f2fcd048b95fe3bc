"""What a planted bug is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from zsim.world import Functions, World


class Family(StrEnum):
    """What a bug is a mistake about."""

    MATCHING = "matching"
    DIRECTION = "direction"
    DUPLICATES = "duplicates"
    DELETIONS = "deletions"
    CONFLICTS = "conflicts"
    CHECKPOINTS = "checkpoints"
    RETRIES = "retries"
    INTERRUPTION = "interruption"
    SCHEDULE = "schedule"
    VIEWS = "views"
    MAPPING = "mapping"
    RIGHTS = "rights"
    KEYS = "keys"
    DOCUMENTS = "documents"
    TRIGGERS = "triggers"
    NUMBERS = "numbers and money"
    LISTS = "lists"
    COUNTS = "counts"
    TIME_ZONES = "time zones"
    JOURNAL = "journal"
    WHY = "why"


@dataclass(frozen=True, slots=True)
class Bug:
    """One planted bug: what a user would see, what it is about, the rules it breaks, and how to make it.

    ``behaviours`` are ids of the catalogue. Some are planted to show that an ``invariant`` can fail: it must catch
    these, and ``script`` is the shortest that shows it and is clean on a sound engine. The others have neither.

    ``grade`` is how the last run of its script ends on a sound engine; ``also`` names other invariants that it breaks
    by the way. ``late`` says that it was written last, from the catalogue and the names of the finished checks alone,
    so as to slip something through.
    """

    name: str
    says: str
    family: Family
    behaviours: tuple[str, ...]
    make: Callable[[], Functions]
    invariant: str | None = None
    script: Callable[[World], None] | None = None
    grade: str = "done"
    also: tuple[str, ...] = ()
    late: bool = False
