"""All cases that are built in."""

from __future__ import annotations

from zsim.explore.interruptions.case import SweepCase
from zsim.explore.interruptions.cases.closing import closing_cases
from zsim.explore.interruptions.cases.commands import command_cases
from zsim.explore.interruptions.cases.leads import lead_cases
from zsim.explore.interruptions.cases.pairs import pair_cases, product_cases
from zsim.explore.interruptions.cases.showing import showing_cases
from zsim.explore.interruptions.cases.triggers import trigger_cases


def all_cases() -> tuple[SweepCase, ...]:
    """All cases that are built in."""
    return (
        *pair_cases(),
        *product_cases(),
        *lead_cases(),
        *trigger_cases(),
        *command_cases(),
        *showing_cases(),
        *closing_cases(),
    )
