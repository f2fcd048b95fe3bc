"""Tables of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: int = 0) -> Iterator[str]:
    """The lines of a table; its last ``numbers`` columns stand to the right."""
    yield f"| {' | '.join(heads)} |"
    yield "|" + "|".join(["---"] * (len(heads) - numbers) + ["---:"] * numbers) + "|"
    for row in rows or [("none",) + ("",) * (len(heads) - 1)]:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
