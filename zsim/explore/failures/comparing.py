"""A comparison that a scenario makes at its end, as data: of a record's field, its outcome, its life, or a count.

It is asked again of every shorter script, and written into the scenario that comes of it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zsim.explore.failures.signature import Signature
from zsim.explore.script import Named, Names, Script
from zsim.explore.script.names import NothingToDo
from zsim.explore.script.values import Given, frozen, plain_value, value_of
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.codec import Plain

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "is": operator.eq,
    "is not": operator.ne,
    "in": lambda one, other: one in other,
    "not in": lambda one, other: one not in other,
}
FIELD, OUTCOME, ALIVE, COUNT = "field", "outcome", "alive", "count"
UNCHANGED = "unchanged"
ABSENT = "absent"
"""What is found where there is no such record."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was read, how it was compared with what, and what was found instead.

    ``what`` is "field", "outcome", "alive" or "count"; ``of`` a record's name, or a module such as "books.customers";
    ``field`` the field's API name, or a part of the answer to why; ``where`` narrows what is counted.
    """

    what: str
    of: str
    operator: str
    expected: Any
    found: Any
    field: str = ""
    where: Mapping[str, Any] = Given({})

    def read(self, names: Names) -> Any:
        """What there is now, frozen; ``ABSENT`` without such a record."""
        try:
            if self.what == COUNT:
                face = names.face(self.of)
                return len(face.find(**_live(names, self.where)) if self.where else face.all())
            record = names.record(self.of)
            if self.what == ALIVE:
                return record.alive
            if self.what == OUTCOME:
                return frozen_of(getattr(names.world.why(record), self.field or OUTCOME), names)
            return frozen_of(getattr(record, self.field), names)
        except (NothingToDo, UsageError, AttributeError):
            return ABSENT

    def fails(self, names: Names) -> bool:
        """Whether it does not hold now, and for the same value as it was found with."""
        found = self.read(names)
        return found != ABSENT and found == frozen(self.found) and not self.holds(found)

    def decided(self, names: Names) -> str | None:
        """What last came of the record it is about in a run, which must stay so for the failure to be the same."""
        if self.what not in (FIELD, ALIVE):
            return None
        try:
            outcomes = names.world.why(names.record(self.of)).outcomes
            return next((each for each in reversed(outcomes) if each != UNCHANGED), None)
        except (NothingToDo, UsageError):
            return None

    def is_given_in(self, script: Script) -> bool:
        """Whether a step gives the value that a field is expected to hold.

        Where one did, one must: else the shortest script would be that in which nobody enters it.
        """
        if self.what != FIELD or not isinstance(self.expected, (str, int, Decimal)):
            return False
        return any(_holds(step.given, self.expected) for step in script.steps)

    def holds(self, found: Any) -> bool:
        """Whether a value compares as it should."""
        try:
            return OPERATORS[self.operator](found, frozen(self.expected))
        except TypeError:
            return False

    @property
    def signature(self) -> Signature:
        """What makes it one failure."""
        return Signature(f"expected {self.told}")

    @property
    def told(self) -> str:
        """The comparison in words."""
        what = {
            FIELD: f"{self.field} of {self.of}",
            OUTCOME: f"the {self.field or OUTCOME} of {self.of}",
            ALIVE: f"whether {self.of} is there",
            COUNT: f"the number of {self.of}",
        }[self.what]
        compared = self.operator.replace("==", "").strip()
        expected = f"{compared} {_words(self.expected)}".strip()
        return f"{what} to be {expected}, found {_words(self.found)}"


def plain(comparison: Comparison) -> dict[str, Plain]:
    """The comparison as JSON can hold it."""
    return {
        "what": comparison.what,
        "of": comparison.of,
        "field": comparison.field,
        "where": plain_value(frozen(comparison.where)),
        "operator": comparison.operator,
        "expected": plain_value(frozen(comparison.expected)),
        "found": plain_value(frozen(comparison.found)),
    }


def comparison_of(data: Mapping[str, Any]) -> Comparison:
    """The comparison that ``plain`` gave; what is none is refused with ``UsageError``."""
    known = ("what", "of", "field", "where", "operator", "expected", "found")
    if (
        set(data) != set(known)
        or data["what"] not in (FIELD, OUTCOME, ALIVE, COUNT)
        or data["operator"] not in OPERATORS
    ):
        raise UsageError(
            asked="read what a trace expects", found="it is no comparison", right="a trace as it was written"
        )
    values = {name: value_of(data[name]) for name in ("where", "expected", "found")}
    return Comparison(**{**data, **values})


def frozen_of(value: Any, names: Names) -> Any:
    """A value as a script holds it: records by their names."""
    if isinstance(value, Handle):
        name = names.of(value.ref)
        return Named(name) if name is not None else value.id
    if isinstance(value, (list, tuple)):
        return tuple([frozen_of(each, names) for each in value])
    if isinstance(value, Mapping):
        return frozen({name: frozen_of(each, names) for name, each in value.items()})
    return frozen(value)


def _holds(given: Any, value: object) -> bool:
    match given:
        case Mapping():
            return any(_holds(each, value) for each in given.values())
        case tuple():
            return any(_holds(each, value) for each in given)
        case _:
            return type(given) is type(value) and given == value


def _live(names: Names, where: Mapping[str, Any]) -> dict[str, Any]:
    return {name: names.record(each.name) if isinstance(each, Named) else each for name, each in where.items()}


def _words(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    return value.name if isinstance(value, Named) else str(value)
