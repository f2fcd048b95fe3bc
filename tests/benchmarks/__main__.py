"""The command ``python -m tests.benchmarks [ROW...]``: all rows of the table, or those named."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence

from rich.console import Console

from tests.benchmarks import (
    campaign,
    commits,
    exploring,
    initial,
    interruptions,
    items,
    leads,
    links,
    records,
    same_names,
    site,
    startup,
    suite,
    timers,
    triggers,
    worlds,
    year,
)
from tests.benchmarks.table import Row, print_table, short_name
from zsim.kernel.collector import GarbageCollector

ROWS: tuple[Row, ...] = (
    timers,
    records,
    initial,
    items,
    leads,
    links,
    year,
    triggers,
    commits,
    same_names,
    worlds,
    exploring,
    interruptions,
    campaign,
    suite,
    site,
    startup,
)


def chosen(names: Sequence[str]) -> tuple[Row, ...]:
    """The rows of these names, all for none; an unknown name ends the command and names near ones."""
    rows = {short_name(row): row for row in ROWS}
    unknown = [name for name in names if name not in rows]
    if unknown:
        near = difflib.get_close_matches(unknown[0], rows, n=2) or sorted(rows)
        sys.exit(f"there is no row {unknown[0]!r}; did you mean {' or '.join(near)}?")
    return tuple(rows[name] for name in names) or ROWS


GarbageCollector().enter()  # as in every session of scenarios; the baselines are measured alike
print_table(chosen(sys.argv[1:]), Console(width=None if sys.stdout.isatty() else 140))
