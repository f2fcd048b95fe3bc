"""Worlds with a planted bug, and what a check of a whole world says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from zsim import World
from zsim.checks import InvariantViolated
from zsim.explore import BUGS

BUG = {each.name: each for each in BUGS}


def world_with(name: str | None, **more: Any) -> World:
    """A world with the planted bug of that name, or a sound one."""
    return World(functions=None if name is None else BUG[name].make(), **more)


def found_in(check: Callable[[World], object], world: World) -> set[str]:
    """The invariants that a check finds broken in a world; it fails the test where it finds none."""
    with pytest.raises(InvariantViolated) as caught:
        check(world)
    return {each.invariant for each in caught.value.violations}
