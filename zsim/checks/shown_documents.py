"""How it is told that the CRM shows finance's documents as they are."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.catalogue import catalogue
from zsim.checks.effects import EffectSeen
from zsim.checks.facts import RunSeen, Violation
from zsim.ports.documents import PARTIES, PROJECTED

AT_ONCE = "SYN-10"
"""The behaviour of products whose documents show without a refresh."""

LOOKUPS = frozenset({*PARTIES.values(), "Deal_Name"})
"""The fields that say for whom and for what a document shows."""

SHOWN = frozenset(PROJECTED.values())


def shown_as_they_are(run: RunSeen) -> Iterator[Violation]:
    """After a run the CRM shows what it read as finance has it, and nothing of what is gone."""
    if run.finished and not run.refused:
        for told in run.shown_apart([each for each in run.read if each not in run.touched]):
            yield Violation("shown-as-they-are", f"{run.name}: {told}")


def shown_when_asked(run: RunSeen) -> Iterator[Violation]:
    """Where the CRM shows documents as somebody refreshes its list, no run shows any. Source: TXN-07.

    What the CRM itself takes along as it merges or deletes somebody is no showing.
    """
    if catalogue().behaviour(AT_ONCE).holds_for(run.product):
        return
    for effect in run.effects if not SHOWN.isdisjoint(ref.module for ref in run.effects.refs) else ():
        if effect.ref.module in SHOWN and not _taken_along(effect):
            told = f"{run.name}: entry {effect.number} {effect.change} {effect.ref}, and nobody refreshed the list"
            yield Violation("shown-when-asked", told)


def _taken_along(effect: EffectSeen) -> bool:
    """Whether nothing changed but for whom a document shows."""
    return effect.change == "updated" and LOOKUPS.issuperset(effect.changed_fields)
