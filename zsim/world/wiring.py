"""What a world is wired with beside its state: nothing of it is exported, so a loaded world is given it anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import NamedTuple, TypeAlias, TypedDict, TypeVar

from zsim.fakes.finance import DocumentFunctions
from zsim.kernel.stand_ins import StandIns
from zsim.ports.app import Ports
from zsim.sync import EngineFunctions
from zsim.sync.leads import LeadFunctions

Pieces: TypeAlias = EngineFunctions | LeadFunctions | DocumentFunctions | StandIns
Functions: TypeAlias = Pieces | tuple[Pieces, ...]
"""Pieces of a world of which one may be broken to plant a bug: functions of the engine or of documents, or classes."""

Kind = TypeVar("Kind", EngineFunctions, LeadFunctions, DocumentFunctions)


class Wiring(TypedDict, total=False):
    """Who is told each new time in milliseconds, what replaces pieces, what the engine's calls pass through.

    With ``model`` the reference model goes on judging, if it judged the world that was exported.
    """

    on_move: Callable[[int], None] | None
    functions: Functions | None
    ports: Ports | None
    model: bool


class AllPieces(NamedTuple):
    """All pieces of a world; the first three hold the stand-ins, too."""

    engine: EngineFunctions
    leads: LeadFunctions
    documents: DocumentFunctions
    stand_ins: StandIns


def with_sound_ones(functions: Functions | None) -> AllPieces:
    """All pieces of a world, sound but for those given; of two for the same place the later counts."""
    given = functions if isinstance(functions, tuple) else () if functions is None else (functions,)
    classes = [each.classes.items() for each in given if isinstance(each, StandIns)]
    stand_ins = StandIns({sound: other for each in classes for sound, other in each})
    return AllPieces(
        _laid_over(EngineFunctions(stand_ins=stand_ins), given),
        _laid_over(LeadFunctions(stand_ins=stand_ins), given),
        _laid_over(DocumentFunctions(stand_ins=stand_ins), given),
        stand_ins,
    )


def _laid_over(sound: Kind, given: Sequence[Pieces]) -> Kind:
    """The sound pieces with what was given of their kind and differs from them."""
    names = [each.name for each in fields(sound) if each.name != "stand_ins"]
    ours = [(name, getattr(each, name)) for each in given if isinstance(each, type(sound)) for name in names]
    return replace(sound, **{name: value for name, value in ours if value is not getattr(sound, name)})
