"""Interruptions: a script played again with everything that can happen at each call of its last runs."""

from zsim.explore.interruptions.case import Case, case_of
from zsim.explore.interruptions.sweep import Finding, Sweep, Swept

__all__ = ["Case", "Finding", "Sweep", "Swept", "case_of"]
