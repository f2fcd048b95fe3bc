"""What is explored beyond the written scenarios: the bank of planted bugs; scripts, in `zsim.explore.script`."""

from zsim.explore.bank import BUGS, Bug, Family

__all__ = ["BUGS", "Bug", "Family"]
