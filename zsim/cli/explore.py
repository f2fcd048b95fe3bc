"""``zsim explore --interrupt``: scripts played again with all that can happen at each call of their last runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typer

from zsim.catalogue import did_you_mean
from zsim.cli.exits import Exit
from zsim.cli.scripts import passing
from zsim.explore.interruptions import Finding, SweepCase, Swept, all_cases, case_of, sweep
from zsim.explore.script import plain
from zsim.explore.traces.trace import write_whole
from zsim.kernel.errors import UsageError
from zsim.report.phrases import counted
from zsim.world import Functions


def interrupt(
    script: str | None,
    name: str,
    sample: int | None,
    save: Path | None,
    functions: Functions | None = None,
) -> Exit:
    """Interrupt a scenario, a script or a trace, or the cases that are built in; tell what was met; give the exit code.

    ``functions`` replace pieces of the engine; it is how bugs are planted.
    """
    cases = _named(name) if script is None else [_read(script)]
    met = Swept()
    for each in sweep(cases, sample, functions):
        met.add(each)
        for finding in each.findings:
            typer.echo(f"{finding}\n")
    _tell(met, len(cases))
    if save is not None:
        _save(met.findings, save)
    return Exit.FAILED if met.findings else Exit.OK


def _read(asked: str) -> SweepCase:
    found = passing(asked)
    return case_of(found.name, found.script)


def _named(name: str) -> Sequence[SweepCase]:
    cases = all_cases()
    found = [each for each in cases if name in each.name]
    if not found:
        right = did_you_mean(name, [each.name for each in cases])
        raise UsageError(asked=f"--case {name!r}", found="no case has that in its name", right=right)
    return found


def _tell(met: Swept, cases: int) -> None:
    width = max([len(each) for each in met.plays], default=0)
    for name, count in met.plays.items():
        typer.echo(f"{name:<{width}}  {count:>6} plays, {met.fired[name]:>6} in which it happened")
    told = f"{counted(cases, 'case')}, {counted(met.calls, 'call')}, {counted(sum(met.plays.values()), 'play')}"
    typer.echo(f"{told}: {counted(len(met.findings), 'finding') if met.findings else 'nothing was found'}.")


def _save(findings: Sequence[Finding], folder: Path) -> None:
    """Write the script of each finding, by its number; a folder that cannot be written raises ``UsageError``."""
    for number, finding in enumerate(findings, 1):
        text = json.dumps(plain(finding.script), indent=2)
        write_whole(folder / f"finding-{number}.json", f"{text}\n")
