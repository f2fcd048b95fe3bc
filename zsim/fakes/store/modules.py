"""The modules of an app by API name, each made when it is first asked for: most worlds use few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from zsim.fakes.store.module import Module

M = TypeVar("M", bound=Module)


class Modules(Mapping[str, M]):
    """Modules that come into being on demand; ``makers`` tell how, in the order the modules are listed in.

    Names can be listed and asked for without making anything. A module that was not made yet holds no records.
    """

    __slots__ = ("_made", "_makers")

    def __init__(self, makers: Mapping[str, Callable[[], M]]) -> None:
        self._makers = makers
        self._made: dict[str, M] = {}

    def made(self) -> list[M]:
        """The modules asked for so far, in the order of the makers; only these can hold records."""
        return [self._made[name] for name in self._makers if name in self._made]

    def __getitem__(self, name: str) -> M:
        module = self._made.get(name)
        if module is None:
            module = self._made[name] = self._makers[name]()
        return module

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)
