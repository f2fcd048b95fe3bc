"""The lists of the site, and the two pages that are tables of their own: life cycles, and triggers."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from zsim.report.drawing import drawing_of
from zsim.report.filters import filters
from zsim.report.life_cycles import BY, LEAD, TITLE
from zsim.report.lists.decision_matrix import decision_matrix, is_of_table
from zsim.report.lists.gap_list import gaps
from zsim.report.lists.journal_facts import JournalFacts
from zsim.report.lists.listing import ListPage
from zsim.report.lists.reasons import reason_entries
from zsim.report.lists.rule_lists import all_rules, complaints, of_product, policies, quirks, rulings
from zsim.report.lists.safety_lists import always, bank, faults, situation_list
from zsim.report.lists.story_list import story_list
from zsim.report.lists.trigger_table import LEAD as TRIGGERS_LEAD
from zsim.report.lists.trigger_table import TITLE as TRIGGERS_TITLE
from zsim.report.lists.trigger_table import matrices, stopped
from zsim.report.parts import Door, SitePage
from zsim.report.phrases import counted
from zsim.report.rules.twins import Twins
from zsim.report.searching import SearchEntry
from zsim.report.site import LISTS, Site
from zsim.report.standing import told_of
from zsim.report.telling import ToldStory

LIFE_CYCLES = f"{LISTS}/life-cycles.html"
TRIGGERS = f"{LISTS}/triggers.html"
TRIGGERS_AREA = "TRG"


class ListsPart:
    """All lists; of the stories, what their journals tell of faults, reasons and triggers is counted."""

    def __init__(self, site: Site, templates: Environment) -> None:
        self._site = site
        self._templates = templates
        self._facts = JournalFacts()
        self._doors: list[Door] = []

    def story(self, told: ToldStory) -> Iterator[SitePage]:
        """No page of its own; the journals are read."""
        for each in told.runs:
            self._facts.read(each, told.story.heading, table=is_of_table(each.run))
        yield from ()

    def pages(self) -> Iterator[SitePage]:
        """All of them."""
        template = self._templates.get_template("list.html")
        for page in self._lists():
            shown = filters([row.facts for row in page.rows], self._site.catalogue)
            yield SitePage(page.path, template.render(page=page, filters=shown, up="../"))
            # Of a part of the suite, an empty list says nothing; of the whole, it says that there is none.
            if page.rows or not self._site.recording.selection:
                self._doors.append(Door(page.title, page.path, page.door))
        yield from self._triggers()
        yield from self._life_cycles()

    def doors(self) -> tuple[Door, ...]:
        """A door for each list; of a part of the suite, for each that has something."""
        return tuple(self._doors)

    def searchable(self) -> Iterator[SearchEntry]:
        """The reasons of decisions, as a search finds them."""
        return reason_entries(self._site, self._facts.reasons)

    def _lists(self) -> Iterator[ListPage]:
        site, twins = self._site, Twins(self._site)
        for product in site.products:
            page = of_product(site, product)
            if page.rows:
                yield page
        yield from (
            rulings(site, twins),
            quirks(site, twins),
            gaps(site),
            complaints(site),
            faults(site, self._facts, twins),
        )
        if not site.recording.selection:
            yield from (policies(site, twins), always(site, self._facts))
            if site.evidence.decisions:
                yield decision_matrix(site, self._facts)
            yield from (situation_list(site), bank(site))
        yield from (all_rules(site), story_list(site))

    def _triggers(self) -> Iterator[SitePage]:
        if not any(
            each.area == TRIGGERS_AREA for each in told_of(self._site.evidence, self._site.catalogue.behaviours)
        ):
            return
        shown, others = matrices(self._site, self._facts.triggers), stopped(self._site, self._facts.triggers)
        page, named = self._templates.get_template("triggers.html"), {"title": TRIGGERS_TITLE, "lead": TRIGGERS_LEAD}
        yield SitePage(TRIGGERS, page.render(matrices=shown, stopped=others, site=self._site, up="../", **named))
        met = sum(len(answers) for matrix in shown for row in matrix.rows for _, answers in row.answers)
        self._doors.append(Door(TRIGGERS_TITLE, TRIGGERS, f"{counted(met, 'answer')} to what becomes of a deal"))

    def _life_cycles(self) -> Iterator[SitePage]:
        moves = self._site.moves
        if not moves.by_type:
            return
        page = self._templates.get_template("life_cycles.html")
        named = {"by": BY, "title": TITLE, "lead": LEAD, "drawing": drawing_of}
        yield SitePage(LIFE_CYCLES, page.render(moves=moves, site=self._site, up="../", **named))
        never = sum(len(each.never) for each in moves)
        told = counted(sum(len(each.tallies) for each in moves), "move")
        self._doors.append(Door(TITLE, LIFE_CYCLES, f"{told}, {'all made' if not never else f'{never} never made'}"))
