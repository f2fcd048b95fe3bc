"""``zsim selftest``: each bug of the bank is planted, and it is told what caught it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from zsim.cli.exits import Exit
from zsim.cli.reports import VERDICTS, saved_verdicts
from zsim.explore.selftest import SECONDS, Attempt, Verdict, WorkerLost, chosen, plain, renewed, verdicts
from zsim.explore.traces.trace import write_whole
from zsim.kernel.columns import columns
from zsim.kernel.errors import UsageError
from zsim.report.files import REPORTS
from zsim.report.markdown import PLANTED, SUMMARY
from zsim.report.planted import MISSED, planted_markdown, planted_totals
from zsim.testing.project import HOME, project_here, seen_from_here

HEADS = ("bug", "family", "scenarios", "", "caught by", "worlds", "", "sweep", "", "seconds")


def selftest(
    names: Sequence[str] = (),
    *,
    text: str = "",
    family: str = "",
    sample: int | None = None,
    seconds: float = SECONDS,
    workers: int = 1,
    as_json: bool = False,
    save: bool = False,
) -> Exit:
    """Plant what was chosen, tell what caught it, and what is wrong with that; give the exit code.

    What is to be saved is saved bug by bug, so that nothing is lost where it is broken off.

    Of a ``sample``, which is to be quick, no more is tried than shows that it is caught.
    """
    bugs = chosen(names, text, family, sample)
    project = project_here()
    if not (project / HOME).is_dir():
        right = "stand in the project's folder"
        raise UsageError(asked="zsim selftest", found=f"there is no folder {HOME}/ here", right=right)
    root = project / REPORTS
    former = saved_verdicts(root) if save else ()
    families = {each.name: each.family.value for each in bugs}
    came: dict[str, Verdict] = {}
    try:
        for each in verdicts(bugs, project, seconds, workers, further=sample is None):
            came[each.bug] = each
            if save:
                _save(renewed(former, came.values()), root)
            typer.echo(f"{len(came)}/{len(bugs)}  {each.bug}: {_in_short(each)}", err=as_json)
    except WorkerLost as lost:
        typer.echo(f"zsim: {lost}", err=True)
        return Exit.FAILED
    except KeyboardInterrupt:
        typer.echo(f"Broken off after {len(came)} of {len(bugs)} bugs.", err=as_json)
        return Exit.INTERRUPTED
    in_order = [came[each.name] for each in bugs]
    if as_json:
        typer.echo(json.dumps(plain(in_order, seconds=True), indent=2))
    else:
        _print(in_order, families)
    if save:
        typer.echo(f"Written: {seen_from_here(root / PLANTED)}", err=as_json)
    return Exit.FAILED if any(True for each in in_order for _ in each.wrong()) else Exit.OK


def _in_short(verdict: Verdict) -> str:
    wrong = [told.partition(": ")[2] for told in verdict.wrong()]
    return "; ".join(wrong) or "caught"


def _print(came: Sequence[Verdict], families: dict[str, str]) -> None:
    rows = [tuple(_row(each, families[each.bug])) for each in came]
    typer.echo("")
    for line in columns([HEADS, *rows], numbers=(2, 5, 7, 9)):
        typer.echo(line)
    typer.echo("")
    for each in came:
        for told in each.wrong():
            typer.echo(told)
    typer.echo(f"{planted_totals(came)}.")


def _row(verdict: Verdict, family: str) -> Iterator[str]:
    tried = (verdict.scenarios, verdict.worlds, verdict.sweep)
    scenarios, worlds, sweep = map(_cells, tried)
    by = ", ".join([*verdict.invariants, *(["model"] if verdict.by_model else [])])
    seconds = sum(each.seconds for each in tried)
    yield from (verdict.bug, family, *scenarios, by, *worlds, *sweep, f"{seconds:.1f}")


def _cells(attempt: Attempt) -> tuple[str, str]:
    return f"{attempt.executions:,}", attempt.found or MISSED


def _save(kept: Sequence[Verdict], root: Path) -> None:
    """Write verdicts among the reports, and the page that is made of them."""
    write_whole(root / VERDICTS, json.dumps(plain(kept, seconds=False), indent=1) + "\n")
    page = "\n".join(planted_markdown(kept, SUMMARY)).rstrip()
    write_whole(root / PLANTED, f"{page}\n")
