"""How it is told that triggers make one document for a win, and leave alone what is not theirs to change.

Source: TRG-07, TRG-10, TRG-11, TRG-15, TRG-36.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from zsim.checks.facts import RunSeen, Violation

ENDED: Mapping[str, frozenset[str]] = {"estimates": frozenset({"declined"}), "invoices": frozenset({"void"})}
"""The modules that triggers make documents of, with the states in which these stand for nothing any more."""

OPEN = frozenset({"draft", "pending_approval", "approved", "accepted", "declined", "void"})
"""The states that a document comes to without being marked sent."""


def one_document_a_win(run: RunSeen) -> Iterator[Violation]:
    """A run makes no document of a deal beside another of a trigger's that stands; what others did meanwhile aside."""
    if run.triggers is None:
        return
    for made in run.effects.created():
        deal = run.triggers.deal_of(made) if made.module in ENDED else None
        standing = run.triggers.standing(made.module, deal) if deal is not None else ()
        for other in standing:
            if other != made and made in standing and other not in run.touched:
                told = f"{run.name}: made {made} for the deal {deal}, of which {other} stands"
                yield Violation("one-document-a-win", told)


def frozen_stays(run: RunSeen) -> Iterator[Violation]:
    """No trigger changes a document that was marked sent, where that freezes it."""
    if run.triggers is None:
        return
    for effect in run.effects.of("updated"):
        if effect.ref.module in run.triggers.freezing and (effect.before or {}).get("status") not in OPEN:
            told = (
                f"{run.name}: entry {effect.number} changed {effect.ref}, which was {(effect.before or {})['status']}"
            )
            yield Violation("frozen-stays", told)


def no_trigger_in_the_us(run: RunSeen) -> Iterator[Violation]:
    """No trigger acts where the edition forbids it."""
    if run.triggers is None or not run.triggers.forbidden:
        return
    for effect in run.effects:
        if effect.ref.module in ENDED:
            told = f"{run.name}: entry {effect.number} {effect.change} {effect.ref} in a US-edition organisation"
            yield Violation("no-trigger-in-the-us", told)


def deals_are_answered(run: RunSeen) -> Iterator[Violation]:
    """Each trigger that is on says of every deal read what it did, or why nothing happened."""
    if run.triggers is None or not run.finished:
        return
    answered = Counter(run.decisions.refs)
    for deal in dict.fromkeys(run.triggers.deals):
        if (count := answered[deal]) < run.triggers.on:
            told = f"{run.name}: {deal} was read, and {count} of {run.triggers.on} triggers said what they made of it"
            yield Violation("deals-are-answered", told)
