"""What became of a record, told from the journal in words: in a session as ``zsim why`` tells it from a recording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from zsim.kernel.columns import columns

DECISION = "decision"
FAILURE = "failure"
TOLD = frozenset({"command", "refusal", DECISION, "effect", FAILURE, "mark"})
NOTHING = "No run decided anything about it."


class ToldLine(Protocol):
    """One entry of a journal in words; see ``Line``."""

    @property
    def number(self) -> int:
        """The number of the entry."""

    @property
    def moment(self) -> str:
        """When it happened, to the second."""

    @property
    def kind(self) -> str:
        """What kind of entry it is."""

    @property
    def cause(self) -> int:
        """The number of the entry that caused it."""

    @property
    def text(self) -> str:
        """The entry in words."""

    @property
    def about(self) -> tuple[str, ...]:
        """The ids and names of the records it concerns."""

    @property
    def outcome(self) -> str:
        """What was decided, or what became of that."""


SomeLine = TypeVar("SomeLine", bound=ToldLine)


def about(record: str, journal: Sequence[SomeLine]) -> tuple[SomeLine, ...]:
    """The entries about a record of that id or name and about those it was paired with, oldest first.

    A record is followed by its id, so entries from before and after a renaming are all found. What a person did
    stands before the changes it caused, even where the record had no id yet; what was made of a record is one of those
    it was paired with, though the decision to make it could not name it.
    """
    same = _ids(line for line in journal if record in line.about)
    decided = [line for line in journal if line.kind == DECISION and not same.isdisjoint(line.about)]
    deciding = {line.number for line in decided}
    made = [line for line in journal if line.kind == "effect" and line.cause in deciding]
    words = {record} | same | _ids(decided) | _ids(made)
    found = [line for line in journal if line.kind in TOLD and not words.isdisjoint(line.about)]
    numbers = {line.number for line in found} | {line.cause for line in found if line.kind == "effect"}
    return tuple(line for line in journal if line.number in numbers and line.kind in TOLD)


def story(lines: Sequence[ToldLine], unread: Iterable[str], failing: str = "") -> Iterator[str]:
    """Every decision about a record with what became of it, the last one as the outcome, and the entries behind it.

    ``unread`` says why no run decided anything, should that be so, ``failing`` which runs failed since.
    """
    decisions = [line for line in lines if line.kind == DECISION]
    refusals = {line.cause: line.text for line in lines if line.kind == FAILURE}
    if not decisions:
        yield from [_begun(each) for each in unread] or [NOTHING]
    for number, line in enumerate(decisions, 1):
        refused = refusals.get(line.number)
        outcome = "failed" if refused else line.outcome
        yield f"{'Outcome' if number == len(decisions) else 'Before'}: {outcome and f'{outcome}: '}{line.text}"
        if refused:
            yield f"Because: {refused}"
    if failing:
        yield f"Since: {failing}"
    if lines:
        yield ""
        yield from columns([(str(line.number), line.moment, line.kind, line.text) for line in lines], numbers=(0,))


def _begun(sentence: str) -> str:
    """The sentence as a line begins, with its names as they are."""
    return sentence[:1].upper() + sentence[1:]


def _ids(lines: Iterable[ToldLine]) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.about if word.isdigit())
