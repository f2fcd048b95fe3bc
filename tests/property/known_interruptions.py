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


UNANSWERED = "^(answer lost|broke down after|killed after|lost on its way|broke down|broken for long)"
KNOWN: Sequence[Known] = (
    Known(
        "twins of the CRM change places where the first is refused for a while or has no answer",
        "there is .* 'Ann'",
        ("books account fetch skip twins", "lost on its way", 11),
        case="twins",
        disturbance=UNANSWERED,
    ),
    Known(
        "what a search found, or did not find, has another name by the time of the write",
        "there is",
        ("invoice account both ways overwrite twin", "renamed: cora", 7),
        case="twin|taken|replaced|swapped|typed into both",
        disturbance="^(renamed|deleted|merged|readdressed|edited)",
    ),
    Known(
        "a person stays with the former customer where the new one is deleted in finance in mid-run",
        "there is .* 'Ann'",
        ("books person or contact fetch overwrite moved to a new one", "deleted: cent in books", 19),
        case="moved to a new one",
        disturbance="^deleted: cent in",
    ),
    Known(
        "two products: a customer is left out for ever when the runs overlap or one fails",
        "there is",
        ("books and invoice account both ways overwrite typed into both", "key regenerated: crm", 7),
        case="typed into both",
    ),
)
