"""The list of all stories, by the folder of their scripts: what is read where no script can search."""

from __future__ import annotations

from itertools import groupby

from zsim.recording.schema import Result, results_of
from zsim.report.filters import FilterFacts
from zsim.report.lists.listing import CellPiece, ListPage, ListRow, ListSection, plain, result_pieces
from zsim.report.phrases import as_sentence, counted
from zsim.report.site import Site
from zsim.report.stories import ReportedStory

HEADS = ("Story", "Runs")


def story_list(site: Site) -> ListPage:
    """All stories."""
    sections = []
    for folder, group in groupby(site.stories, key=lambda story: story.folder):
        rows = tuple([_row(site, story) for story in group])
        sections.append(ListSection(as_sentence(folder) or "Elsewhere", HEADS, rows))
    told = counted(len(site.stories), "story", "stories")
    lead = f"All {told}, by the folder that their scripts stand in."
    return ListPage(
        "stories",
        "Stories",
        lead,
        "stories",
        tuple(sections),
        f"{told}, {counted(len(site.recording.scenarios), 'run')}",
    )


def _row(site: Site, story: ReportedStory) -> ListRow:
    ended = results_of(story.runs)
    troubles = {result.value: count for result, count in ended.items() if result is not Result.PASSED}
    cells = (
        (CellPiece(story.heading, site.story_path(story)),),
        (plain(f"{len(story.runs)}"), *result_pieces(troubles)),
    )
    products = dict.fromkeys([run.product for run in story.runs if run.product])
    states = [(each.value.replace(" ", "-"), each.value) for each in ended]
    return ListRow(cells, FilterFacts(tuple(products), None, tuple(states)))
