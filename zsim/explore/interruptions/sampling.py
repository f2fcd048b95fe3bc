"""Sweeping many cases, whole or by a sample that is the same each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from zsim.explore.interruptions.case import Case
from zsim.explore.interruptions.disturbances import Disturbance
from zsim.explore.interruptions.sweep import UNDISTURBED, Finding, Sweep, Swept
from zsim.explore.interruptions.watching import PortCall
from zsim.kernel.errors import UsageError
from zsim.sync import EngineFunctions
from zsim.sync.leads import LeadFunctions

Play = tuple[Disturbance, PortCall]


def sweep(
    cases: Sequence[Case], sample: int | None = None, functions: EngineFunctions | LeadFunctions | None = None
) -> Iterator[Swept]:
    """What each case met; with ``sample``, no more than so many plays in all, spread over the cases."""
    for number, case in enumerate(cases):
        count = None if sample is None else sample * (number + 1) // len(cases) - sample * number // len(cases)
        if count != 0:
            yield _swept(case, count, functions)


def _swept(case: Case, count: int | None, functions: EngineFunctions | LeadFunctions | None) -> Swept:
    try:
        whole = Sweep(case, functions)
        return whole.run(None if count is None else _some(case, list(whole.plays()), count))
    except UsageError:
        raise  # a script that cannot be played is no defect
    except Exception as error:  # noqa: BLE001  whatever a play raises is what the sweep looks for
        told = (f"{type(error).__name__}: {error}",)
        return Swept(findings=[Finding(case.name, UNDISTURBED, None, told, case.script)])


def _some(case: Case, plays: list[Play], count: int) -> list[Play]:
    """So many plays, picked by their names: always the same ones, and with no pattern to them."""
    return sorted(plays, key=lambda play: _digest(f"{case.name}, {play[0].name}, {play[1].number}"))[:count]


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()
