"""What a script is: how a world begins, what people do in it, and what goes wrong meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zsim.catalogue import AppName, catalogue, did_you_mean
from zsim.explore.script.checking import check_step
from zsim.explore.script.values import Given, frozen
from zsim.explore.script.verbs import VERBS
from zsim.kernel.clock import UTC_KEY
from zsim.kernel.errors import UsageError
from zsim.kernel.moments import parse_moment

MOMENT = "2026-01-05 09:00"
"""Where the clock of a script begins that says nothing of it."""


@dataclass(frozen=True, slots=True)
class Start:
    """How a world begins.

    The first of ``products`` is meant where a step names none, and wherever one says "finance". ``moment`` is where
    the clock begins. With ``settles``, everything that is due at once happens after each step; without, a step of its
    own says so. The rest is what a ``World`` is made with.
    """

    products: tuple[str, ...]
    seed: int
    moment: str
    call_ms: int
    search_lag_ms: int
    policies: Mapping[str, str]
    quirks_off: tuple[str, ...]
    editions: Mapping[str, str]
    limits: Mapping[str, int]
    zone: str
    settles: bool

    def __init__(
        self,
        products: str | Sequence[str] = ("books",),
        seed: int = 0,
        moment: str | datetime = MOMENT,
        *,
        call_ms: int = 0,
        search_lag_ms: int = 0,
        policies: Mapping[str, str] | None = None,
        quirks_off: Sequence[str] = (),
        editions: Mapping[str, str] | None = None,
        limits: Mapping[str, int] | None = None,
        zone: str = UTC_KEY,
        settles: bool = True,
    ) -> None:
        held = {
            "products": _products((products,) if isinstance(products, str) else frozen(products)),
            "seed": seed,
            "moment": moment.isoformat(sep=" ") if isinstance(moment, datetime) else moment,
            "call_ms": call_ms,
            "search_lag_ms": search_lag_ms,
            "policies": frozen(policies or {}),
            "quirks_off": frozen(quirks_off),
            "editions": frozen(editions or {}),
            "limits": frozen(limits or {}),
            "zone": zone,
            "settles": settles,
        }
        for name, value in held.items():
            _check_start(name, value)
            if name == "moment":
                parse_moment(moment, zone)
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True, repr=False)
class ScriptStep:
    """One thing somebody does: a verb of ``VERBS``, and what it is given.

    What no step can mean is refused with ``UsageError``: an unknown verb, an argument missing or too many.
    """

    verb: str
    given: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", frozen(Given(self.given)))
        check_step(self.verb, self.given)

    @property
    def makes(self) -> str | None:
        """The name this step gives to what it makes; ``None`` where it makes nothing that is named."""
        return self.given["name"] if VERBS[self.verb].makes else None

    def __repr__(self) -> str:
        return f"do({', '.join([repr(self.verb), *[f'{name}={value!r}' for name, value in self.given.items()]])})"


def do(verb: str, /, **given: Any) -> ScriptStep:
    """One step: ``do("update", record="acme", fields={"Phone": "222"})``."""
    return ScriptStep(verb, given)


@dataclass(frozen=True, slots=True)
class Script:
    """A list of user actions on named records, and the faults pinned to it, in their plain form.

    A name is given once: so no step means another thing when one before it is dropped.
    """

    start: Start
    steps: tuple[ScriptStep, ...] = ()
    faults: tuple[Mapping[str, Any], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", tuple(self.steps))
        object.__setattr__(self, "faults", tuple([Given(each) for each in self.faults]))
        makers: dict[str, int] = {}
        for number, step in enumerate(self.steps, 1):
            if step.makes is not None:
                refuse_taken(step.makes, number, makers)
                makers[step.makes] = number


def refuse_taken(name: str, number: int, makers: Mapping[str, int]) -> None:
    """Refuse a name that another step gave; ``makers`` are the numbers of the steps by the names they gave."""
    if name in makers:
        raise UsageError(
            asked=f"step {number} of a script, which makes {name!r}",
            found=f"step {makers[name]} makes something of that name",
            right="a name of its own, so that each name means one thing",
        )


STARTS: Mapping[str, tuple[type, str]] = {
    "products": (tuple, "a list of products"),
    "seed": (int, "a whole number"),
    "moment": (str, 'a moment such as "2026-01-05 09:00"'),
    "call_ms": (int, "a whole number of milliseconds"),
    "search_lag_ms": (int, "a whole number of milliseconds"),
    "policies": (Given, "names of choices by names of policies"),
    "quirks_off": (tuple, "a list of behaviours"),
    "editions": (Given, "editions by products"),
    "limits": (Given, "numbers by limits, such as page_size"),
    "zone": (str, 'the key of a zone such as "Asia/Kolkata"'),
    "settles": (bool, "True or False"),
}


def _check_start(name: str, value: object) -> None:
    kind, right = STARTS[name]
    sound = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    if not sound or (name.endswith("_ms") and isinstance(value, int) and value < 0):
        raise UsageError(asked=f"a script that starts with {name}={value!r}", found="it cannot be that", right=right)


def _products(keys: Any) -> tuple[str, ...]:
    known = [each.key for each in catalogue().products if each.app is AppName.FINANCE]
    for key in keys if isinstance(keys, tuple) and keys else ("",):
        if key not in known:
            raise UsageError(
                asked=f"a script about the product {key!r}",
                found="there is no such finance product",
                right=did_you_mean(str(key), known),
            )
    return tuple(keys)
