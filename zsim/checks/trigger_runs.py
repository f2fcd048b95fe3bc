"""What a check is given of a run of triggers beside what every run has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zsim.ports.records import RecordId, Ref


@dataclass(frozen=True, slots=True)
class TriggersSeen:
    """A run of triggers.

    ``on`` is how many triggers are on, ``deals`` are those it read, as often as it did. ``deal_of`` gives the deal that
    a trigger made a document for, ``standing`` such documents of a deal in a module that stand for something.
    ``freezing`` are the modules whose documents no trigger changes once they were marked sent, and ``forbidden`` says
    that the organisation's edition lets no trigger work.
    """

    on: int
    deals: tuple[Ref, ...]
    deal_of: Callable[[Ref], RecordId | None]
    standing: Callable[[str, RecordId], tuple[Ref, ...]]
    freezing: frozenset[str]
    forbidden: bool
