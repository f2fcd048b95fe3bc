"""What the page tells of one run: in full, or, where it went much as the first one, what is otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from zsim.recording.schema import BAD
from zsim.report.phrases import RESULT_MEANINGS
from zsim.report.site import Site
from zsim.report.stories import named
from zsim.report.story.changes import Changes, changes_of
from zsim.report.story.journal_rows import JournalShown, shown_journal, trouble
from zsim.report.story.marking import as_markup
from zsim.report.story.messages import Messages, messages_of
from zsim.report.story.moments import MomentsShown, shown_moments
from zsim.report.story.outcomes import OutcomeRow, RunOutcomes, apart_from, outcomes_of_runs
from zsim.report.story.reading import StoryReading
from zsim.report.story.sequence import picture_of
from zsim.report.story.slider import slider_data, slider_json
from zsim.report.story.steps import StoryStep, steps_of
from zsim.report.story.tables import messages_table, moments_tables
from zsim.report.telling import THE_PRODUCT
from zsim.world import Line

FEWEST = 6
"""Of how many records a page tells at least."""
LAST_ENTRIES = 15
"""How many of the entries that concern a failing statement are told beside it."""


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How much of a run a page tells at most."""

    journal: int = 200
    outcomes: int = 200
    records: int = 25
    moments: int = 12
    messages: int = 40
    slider: int = 1_000

    def halved(self) -> PageLimits:
        """Half of what takes most room; the rest of the journal is written beside, and as large there."""
        return replace(self, outcomes=self.outcomes // 2, records=self.records // 2, slider=self.slider // 2)

    @property
    def others(self) -> PageLimits:
        """How much is told of a run that went much as the first one."""
        return PageLimits(0, self.outcomes // 5, self.records // 3, self.moments // 3, 0, 0)

    @property
    def none(self) -> bool:
        """Whether nothing is left."""
        return self.records < FEWEST


class TellingPage:
    """One telling of a story; ``number`` counts from 1.

    ``other`` is the first, where this one need not be told in full: then it has no journal, messages and slider.
    """

    def __init__(
        self, site: Site, reading: StoryReading, number: int, limits: PageLimits, other: TellingPage | None = None
    ) -> None:
        self._site = site
        self._limits = limits
        self.other = other
        self.told = reading.told
        self.run = self.told.run
        self.number = number
        self.failed = self.run.result in BAD
        self.reading = reading

    @cached_property
    def label(self) -> str:
        """Its product and variant, in words."""
        return self._site.label(self.run)

    @cached_property
    def steps(self) -> tuple[StoryStep, ...]:
        """The story."""
        return steps_of(self.told)

    @property
    def other_steps(self) -> tuple[StoryStep, ...]:
        """The steps that the first has not, or that saw something else."""
        known = frozenset(map(self.other.step_named, self.other.steps)) if self.other is not None else frozenset()
        return tuple([step for step in self.steps if self.step_named(step) not in known])

    def step_named(self, step: StoryStep) -> str:
        """A step and what it saw, the product called as any other is."""
        return self.named(repr((step.keyword, step.text, step.saw)))

    @cached_property
    def _changes(self) -> Changes:
        return changes_of(self.reading)

    @cached_property
    def moments(self) -> MomentsShown:
        """The records by moments; of a story that failed the last ones.

        Where it is not told in full, those of the records that did not go as they did in the first, and the last ones.
        """
        changes, limits = self._changes, self._limits
        if self.other is not None:
            apart = frozenset([place for place, went in self._went.items() if went not in self.other.went])
            changes = changes._replace(changes=tuple([each for each in changes.changes if each.record in apart]))
        last = self.failed or self.other is not None
        return shown_moments(self.reading, changes, last=last, rows=limits.records, columns=limits.moments)

    @property
    def moments_tables(self) -> Markup:
        """The same as markup."""
        return moments_tables(self.moments, explained=self.other is None)

    @cached_property
    def went(self) -> frozenset[str]:
        """How its records went."""
        return frozenset(self._went.values())

    @cached_property
    def _went(self) -> Mapping[int, str]:
        """All changes of each record without when they were, the product called as any other is."""
        records, changes = self._changes
        told: dict[int, list[object]] = {}
        for each in changes:
            told.setdefault(each.record, [records[each.record].app]).append((each.name, each.word, each.fields))
        return {place: self.named(repr(went)) for place, went in told.items()}

    @property
    def slider(self) -> Markup:
        """The data of the slider; nothing where no record changed."""
        return slider_json(slider_data(self._changes, self._limits.slider)) if self._changes.changes else as_markup("")

    @cached_property
    def messages(self) -> Messages:
        """Who said what to whom."""
        return messages_of(self.reading, self._limits.messages)

    @property
    def picture(self) -> Markup:
        """The same as a picture."""
        return picture_of(self.messages, f"Who said what to whom{': ' if self.label else ''}{self.label}", self.number)

    @property
    def said(self) -> Markup:
        """The same as a table."""
        return messages_table(self.messages)

    @cached_property
    def outcomes(self) -> tuple[RunOutcomes, ...]:
        """What became of each record in each run; where it is not told in full, what is not so in the first."""
        told = outcomes_of_runs(self.reading, self._limits.outcomes)
        return told if self.other is None else apart_from(told, self.other.decided, self._row)

    @cached_property
    def decided(self) -> frozenset[OutcomeRow]:
        """All that its runs decided, the product called as any other is."""
        return frozenset([self._row(row) for run in self.outcomes for row in run.rows])

    def _row(self, row: OutcomeRow) -> OutcomeRow:
        return row._replace(record=self.named(row.record), reason=self.named(row.reason))

    @cached_property
    def journal(self) -> JournalShown:
        """The folded journal; of a story that failed its end."""
        return shown_journal(self.reading, last=self.failed, limit=self._limits.journal)

    @property
    def trouble(self) -> tuple[str, ...]:
        """What was refused, what broke, and which oddities showed, but for what is so in the first, too."""
        known = frozenset(map(self.other.named, trouble(self.other.reading))) if self.other is not None else frozenset()
        return tuple([each for each in trouble(self.reading) if self.named(each) not in known])

    @property
    def concerned(self) -> tuple[Line, ...]:
        """The last entries about the records that the failing statement speaks of."""
        about = self.run.error.about if self.run.error else ()
        return tuple([self.told.lines[number - 1] for number in about[-LAST_ENTRIES:]])

    @property
    def ended(self) -> str:
        """What became of the run, in words."""
        return RESULT_MEANINGS[self.run.result]

    @property
    def command(self) -> str:
        """The command that runs it again, for a person standing in the project's folder."""
        product = f" --product {self.run.product}" if self.run.product else ""
        seed = f" --seed {self._site.recording.seed}" if self._site.recording.seed else ""
        return f"zsim run -k test_{named(self.run)[1]}{product}{seed}"

    @property
    def file(self) -> str:
        """The path of the file that holds the entries that the page does not show."""
        stem = self._site.story_path(self._site.story_of(self.run)).removesuffix(".html")
        return f"{stem}-{self._site.anchor(self.run)}.txt"

    def named(self, text: str) -> str:
        """A text with the run's product called as any other is."""
        if self.run.product is None:
            return text
        name = self._site.catalogue.product(self.run.product).name
        return text.replace(name, THE_PRODUCT).replace(self.run.product, THE_PRODUCT)
