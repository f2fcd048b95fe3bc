"""How a rule stands for each product, by word and sign: proven, ruled, a gap, or not its rule at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zsim.catalogue import Basis, Behaviour, Product
from zsim.report.evidence import Evidence, State
from zsim.report.phrases import STATE_SYMBOLS

RULING = "proven as ruled"
RULED_SIGN = "◇"
APART = "not for it"
APART_SIGN = "·"
UNKNOWN = "not in this part"
TAKEN_OVER = "taken over"
BASES = {
    Basis.SEED: "a document",
    Basis.OFFICIAL: "other help of the vendor",
    Basis.RULING: "a ruling",
}
"""What rules rest on, in words."""


class RuleStanding(NamedTuple):
    """How a rule stands for a product: the word, its sign, and the name that its look has in the style sheet.

    ``note`` says that it is taken over from another product's document.
    """

    product: Product
    word: str
    sign: str
    look: str
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the rule is one of the product's."""
        return self.word != APART


def standings(evidence: Evidence, behaviour: Behaviour) -> tuple[RuleStanding, ...]:
    """How a rule stands for all products, in the catalogue's order."""
    return tuple([standing(evidence, behaviour, each) for each in evidence.catalogue.products])


def standing(evidence: Evidence, behaviour: Behaviour, product: Product) -> RuleStanding:
    """How a rule stands for one product."""
    if not behaviour.holds_for(product.key):
        return RuleStanding(product, APART, APART_SIGN, "apart")
    note = TAKEN_OVER if product.key in behaviour.taken_over else ""
    state = evidence.state(behaviour, product.key)
    if state is State.PROVEN and behaviour.basis is Basis.RULING:
        return RuleStanding(product, RULING, RULED_SIGN, "ruling", note)
    if state is State.MISSING and evidence.recording.selection:
        return RuleStanding(product, UNKNOWN, STATE_SYMBOLS[State.MISSING], "no-scenario", note)
    return RuleStanding(product, state.value, STATE_SYMBOLS[state], state.value.replace(" ", "-"), note)


def told_of(evidence: Evidence, behaviours: Iterable[Behaviour]) -> Iterator[Behaviour]:
    """The rules that a site speaks of: of part of the suite, those that it touched."""
    return (each for each in behaviours if not evidence.recording.selection or _touched(evidence, each))


def told_of_product(evidence: Evidence, behaviours: Iterable[Behaviour], product: Product) -> Iterator[Behaviour]:
    """The rules of a product that a site speaks of: of part of the suite, those that it touched for the product."""
    whole = not evidence.recording.selection
    holding = (each for each in behaviours if each.holds_for(product.key))
    return (each for each in holding if whole or evidence.state(each, product.key) is not State.MISSING)


def is_open(evidence: Evidence, behaviour: Behaviour) -> bool:
    """Whether a rule is not proven for a product of its own, as far as a site speaks of that."""
    whole = not evidence.recording.selection
    return any(whole or state is not State.MISSING for _, state in evidence.unproven(behaviour))


def _touched(evidence: Evidence, behaviour: Behaviour) -> bool:
    """Whether a run covers a rule, or its oddity showed in one."""
    return evidence.overall(behaviour) is not State.MISSING or evidence.fired(behaviour) > 0
