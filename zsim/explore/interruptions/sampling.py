"""Sweeping many cases, whole or by a sample that is the same each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import blake2b

from zsim.explore.interruptions.case import SweepCase
from zsim.explore.interruptions.sweep import Play, Sweep, Swept
from zsim.world import Functions


def sweep(cases: Sequence[SweepCase], sample: int | None = None, functions: Functions | None = None) -> Iterator[Swept]:
    """What each case met; with ``sample``, no more than so many plays in all, spread over the cases."""
    for number, case in enumerate(cases):
        count = None if sample is None else sample * (number + 1) // len(cases) - sample * number // len(cases)
        if count != 0:
            yield Sweep(case, functions).run(iter if count is None else partial(_some, case, count))


def _some(case: SweepCase, count: int, plays: Sequence[Play]) -> list[Play]:
    """So many plays, picked by their names: always the same ones, and with no pattern to them."""
    return sorted(plays, key=lambda play: _digest(f"{case.name}, {play[0].name}, {play[1].number}"))[:count]


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()
