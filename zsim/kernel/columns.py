"""Text set in columns, wherever it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def columns(rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> list[str]:
    """Rows of cells as lines with aligned columns; the columns of those numbers stand to the right."""
    table = [tuple(row) for row in rows]
    right = frozenset(numbers)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(_set(cell, widths[at], at in right) for at, cell in enumerate(row)).rstrip() for row in table]


def _set(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)
