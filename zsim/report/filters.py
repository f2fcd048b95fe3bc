"""What the entries of a page can be narrowed to by its filters: product, basis and state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from zsim.catalogue import Basis, Catalogue
from zsim.report.standing import BASES, RuleStanding

Choices = Sequence[tuple[str, str]]
"""What a filter can be set to: each value with its words."""
WORTH_IT = 2
"""How many values there must be for a filter to be worth its place."""


class FilterFacts(NamedTuple):
    """What is known of an entry: keys of products, what it rests on, and its states, each with its word."""

    products: tuple[str, ...] = ()
    basis: Basis | None = None
    states: tuple[tuple[str, str], ...] = ()

    @property
    def product_keys(self) -> str:
        """The keys of products as one attribute holds them."""
        return " ".join(self.products)

    @property
    def state_looks(self) -> str:
        """The states as one attribute holds them."""
        return " ".join([look for look, _ in self.states])


def facts_of(standings: Iterable[RuleStanding], basis: Basis | None = None) -> FilterFacts:
    """The facts of a rule, of how it stands for the products."""
    holding = [each for each in standings if each.holds]
    states = dict.fromkeys([(each.look, each.word) for each in holding])
    return FilterFacts(tuple([each.product.key for each in holding]), basis, tuple(states))


def filters(entries: Iterable[FilterFacts], catalogue: Catalogue) -> Mapping[str, Choices]:
    """The filters that are worth their place, by name, each with its choices in a fixed order."""
    entries = tuple(entries)
    products = {key for each in entries for key in each.products}
    bases = {each.basis for each in entries}
    states = dict(state for each in entries for state in each.states)
    found: dict[str, Choices] = {
        "product": [(each.key, each.name) for each in catalogue.products if each.key in products],
        "basis": [(each.value, words) for each, words in BASES.items() if each in bases],
        "state": sorted(states.items(), key=lambda state: state[1]),
    }
    return {name: choices for name, choices in found.items() if len(choices) >= WORTH_IT}
