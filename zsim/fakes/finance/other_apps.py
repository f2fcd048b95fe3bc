"""The other finance apps that an organisation is integrated with. Source: DIS-08."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from zsim.catalogue.model import Product
from zsim.fakes.store.face import CommandLog
from zsim.kernel.completion import hiding
from zsim.kernel.errors import UsageError
from zsim.ports.codec import Plain
from zsim.ports.refusals import tells_refusals


class OfAnApp(Protocol):
    """An organisation of a finance app."""

    key: str
    product: Product

    @property
    def other_apps(self) -> OtherApps:
        """The other finance apps that it is integrated with."""


@hiding("export", "load", "take_in")
@tells_refusals("add", "_recorder.journal")
class OtherApps:
    """The keys of the organisations of other finance apps that one is integrated with."""

    def __init__(self, key: str, product: Product, recorder: CommandLog) -> None:
        self._key = key
        self._product = product
        self._recorder = recorder
        self._keys: dict[str, None] = {}

    def add(self, other: OfAnApp) -> None:
        """Integrate both organisations with each other; none of another finance app raises ``UsageError``."""
        product = getattr(other, "product", self._product)
        if product.name == self._product.name:
            raise UsageError(
                asked=f"integrate {self._key} with {getattr(other, 'key', other)!r}",
                found=f"that is no organisation of another finance app than {self._product.name}",
                right="one of another product: world.billing.other_apps.add(world.books)",
            )
        self._recorder.note("organisation", "integrate", (self._key, "organisation"), {"other": other.key})
        self.take_in(other.key)
        other.other_apps.take_in(self._key)

    def take_in(self, key: str) -> None:
        """Note that it is integrated with that organisation."""
        self._keys[key] = None

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __str__(self) -> str:
        return f"{self._key} is integrated with {' and '.join(self) or 'no other finance app'}"

    def export(self) -> list[Plain]:
        """The keys."""
        return [*self]

    def load(self, data: Iterable[str]) -> None:
        """Take over what ``export`` gave."""
        self._keys = dict.fromkeys(data)
