"""What is explored beyond the written scenarios: so far the bank of planted bugs."""

from zsim.explore.bug import Bug, MetBy
from zsim.explore.bugs import BUGS

__all__ = ["BUGS", "Bug", "MetBy"]
