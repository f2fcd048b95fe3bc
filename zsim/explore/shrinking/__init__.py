"""Shortening: the shortest script that fails the same way, and the scenario that tells it."""

from zsim.explore.shrinking.shrink import Shrunk, shrink
from zsim.explore.shrinking.trying import EXECUTIONS_MAX, Plays

__all__ = ["EXECUTIONS_MAX", "Plays", "Shrunk", "shrink"]
