"""What the page of one scenario shows, put in order for its template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from zsim.catalogue import Behaviour
from zsim.recording.schema import BAD, RecordedStep, ScenarioRun
from zsim.recording.worlds import world_in
from zsim.report.phrases import RESULT_MEANINGS, counted, in_series
from zsim.report.site import Site
from zsim.report.stories import ReportedStory, named, spoken
from zsim.world import Line, RunLine

PART = 1_000
LAST_ENTRIES = 15
SEEN_MAX = 12
"""How much of what a step looked at is told."""
QUIET_RUNS_MAX = 10
"""How many scheduled runs that come to nothing a part of the journal shows; of more, the last one stands for all."""

STEP = "step"
REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Chapter:
    """Entries that happened in a row in one step, or outside all steps.

    ``part`` says which of several it is: a step goes on after one inside it, and a long one is cut. ``quiet`` is how
    many runs at slots that came to nothing are left out.
    """

    part: str
    lines: tuple[Line, ...]
    quiet: int = 0


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step as it is read out, what happened in it, and what was looked at."""

    keyword: str
    text: str
    chapters: tuple[Chapter, ...]
    saw: tuple[str, ...] = ()


class ScenarioPage:
    """One scenario, run for one product: its story, and what the journal holds of it."""

    def __init__(self, site: Site, run: ScenarioRun) -> None:
        self._site = site
        self._world = world_in(run)
        self.run = run
        self.story = site.story_of(run)

    @cached_property
    def _told(self) -> tuple[tuple[Line, ...], tuple[tuple[int, str], ...]]:
        return self._world.told()

    @property
    def journal(self) -> tuple[Line, ...]:
        """The journal in words."""
        return self._told[0]

    @property
    def steps(self) -> tuple[ToldStep, ...]:
        """The steps, each with its part of the journal."""
        told = spoken((step.keyword, step.text) for step in self.run.steps)
        chapters, seen = self._chapters, self._seen
        return tuple(ToldStep(*each, chapters.get(index, ()), seen.get(index, ())) for index, each in enumerate(told))

    @cached_property
    def _seen(self) -> Mapping[int, tuple[str, ...]]:
        """What was looked at in each step, of much the first."""
        owner = _owners(self.run.steps)
        grouped = groupby(self._told[1], key=lambda look: owner.get(look[0], -1))
        return {index: tuple(_some([said for _, said in looks])) for index, looks in grouped}

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
    def concerned(self) -> tuple[Line, ...]:
        """The entries about the records that the failing statement speaks of."""
        numbers = frozenset(self.run.error.about if self.run.error else ())
        return tuple(line for line in self.journal if line.number in numbers)

    @property
    def last_concerned(self) -> tuple[Line, ...]:
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
        return _chapters(self.run, self.journal)

    @cached_property
    def shown(self) -> frozenset[int]:
        """The numbers of the journal entries that stand on the page."""
        parts = (part for parts in self._chapters.values() for part in parts)
        return frozenset(line.number for part in parts for line in part.lines)

    @property
    def neighbours(self) -> tuple[ReportedStory | None, ReportedStory | None]:
        """The stories before and after this one."""
        return self._site.neighbours(self.story)

    @cached_property
    def runs(self) -> tuple[RunLine, ...]:
        """The finished runs."""
        return self._world.runs()

    @cached_property
    def sync_runs(self) -> tuple[RunLine, ...]:
        """The runs; where many slots came to nothing, without those runs."""
        told = tuple(each for each in self.runs if not _came_to_nothing(each))
        return self.runs if self.failed or len(self.runs) - len(told) <= QUIET_RUNS_MAX else told

    @property
    def untold_runs(self) -> str:
        """How many runs are not told, in words; empty for none."""
        untold = len(self.runs) - len(self.sync_runs)
        return f"{untold:,} runs at slots came to nothing." if untold else ""

    def outcomes(self, run: RunLine) -> str:
        """The outcomes of a sync run in words."""
        told = [f"{count:,} {outcome}" for outcome, count in run.counts.items() if count]
        return in_series(told) if told else "nothing to do"

    @cached_property
    def refused(self) -> frozenset[int]:
        """The numbers of the commands that were refused."""
        return frozenset(line.cause for line in self.journal if line.kind == REFUSAL)

    def span(self, chapter: Chapter) -> str:
        """How much happened in a step, and when."""
        first, last = chapter.lines[0].moment, chapter.lines[-1].moment
        day, _, time = last.partition(" ")
        until = "" if first == last else f" to {time if first.startswith(day) else last}"
        part = f"{chapter.part}, " if chapter.part else ""
        quiet = f"; without {counted(chapter.quiet, 'run')} at slots that came to nothing" if chapter.quiet else ""
        return f"{part}{counted(len(chapter.lines), 'entry', 'entries')}, {first}{until}{quiet}"


def _chapters(run: ScenarioRun, journal: Sequence[Line]) -> dict[int | None, tuple[Chapter, ...]]:
    """The journal by step (``None`` for outside), a step inside another taking its entries out of the outer one.

    A step that is long, or goes on after one inside it, has several chapters; a browser opens each at once.
    """
    owner, quiet = _owners(run.steps), {} if run.result in BAD else _quiet(journal)
    happened = (line for line in journal if line.kind != STEP)
    found: defaultdict[int | None, list[Chapter]] = defaultdict(list)
    for index, group in groupby(happened, key=lambda line: owner.get(line.number)):
        lines = tuple(group)
        runs = dict.fromkeys([quiet[line.number] for line in lines if line.number in quiet])
        left_out = set(list(runs)[:-1]) if len(runs) > QUIET_RUNS_MAX else set()
        kept = tuple([line for line in lines if quiet.get(line.number) not in left_out])
        starts = range(0, len(kept), PART)
        found[index] += [Chapter("", kept[at : at + PART], 0 if at else len(left_out)) for at in starts]
    return {index: tuple(_numbered(parts)) for index, parts in found.items()}


def _some(said: list[str]) -> Iterator[str]:
    yield from said[:SEEN_MAX]
    if len(said) > SEEN_MAX:
        yield f"and {len(said) - SEEN_MAX:,} more"


def _numbered(parts: list[Chapter]) -> Iterator[Chapter]:
    for number, part in enumerate(parts, start=1):
        yield replace(part, part=f"part {number} of {len(parts)}" if len(parts) > 1 else "")


def _quiet(journal: Sequence[Line]) -> dict[int, int]:
    """The entries of scheduled runs that did nothing but ask, each with the entry that its run began with."""
    of_run: defaultdict[int, list[Line]] = defaultdict(list)
    for line in journal:
        of_run[line.cause].append(line)
    begun = [line for line in journal if line.kind == "run" and line.text.startswith("scheduled ")]
    idle = [each for each in begun if all(_asks(line) for line in of_run[each.number])]
    return {line.number: each.number for each in idle for line in (each, *of_run[each.number])}


def _came_to_nothing(run: RunLine) -> bool:
    return (run.trigger, run.grade) == ("scheduled", "done") and not any(run.counts.values())


def _asks(line: Line) -> bool:
    """Whether an entry of a run is a look at an app, or its end with nothing done."""
    return line.kind == "call" or (line.kind == "run" and line.text.endswith(": nothing to do"))


def _owners(steps: tuple[RecordedStep, ...]) -> dict[int, int]:
    """The innermost step of each journal entry; steps come in the order they began."""
    return {entry: index for index, step in enumerate(steps) for entry in range(step.first, step.last + 1)}
