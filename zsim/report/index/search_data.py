"""The data of the search: a script that assigns all that can be found, loaded once somebody wants to search."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from zsim.report.parts import SitePage
from zsim.report.records.part import consequence_path
from zsim.report.searching import SearchEntry
from zsim.report.site import Site
from zsim.report.standing import told_of

SEARCH = "search.js"
VARIABLE = "zsimFound"
MORE_MAX = 140
"""How much of a story's own words can be found."""
FOLLOWS = "what follows from it"


def search_script(site: Site, others: Iterable[SearchEntry]) -> SitePage:
    """The script: rules, stories, events, and whatever else parts have."""
    entries = [list(each) for each in (*_rules(site), *_stories(site), *_events(site), *others)]
    rows = ",\n".join([json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in entries])
    return SitePage(SEARCH, f"window.{VARIABLE} = [\n{rows}\n];\n")


def _rules(site: Site) -> Iterator[SearchEntry]:
    for each in told_of(site.evidence, site.catalogue.behaviours):
        yield SearchEntry("rule", f"{each.id} {each.title}", site.rule_path(each.id), each.rule)


def _stories(site: Site) -> Iterator[SearchEntry]:
    for each in site.stories:
        more = each.doc[0] if each.doc else ""
        yield SearchEntry("story", each.heading, site.story_path(each), more[:MORE_MAX])


def _events(site: Site) -> Iterator[SearchEntry]:
    """What happens in each world of consequences but the first, in which nothing does."""
    for each in site.recording.consequences[1:]:
        yield SearchEntry("event", each.title, consequence_path(each), FOLLOWS)
