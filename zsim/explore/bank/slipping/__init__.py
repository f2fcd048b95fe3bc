"""Planted bugs written last, from the catalogue and the names of the checks alone, so as to slip something through."""

from zsim.explore.bank.slipping.together import SLIPPING_BUGS

__all__ = ["SLIPPING_BUGS"]
