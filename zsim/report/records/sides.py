"""What did not arrive for a product, apart by side: what other apps have and it has not, and what it has alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from zsim.report.records.tally import MissingRecord, NotArrived, ReasonTally, shared_out
from zsim.report.records.wording import Wording

CRM = "crm"


class SideReason(NamedTuple):
    """A reason on one side: its place on the page, its tally, and the records that the page names."""

    anchor: str
    tally: ReasonTally
    records: tuple[MissingRecord, ...]


class MissingSide(NamedTuple):
    """The records of the app ``home`` that did not arrive in the other: their title, and their reasons."""

    home: str
    title: str
    reasons: tuple[SideReason, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"from-{self.home}"

    @property
    def total(self) -> int:
        """How many records."""
        return sum(each.tally.times for each in self.reasons)

    @property
    def says(self) -> str:
        """How many, and of which side, as part of a sentence."""
        return f"{self.total:,} {self.title[:1].lower()}{self.title[1:]}"


def sides(found: NotArrived, product: str, wording: Wording) -> tuple[MissingSide, ...]:
    """The sides of a product, its own records last; all of a page's reasons have places of their own."""
    tallies = [(home, found.of(product, home)) for home in found.homes(product)]
    shown = shared_out([each for _, own in tallies for each in own])
    taken: set[str] = set()
    return tuple(
        [_side(home, product, wording, _reasons(home, islice(shown, len(own)), taken)) for home, own in tallies]
    )


def _side(home: str, product: str, wording: Wording, reasons: Iterable[SideReason]) -> MissingSide:
    """A record of the product itself is missing in the CRM: that is where its syncs lead."""
    other = CRM if home == product else product
    title = f"From {wording.organisation(home)}, not in {wording.organisation(other)}"
    return MissingSide(home, title, tuple(reasons))


def _reasons(
    home: str, shown: Iterable[tuple[ReasonTally, tuple[MissingRecord, ...]]], taken: set[str]
) -> Iterator[SideReason]:
    for tally, records in shown:
        anchor = tally.hint.anchor
        yield SideReason(f"{anchor}-from-{home}" if anchor in taken else anchor, tally, records)
        taken.add(anchor)
