"""What a world is wired with beside its state: nothing of it is exported, so a loaded world is given it anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypedDict

from zsim.fakes.finance import DocumentFunctions
from zsim.ports.app import Ports
from zsim.sync import EngineFunctions
from zsim.sync.leads import LeadFunctions

Functions: TypeAlias = EngineFunctions | LeadFunctions | DocumentFunctions
"""Pieces of the engine, or of finance's documents, of which one may be broken to plant a bug."""


class Wiring(TypedDict, total=False):
    """Who is told each new time in milliseconds, what replaces pieces, what the engine's calls pass through.

    With ``model`` the reference model goes on judging, if it judged the world that was exported.
    """

    on_move: Callable[[int], None] | None
    functions: Functions | None
    ports: Ports | None
    model: bool


def with_sound_ones(functions: Functions | None) -> tuple[EngineFunctions, LeadFunctions, DocumentFunctions]:
    """All pieces of a world, sound but for those given."""
    return (
        functions if isinstance(functions, EngineFunctions) else EngineFunctions(),
        functions if isinstance(functions, LeadFunctions) else LeadFunctions(),
        functions if isinstance(functions, DocumentFunctions) else DocumentFunctions(),
    )
