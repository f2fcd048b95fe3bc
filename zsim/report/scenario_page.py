"""What the page of one scenario shows, put in order for its template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from zsim.catalogue import Behaviour
from zsim.report.phrases import counted, in_series
from zsim.report.recording import BAD, RecordedLine, RecordedStep, ScenarioRun, SyncRun
from zsim.report.site import Site
from zsim.report.stories import ReportedStory, named, spoken

OPEN_UP_TO = 40
PART = 1_000
STEP = "step"
OUTSIDE = ("", "Outside the steps")


@dataclass(frozen=True, slots=True)
class Chapter:
    """The journal of one step, or of what happened outside the steps.

    ``anchor`` is empty where a step goes on: after a step inside it, or in a further ``part`` of a long one.
    """

    anchor: str
    keyword: str
    text: str
    part: str
    lines: tuple[RecordedLine, ...]
    open: bool


class ScenarioPage:
    """One scenario, run for one product: its story, and what the journal holds of it."""

    def __init__(self, site: Site, run: ScenarioRun) -> None:
        self._site = site
        self.run = run
        self.story = site.story_of(run)

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """The steps as they are read out."""
        return spoken((step.keyword, step.text) for step in self.run.steps)

    @property
    def command(self) -> str:
        """The command that runs it again, for a person standing in the project's folder."""
        product = f" --product {self.run.product}" if self.run.product else ""
        seed = f" --seed {self._site.recording.seed}" if self._site.recording.seed else ""
        return f"zsim run -k test_{named(self.run)[1]}{product}{seed}"

    @property
    def failed(self) -> bool:
        """Whether the run did not end as it should."""
        return self.run.result in BAD

    @property
    def siblings(self) -> tuple[ScenarioRun, ...]:
        """The same scenario for the other products."""
        return tuple(each for each in self.story.runs if each.id != self.run.id)

    @property
    def covers(self) -> tuple[Behaviour, ...]:
        """The behaviours it covers."""
        return tuple(self._site.behaviour(each) for each in self.run.covers)

    @property
    def marks(self) -> tuple[Behaviour, ...]:
        """The oddities that showed in it."""
        return tuple(self._site.behaviour(each) for each in self.run.marks)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The journal by step; all of it is open from the start where it is short."""
        return tuple(_chapters(self.run, self.steps, len(self.run.journal) <= OPEN_UP_TO))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The chapters that can be linked to."""
        return frozenset(each.anchor for each in self.chapters)

    @cached_property
    def shown(self) -> frozenset[int]:
        """The numbers of the journal entries that stand on the page."""
        return frozenset(line.number for line in self.run.journal if line.kind != STEP)

    @property
    def neighbours(self) -> tuple[ReportedStory | None, ReportedStory | None]:
        """The stories before and after this one."""
        return self._site.neighbours(self.story)

    def outcomes(self, run: SyncRun) -> str:
        """The outcomes of a sync run in words."""
        told = [f"{count:,} {outcome}" for outcome, count in run.counts if count]
        return in_series(told) if told else "nothing to do"

    def span(self, chapter: Chapter) -> str:
        """How much happened in a step, and when."""
        first, last = chapter.lines[0].at, chapter.lines[-1].at
        day, _, time = last.partition(" ")
        until = "" if first == last else f" to {time if first.startswith(day) else last}"
        part = f"{chapter.part}, " if chapter.part else ""
        return f"{part}{counted(len(chapter.lines), 'entry', 'entries')}, {first}{until}"


def _chapters(run: ScenarioRun, told: tuple[tuple[str, str], ...], opened: bool) -> Iterator[Chapter]:
    """The journal cut at the steps; a step inside another one takes its entries out of the outer one."""
    owner = _owners(run.steps)
    happened = (line for line in run.journal if line.kind != STEP)
    begun: set[int | None] = set()
    for index, lines in groupby(happened, key=lambda line: owner.get(line.number)):
        keyword, text = OUTSIDE if index is None else told[index]
        for part, some in _parts(tuple(lines)):
            anchor = "" if index is None or index in begun else f"step-{index + 1}"
            begun.add(index)
            yield Chapter(anchor, keyword, text, part, some, opened)


def _parts(lines: tuple[RecordedLine, ...]) -> Iterator[tuple[str, tuple[RecordedLine, ...]]]:
    """The lines in parts that a browser opens at once, each with its name; a short list is one part without one."""
    count = -(-len(lines) // PART)
    for number in range(count):
        name = f"part {number + 1} of {count}" if count > 1 else ""
        yield name, lines[number * PART : (number + 1) * PART]


def _owners(steps: tuple[RecordedStep, ...]) -> dict[int, int]:
    """The innermost step of each journal entry; steps come in the order they began."""
    return {entry: index for index, step in enumerate(steps) for entry in range(step.first, step.last + 1)}
