"""The reasons of decisions in words that name no record, as a search finds them."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.report.lists.journal_facts import SmallestRuns
from zsim.report.phrases import counted
from zsim.report.searching import SearchEntry
from zsim.report.site import Site
from zsim.sync.runs import REASONS

KIND = "reason"
SOURCE, TARGET, DETAIL = "the record", "the other one", "…"


def in_general(code: str) -> str:
    """The sentence of a reason without names.

    >>> in_general("skip")
    'Skipped the record: the other one carries the same name (CUS-09), policy skip (CUS-13)'
    """
    told = REASONS[code].format(source=SOURCE, target=TARGET, detail=DETAIL).replace(f"name{DETAIL}", "name")
    return f"{told[:1].upper()}{told[1:]}"


def reason_entries(site: Site, reasons: SmallestRuns) -> Iterator[SearchEntry]:
    """Each reason that a decision was made for, leading to the smallest scenario of it."""
    for code in REASONS:
        run = reasons.smallest(code)
        if run is not None:
            yield SearchEntry(KIND, in_general(code), site.path_of(run), f"in {counted(reasons.runs[code], 'run')}")
