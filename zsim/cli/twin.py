"""``zsim run --twin``: the suite in two processes under different hash seeds; the journals must be equal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from zsim.cli.exits import Exit
from zsim.report.phrases import counted

HASH_SEEDS = ("1", "2")
ABSENT = "did not run"


class Twin(NamedTuple):
    """One of the two runs: pytest's exit code, what it printed, and the journal digest of each scenario."""

    code: int
    output: str
    digests: Mapping[str, str]


def run_twins(arguments: Sequence[str]) -> int:
    """Run the suite twice at once, name the scenarios whose journals differ, and give the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{seed}.json" for seed in HASH_SEEDS]
        processes = [_start(seed, file, arguments) for seed, file in zip(HASH_SEEDS, files, strict=True)]
        try:
            twins = [_finish(process, file) for process, file in zip(processes, files, strict=True)]
        finally:
            for process in processes:
                process.kill()  # nothing is left of them but where somebody broke off
    return _compare(*twins)


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The scenarios whose digests differ, or that only one of the two ran, each with both digests."""
    ids = sorted({*one, *other})
    both = [(each, one.get(each, ABSENT), other.get(each, ABSENT)) for each in ids]
    return [(each, first, second) for each, first, second in both if first != second]


def _start(seed: str, file: Path, arguments: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  our own interpreter, our own module
        [sys.executable, "-m", "zsim.cli.digests", str(file), *arguments],
        env={**os.environ, "PYTHONHASHSEED": seed},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _finish(process: subprocess.Popen[str], file: Path) -> Twin:
    output, _ = process.communicate()
    digests: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return Twin(process.returncode, output, digests)


def _compare(one: Twin, other: Twin) -> int:
    found = differing(one.digests, other.digests)
    for scenario_id, first, second in found:
        typer.echo(f"{scenario_id}: {first} under hash seed {HASH_SEEDS[0]}, {second} under {HASH_SEEDS[1]}")
    if found:
        typer.echo(f"{counted(len(found), 'scenario')} of {len(one.digests)} differ between two processes.")
        return Exit.UNSTABLE
    code = max(one.code, other.code)
    if code != Exit.OK:
        typer.echo((one if one.code else other).output)
    typer.echo(f"{counted(len(one.digests), 'scenario')} in two processes: every journal is equal.")
    return code
