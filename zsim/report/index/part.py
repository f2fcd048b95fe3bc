"""The index and the search, made last: it leads to what all other parts have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment

from zsim.report.index.index_page import IndexPage
from zsim.report.index.search_data import SEARCH, search_script
from zsim.report.parts import Door, Part, SitePage
from zsim.report.searching import Searchable, SearchEntry
from zsim.report.site import Site
from zsim.report.telling import ToldStory

INDEX = "index.html"


class IndexPart:
    """The first page of the site; ``parts`` are all others, whose pages are made before."""

    def __init__(self, site: Site, templates: Environment, parts: Sequence[Part]) -> None:
        self._site = site
        self._templates = templates
        self._parts = tuple(parts)

    def story(self, told: ToldStory) -> Iterator[SitePage]:
        """No page of its own."""
        yield from ()

    def pages(self) -> Iterator[SitePage]:
        """The index, and what is searched."""
        doors = [door for part in self._parts for door in part.doors()]
        page = IndexPage(self._site, doors)
        yield SitePage(
            INDEX, self._templates.get_template(INDEX).render(page=page, site=self._site, search=SEARCH, up="")
        )
        found = [SearchEntry("page", door.title, door.path, door.says) for door in doors]
        found += [entry for part in self._parts if isinstance(part, Searchable) for entry in part.searchable()]
        yield search_script(self._site, found)

    def doors(self) -> tuple[Door, ...]:
        """None; it is the index."""
        return ()
