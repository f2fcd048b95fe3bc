"""The Markdown reports: a summary and one page per area, made to be committed and read as a diff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from zsim.catalogue import Area, Behaviour
from zsim.kernel.article import with_article
from zsim.recording.schema import Result, ScenarioRun, results_of, smallest
from zsim.report.decisions import HEADS, LEAD, TITLE, sections
from zsim.report.evidence import AreaTally, Evidence, State
from zsim.report.life_cycles import AREA as CYCLES_AREA
from zsim.report.life_cycles import BY, MovesMade, MoveTally, ProductCycle, in_words
from zsim.report.life_cycles import LEAD as CYCLES_LEAD
from zsim.report.life_cycles import TITLE as CYCLES_TITLE
from zsim.report.mermaid import state_diagram
from zsim.report.phrases import (
    STATE_MEANINGS,
    counted,
    evidence_in_words,
    in_series,
    literal,
    product_names,
    result_in_words,
    slug,
    state_in_words,
)
from zsim.report.planted import TITLE as PLANTED_TITLE
from zsim.report.planted import planted_markdown
from zsim.report.stories import ReportedStory, spoken, stories, told_for
from zsim.report.tables import table
from zsim.report.wrapping import one_link_a_line, shortened, wrapped

SUMMARY = "behaviours.md"
DECISIONS = "decisions.md"
LIFE_CYCLES = "life_cycles.md"
PLANTED = "selftest.md"
AREAS = "areas"
ALWAYS_SHOWN = (State.PROVEN, State.PARTLY, State.FAILING, State.MISSING)
ONCE = "once for each product and variant"
MADE_BY = "Made by `zsim run`; not to be edited by hand."


def markdown_pages(evidence: Evidence) -> Mapping[str, str]:
    """The pages by their path under ``reports``; the same recording gives the same bytes."""
    writer = _PageWriter(evidence)
    pages = {SUMMARY: writer.summary()}
    if evidence.decisions:
        pages[DECISIONS] = writer.decisions()
    if writer.moves.by_type:
        pages[LIFE_CYCLES] = writer.life_cycles()
    if evidence.verdicts:
        pages[PLANTED] = planted_markdown(evidence.verdicts, SUMMARY)
    for area in writer.told_areas:
        pages[f"{AREAS}/{writer.file_of(area)}"] = writer.area_page(area)
    return {
        path: "\n".join(wrapped(one_link_a_line(shortened(lines)))).rstrip() + "\n" for path, lines in pages.items()
    }


class _PageWriter:
    """Writes the pages of one recording as lines; it knows where each behaviour and story stands."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.catalogue = evidence.catalogue
        self.tallies = tuple(evidence.tally(area) for area in self.catalogue.areas)
        self.told_areas = tuple(each.area for each in self.tallies if not each.untouched)
        self.moves = MovesMade(evidence)
        self.stories = stories(self.catalogue, evidence.recording)
        self.story_of = {run.id: story for story in self.stories for run in story.runs}

    def file_of(self, area: Area) -> str:
        """The file name of an area's page."""
        return f"{area.code}-{slug(area.name)}.md"

    # The summary

    def summary(self) -> list[str]:
        """The summary page."""
        return [
            *("# Behaviour report", "", MADE_BY, ""),
            *self._results(),
            *self._areas(),
            *self._policies(),
            *self._oddities(),
            *self._homeless(),
        ]

    def _results(self) -> Iterator[str]:
        runs = self.evidence.recording.scenarios
        rows = [(result_in_words(result), f"{count:,}") for result, count in results_of(runs).items()]
        yield from ("## Scenarios", "")
        yield f"{counted(len(self.stories), 'scenario')}, run {counted(len(runs), 'time')}: {ONCE}."
        yield from ("", *table(("Result", "Runs"), rows, numbers=1), "")
        if self.moves.by_type:
            yield from (f"[{CYCLES_TITLE}]({LIFE_CYCLES}): each legal move, and how often scenarios made it.", "")
        if self.evidence.decisions:
            yield from (f"[{TITLE}]({DECISIONS}): what becomes of a record, asked of the engine itself.", "")
        if self.evidence.verdicts:
            yield from (f"[{PLANTED_TITLE}]({PLANTED}): what catches a mistake, and how soon.", "")

    def _areas(self) -> Iterator[str]:
        shown = [state for state in State if state in ALWAYS_SHOWN or any(each.count(state) for each in self.tallies)]
        rows = [(self._area_link(each), *_counts(each, shown)) for each in self.tallies]
        behaviours = self.catalogue.behaviours
        total = dict(self.evidence.counted(behaviours))
        rows.append(("**All**", f"{len(behaviours)}", *(f"{total.get(state, 0)}" for state in shown)))
        yield from ("## Areas", "")
        yield from table(("Area", "Behaviours", *(state.capitalize() for state in shown)), rows, numbers=len(shown) + 1)
        yield from ("", *(f"- **{state}**: {STATE_MEANINGS[state]}" for state in shown), "")
        untouched = [f"{each.area.code} {each.area.name}" for each in self.tallies if each.untouched]
        if untouched:
            yield from (f"Areas without any scenario: {'; '.join(untouched)}.", "")

    def _area_link(self, tally: AreaTally) -> str:
        name = f"{tally.area.code} {tally.area.name}"
        return name if tally.untouched else f"[{name}]({AREAS}/{self.file_of(tally.area)})"

    def _policies(self) -> Iterator[str]:
        yield from ("## Where the documents are silent", "")
        yield from ("Each of these points is a policy: a world takes the default unless told otherwise.", "")
        for policy in self.catalogue.policies:
            yield from (f"### {policy.name}: {policy.default}", "", policy.why, "")
            for option in policy.options:
                default = " (default)" if option.value == policy.default else ""
                yield f"- **{option.value}**{default}: {option.meaning}"
            yield from ("", f"It decides {in_series(self._behaviour_links(policy.decides, AREAS + '/'))}.", "")

    def _oddities(self) -> Iterator[str]:
        rows = [
            (
                self._behaviour_link(each.id, AREAS + "/"),
                each.title,
                self._names(each.products),
                str(self.evidence.fired(each)),
            )
            for each in self.catalogue.quirks
        ]
        yield from ("## Oddities", "", "Deliberate peculiarities of the vendors; a world can switch each off.", "")
        yield from (*table(("Behaviour", "What is odd", "Products", "Runs it showed in"), rows, numbers=1), "")

    def _homeless(self) -> Iterator[str]:
        homeless = [story for story in self.stories if story.home is None]
        if homeless:
            yield from ("## Stories that cover no behaviour", "")
            for story in homeless:
                yield from self._story(story, None)

    # The decision table

    def decisions(self) -> list[str]:
        """The page of the decision table."""
        lines = [f"# {TITLE}", "", f"{MADE_BY} [All areas]({SUMMARY})", "", LEAD, ""]
        for section in sections(self.evidence.decisions, self.catalogue):
            lines += [f"## {section.kind.capitalize()}", "", *table(HEADS, section.lines), ""]
        return lines

    # The life cycles of documents

    def life_cycles(self) -> list[str]:
        """The page of the life cycles: a diagram and a table of moves for each type of document."""
        lines = [f"# {CYCLES_TITLE}", "", f"{MADE_BY} [All areas]({SUMMARY})", "", CYCLES_LEAD, ""]
        if self.moves.others:
            lines += ["## In no life cycle", "", *(f"- {' '.join(each)}" for each in self.moves.others), ""]
        for cycles in self.moves.by_type:
            called: defaultdict[str, list[str]] = defaultdict(list)
            for each in cycles:
                called[with_article(each.called)].append(each.product.name)
            names = "; ".join(f"{name} in {' · '.join(products)}" for name, products in called.items())
            heads = ("Move", "From", "To", "Made by", *(each.product.name for each in cycles), "Smallest example")
            lines += [f"## {in_words(cycles[0].cycle.type).capitalize()}", "", f"{names[:1].upper()}{names[1:]}.", ""]
            lines += [*state_diagram(cycles), "", *table(heads, list(self._moves(cycles))), ""]
        return lines

    def _moves(self, cycles: Sequence[ProductCycle]) -> Iterator[tuple[str, ...]]:
        """A line for each move, with a count for each product that has it."""
        found = [{tally.move: tally for tally in each.tallies} for each in cycles]
        for move in cycles[0].cycle.moves:
            tallies = [each[move] for each in found if move in each]
            counts = [self._count(each.get(move)) for each in found]
            runs = [each.example for each in tallies if each.example is not None]
            example = self._example(smallest(runs)) if runs else "none"
            ends = [in_words(each) for each in (move.verb, move.before, move.after)]
            yield (*ends, BY[move.by], *counts, example)

    def _count(self, tally: MoveTally | None) -> str:
        if tally is None:
            return ""
        return tally.count if tally.times else f"**{tally.count}**"

    def _example(self, run: ScenarioRun) -> str:
        story = self.story_of[run.id]
        page = f"{AREAS}/{self.file_of(self.catalogue.area(story.home))}" if story.home else SUMMARY
        return f"[{story.heading}]({page}#{slug(story.heading)}) ({told_for(self.catalogue, [run])})"

    # A page per area

    def area_page(self, area: Area) -> list[str]:
        """The page of an area: its behaviours, then the stories told at home there."""
        behaviours = self.catalogue.in_area(area.code)
        states = in_series(f"{count} {state}" for state, count in self.evidence.counted(behaviours))
        lines = [f"# {area.code} {area.name}", "", f"{MADE_BY} [All areas](../{SUMMARY})", ""]
        lines += [f"{counted(len(behaviours), 'behaviour')}: {states}.", ""]
        if area.code == CYCLES_AREA and self.moves.by_type:
            lines += [f"[{CYCLES_TITLE}](../{LIFE_CYCLES})", ""]
        lines += ["## Behaviours", ""]
        for behaviour in behaviours:
            lines += self._behaviour(area, behaviour)
        at_home = [story for story in self.stories if story.home == area.code]
        if at_home:
            lines += ["## Stories", ""]
        for story in at_home:
            lines += self._story(story, area)
        return lines

    def _behaviour(self, area: Area, behaviour: Behaviour) -> Iterator[str]:
        oddity = " It is an oddity." if behaviour.quirk else ""
        yield from (f"### {_title(behaviour)}", "", behaviour.rule, "")
        yield from (f"It rests on {evidence_in_words(behaviour, self.catalogue)}.{oddity}", "")
        yield from (f"{self._standing(behaviour)}.", "")
        shown: defaultdict[str, set[str]] = defaultdict(set)
        for product in behaviour.products:
            for run in self.evidence.scenarios(behaviour, product):
                shown[self._run_link(run, area)].add(product)
        yield from (f"- {link}: {self._names(products)}" for link, products in shown.items())
        yield from ("",) if shown else ()

    def _standing(self, behaviour: Behaviour) -> str:
        """How a behaviour stands; products for which it stands alike share one phrase."""
        found: defaultdict[State, set[str]] = defaultdict(set)
        for product in behaviour.products:
            found[self.evidence.state(behaviour, product)].add(product)
        return "; ".join(
            f"{state_in_words(state)} for {self._names(found[state])}" for state in State if state in found
        )

    def _names(self, products: Iterable[str]) -> str:
        return " · ".join(product_names(self.catalogue, products))

    def _story(self, story: ReportedStory, area: Area | None) -> Iterator[str]:
        yield from (f"### {story.heading}", "")
        for paragraph in story.doc:
            yield from (literal(paragraph), "")
        for told in story.told:
            if len(story.told) > 1:
                yield from (f"For {told_for(self.catalogue, told.runs)}:", "")
            yield from (f"- **{keyword}** {literal(text)}" for keyword, text in spoken(told.steps))
            yield from ("",) if told.steps else ()
        ended = "; ".join(self._ended(story, result) for result in results_of(story.runs))
        covers = f"Covers {in_series(self._behaviour_links(story.covers, '', area))}. " if story.covers else ""
        yield from (f"{covers}Result: {ended}.", "")

    def _ended(self, story: ReportedStory, result: Result) -> str:
        names = told_for(self.catalogue, (run for run in story.runs if run.result is result))
        return result_in_words(result) + (f" for {names}" if names else "")

    # Links

    def _behaviour_links(self, ids: Sequence[str], folder: str, here: Area | None = None) -> Iterator[str]:
        return (self._behaviour_link(each, folder, here) for each in ids)

    def _behaviour_link(self, behaviour_id: str, folder: str, here: Area | None = None) -> str:
        behaviour = self.catalogue.behaviour(behaviour_id)
        area = self.catalogue.area(behaviour.area)
        if area not in self.told_areas:
            return behaviour_id
        page = "" if area == here else folder + self.file_of(area)
        return f"[{behaviour_id}]({page}#{slug(_title(behaviour))})"

    def _run_link(self, run: ScenarioRun, here: Area) -> str:
        story = self.story_of[run.id]
        home = here.code if story.home is None else story.home
        page = "" if home == here.code else self.file_of(self.catalogue.area(home))
        result = "" if run.result is Result.PASSED else f" ({run.result})"
        return f"[{story.heading}]({page}#{slug(story.heading)}){result}"


def _title(behaviour: Behaviour) -> str:
    return f"{behaviour.id} {behaviour.title}"


def _counts(tally: AreaTally, states: Sequence[State]) -> tuple[str, ...]:
    return (f"{tally.behaviours}", *(f"{tally.count(state)}" for state in states))
