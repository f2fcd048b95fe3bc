"""Whether random worlds are the same whatever process plays them: ``python -m zsim.explore.sameness FIRST COUNT``.

A world is told line by line: the steps that were drawn and the faults, each entry of its journal with its digest, and
what it failed with. Two plays of one seed must tell the same.

>>> from zsim.explore.sameness import first_difference
>>> first_difference(["a", "b"], ["a", "c"])
(2, 'b', 'c')
>>> first_difference(["a"], ["a"]) is None
True
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from zsim.explore.drawing import Bounds, play_seed
from zsim.explore.script import plain
from zsim.explore.script.forms import plain_step
from zsim.explore.script.values import plain_value
from zsim.explore.traces import replay, trace_of_script

TOP = Path(__file__).resolve().parents[2]
NOTHING = "(nothing more)"

ToldWorld = tuple[str, ...]


class LineDiffers(NamedTuple):
    """The first line that differs: its number, from 1, and what stands there in the one and in the other."""

    number: int
    one: str
    other: str


def told_world(seed: int) -> ToldWorld:
    """The lines of a world; things go wrong in those of odd seeds."""
    explored = play_seed(seed, Bounds(faults=seed % 2 == 1))
    script = explored.script
    parts = [plain(script)["start"], *map(plain_step, script.steps), *map(plain_value, script.faults)]
    trace = trace_of_script(script)
    failing = () if explored.failing is None else (str(explored.failing.signature), explored.failing.told)
    return (*map(json.dumps, parts), *[f"{each.told} [{each.digest}]" for each in trace.entries], *failing)


def told_by_workers(seeds: Iterable[int], workers: int) -> list[ToldWorld]:
    """The lines of worlds that several processes play."""
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        return list(pool.map(told_world, seeds))


def told_elsewhere(first: int, count: int, hash_seed: int, python: str = sys.executable) -> list[ToldWorld]:
    """The lines of worlds that another process plays, under a hash seed, or another Python.

    One that cannot play them raises ``subprocess.CalledProcessError``, with what it printed.
    """
    done = subprocess.run(  # noqa: S603  a Python that was named, our own module
        [python, "-m", "zsim.explore.sameness", str(first), str(count)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed), **({} if python == sys.executable else PATH)},
        text=True,
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


PATH = {"PYTHONPATH": str(TOP)}
"""Another Python finds this zsim, and what that needs where it has packages of its own."""


def traced_difference(seed: int) -> LineDiffers | None:
    """Where the journal of a world is another if somebody reads it, in words, after each step."""
    trace = trace_of_script(play_seed(seed, Bounds(faults=seed % 2 == 1)).script)
    found = replay(trace).difference
    return None if found is None else LineDiffers(*found)


def first_difference(one: Sequence[str], other: Sequence[str]) -> LineDiffers | None:
    """The first line that is another, or that only one has."""
    if one == other:
        return None
    same = next((number for number, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(one), len(other)) if same is None else same
    return LineDiffers(at + 1, *[each[at] if at < len(each) else NOTHING for each in (one, other)])


if __name__ == "__main__":
    from_seed, so_many = map(int, sys.argv[1:])
    for number in range(from_seed, from_seed + so_many):
        sys.stdout.write(json.dumps(told_world(number)) + "\n")
