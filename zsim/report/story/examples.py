"""The runs of a scenario as a table of examples: product, variant, result, and what the syncs came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zsim.recording.schema import Result
from zsim.report.phrases import counted
from zsim.report.site import Site
from zsim.report.stories import variant_of
from zsim.report.story.marking import GONE
from zsim.report.telling import Alike, FullTelling, ToldRun, ToldStory
from zsim.world import RunLine


class Example(NamedTuple):
    """A run: its place on the page, and how it went.

    ``telling`` is the number of the telling that tells it in full, ``first`` the label of the run told there, empty
    for that run itself; ``otherwise`` are the lines in which its journal differs, ``like`` the label of a run before
    it that has the same.
    """

    anchor: str
    product: str
    variant: str
    result: Result
    came_to: str
    telling: int
    first: str
    otherwise: tuple[str, ...]
    like: str


def examples_of(site: Site, told: ToldStory) -> tuple[Example, ...]:
    """A row for each run, in the order of the story."""
    where: dict[str, tuple[int, FullTelling, Alike | None]] = {}
    for number, telling in enumerate(told.tellings, start=1):
        where[telling.told.run.id] = (number, telling, None)
        for alike in telling.alike:
            where[alike.told.run.id] = (number, telling, alike)
    known: dict[tuple[int, tuple[str, ...]], str] = {}
    rows = []
    for each in told.runs:
        row = _example(site, each, *where[each.run.id])
        label = known.setdefault((row.telling, row.otherwise), site.label(each.run))
        same = bool(row.otherwise) and label != site.label(each.run)
        rows.append(row._replace(otherwise=(), like=label) if same else row)
    return tuple(rows)


def _example(site: Site, told: ToldRun, number: int, telling: FullTelling, alike: Alike | None) -> Example:
    run = told.run
    product = site.catalogue.product(run.product).name if run.product else ""
    first = (site.label(telling.told.run) or "the first") if alike else ""
    otherwise = tuple(differences(alike.only_here, alike.missing)) if alike else ()
    came = came_to(told.sync_runs)
    return Example(site.anchor(run), product, variant_of(run), run.result, came, number, first, otherwise, "")


def differences(only_here: Iterable[str], missing: Iterable[str]) -> Iterator[str]:
    """The lines that only one of two journals has: with a sign, or as one line where a word or two are otherwise.

    >>> list(differences(["Rita chose all for Acme"], ["Rita chose one for Acme"]))
    ['Rita chose one → all for Acme']
    """
    left = list(missing)
    for here in only_here:
        there = max(left, key=lambda each: _common(here, each), default="")
        if 2 * _common(here, there) <= max(len(here), len(there)):
            yield f"+ {here}"
            continue
        left.remove(there)
        yield _as_one(here.split(" "), there.split(" "))
    for each in left:
        yield f"{GONE} {each}"


def _common(one: str, other: str) -> int:
    """How many letters two lines begin and end with alike."""
    start = _alike(one, other)
    return start + _alike(one[start:][::-1], other[start:][::-1])


def _as_one(here: list[str], there: list[str]) -> str:
    start = _alike(here, there)
    end = _alike(here[start:][::-1], there[start:][::-1])
    words = [" ".join(each[start : len(each) - end]) for each in (there, here)]
    return " ".join([*here[:start], f"{words[0] or 'nothing'} → {words[1] or 'nothing'}", *here[len(here) - end :]])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How far two lines are the same from their beginning."""
    for at, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return at
    return min(len(one), len(other))


def came_to(runs: Iterable[RunLine]) -> str:
    """What syncs came to, by what they sync: "customers: 2 created, 1 deleted; items: nothing to do"."""
    counts: dict[str, dict[str, int]] = {}
    reasons: dict[str, dict[str, int]] = {}
    for run in runs:
        mine = counts.setdefault(run.module, {})
        for outcome, count in run.counts.items():
            mine[outcome] = mine.get(outcome, 0) + count
        if run.grade != "done":
            why = f"{run.grade}: {run.reason}" if run.reason else run.grade
            failed = reasons.setdefault(run.module, {})
            failed[why] = failed.get(why, 0) + 1
    return "; ".join([_module(module, counts[module], reasons.get(module, {})) for module in counts]) or "no sync ran"


def _module(module: str, counts: dict[str, int], reasons: dict[str, int]) -> str:
    told = [*_outcomes(counts), *[f"{counted(times, 'run')} {why}" for why, times in reasons.items()]]
    return f"{module.replace('_', ' ')}: {', '.join(told) or 'nothing to do'}"


def _outcomes(counts: dict[str, int]) -> Iterator[str]:
    for outcome, count in counts.items():
        if count:
            yield f"{count:,} {outcome}"
