"""``zsim explore --interrupt``: scripts played again with all that can happen at each call of their last runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typer

from zsim.catalogue import did_you_mean
from zsim.cli.exits import Exit
from zsim.explore.interruptions import Finding, SweepCase, Swept, all_cases, case_of, sweep
from zsim.explore.script import plain, script_of
from zsim.kernel.errors import UsageError
from zsim.report.phrases import counted
from zsim.world import Functions


def interrupt(
    script: Path | None,
    name: str,
    sample: int | None,
    save: Path | None,
    functions: Functions | None = None,
) -> Exit:
    """Interrupt a script, or the cases that are built in; tell what was met, and give the exit code.

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


def _read(path: Path) -> SweepCase:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            asked=f"interrupt {path}", found=str(error), right="a script in a file that can be read"
        ) from None
    return case_of(path.name, script_of(text))


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
    """Write the script of each finding, by its number."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, finding in enumerate(findings, 1):
        text = json.dumps(plain(finding.script), indent=2)
        (folder / f"finding-{number}.json").write_text(f"{text}\n", encoding="utf-8")
