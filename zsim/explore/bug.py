"""What a planted bug is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zsim.sync import Parts
from zsim.world import World


@dataclass(frozen=True, slots=True)
class Bug:
    """One planted bug: what is wrong, the invariant that must catch it, how to make it, and a script that shows it.

    ``met`` says that people who edit customers, and fetch no leads, come upon it sooner or later; ``grade`` is how the
    last run of its script ends on a sound engine; ``also`` names other invariants that it breaks by the way.
    """

    name: str
    sentence: str
    invariant: str
    make: Callable[[], Parts]
    script: Callable[[World], None]
    met: bool = True
    grade: str = "done"
    also: tuple[str, ...] = ()
