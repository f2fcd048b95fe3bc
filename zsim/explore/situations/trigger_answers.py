"""Every answer that a trigger gives to a deal, by product."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zsim.catalogue import catalogue
from zsim.explore.situations.situation import Situation, SituationGroup
from zsim.explore.situations.story import WorldStory
from zsim.sync.runs import REASONS

CITED = re.compile(r"[A-Z]{3}-\d\d")
DEAL = "deal-"
PRODUCTS = ("invoice", "import", "books", "billing")
ANSWERS = tuple([each for each in REASONS if each.startswith(DEAL)])

STAGES = "stages of estimates are chosen in Books alone (TRG-12)"
APPROVED = "it takes a document that waits for approval, as in Books alone (TXN-24)"
NEVER: Mapping[str, str] = {
    **{f"{each} deal-estimate-passed": STAGES for each in ("invoice", "import", "billing")},
    **{f"{each} deal-no-move": APPROVED for each in ("invoice", "import", "billing")},
    "billing deal-estimate-won": "Billing makes no estimate from a deal (TRG-23)",
    "billing deal-already": "an invoice is to be void, and a void one does not stand for its deal (TRG-37)",
    "import deal-not-synced": "finance deletes nothing imported (DEL-08): a fetch finds it",
}
"""What a product's triggers never answer, although the rules it rests on hold for the product."""


def answers() -> Iterator[Situation]:
    """Each answer that a product's triggers can give: all rules that it rests on hold for the product."""
    for product in PRODUCTS:
        for code in ANSWERS:
            name = f"{product} {code}"
            rules = CITED.findall(REASONS[code])
            if name not in NEVER and all(catalogue().behaviour(each).holds_for(product) for each in rules):
                said = REASONS[code].format(source="a deal", target="document", detail="as it is")
                says = f"{catalogue().product(product).name} {said}."
                yield Situation(name, says, SituationGroup.TRIGGERS, (product,))


def answers_met(story: WorldStory) -> Iterator[str]:
    """The answers that a story tells of; the workflows of the import are chosen in the CRM, and of no connection."""
    for each in story.judged:
        if each.entry.kind == "deal" and each.code.startswith(DEAL):
            product = each.organisation.partition("-")[0] or "import"
            yield f"{product} {each.code}"
