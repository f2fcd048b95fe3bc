"""What the page of one scenario shows, put in order for its template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from zsim.catalogue import Behaviour
from zsim.report.phrases import RESULT_MEANINGS, counted, in_series
from zsim.report.recording import BAD, RecordedLine, RecordedStep, ScenarioRun, SyncRun
from zsim.report.site import Site
from zsim.report.stories import ReportedStory, named, spoken

PART = 1_000
LAST_ENTRIES = 15
STEP = "step"
REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Chapter:
    """Entries that happened in a row in one step, or outside all steps.

    ``part`` says which of several it is: a step goes on after one inside it, and a long one is cut.
    """

    part: str
    lines: tuple[RecordedLine, ...]


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step as it is read out, and what happened in it."""

    keyword: str
    text: str
    chapters: tuple[Chapter, ...]


class ScenarioPage:
    """One scenario, run for one product: its story, and what the journal holds of it."""

    def __init__(self, site: Site, run: ScenarioRun) -> None:
        self._site = site
        self.run = run
        self.story = site.story_of(run)

    @property
    def steps(self) -> tuple[ToldStep, ...]:
        """The steps, each with its part of the journal."""
        told = spoken((step.keyword, step.text) for step in self.run.steps)
        return tuple(ToldStep(*each, self._chapters.get(index, ())) for index, each in enumerate(told))

    @property
    def outside(self) -> tuple[Chapter, ...]:
        """What happened outside the steps."""
        return self._chapters.get(None, ())

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
    def ended(self) -> str:
        """What became of the run, in words."""
        return RESULT_MEANINGS[self.run.result]

    @cached_property
    def concerned(self) -> tuple[RecordedLine, ...]:
        """The entries about the records that the failing statement speaks of."""
        numbers = frozenset(self.run.error.about if self.run.error else ())
        return tuple(line for line in self.run.journal if line.number in numbers)

    @property
    def last_concerned(self) -> tuple[RecordedLine, ...]:
        """The last of those, as many as the terminal shows."""
        return self.concerned[-LAST_ENTRIES:]

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
    def _chapters(self) -> Mapping[int | None, tuple[Chapter, ...]]:
        return _chapters(self.run)

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

    @cached_property
    def refused(self) -> frozenset[int]:
        """The numbers of the commands that were refused."""
        return frozenset(line.cause for line in self.run.journal if line.kind == REFUSAL)

    def span(self, chapter: Chapter) -> str:
        """How much happened in a step, and when."""
        first, last = chapter.lines[0].at, chapter.lines[-1].at
        day, _, time = last.partition(" ")
        until = "" if first == last else f" to {time if first.startswith(day) else last}"
        part = f"{chapter.part}, " if chapter.part else ""
        return f"{part}{counted(len(chapter.lines), 'entry', 'entries')}, {first}{until}"


def _chapters(run: ScenarioRun) -> dict[int | None, tuple[Chapter, ...]]:
    """The journal by step (``None`` for outside), a step inside another taking its entries out of the outer one.

    A step that is long, or goes on after one inside it, has several chapters; a browser opens each at once.
    """
    owner = _owners(run.steps)
    happened = (line for line in run.journal if line.kind != STEP)
    found: defaultdict[int | None, list[tuple[RecordedLine, ...]]] = defaultdict(list)
    for index, group in groupby(happened, key=lambda line: owner.get(line.number)):
        lines = tuple(group)
        found[index] += [lines[start : start + PART] for start in range(0, len(lines), PART)]
    return {index: tuple(_numbered(parts)) for index, parts in found.items()}


def _numbered(parts: list[tuple[RecordedLine, ...]]) -> Iterator[Chapter]:
    for number, lines in enumerate(parts, start=1):
        yield Chapter(f"part {number} of {len(parts)}" if len(parts) > 1 else "", lines)


def _owners(steps: tuple[RecordedStep, ...]) -> dict[int, int]:
    """The innermost step of each journal entry; steps come in the order they began."""
    return {entry: index for index, step in enumerate(steps) for entry in range(step.first, step.last + 1)}
