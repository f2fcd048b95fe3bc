"""Runs as they are told: the journal in words, and which runs of a story went the same way."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from zsim.catalogue import Catalogue
from zsim.recording.schema import BAD, ScenarioRun
from zsim.recording.worlds import RecordedWorld, world_in
from zsim.report.stories import ReportedStory
from zsim.world import Line, RunLine

APART_MAX = 8
"""In how many lines of its journal a run may differ from another one that is told in its place."""
THE_PRODUCT = "the product"
NOT_TOLD = frozenset({"step", "call"})
DECISION, FAILURE, FAILED = "decision", "failure", "failed"


class ToldRun:
    """A run, read and told; its journal is put into words when it is first asked for."""

    def __init__(self, run: ScenarioRun, product: str = "") -> None:
        self.run = run
        self.world: RecordedWorld = world_in(run)
        self._product = product

    @property
    def lines(self) -> tuple[Line, ...]:
        """The journal in words; calls that were answered, which no page shows, have none."""
        return self._told[0]

    @property
    def looks(self) -> tuple[tuple[int, str], ...]:
        """What was seen, each after which entry."""
        return self._told[1]

    @cached_property
    def sync_runs(self) -> tuple[RunLine, ...]:
        """The finished runs, in the order they ended."""
        return self.world.runs()

    @cached_property
    def idle(self) -> Mapping[int, int]:
        """The entries of runs at slots that came to nothing, each with the entry that its run began with."""
        return idle_entries(self.lines)

    @cached_property
    def why_failed(self) -> Mapping[int, str]:
        """Why each failed decision failed, by its number: what the app answered, or how its run ended."""
        return why_failed(self.lines)

    @cached_property
    def folded(self) -> tuple[Line, ...]:
        """The journal without steps, calls, and runs at slots that came to nothing."""
        idle = self.idle
        return tuple([line for line in self.lines if line.kind not in NOT_TOLD and line.number not in idle])

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The texts of the folded journal, its product called as any other is."""
        texts = [line.text for line in self.folded]
        if not self.run.product:
            return tuple(texts)
        told = "\n".join(each.replace("\n", " ") for each in texts)
        told = called(self.run.product, self._product or self.run.product).sub(THE_PRODUCT, told)
        return tuple(told.split("\n")) if texts else ()

    @cached_property
    def _told(self) -> tuple[tuple[Line, ...], tuple[tuple[int, str], ...]]:
        return self.world.told(calls=False)


@dataclass(frozen=True, slots=True)
class Alike:
    """A run that went as another one that is told in full, but for lines that only one of the two journals has."""

    told: ToldRun
    only_here: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FullTelling:
    """A run that is told in full, and those that went the same way."""

    told: ToldRun
    alike: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story with all its runs; ``tellings`` begins with one that did not end as it should, if there is one."""

    story: ReportedStory
    runs: tuple[ToldRun, ...]
    tellings: tuple[FullTelling, ...]


def told_story(story: ReportedStory, catalogue: Catalogue) -> ToldStory:
    """The story, read and told."""
    names = {each.key: each.name for each in catalogue.products}
    runs = tuple([ToldRun(run, names.get(run.product or "", "")) for run in story.runs])
    return ToldStory(story, runs, tuple(tellings(runs)))


def tellings(runs: Sequence[ToldRun]) -> Iterator[FullTelling]:
    """The runs put together where they went the same way; what did not end as it should comes first."""
    found: dict[ToldRun, list[Alike]] = {}
    counted: dict[ToldRun, Counter[str]] = {}
    for each in sorted(runs, key=lambda told: told.run.result not in BAD):
        lines = counted[each] = Counter(each.plain)
        for former, alike in found.items():
            only_here, missing = lines - counted[former], counted[former] - lines
            if each.run.result is former.run.result and only_here.total() + missing.total() <= APART_MAX:
                alike.append(Alike(each, tuple(only_here.elements()), tuple(missing.elements())))
                break
        else:
            found[each] = []
    for told, others in found.items():
        yield FullTelling(told, tuple(others))


@cache
def called(key: str, name: str) -> re.Pattern[str]:
    """A product's name, but where it begins that of a field ("Billing City"), and its key as runs have it."""
    return re.compile(rf"(?<!\w)(?:{re.escape(name)}(?!\w| [A-Z'])|{re.escape(key)}(?='s\b))")


def why_failed(lines: Sequence[Line]) -> dict[int, str]:
    """Why decisions of a journal failed, by their numbers: its refusal's sentence, else that of its run's end."""
    failed = [line for line in lines if line.kind == DECISION and line.outcome == FAILED]
    if not failed:
        return {}
    ends = {line.cause: line.text for line in lines if line.kind == "run" and line.outcome == FAILED}
    refused = {line.cause: line.text for line in lines if line.kind == FAILURE}
    return {line.number: refused.get(line.number) or _end(line, lines, ends) or line.text for line in failed}


def _end(line: Line, lines: Sequence[Line], ends: Mapping[int, str]) -> str:
    """How the run of a decision ended, which may be caused by another decision of that run; empty if well."""
    while line.cause and line.cause not in ends:
        line = lines[line.cause - 1]
    return ends.get(line.cause, "")


def idle_entries(lines: Iterable[Line]) -> dict[int, int]:
    """The entries of scheduled runs that did nothing but ask, each with the entry that its run began with."""
    of_run: defaultdict[int, list[Line]] = defaultdict(list)
    begun = []
    for line in lines:
        of_run[line.cause].append(line)
        if line.kind == "run" and line.text.startswith("scheduled "):
            begun.append(line)
    idle = [each for each in begun if all(_asks(line) for line in of_run[each.number])]
    return {line.number: each.number for each in idle for line in (each, *of_run[each.number])}


def _asks(line: Line) -> bool:
    """Whether an entry of a run is a look at an app, or its end with nothing done."""
    return line.kind == "call" or (line.kind == "run" and line.text.endswith(": nothing to do"))
