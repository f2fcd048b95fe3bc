"""What every fault has: the app it is at, and which call it is pinned to."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any, ClassVar, get_args, get_type_hints

from zsim.catalogue import did_you_mean
from zsim.kernel.errors import UsageError

METHODS = (
    *("organisation", "fields", "views", "changed", "deleted", "read", "search", "user_names", "watch", "write"),
    *("perform", "printed", "pdf", "notify", "admit_user", "dismiss_user", "integration_users", "comments"),
    "other_apps",
)
"""The methods of ``App`` and ``DocumentPort``, each a kind of call."""

ANY = "any"
OPEN = "open"
"""What comes before the calls of a run: its app is opened at its gate. It is counted by itself."""

NOTIFICATION = "notification"
"""What an app tells over a channel opened with ``watch``; no call of the engine, but counted as one."""

BEFORE = "before"
AFTER = "after"
MOMENTS = (BEFORE, AFTER)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong at one app; the base of all kinds."""

    kind: ClassVar[str]
    """The name of the kind, which is that of its method of ``Faults`` as well."""

    rule: ClassVar[str]
    """The behaviour that says what becomes of each record when this happens."""

    LEAST: ClassVar[Mapping[str, int]] = {}
    """The smallest value of a field that has one."""

    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """The values of a field that has only some."""

    app: str
    """The key of the organisation it happens at: "crm", "books", "marketinghub", a further one such as "books-2"."""

    def __post_init__(self) -> None:
        _check(self)

    def contradiction(self) -> str | None:
        """What in the fields does not go together, in words; ``None`` if all does."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtCall(Fault):
    """A fault that happens at the nth call of some kind."""

    LEAST: ClassVar[Mapping[str, int]] = {"call": 1, "times": 1}
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {"of": (*METHODS, ANY, OPEN)}

    call: int = 1
    """Which of the calls it meets first, counted from 1 from the moment of pinning."""

    of: str = ANY
    """Which calls count: those of one method of the port, "any" of these, or those that "open" the app."""

    module: str | None = None
    """The module whose calls count, by its API name; ``None`` is whatever module."""

    times: int = 1
    """How many of these calls it meets in a row."""


def refuse(fault: str, found: str, right: str) -> UsageError:
    """The refusal of a fault that cannot be."""
    return UsageError(asked=f"the fault {fault}", found=found, right=right)


def _check(fault: Fault) -> None:
    kind: Any = type(fault)  # a class can be hashed, which mypy doubts of a data class
    for name, types in _types(kind).items():
        _check_value(fault, name, getattr(fault, name), types)
    contradiction = fault.contradiction()
    if contradiction is not None:
        raise refuse(fault.kind, contradiction, "see zsim list faults")


def _check_value(fault: Fault, name: str, value: object, types: tuple[type, ...]) -> None:
    if type(value) not in types and not (name == "do" and callable(value)):
        expected = " or ".join(["nothing" if each is NoneType else each.__name__ for each in types])
        raise refuse(fault.kind, f"{name} is {value!r}", f"{name} takes {expected}")
    least = fault.LEAST.get(name)
    if least is not None and isinstance(value, int) and value < least:
        raise refuse(fault.kind, f"{name} is {value}", f"{name} is {least} or more")
    options = fault.ONE_OF.get(name)
    if options is not None and value not in options:
        raise refuse(fault.kind, f"{name} is {value!r}", did_you_mean(str(value), options))


@cache
def _types(kind: type[Fault]) -> Mapping[str, tuple[type, ...]]:
    """The types each field of a kind may hold."""
    hints = get_type_hints(kind)
    return {
        each.name: tuple([one for one in get_args(hints[each.name]) or (hints[each.name],) if isinstance(one, type)])
        for each in dataclasses.fields(kind)
    }
