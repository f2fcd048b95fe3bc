"""Criteria over a record's fields: up to six conditions, joined as a pattern says.

Views list records by them, and so does whatever else asks "which records?". A criteria value knows no module; ``check``
holds it against one module's fields and ``holds`` against one record's.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from zsim.kernel.errors import UsageError
from zsim.ports.folding import folded
from zsim.ports.pattern import Pattern, parse_pattern
from zsim.ports.records import Fields, Row, Value
from zsim.ports.schema import Field, FieldType, is_number

CONDITIONS_MAX = 6

Operand = Value | tuple[Value, ...]
"""What is compared with: a value, ``(lowest, highest)`` for ``between``, ``None`` where nothing is compared."""

TEXT_OPERATORS = (
    "is",
    "isn't",
    "contains",
    "doesn't contain",
    "starts with",
    "ends with",
    "is empty",
    "is not empty",
)
NUMBER_OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "between", "is empty", "is not empty")
REFERENCE_OPERATORS = ("is", "isn't", "is empty", "is not empty")
CHECK_BOX_OPERATORS = ("is",)


def operators(kind: FieldType) -> tuple[str, ...]:
    """The operators a condition on a field of this type can use."""
    match kind:
        case FieldType.CHECK_BOX:
            return CHECK_BOX_OPERATORS
        case FieldType.LOOKUP | FieldType.OWNER:
            return REFERENCE_OPERATORS
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.CURRENCY | FieldType.DATE | FieldType.DATE_TIME:
            return NUMBER_OPERATORS
        case _:
            return TEXT_OPERATORS


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison: a field by API name, an operator, and what to compare with.

    Text is compared trimmed and with case folded. A field that was never set is empty; an emptied check box is not
    ticked. The operators that deny ("isn't", "doesn't contain", "!=") hold for an empty field.
    """

    field: str
    operator: str
    value: Operand = None

    def holds(self, fields: Fields) -> bool:
        """Whether the record's field compares as asked."""
        return TESTS[self.operator](_folded(fields.get(self.field)), _folded(self.value))


@dataclass(frozen=True, slots=True)
class Criteria:
    """Conditions and the pattern that joins them, such as ``((1 and 2) or 3)``.

    Without a pattern all conditions must hold, nested from the left. No condition at all holds for every record.
    """

    conditions: tuple[Condition, ...]
    pattern: str = ""
    _parsed: Pattern = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.conditions) > CONDITIONS_MAX:
            raise UsageError(
                asked=f"criteria of {len(self.conditions)} conditions",
                found=f"criteria hold at most {CONDITIONS_MAX}",
                right="leave some out",
            )
        if not self.pattern:
            object.__setattr__(self, "pattern", default_pattern(len(self.conditions)))
        object.__setattr__(self, "_parsed", parse_pattern(self.pattern, len(self.conditions)))

    def check(self, schema: Mapping[str, Field]) -> None:
        """Refuse with ``UsageError`` a condition these fields cannot answer."""
        for condition in self.conditions:
            _check_condition(condition, schema)

    def holds(self, fields: Fields) -> bool:
        """Whether a record with these fields meets the criteria."""
        conditions = self.conditions
        return self._parsed.holds(lambda number: conditions[number - 1].holds(fields))


def default_pattern(count: int) -> str:
    """All of so many conditions, nested from the left: ``((1 and 2) and 3)``."""
    pattern = "1" if count else ""
    for number in range(2, count + 1):
        pattern = f"({pattern} and {number})"
    return pattern


def _folded(value: Operand | Row) -> Any:
    """The value as conditions compare it; empty text counts as no value, a naive time as UTC."""
    if isinstance(value, str):
        return folded(value) or None
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    if isinstance(value, tuple):
        return tuple([_folded(each) for each in value])
    return value


TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda held, asked: (held or False) is asked if isinstance(asked, bool) else held == asked,
    "isn't": lambda held, asked: held != asked,
    "contains": lambda held, asked: held is not None and asked in held,
    "doesn't contain": lambda held, asked: held is None or asked not in held,
    "starts with": lambda held, asked: held is not None and held.startswith(asked),
    "ends with": lambda held, asked: held is not None and held.endswith(asked),
    "is empty": lambda held, asked: held is None,
    "is not empty": lambda held, asked: held is not None,
    "=": lambda held, asked: held == asked,
    "!=": lambda held, asked: held != asked,
    "<": lambda held, asked: held is not None and held < asked,
    "<=": lambda held, asked: held is not None and held <= asked,
    ">": lambda held, asked: held is not None and held > asked,
    ">=": lambda held, asked: held is not None and held >= asked,
    "between": lambda held, asked: held is not None and asked[0] <= held <= asked[1],
}


def _check_condition(condition: Condition, schema: Mapping[str, Field]) -> None:
    known = schema.get(condition.field)
    if known is None:
        near = difflib.get_close_matches(condition.field, schema, n=3)
        raise _refusal(condition, "there is no such field", f"did you mean {', '.join(near)}?" if near else "")
    allowed = operators(known.type)
    if condition.operator not in allowed:
        raise _refusal(condition, f"{known.type.value} fields have no such operator", f"one of {', '.join(allowed)}")
    if condition.operator in ("is empty", "is not empty"):
        if condition.value is not None:
            raise _refusal(condition, "nothing is compared", "leave the value out")
        return
    _check_operand(condition, known)


def _check_operand(condition: Condition, known: Field) -> None:
    operand = condition.value
    if condition.operator == "between" and not (isinstance(operand, tuple) and len(operand) == 2):
        raise _refusal(condition, "one value", "a pair: (lowest, highest)")
    wanted = _wanted(known)
    for value in operand if condition.operator == "between" and isinstance(operand, tuple) else (operand,):
        if isinstance(value, (tuple, Mapping)) or not _fits(known.type, value):
            raise _refusal(condition, f"{value!r} is not {wanted}", f"compare with {wanted}")
    if condition.operator in ("is", "isn't") and known.options and operand not in known.options:
        raise _refusal(condition, f"no such option: {operand!r}", f"one of {', '.join(known.options)}")


def _wanted(known: Field) -> str:
    match known.type:
        case FieldType.CHECK_BOX:
            return "True or False"
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.CURRENCY:
            return "a finite Decimal or a whole number"
        case FieldType.DATE:
            return "a date"
        case FieldType.DATE_TIME:
            return "a datetime"
        case FieldType.LOOKUP | FieldType.OWNER:
            return "a record's id"
        case _:
            return "text that is not blank"


def _fits(kind: FieldType, value: Value) -> bool:
    match kind:
        case FieldType.CHECK_BOX:
            return isinstance(value, bool)
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.CURRENCY:
            return is_number(value)
        case FieldType.DATE:
            return isinstance(value, date) and not isinstance(value, datetime)
        case FieldType.DATE_TIME:
            return isinstance(value, datetime)
        case _:
            return isinstance(value, str) and bool(value.strip())


def _refusal(condition: Condition, found: str, right: str) -> UsageError:
    asked = f"the condition {condition.field} {condition.operator} {condition.value!r}"
    return UsageError(asked=asked, found=found, right=right or "name a field of the module by its API name")
