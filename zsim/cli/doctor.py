"""``zsim doctor``: what is installed, whether scenarios run beside it, and whether all is the same whoever runs it."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from re import findall
from shutil import which
from tempfile import TemporaryDirectory

import typer

from zsim.cli.exits import Exit
from zsim.cli.neighbours import clash, neighbours
from zsim.cli.run import SessionOptions
from zsim.cli.sampling import evenly
from zsim.cli.twin import HASH_SEEDS, SuiteWay, differing, run_in, told
from zsim.explore.sameness import (
    LineDiffers,
    ToldWorld,
    first_difference,
    told_by_workers,
    told_elsewhere,
    told_world,
    traced_difference,
)
from zsim.kernel.errors import UsageError
from zsim.report.phrases import counted
from zsim.testing.project import HOME, project_here, seen_from_here

PYTHONS = ("3.11", "3.12", "3.13")
DEVELOPERS = ("test", "long")
"""The extras of those who work on zsim itself."""
FILES_MAX = 12


def examine(worlds: int, scenarios: int, seed: int, pythons: Sequence[str] = ()) -> Exit:
    """Tell what is installed, run a sample several times, and give the exit code: 11 where a journal differs."""
    for line in _versions():
        typer.echo(line)
    clashes = _clashes()
    differences = [*_of_scenarios(scenarios), *_of_worlds(range(seed, seed + worlds), pythons)]
    if differences:
        return Exit.UNSTABLE
    return Exit.FAILED if clashes else Exit.OK


def _versions() -> Iterator[str]:
    """Zsim with what it needs, then each extra with what is there of it."""
    yield f"zsim {version('zsim')}, Python {platform.python_version()}, {platform.system()}"
    needed: dict[str, list[str]] = {}
    for each in requires("zsim") or ():
        name, extra = findall(r"^[\w.-]+", each)[0], (findall(r"""extra == ["'](\w+)""", each) or [""])[0]
        if name != "zsim" and extra not in DEVELOPERS:
            needed.setdefault(extra, []).append(name)
    for extra, names in sorted(needed.items()):
        yield f"{f'extra {extra}' if extra else 'needs'}: {', '.join(map(_version, names))}"


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} (not installed)"


def _clashes() -> bool:
    """Tell whether scenarios run beside the plug-ins of pytest."""
    known = neighbours()
    typer.echo(f"plug-ins of pytest: {', '.join(dict.fromkeys(map(str, known))) or 'none but ours'}")
    found = clash(known)
    if found is None:
        typer.echo("  scenarios run beside them")
        return False
    for each in found.without:
        typer.echo(f"  no scenario runs beside {each}; 'pytest -p no:{each.name}' leaves it out")
    if not found.without:
        typer.echo("  no scenario runs here, whichever of them is left out")
    typer.echo(found.printed)
    return True


def _of_scenarios(count: int) -> Iterator[str]:
    """Run a sample of the project's scenarios in several ways, tell of each, and give the ids of those that differ."""
    if not count or not (project_here() / HOME).is_dir():
        typer.echo(f"scenarios: none were run{'' if not count else f', there is no folder {HOME}/ here'}")
        return
    workers = [SuiteWay("with two workers", 1, ("-n", "2"))] if find_spec("xdist") else []
    with TemporaryDirectory() as folder:
        tracing = SuiteWay("with traces", 1, ("-p", "zsim.explore.tracing", f"--zsim-traces={folder}"))
        ways = [*HASH_SEEDS, tracing, *workers]
        one, *others = run_in(ways, _sample(count))
    typer.echo(f"{counted(len(one.runs), 'scenario')}:")
    if not one.runs:
        typer.echo(one.output)
    for way, other in zip(ways[1:], others, strict=True):
        found = differing(one.runs, other.runs)
        typer.echo(f"  {way.name}: {_verdict(found, 'scenario')}")
        for each in found[:1]:
            typer.echo("\n".join([f"  {line}" for line in told(each, one, other, (ways[0], way))]))
        yield from found


def _sample(count: int) -> list[str]:
    """So many scenarios as pytest is told of them: from a few files, for collecting them all is most of the time."""
    files = sorted((project_here() / HOME).rglob("test_*.py"))
    paths = tuple([seen_from_here(each) for each in evenly(files, FILES_MAX)])
    return ["-p", "zsim.cli.sampling", f"--zsim-sample={count}", *SessionOptions(paths).for_pytest()]


def _of_worlds(seeds: range, pythons: Sequence[str]) -> Iterator[str]:
    """Play random worlds in several ways, tell of each, and give the ways in which one differs."""
    if not seeds:
        return
    typer.echo(f"{counted(len(seeds), 'random world')}, seeds {seeds[0]} to {seeds[-1]}:")
    here = [told_world(each) for each in seeds]
    first, count = seeds[0], len(seeds)
    yield from _compared("in another process, under hash seed 1", seeds, here, told_elsewhere(first, count, 1))
    yield from _compared("under hash seed 2", seeds, here, told_elsewhere(first, count, 2))
    yield from _compared("by two workers", seeds, here, told_by_workers(seeds, 2))
    yield from _traced(seeds)
    for python in [f"python{each}" for each in PYTHONS if each != platform.python_version().rpartition(".")[0]]:
        path = which(python)
        lacks = "it is not installed" if path is None else _lacks(path)
        if path is None or lacks:
            typer.echo(f"  by {python}: not played, {lacks}")
        else:
            yield from _compared(f"by {python}", seeds, here, told_elsewhere(first, count, 1, path))
    for path in pythons:
        yield from _compared(f"by {path}", seeds, here, told_elsewhere(first, count, 1, path))


def _traced(seeds: range) -> Iterator[str]:
    found = [(seed, line) for seed in seeds if (line := traced_difference(seed)) is not None]
    yield from _told("with each entry read as it comes", found)


def _compared(way: str, seeds: range, here: list[ToldWorld], there: list[ToldWorld]) -> Iterator[str]:
    lines = map(first_difference, here, there)
    yield from _told(way, [(seed, line) for seed, line in zip(seeds, lines, strict=True) if line is not None])


def _told(way: str, found: Sequence[tuple[int, LineDiffers]]) -> Iterator[str]:
    """Tell what a way came to, with the first line that is another; the way, if there is one."""
    typer.echo(f"  {way}: {_verdict(found, 'world')}")
    for seed, line in found[:1]:
        typer.echo(f"    line {line.number} of seed {seed} here: {line.one}")
        typer.echo(f"    line {line.number} of seed {seed} so: {line.other}")
        yield way


def _verdict(found: Sequence[object], what: str) -> str:
    return f"{counted(len(found), what)} differ" if found else "the same"


def require_pythons(pythons: Sequence[str]) -> None:
    """Refuse a Python that was named and cannot play."""
    for path in pythons:
        lacks = _lacks(path)
        if lacks:
            raise UsageError(asked=f"--python {path}", found=lacks, right="a Python with what zsim needs")


def _lacks(python: str) -> str:
    """Why a Python cannot play worlds; empty where it can."""
    try:
        told_elsewhere(0, 0, 1, python)
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["it says nothing"])[-1]
        return f"it cannot play ({last})" if "Error" in last else "it is not installed"
    except OSError as error:
        return f"it does not run ({error.strerror})"
    return ""
