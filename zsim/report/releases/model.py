"""What is told of a release: its rules and how they stand, its stories, and its decision table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

States = Mapping[str, str]
"""How a rule stands, or how a story ended, by the names of products and variants."""
Question = tuple[str, ...]
"""A line of the decision table: the kind of record, where it is, the direction, the policy and the product."""


class ReleasedTelling(NamedTuple):
    """The steps of a story, each a keyword and a text, as it is told for some products and variants; "" for all."""

    told_for: str
    steps: tuple[tuple[str, str], ...]


class ReleasedRule(NamedTuple):
    """A rule: its title, what it says, what it rests on, and how it stands for each product."""

    id: str
    title: str
    text: str
    basis: str
    states: States


class ReleasedStory(NamedTuple):
    """A story: its name as a sentence, what it says of itself, its steps, and with what result for whom."""

    heading: str
    doc: tuple[str, ...]
    tellings: tuple[ReleasedTelling, ...]
    results: tuple[tuple[str, str], ...]


class RecordOutcome(NamedTuple):
    """What became of a record last, the sentence that says why, and the same as it would read of any record."""

    outcome: str
    says: str
    general: str


Outcomes = Mapping[str, Mapping[str, RecordOutcome]]
"""What became of records, by the run and the record in words."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a recording or the reports of some time tell.

    ``name`` is what it is called where releases are compared. ``partial`` says that only a part of the suite was run.
    ``outcomes`` are those of runs whose journals are not the same, which only recordings have; ``None`` where no
    journals were compared.
    """

    name: str
    rules: Mapping[str, ReleasedRule]
    stories: Mapping[str, ReleasedStory]
    decisions: Mapping[Question, tuple[str, ...]]
    partial: bool = False
    outcomes: Outcomes | None = None
