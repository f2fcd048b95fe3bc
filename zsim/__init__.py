"""A simulation and test harness for the integrations between a CRM and its finance products.

``from zsim import World, given, scenario, then, when`` is all a script needs. The names are looked up when they are
first used, so that ``import zsim`` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zsim.testing import given, in_words, scenario, then, when
    from zsim.world import World

__all__ = ["World", "given", "in_words", "scenario", "then", "when"]

_HOMES = dict.fromkeys(__all__, "zsim.testing") | {"World": "zsim.world"}


def __getattr__(name: str) -> object:
    """One of the words of a script, imported now."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"zsim has no {name!r}; it has {', '.join(__all__)}")
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    """The words of a script."""
    return sorted(__all__)
