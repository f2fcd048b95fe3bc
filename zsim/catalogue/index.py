"""The whole catalogue, to look things up in by id, key or name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from zsim.catalogue.model import Area, Behaviour, Complaint, Document, Invariant, Policy, Product
from zsim.catalogue.suggest import as_spelled, did_you_mean
from zsim.kernel.errors import UsageError

T = TypeVar("T")


class Catalogue:
    """Everything the data files hold, in their order; it is never changed.

    A lookup of something that is not there raises ``UsageError`` and names what is near.
    """

    __slots__ = (
        "_areas",
        "_behaviours",
        "_documents",
        "_invariants",
        "_policies",
        "_products",
        "areas",
        "behaviours",
        "complaints",
        "documents",
        "invariants",
        "policies",
        "products",
        "quirks",
    )

    def __init__(
        self,
        *,
        areas: tuple[Area, ...],
        behaviours: tuple[Behaviour, ...],
        products: tuple[Product, ...],
        policies: tuple[Policy, ...],
        invariants: tuple[Invariant, ...],
        documents: tuple[Document, ...] = (),
        complaints: tuple[Complaint, ...] = (),
    ) -> None:
        self.areas = areas
        self.behaviours = behaviours
        self.products = products
        self.policies = policies
        self.invariants = invariants
        self.documents = documents
        self.complaints = complaints
        self.quirks = tuple(each for each in behaviours if each.quirk)
        self._areas = {each.code: each for each in areas}
        self._behaviours = {each.id: each for each in behaviours}
        self._documents = {each.number: each for each in documents}
        self._products = {each.key: each for each in products}
        self._policies = {each.name: each for each in policies}
        self._invariants = {each.name: each for each in invariants}

    def area(self, code: str) -> Area:
        """The area of that code, such as "CUS"."""
        return _pick("area", code, self._areas)

    def in_area(self, code: str) -> tuple[Behaviour, ...]:
        """The behaviours of an area, in the order of their ids."""
        area = self.area(code)
        return tuple(each for each in self.behaviours if each.area == area.code)

    def behaviour(self, behaviour_id: str) -> Behaviour:
        """The behaviour of that id, such as "CUS-09"."""
        return _pick("behaviour", behaviour_id, self._behaviours)

    def document(self, number: str) -> Document:
        """The document of that number, such as "002" or "H05"."""
        return _pick("document", number, self._documents)

    def product(self, key: str) -> Product:
        """The product of that key, such as "books"."""
        return _pick("product", key, self._products)

    def policy(self, name: str) -> Policy:
        """The policy of that name, such as "conflicts"."""
        return _pick("policy", name, self._policies)

    def invariant(self, name: str) -> Invariant:
        """The invariant of that name, such as "one-outcome"."""
        return _pick("invariant", name, self._invariants)


def _pick(kind: str, name: str, known: Mapping[str, T]) -> T:
    found = known.get(name) or known.get(as_spelled(str(name), known))
    if found is None:
        raise UsageError(
            asked=f"{kind} {name!r}",
            found=f"the catalogue has no such {kind}",
            right=did_you_mean(str(name), known),
        )
    return found
