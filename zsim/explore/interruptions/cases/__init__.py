"""The cases that are built in: small worlds, in each of which one thing was done before the run that is disturbed."""

from __future__ import annotations

from zsim.explore.interruptions.case import Case
from zsim.explore.interruptions.cases.leads import lead_cases
from zsim.explore.interruptions.cases.pairs import pair_cases, product_cases

__all__ = ["all_cases"]


def all_cases() -> tuple[Case, ...]:
    """All cases that are built in."""
    return (*pair_cases(), *product_cases(), *lead_cases())
