"""A list of the site: sections of rows, each row with a cell for every head, put together from pieces of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from zsim.catalogue import Behaviour
from zsim.recording.schema import ScenarioRun
from zsim.report.filters import FilterFacts
from zsim.report.phrases import RESULT_SYMBOLS
from zsim.report.site import LISTS, Site
from zsim.report.standing import RuleStanding, told_of

CODE, QUIET, TAG, STATE, STRONG = "code", "quiet", "tag", "state", "strong"


class CellPiece(NamedTuple):
    """Some text of a cell: what it leads to, how it looks, and whether it stands on a line of its own.

    ``look`` is one of the words above; a state has its own look behind that word, and a ``sign``.
    """

    text: str
    path: str = ""
    look: str = ""
    own_line: bool = False
    sign: str = ""


Cell = tuple[CellPiece, ...]


class ListRow(NamedTuple):
    """A row: its cells, what it can be found by, and the place on the page that others lead to."""

    cells: tuple[Cell, ...]
    facts: FilterFacts = FilterFacts()
    anchor: str = ""


class ListSection(NamedTuple):
    """Rows under one title, which is empty where there is one section alone; ``numbers`` are columns of numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[ListRow, ...]
    says: str = ""
    numbers: tuple[int, ...] = ()
    none: str = "None."


class ListPage(NamedTuple):
    """A list: its name in addresses, its title, what it says of itself, what its rows are called, and its sections.

    ``door`` tells its totals on the index.
    """

    name: str
    title: str
    lead: str
    what: str
    sections: tuple[ListSection, ...]
    door: str

    @property
    def path(self) -> str:
        """Where it stands under the site's root."""
        return f"{LISTS}/{self.name}.html"

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """All rows."""
        return tuple([row for section in self.sections for row in section.rows])


def plain(text: str, look: str = "", *, own_line: bool = False) -> CellPiece:
    """Some text without a link."""
    return CellPiece(text, look=look, own_line=own_line)


def rule_pieces(site: Site, behaviour: Behaviour) -> Cell:
    """A rule by its id and title, with a link where the site tells of it."""
    told = any(told_of(site.evidence, [behaviour]))
    return plain(behaviour.id, CODE), CellPiece(behaviour.title, site.rule_path(behaviour.id) if told else "")


def rule_links(site: Site, ids: Iterable[str]) -> Cell:
    """Rules by their ids alone, with links to those that the site tells of."""
    wanted = tuple(dict.fromkeys(ids))
    known = [each for each in site.catalogue.behaviours if each.id in wanted]
    told = {each.id for each in told_of(site.evidence, known)}
    return tuple([CellPiece(each, site.rule_path(each) if each in told else "", CODE) for each in wanted])


def run_pieces(site: Site, run: ScenarioRun | None) -> Cell:
    """The scenario of a run with a link to it there, and the product."""
    if run is None:
        return (plain("none", QUIET),)
    return CellPiece(site.story_of(run).heading, site.path_of(run)), plain(site.label(run), QUIET)


def standing_pieces(standings: Iterable[RuleStanding]) -> Cell:
    """How something stands for products; those for which it stands alike share one state."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for each in standings:
        if each.holds:
            grouped.setdefault((each.look, each.word, each.sign), []).append(each.product.name)
    pieces: list[CellPiece] = []
    for (look, word, sign), names in grouped.items():
        pieces += [
            CellPiece(word, look=f"{STATE} {look}", sign=sign, own_line=bool(pieces)),
            plain(" · ".join(names), QUIET),
        ]
    return tuple(pieces)


def result_pieces(results: Mapping[str, int]) -> Cell:
    """How runs ended, each result with its number."""
    return tuple(
        [
            CellPiece(f"{result} {count:,}", look=f"{STATE} {result.replace(' ', '-')}", sign=sign)
            for result, count in results.items()
            for sign in [next((sign for each, sign in RESULT_SYMBOLS.items() if each == result), "")]
        ]
    )
