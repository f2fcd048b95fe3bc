"""Planted bugs written last, from the catalogue and the names of the checks alone, so as to slip something through."""

from zsim.explore.bank.bug import Bug
from zsim.explore.bank.slipping.in_apps import IN_APPS
from zsim.explore.bank.slipping.in_syncs import IN_SYNCS
from zsim.explore.bank.slipping.in_words import IN_WORDS

SLIPPING_BUGS: tuple[Bug, ...] = (*IN_APPS, *IN_SYNCS, *IN_WORDS)

__all__ = ["SLIPPING_BUGS"]
