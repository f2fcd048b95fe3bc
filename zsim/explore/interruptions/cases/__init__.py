"""The cases that are built in: small worlds, in each of which one thing was done before the run that is disturbed."""

from zsim.explore.interruptions.cases.built_in import all_cases

__all__ = ["all_cases"]
