"""What the sweep of interruptions finds and nobody has mended yet: expected for now, to be emptied.

Each has an example that is played by itself, so that one that was mended is told and taken out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zsim.explore.interruptions import Finding


@dataclass(frozen=True, slots=True)
class Known:
    """An open defect: why it is, the findings that come of it, and one play that shows it.

    ``told``, ``case`` and ``disturbance`` are patterns: a finding is of this kind if each is found in it. ``example``
    is a case, a disturbance of it and the number of the call.
    """

    reason: str
    told: str
    example: tuple[str, str, int]
    case: str = ""
    disturbance: str = ""

    def explains(self, finding: Finding) -> bool:
        """Whether a finding comes of it."""
        here = re.search(self.case, finding.case) and re.search(self.disturbance, finding.disturbance)
        return bool(here) and any(re.search(self.told, line) for line in finding.told)


KNOWN: Sequence[Known] = (
    Known(
        "a fetch writes over a lead that somebody gave another address since it was read",
        "there is marketinghub's Leads 'zed@example.com'",
        ("invoice leads addresses swapped", "readdressed: ann in marketinghub", 6),
        case="^invoice leads addresses swapped$",
        disturbance="^readdressed: .* in marketinghub",
    ),
    Known(
        "a removal that a fetch was broken off in is taken in, and decided about once more",
        "one-outcome: .* has 2 outcomes",
        ("invoice leads removed", "killed after", 8),
        case="^invoice leads ",
        disturbance="^killed after$",
    ),
)
