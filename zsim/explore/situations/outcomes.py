"""Every outcome that a record of each sort can have, and why it has no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zsim.explore.situations.situation import Situation, SituationGroup
from zsim.explore.situations.story import WorldStory
from zsim.sync import Outcome


class Sort(NamedTuple):
    """Records of a sort: the products that sync them, and the outcomes, with blanks between, that they never have."""

    name: str
    products: tuple[str, ...]
    never: Mapping[str, str]


TWO_WAY = ("invoice", "books", "billing")
ONE_WAY = ("import",)
OF_LEADS = {"readded duplicate ignored": "so it is told of leads alone (LED-10)"}
UNMATCHED = {"cloned overwritten merged skipped": "the import looks for no namesake (IMP-09)"}
MATCHED_WITHIN = {
    "cloned overwritten merged skipped": "a person is matched within its customer, never doubled (CUS-26)"
}
UNUSED = {"deactivated": "no document is of a contact person"}
SHOWN = {
    "cloned overwritten merged skipped conflict kept deactivated": "the CRM shows finance's documents, nothing else",
    **OF_LEADS,
}
NO_PAIRS = {
    "cloned overwritten merged skipped conflict deleted deactivated": "a deal is no record of finance's",
    **OF_LEADS,
}
HANDLED = {
    "cloned overwritten merged skipped conflict deactivated": "a lead only takes in what its contact holds (LED-13)",
    "updated": "a lead that there is already is told as a duplicate (LED-13)",
    "finished": "what a fetch was broken off in is told as what it was (FLT-03)",
}
SORTS = (
    Sort("account", TWO_WAY, OF_LEADS),
    Sort("contact", TWO_WAY, OF_LEADS),
    Sort("person", TWO_WAY, {**OF_LEADS, **MATCHED_WITHIN, **UNUSED}),
    Sort("vendor", ("books",), OF_LEADS),
    Sort("item", TWO_WAY, OF_LEADS),
    Sort("imported account", ONE_WAY, {**OF_LEADS, **UNMATCHED, "kept": "finance deletes nothing imported (DEL-08)"}),
    Sort("imported contact", ONE_WAY, {**OF_LEADS, **UNMATCHED, "kept": "finance deletes nothing imported (DEL-08)"}),
    Sort("imported person", ONE_WAY, {**OF_LEADS, **UNMATCHED, **UNUSED}),
    Sort("document", (*TWO_WAY, *ONE_WAY), SHOWN),
    Sort("deal", (*TWO_WAY, *ONE_WAY), NO_PAIRS),
    Sort("lead", (), HANDLED),
)
"""The sorts of records that runs decide about. What was gone before it was told what it is has none."""


def outcomes() -> Iterator[Situation]:
    """Each outcome of each sort."""
    for sort in SORTS:
        never = {each for some in sort.never for each in some.split()}
        for outcome in Outcome:
            if outcome.value not in never:
                says = f"{sort.name.capitalize()}: {outcome.meaning}"
                yield Situation(f"{sort.name} {outcome.value}", says, SituationGroup.OUTCOMES, sort.products)


def outcomes_met(story: WorldStory) -> Iterator[str]:
    """The outcomes that a story tells of, each as often as it does."""
    sorts = {each.number: each.sort for each in story.judged}
    for each in story.judged:
        if sorts[each.number]:
            yield f"{sorts[each.number]} {each.entry.outcome.value}"
    for failed in story.failed:
        if sorts.get(failed.decision):
            yield f"{sorts[failed.decision]} failed"
