"""How a bug is told that was written last."""

from __future__ import annotations

from collections.abc import Callable

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.world import Functions


def late(name: str, says: str, family: Family, rules: str, make: Callable[[], Functions] | type) -> Bug:
    """A bug that breaks the rules of these ids; a class stands in for the one it derives from."""
    made = (lambda: in_place(make)) if isinstance(make, type) else make
    return Bug(name, says, family, tuple(rules.split()), made, late=True)
