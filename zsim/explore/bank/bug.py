"""What a planted bug is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from zsim.world import Functions, World


class MetBy(StrEnum):
    """Who comes upon a bug."""

    CUSTOMERS = "customers"
    LEADS = "leads"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Bug:
    """One planted bug: what is wrong, the invariant that must catch it, how to make it, and a script that shows it.

    ``met_by`` says who comes upon it sooner or later, editing at random: people at work on customers, those at work on
    leads, or nobody so far; ``grade`` is how the
    last run of its script ends on a sound engine; ``also`` names other invariants that it breaks by the way, ``first``
    those that such people may come upon before.
    """

    name: str
    sentence: str
    invariant: str
    make: Callable[[], Functions]
    script: Callable[[World], None]
    met_by: MetBy = MetBy.CUSTOMERS
    grade: str = "done"
    also: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
