"""``zsim shrink``: the shortest script that fails the same way, saved as a scenario."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from zsim.cli.exits import Exit
from zsim.cli.scripts import named, new_file
from zsim.explore.python_form import python_of
from zsim.explore.shrinking import EXECUTIONS_MAX, Plays, shrink
from zsim.explore.shrinking.story import told_of
from zsim.explore.traces.trace import write_whole
from zsim.report.phrases import counted
from zsim.testing.project import seen_from_here
from zsim.world import Functions


def shrink_it(
    asked: str,
    name: str = "",
    into: Path | None = None,
    *,
    known_gap: bool = False,
    seed: int = 0,
    functions: Functions | None = None,
) -> Exit:
    """Shorten a scenario, a trace or a script, and write what is left as a scenario file.

    ``functions`` replace pieces of the engine; it is how bugs are planted.
    """
    found = named(asked, seed)
    path = new_file(name or _name(found.name), into)
    plays = Plays(functions, found.expects)
    shrunk = shrink(found.script, plays)
    told = told_of(
        path.stem.removeprefix("test_"),
        shrunk.script,
        shrunk.failing.signature,
        found.name,
        found.expects,
        shortened_from=len(found.script.steps),
        known_gap=known_gap,
    )
    write_whole(path, python_of(shrunk.script, told, functions))
    steps = f"{counted(len(found.script.steps), 'step')} to {len(shrunk.script.steps)}"
    typer.echo(f"{shrunk.failing.signature}")
    typer.echo(f"from {steps} in {counted(shrunk.executions, 'play')}: {seen_from_here(path)}")
    if not shrunk.whole:
        typer.echo(f"it may be shorter still: after {EXECUTIONS_MAX} plays the search ends; shrink what was written")
    return Exit.OK


def _name(found_in: str) -> str:
    """A name for what was found there: of a scenario without its area and product."""
    last = found_in.rpartition("/")[2].partition("[")[0]
    return f"{re.sub(r'[^a-z0-9]+', '_', last.lower()).strip('_') or 'script'}_shortened"
