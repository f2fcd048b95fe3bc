"""The values a step is given: plain, unchangeable, and the same as Python and as JSON.

A record is named inside a value by ``Named("acme")``, in JSON by ``{"ref": "acme"}``; everything else is what
``zsim.ports.codec`` carries: text, whole numbers, truth values, decimals, dates, lists and mappings of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from zsim.kernel.errors import UsageError
from zsim.ports.codec import SIGN, Plain, decode, encode

REF = "ref"
LEAVES = (str, int, bool, Decimal, date, type(None))
TAGS = ("text", "decimal", "date", "datetime")


@dataclass(frozen=True, slots=True)
class Named:
    """A record by the name its script gave it, or by another's: ``"acme in books"`` is acme's counterpart there."""

    name: str


class Given(Mapping[str, Any]):
    """A mapping that nobody can change; two equal ones have one hash."""

    __slots__ = ("_held",)

    def __init__(self, held: Mapping[str, Any]) -> None:
        self._held = {name: frozen(value) for name, value in held.items()}

    def __getitem__(self, name: str) -> Any:
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __hash__(self) -> int:
        return hash(tuple([(name, self._held[name]) for name in sorted(self._held)]))

    def __repr__(self) -> str:
        return repr(self._held)


def frozen(value: object) -> Any:
    """The value with tuples for lists and ``Given`` for mappings; one that no script can hold is refused."""
    if isinstance(value, Enum):
        return frozen(value.value)
    if isinstance(value, Decimal) and not value.is_finite():
        raise UsageError(asked=f"a step given {value}", found="it is no number", right="a finite Decimal")
    if isinstance(value, (Named, Given, *LEAVES)):
        return value
    if isinstance(value, Mapping):
        if not all(isinstance(each, str) for each in value):
            raise UsageError(asked=f"a step given {value!r}", found="its keys are not all text", right="names as keys")
        if tuple(value) == (REF,) and isinstance(value[REF], str):
            return Named(value[REF])
        return Given(value)
    if isinstance(value, (list, tuple)):
        return tuple([frozen(each) for each in value])
    raise UsageError(
        asked=f"a step given {value!r}",
        found=f"a script holds no value of type {type(value).__name__}",
        right="text, a whole number, a Decimal, a date, True or False, None, lists and mappings of these; a record by"
        ' its name, as Named("acme")',
    )


def plain_value(value: object) -> Plain:
    """A frozen value as JSON holds it."""
    if isinstance(value, Named):
        return {REF: value.name}
    if isinstance(value, Mapping):
        return {name: plain_value(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [plain_value(each) for each in value]
    return encode(value)


def value_of(data: object) -> Any:
    """The frozen value that ``plain_value`` gave."""
    if isinstance(data, str) and data.startswith(SIGN):
        return _tagged(data)
    if isinstance(data, list):
        return tuple([value_of(each) for each in data])
    if isinstance(data, dict):
        return frozen({name: value_of(each) for name, each in data.items()})
    return frozen(data)


def _tagged(text: str) -> object:
    kind, _, rest = text.removeprefix(SIGN).partition(":")
    if kind in TAGS:
        try:
            return decode(text)
        except (ValueError, InvalidOperation):
            pass
    raise UsageError(
        asked=f"the value {text!r}",
        found=f"no {kind} can be read from {rest!r}" if kind in TAGS else "it begins with the sign of tagged values",
        right=f"one of {', '.join(f'{SIGN}{each}:...' for each in TAGS)}; text that begins so is written as"
        f" {SIGN + 'text:' + text!r}",
    )
