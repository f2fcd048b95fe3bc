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
        "a person that an imported customer itself was goes with that customer, and no decision names it",
        "gone-by-decision",
        ("import imported person gained account", "undisturbed", 0),
        case="^import .* gained account",
    ),
    Known(
        "a run that failed before the follow-up of a move leaves two records of one, and is judged",
        "one-to-one",
        ("invoice person fetch overwrite moved to a new one", "broken for long", 23),
        case="moved|gained account|lost account|parents merged",
    ),
    Known(
        "a duplicate that was written over when the engine was killed is taken for one the sync made",
        "link of .* born in crm",
        ("invoice account both ways overwrite twin", "killed after", 11),
        case="twin|typed into both",
        disturbance="^killed after",
    ),
    Known(
        "twins of the CRM change places where the first is refused for a while or has no answer",
        "there is .* 'Ann'",
        ("books account fetch skip twins", "lost on its way", 11),
        case="twins",
        disturbance=UNANSWERED,
    ),
    Known(
        "twins under overwrite: what was agreed with the pair is not what was written",
        "mapping-carries|quiet-second-run",
        ("invoice account fetch overwrite twins", "killed after", 15),
        case="twins",
        disturbance="^killed after",
    ),
    Known(
        "a record deleted in finance in mid-run comes back in the CRM",
        "there is crm's",
        ("invoice account both ways clone replaced", "deleted: ann in invoice", 8),
        disturbance="^deleted",
    ),
    Known(
        "what a search found, or did not find, has another name by the time of the write",
        "there is",
        ("invoice account both ways overwrite twin", "renamed: cora", 7),
        case="twin|taken|replaced|swapped|typed into both",
        disturbance="^(renamed|deleted|merged|readdressed|edited)",
    ),
    Known(
        "who belonged to a customer that a merge gives up is lost where that write has no answer",
        "there is no .* 'Ben'|links-pair-up",
        ("books person both ways overwrite parents merged", "killed after", 19),
        case="parents merged",
    ),
    Known(
        "a person stays with the former customer where the new one is deleted in finance in mid-run",
        "there is .* 'Ann'",
        ("books person or contact fetch overwrite moved to a new one", "deleted: cent in books", 19),
        case="moved to a new one",
        disturbance="^deleted: cent in",
    ),
    Known(
        "what a contact gives up with its account is pushed to the CRM where giving it up fails for now",
        "there is crm's Contacts|links-pair-up",
        ("books person or contact both ways overwrite lost account", "lost on its way", 20),
        case="(lost|gained) account",
    ),
    Known(
        "two products: a customer is left out for ever when the runs overlap or one fails",
        "there is",
        ("books and invoice account both ways overwrite typed into both", "key regenerated: crm", 7),
        case="typed into both",
    ),
)
