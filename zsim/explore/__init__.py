"""What is explored beyond the written scenarios: so far the bank of planted bugs."""

from zsim.explore.bugs import BUGS, Bug

__all__ = ["BUGS", "Bug"]
