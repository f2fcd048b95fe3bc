"""``zsim replay``: a trace played again, up to the first difference."""

from __future__ import annotations

from pathlib import Path

import typer

from zsim.cli.exits import Exit
from zsim.cli.scripts import checked, read_text
from zsim.explore.traces import read_trace, replay
from zsim.report.phrases import counted


def replay_it(path: Path) -> Exit:
    """Play a trace again and tell whether its journal is the same; the exit code says so, too."""
    trace = read_trace(read_text(path), str(path))
    checked(trace.script, path)
    replayed = replay(trace)
    if replayed.difference is None:
        typer.echo(f"{trace.name}: {counted(replayed.entries, 'entry', 'entries')}, as recorded")
        return Exit.OK
    number, recorded, played = replayed.difference
    typer.echo(f"{trace.name}: entry {number} is another")
    typer.echo(f"  recorded  {recorded}")
    typer.echo(f"  played    {played}")
    return Exit.UNSTABLE
