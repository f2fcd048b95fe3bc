"""The format of exported worlds, and the numbers a world is made with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import InvalidOperation
from math import isfinite
from typing import Any

from zsim.kernel.errors import UsageError
from zsim.ports.codec import DECIMAL, finite

FORMAT = "zsim-world"
VERSION = 14
HEADER: Mapping[str, object] = {"format": FORMAT, "version": VERSION}

LEAST: Mapping[str, int | None] = {"seed": None, "now_ms": None, "call_ms": 0, "search_lag_ms": 0}
"""The numbers a world is made with, all of them whole, each with the least it may be."""


def checked(name: str, number: int) -> int:
    """One of those numbers, if it is whole and not too small; else ``UsageError``."""
    least = LEAST[name]
    if not isinstance(number, int) or isinstance(number, bool) or (least is not None and number < least):
        right = "a whole number" if least is None else f"a whole number of milliseconds, {least} or more"
        raise UsageError(asked=f"a world with {name}={number!r}", found="it cannot be that", right=right)
    return number


def check_format(data: Mapping[str, Any]) -> None:
    """Refuse with ``UsageError`` what this zsim did not export, as any number in it that is not finite."""
    told = f"format {data.get('format')!r}, version {data.get('version')!r}"
    if (data.get("format"), data.get("version")) != (FORMAT, VERSION):
        raise UsageError(
            asked="load a world", found=told, right=f"what this zsim exports: format {FORMAT!r}, version {VERSION}"
        )
    for name in LEAST:
        checked(name, data[name])
    _require_finite(data)


def _require_finite(data: object) -> None:
    """Refuse NaN and infinities, which Python's JSON takes.

    What is still to be looked at is listed by what holds it, for half of what a list of each value takes.
    """
    waiting: list[Iterable[object]] = [[data]]
    while waiting:
        for held in waiting.pop():
            if isinstance(held, str):
                if held.startswith(DECIMAL) and not _is_finite(held.removeprefix(DECIMAL)):
                    raise UsageError(asked="load a world", found=f"it holds {held!r}", right="finite numbers")
            elif held is None or held.__class__ is int:
                continue
            elif isinstance(held, dict):
                waiting.append(held.values())
            elif isinstance(held, (list, tuple)):
                waiting.append(held)
            elif isinstance(held, float) and not isfinite(held):
                raise UsageError(asked="load a world", found=f"it holds the number {held}", right="finite numbers")


def _is_finite(text: str) -> bool:
    try:
        finite(text)
    except (ValueError, InvalidOperation):
        return False
    return True
