"""The bank of planted bugs, each planted to see what catches it: scenarios, its own script, random worlds, the sweep.

A worker collects the scenarios once and runs them with one bug after the other, those that cover its behaviours first.
What fails without the bug as well is not counted, and what does not end is ended, and told as such.
"""

from zsim.explore.selftest.choosing import chosen
from zsim.explore.selftest.exploring import SECONDS
from zsim.explore.selftest.unexplored import UNEXPLORED
from zsim.explore.selftest.verdict import Attempt, Verdict, plain, renewed, verdicts_of
from zsim.explore.selftest.workers import WorkerLost, verdicts

__all__ = [
    "SECONDS",
    "UNEXPLORED",
    "Attempt",
    "Verdict",
    "WorkerLost",
    "chosen",
    "plain",
    "renewed",
    "verdicts",
    "verdicts_of",
]
