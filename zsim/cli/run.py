"""``zsim run``: pytest over the scenarios, then what came of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer

from zsim.catalogue import catalogue
from zsim.cli.exits import Exit
from zsim.cli.in_process import IN_PROCESS, UNRECORDED
from zsim.cli.reports import saved_verdicts, written
from zsim.cli.summary import summary
from zsim.cli.switching import played_switched, switches
from zsim.cli.terminal import Terminal, terminal_of
from zsim.cli.troubles import told, what_failed
from zsim.cli.watching import SessionWatch
from zsim.explore.consequences import events_of, played_consequences
from zsim.explore.decision_table import decision_table
from zsim.explore.planting import bug_named
from zsim.kernel.errors import UsageError
from zsim.recording.file import bytes_of, read_recording
from zsim.report import Evidence, changes
from zsim.report.files import REPORTS
from zsim.report.phrases import in_series
from zsim.testing.project import HOME, RUN_FILE, project_here, replace_file, seen_from_here

QUIET = ("-qq", "--no-header", "--no-summary", "--tb=short", *IN_PROCESS)


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """What a person asked ``zsim run`` for."""

    paths: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    text: str = ""
    behaviours: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    failed: bool = False
    stop: bool = False
    workers: str = ""
    seed: int = 0
    junit: Path | None = None
    check: bool = False
    twin: bool = False
    spread: bool = False
    traces: Path | None = None
    bug: str = ""
    rest: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Those of the paths that are ids of scenarios."""
        return tuple([each for each in self.paths if "::" not in each and not Path(each).exists()])

    @property
    def places(self) -> tuple[str, ...]:
        """Those of the paths that are none."""
        return tuple([each for each in self.paths if each not in self.ids])

    @property
    def narrowed(self) -> bool:
        """Whether anything but the whole suite was asked for."""
        return bool(
            self.paths or self.tags or self.text or self.behaviours or self.products or self.failed or self.stop
        )

    def for_pytest(self) -> list[str]:
        """These as pytest's options, but for how loud it is."""
        return [
            *(self.places or (seen_from_here(project_here() / HOME),)),
            *(f"--zsim-scenario={each}" for each in self.ids),
            *(f"--zsim-tag={each}" for each in self.tags),
            *(f"--zsim-behaviour={each}" for each in self.behaviours),
            *(f"--zsim-product={each}" for each in self.products),
            *((f"--zsim-seed={self.seed}",) if self.seed else ()),
            *(("-k", self.text) if self.text else ()),
            *(("--zsim-failed",) if self.failed else ()),
            *(("-x",) if self.stop else ()),
            *(("-n", self.workers) if self.workers else ()),
            *((f"--junitxml={self.junit}", "-o", "junit_logging=system-out") if self.junit else ()),
            *(("--zsim-spread", *UNRECORDED) if self.spread else ()),
            *((f"--zsim-bug={self.bug}", *UNRECORDED) if self.bug else ()),
            *(("-p", "zsim.explore.tracing", f"--zsim-traces={self.traces}") if self.traces else ()),
            *self.rest,
        ]


def run_scenarios(options: SessionOptions) -> int:
    """Run what was asked for, print what came of it, write the reports; give the exit code."""
    _check(options)
    if options.twin:
        from zsim.cli.twin import run_twins

        return run_twins(options.for_pytest())
    terminal = terminal_of(sys.stdout, os.environ)
    watch = SessionWatch(terminal)
    colour = "yes" if terminal.colour else "no"
    code = int(pytest.main([*QUIET, f"--color={colour}", *options.for_pytest()], plugins=[watch]))
    for line in told(watch.troubles, terminal):
        typer.echo(line)
    if watch.interrupted:
        kept = (project_here(options.places) / RUN_FILE).is_file()
        before = "the last whole recording was kept, and its reports" if kept else "nothing was recorded"
        typer.echo(f"Broken off after {watch.done()}: {before}.")
        return Exit.INTERRUPTED
    if watch.ran and (options.spread or options.bug):
        typer.echo(watch.of_the_bug(options.bug) if options.bug else watch.of_the_spread())
        return code
    if watch.project is None or not watch.ran:
        return _without_scenarios(code, options, watch, terminal)
    recording = read_recording(watch.project / RUN_FILE)
    whole = code in (Exit.OK, Exit.FAILED) and not recording.selection and not watch.cut_short
    if whole:
        recording = played_switched(recording, switches(recording, catalogue()), watch.project)
        covered = {rule for run in recording.scenarios for rule in run.covers}
        recording = replace(recording, consequences=played_consequences(events_of(covered)))
        replace_file(watch.project / RUN_FILE, bytes_of(recording))
    evidence = Evidence(catalogue(), recording, decision_table(), saved_verdicts(watch.project / REPORTS))
    for line in summary(evidence, terminal):
        typer.echo(line)
    code = _finish(code, options, watch.project / REPORTS, evidence, terminal, whole)
    for line in what_failed(evidence, watch.plain, watch.project / REPORTS):
        typer.echo(line)
    return code


def _finish(code: int, options: SessionOptions, root: Path, evidence: Evidence, terminal: Terminal, whole: bool) -> int:
    differing = list(changes(evidence, root)) if options.check and whole else []
    for line in [*differing, *written(evidence, root, markdown=whole and not options.check, whole=whole)]:
        typer.echo(line)
    if options.junit:
        typer.echo(f"JUnit XML: {options.junit.as_posix()}")
    if code == Exit.OK and differing:
        typer.echo(
            terminal.paint("The committed reports are not those of this run: 'zsim run' writes them anew.", "bad")
        )
        return Exit.REPORTS_DIFFER
    return code if whole else _uncompared(code, options, terminal)


def _without_scenarios(code: int, options: SessionOptions, watch: SessionWatch, terminal: Terminal) -> int:
    if code == Exit.NOTHING:
        typer.echo(_nothing(options, watch.failed_before))
    elif watch.troubles:
        typer.echo("\nNo scenario ran: the reports are those of the run before.")
    return _uncompared(code, options, terminal)


def _nothing(options: SessionOptions, failed_before: Sequence[str]) -> str:
    """Why nothing ran."""
    if not options.failed:
        return "No scenario fits what was asked for."
    if not failed_before:
        return "Nothing has failed so far."
    listed = "".join([f"\n  {each}" for each in failed_before])
    return f"Nothing that failed the last time lies in what was asked for. What failed:{listed}"


def _uncompared(code: int, options: SessionOptions, terminal: Terminal) -> int:
    """The exit code where the reports were not compared, which is no success for who asked for that."""
    if not options.check:
        return code
    typer.echo(terminal.paint("Nothing was compared: this was no run of the whole suite.", "bad"))
    return Exit.REPORTS_DIFFER if code == Exit.OK else code


def _check(options: SessionOptions) -> None:
    """Refuse what cannot be done before pytest starts."""
    for behaviour_id in options.behaviours:
        catalogue().behaviour(behaviour_id)
    for key in options.products:
        catalogue().product(key)
    if options.bug:
        bug_named(options.bug)
    for asked, found, right in _refusals(options):
        raise UsageError(asked=asked, found=found, right=right)


def _refusals(options: SessionOptions) -> Iterator[tuple[str, str, str]]:
    if options.ids and options.places:
        asked = f"zsim run {' '.join(options.paths)}"
        yield asked, f"{in_series(options.ids)}: no such path", "paths, or ids of scenarios, not both"
    if not options.places and not (project_here() / HOME).is_dir():
        right = "stand in the project's folder, name a path, or begin with 'zsim init'"
        yield "zsim run", f"there is no folder {HOME}/ here", right
    if options.check and options.narrowed:
        yield (
            "--check",
            "only part of the suite was asked for",
            "the reports are those of a whole run: leave the rest out",
        )
    if options.check and options.twin:
        yield "--check with --twin", "a twin run writes no reports", "one after the other"
    for option, chosen in (("--spread", options.spread), ("--bug", bool(options.bug))):
        if chosen and (options.check or options.twin or options.failed):
            other = "--check" if options.check else "--twin" if options.twin else "--failed"
            yield f"{other} with {option}", f"a run with {option} records nothing", "one after the other"
    if options.failed and options.twin:
        yield "--failed with --twin", "a twin run keeps no record of what failed", "name the scenarios"
    if options.workers and find_spec("xdist") is None:
        yield f"-n {options.workers}", "pytest-xdist is not installed", "pip install 'zsim[parallel]'"
