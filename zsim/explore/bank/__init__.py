"""The bank of planted bugs: worlds that are wrong in one way each, to show what finds a mistake, and how soon."""

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.bugs import BUGS

__all__ = ["BUGS", "Bug", "Family"]
