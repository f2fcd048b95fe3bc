"""A suite run in several processes that differ in what must not matter: ``zsim run --twin`` and ``zsim doctor``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from zsim.cli.exits import Exit
from zsim.explore.sameness import first_difference
from zsim.report.phrases import counted

ABSENT = "did not run"


class SuiteWay(NamedTuple):
    """A way to run a suite, in words, by its hash seed and more arguments."""

    name: str
    hash_seed: int
    arguments: tuple[str, ...] = ()


class PrintedRun(NamedTuple):
    """One run of a scenario: the digest of its journal with the result, and its entries in words."""

    digest: str = ABSENT
    lines: Sequence[str] = ()


class Twin(NamedTuple):
    """One of the sessions: pytest's exit code, what it printed, and the runs of scenarios by id."""

    code: int
    output: str
    runs: Mapping[str, PrintedRun]


HASH_SEEDS = (SuiteWay("under hash seed 1", 1), SuiteWay("under hash seed 2", 2))


def run_twins(arguments: Sequence[str]) -> int:
    """Run the suite twice at once, name the scenarios whose journals differ, and give the exit code."""
    one, other = run_in(HASH_SEEDS, arguments)
    found = differing(one.runs, other.runs)
    for each in found:
        typer.echo("\n".join(told(each, one, other, HASH_SEEDS)))
    if found:
        typer.echo(f"{counted(len(found), 'scenario')} of {len(one.runs)} differ between two processes.")
        return Exit.UNSTABLE
    code = max(one.code, other.code)
    if code != Exit.OK:
        typer.echo((one if one.code else other).output)
    typer.echo(f"{counted(len(one.runs), 'scenario')} in two processes: every journal is equal.")
    return code


def run_in(ways: Sequence[SuiteWay], arguments: Sequence[str]) -> list[Twin]:
    """Run the suite in each of these ways, all at once."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.json" for number in range(len(ways))]
        processes = [_start(way, file, arguments) for way, file in zip(ways, files, strict=True)]
        try:
            return [_finish(process, file) for process, file in zip(processes, files, strict=True)]
        finally:
            for process in processes:
                process.kill()  # nothing is left of them but where somebody broke off


def differing(one: Mapping[str, PrintedRun], other: Mapping[str, PrintedRun]) -> list[str]:
    """The scenarios whose digests differ, or that only one of the two ran."""
    absent = PrintedRun()
    return [each for each in sorted({*one, *other}) if one.get(each, absent).digest != other.get(each, absent).digest]


def told(scenario_id: str, one: Twin, other: Twin, ways: Sequence[SuiteWay]) -> Iterator[str]:
    """A scenario that differs: both digests, and the first entry that is another."""
    first, second = [each.runs.get(scenario_id, PrintedRun()) for each in (one, other)]
    yield f"{scenario_id}: {first.digest} {ways[0].name}, {second.digest} {ways[1].name}"
    line = first_difference(first.lines, second.lines)
    if line is None:
        yield "  in words, both tell the same"
    elif ABSENT not in (first.digest, second.digest):
        yield f"  entry {line.number} {ways[0].name}: {line.one}"
        yield f"  entry {line.number} {ways[1].name}: {line.other}"


def _start(way: SuiteWay, file: Path, arguments: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  our own interpreter, our own module
        [sys.executable, "-m", "zsim.cli.digests", str(file), *way.arguments, *arguments],
        env={**os.environ, "PYTHONHASHSEED": str(way.hash_seed)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _finish(process: subprocess.Popen[str], file: Path) -> Twin:
    output, _ = process.communicate()
    held = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return Twin(process.returncode, output, {name: PrintedRun(*each) for name, each in held.items()})
