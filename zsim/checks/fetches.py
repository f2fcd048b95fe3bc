"""What a check is given of a fetch of leads beside what holds for every run, in plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zsim.ports.records import Ref


class SlotSeen(NamedTuple):
    """When a scheduled fetch fell due, and the local date of that in the zone its sync goes by now."""

    at_ms: int
    date: str


@dataclass(frozen=True, slots=True)
class FetchSeen:
    """One finished fetch.

    ``counts`` are the six numbers of the history, ``ignored_by`` how many it ignored for each reason. ``repeated`` says
    that it read all data and nobody had edited anything since the fetch before, which did so too and went well.
    ``address_of`` gives the folded address of a contact or lead as it is now, ``leads_with`` the live leads of one,
    ``sharing`` of some leads each that shares its address, with the other that does; ``shown`` are the leads that its
    searches gave. ``unmailed``
    are the addresses that bounced, unsubscribed or complained before it began. ``slot`` is set for a scheduled fetch,
    ``former_slot`` for the scheduled one before it.
    """

    counts: Mapping[str, int]
    ignored_by: Mapping[str, int]
    repeated: bool
    address_of: Callable[[Ref], str]
    leads_with: Callable[[str], tuple[Ref, ...]]
    sharing: Callable[[Sequence[Ref]], Sequence[tuple[Ref, Ref]]]
    shown: frozenset[Ref]
    unmailed: frozenset[str]
    known_unmailed: frozenset[str]
    slot: SlotSeen | None
    former_slot: SlotSeen | None
