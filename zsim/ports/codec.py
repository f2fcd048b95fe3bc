"""Values as plain JSON and back.

JSON has no exact decimal and no date, so those travel as tagged text (``"=decimal:1.50"``); text that begins with the
tag's sign is tagged itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

SIGN = "="
DECIMAL = f"{SIGN}decimal:"
"""What a decimal begins with."""

Plain = str | int | bool | list[Any] | dict[str, Any] | None


def encode(value: object) -> Plain:
    """The value as JSON can hold it: text, numbers, lists and dictionaries only; tuples become lists."""
    if isinstance(value, Enum):
        return encode(value.value)
    if isinstance(value, str):
        return f"{SIGN}text:{value}" if value.startswith(SIGN) else value
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Decimal):
        return f"{DECIMAL}{value}"
    if isinstance(value, datetime):
        return f"{SIGN}datetime:{value.isoformat()}"
    if isinstance(value, date):
        return f"{SIGN}date:{value.isoformat()}"
    if isinstance(value, Mapping):
        return {str(key): encode(each) for key, each in value.items()}
    assert isinstance(value, (tuple, list)), f"{value!r} cannot be exported"
    return [encode(each) for each in value]


def decode(value: Plain) -> Any:
    """The value that ``encode`` was given, with lists for tuples."""
    if isinstance(value, str):
        return _decode_text(value) if value.startswith(SIGN) else value
    if isinstance(value, list):
        return [decode(each) for each in value]
    if isinstance(value, dict):
        return {key: decode(each) for key, each in value.items()}
    return value


def finite(text: str) -> Decimal:
    """The number a text tells; ``ValueError`` or ``InvalidOperation`` for NaN, an infinity and what is no number."""
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def _decode_text(value: str) -> str | Decimal | date | datetime:
    kind, _, text = value.removeprefix(SIGN).partition(":")
    match kind:
        case "text":
            return text
        case "decimal":
            return finite(text)
        case "date":
            return date.fromisoformat(text)
        case _:
            assert kind == "datetime", f"{value!r} was not exported by zsim"
            return datetime.fromisoformat(text)
