"""What random worlds may hold."""

from __future__ import annotations

from dataclasses import dataclass

from zsim.catalogue import AppName, catalogue, did_you_mean
from zsim.kernel.errors import UsageError

FINANCE = tuple([each.key for each in catalogue().products if each.app is AppName.FINANCE])


@dataclass(frozen=True, slots=True)
class Bounds:
    """What random worlds may hold.

    ``steps`` are how many are drawn after a world was filled and before it is brought to rest. With ``faults`` things
    go wrong meanwhile, with ``model`` the reference model judges each run. Products that are none raise ``UsageError``.
    """

    products: tuple[str, ...] = FINANCE
    steps: int = 40
    faults: bool = False
    model: bool = True

    def __post_init__(self) -> None:
        for each in self.products or ("",):
            if each not in FINANCE:
                raise UsageError(
                    asked=f"random worlds with {each!r}",
                    found="there is no such finance product",
                    right=did_you_mean(each, FINANCE),
                )
        if self.steps < 0:
            raise UsageError(asked=f"random worlds of {self.steps} steps", found="it cannot be that", right="0 or more")
