"""What the page of one scenario shows, put in order for its template."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from markupsafe import Markup

from zsim.catalogue import Behaviour
from zsim.recording.schema import BAD
from zsim.report.site import Site
from zsim.report.stories import ReportedStory
from zsim.report.story.examples import examples_of
from zsim.report.story.marking import as_markup, markup_of
from zsim.report.story.reading import StoryReading
from zsim.report.story.tables import examples_table, journal_table, outcomes_table
from zsim.report.story.telling_page import PageLimits, TellingPage
from zsim.report.story.verdict import StoryVerdict, verdict_of
from zsim.report.telling import ToldStory
from zsim.world.journal_words.answers import BEHAVIOUR


class StoryPage:
    """A scenario, with all its runs; ``rules`` are the paths of rules by their ids, none where there is no site.

    ``readings`` are those of its tellings.

    The first of its tellings is told in full, as is each that did not end as it should, and all where ``whole``.
    """

    def __init__(
        self,
        site: Site,
        told: ToldStory,
        readings: Sequence[StoryReading],
        script: str,
        limits: PageLimits,
        rules: Mapping[str, str],
        *,
        whole: bool = False,
    ) -> None:
        self._site = site
        self._told = told
        self._unnamed = dict(rules)
        self.story = told.story
        self.script = as_markup(escape(script, quote=False))
        first, *others = readings
        self.first = TellingPage(site, first, 1, limits)
        self.tellings = [self.first]
        for number, each in enumerate(others, start=2):
            full = whole or each.told.run.result in BAD
            page = TellingPage(site, each, number, *((limits, None) if full else (limits.others, self.first)))
            self.tellings.append(page)

    @property
    def verdict(self) -> StoryVerdict:
        """What became of it."""
        return verdict_of(self._site.catalogue, self.story.runs)

    @property
    def examples_table(self) -> Markup:
        """Its runs."""
        return examples_table(examples_of(self._site, self._told))

    @property
    def covers(self) -> tuple[Behaviour, ...]:
        """The rules it shows."""
        return tuple(map(self._site.behaviour, self.story.covers))

    @property
    def marks(self) -> tuple[Behaviour, ...]:
        """The oddities that showed in any of its runs."""
        fired = dict.fromkeys(each for run in self.story.runs for each in run.marks)
        return tuple(map(self._site.behaviour, fired))

    @property
    def neighbours(self) -> tuple[ReportedStory | None, ReportedStory | None]:
        """The stories before and after this one."""
        return self._site.neighbours(self.story)

    def journal_table(self, told: TellingPage, rest: str) -> Markup:
        """The journal of a telling; ``rest`` is the address of the file that holds what is not shown of it."""
        return journal_table(told.journal, told.number, rest, self.ruled, last=told.failed)

    def outcomes_table(self, told: TellingPage) -> Markup:
        """What became of each record in a telling."""
        return outcomes_table(told.outcomes, self.ruled, explained=told.other is None)

    def ruled(self, text: str) -> str:
        """A sentence as markup; the first time that the page names a rule, it is a link."""
        shown = markup_of(text)
        return BEHAVIOUR.sub(self._link, shown) if "-" in text else shown

    def _link(self, found: re.Match[str]) -> str:
        path = self._unnamed.pop(found[0], "")
        return f"<a href=../{path}>{found[0]}</a>" if path else found[0]
