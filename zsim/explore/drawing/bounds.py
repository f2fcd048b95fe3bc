"""What random worlds may hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zsim.catalogue import AppName, catalogue, did_you_mean
from zsim.kernel.errors import UsageError

FINANCE = tuple([each.key for each in catalogue().products if each.app is AppName.FINANCE])
PARTS = ("records", "fields", "syncs", "connections", "documents", "deals", "settings", "leads", "time")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What random worlds may hold.

    ``steps`` are how many are drawn after a world was filled and before it is brought to rest. With ``faults`` things
    go wrong meanwhile, with ``model`` the reference model judges each run. ``parts`` are what may be on stage; each
    world leaves some out. Products or parts that are none raise ``UsageError``.
    """

    products: tuple[str, ...] = FINANCE
    steps: int = 40
    faults: bool = False
    model: bool = True
    parts: tuple[str, ...] = PARTS

    def __post_init__(self) -> None:
        _check("finance product", self.products, FINANCE)
        _check("part of what happens", self.parts, PARTS)
        if self.steps < 0:
            raise UsageError(asked=f"random worlds of {self.steps} steps", found="it cannot be that", right="0 or more")


def _check(what: str, names: Sequence[str], known: Sequence[str]) -> None:
    for each in names or ("",):
        if each not in known:
            right = did_you_mean(each, known)
            raise UsageError(asked=f"random worlds with {each!r}", found=f"there is no such {what}", right=right)
