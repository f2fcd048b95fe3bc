"""What a campaign met: counted seed by seed, and added up whatever process played them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from zsim.explore.drawing import Explored
from zsim.explore.failures import Signature


@dataclass(frozen=True, slots=True)
class CampaignFinding:
    """A way in which worlds fail: the first seed that does, what it fails with in words, and how many worlds do."""

    signature: Signature
    seed: int
    told: str
    worlds: int = 1


@dataclass(slots=True)
class Tally:
    """What worlds met: ``met`` counts situations, ``in_worlds`` the worlds that each was met in.

    Findings stand in the order of their seeds. Two tallies of neighbouring seeds, added, are the tally of all of them.
    """

    worlds: int = 0
    steps: int = 0
    met: Counter[str] = field(default_factory=Counter)
    in_worlds: Counter[str] = field(default_factory=Counter)
    findings: dict[Signature, CampaignFinding] = field(default_factory=dict)

    def count(self, explored: Explored) -> None:
        """Count one more world, of a seed after all that were counted."""
        self.worlds += 1
        self.steps += explored.results
        self.met += explored.met
        self.in_worlds.update(explored.met.keys())
        if explored.failing is not None:
            failing = explored.failing
            self._find([CampaignFinding(failing.signature, explored.seed, failing.told)])

    def add(self, later: Tally) -> tuple[CampaignFinding, ...]:
        """Take in the tally of the seeds that follow; what is found there for the first time is given back."""
        fresh = [each for each in later.findings.values() if each.signature not in self.findings]
        self.worlds += later.worlds
        self.steps += later.steps
        self.met += later.met
        self.in_worlds += later.in_worlds
        self._find(later.findings.values())
        return tuple(fresh)

    def _find(self, findings: Iterable[CampaignFinding]) -> None:
        for each in findings:
            first = self.findings.get(each.signature)
            if first is None:
                self.findings[each.signature] = each
            else:
                worlds = first.worlds + each.worlds
                self.findings[each.signature] = CampaignFinding(first.signature, first.seed, first.told, worlds)
