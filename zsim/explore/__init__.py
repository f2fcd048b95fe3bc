"""What is explored beyond the written scenarios: the bank of planted bugs; scripts, in `zsim.explore.script`."""

from zsim.explore.bug import Bug, MetBy
from zsim.explore.bugs import BUGS

__all__ = ["BUGS", "Bug", "MetBy"]
