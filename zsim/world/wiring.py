"""What a world is wired with beside its state: nothing of it is exported, so a loaded world is given it anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from zsim.ports.app import Ports
from zsim.sync import EngineFunctions
from zsim.sync.leads import LeadFunctions


class Wiring(TypedDict, total=False):
    """Who is told each new time in milliseconds, what replaces pieces of the engine, what its calls pass through."""

    on_move: Callable[[int], None] | None
    functions: EngineFunctions | LeadFunctions | None
    ports: Ports | None
