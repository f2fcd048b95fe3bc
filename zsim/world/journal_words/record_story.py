"""What became of a record, told from the journal in words: in a session as ``zsim why`` tells it from a recording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol, TypeVar

from zsim.kernel.columns import columns
from zsim.sync.runs import NOT_SAVED

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
    def actor(self) -> str:
        """Who did it, or of which sync it is."""

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
    """Every decision about a record with what became of it, those of the last run as its outcome, and the entries.

    What a run decided in the very words of the run of its sync before it is told once, and so is a look at a deal that
    was not saved since: what it came to stands as it was. ``unread`` says why no run decided anything, should that be
    so, ``failing`` which runs failed since.
    """
    refusals = {line.cause: line.text for line in lines if line.kind == FAILURE}
    told, alike = _folded(lines, refusals)
    if not told:
        yield from [_begun(each) for each in unread] or [NOTHING]
    for line, again in told:
        refused = refusals.get(line.number)
        outcome = "failed" if refused else line.outcome
        latest = (line.actor, line.cause) == (told[-1][0].actor, told[-1][0].cause)
        yield f"{'Outcome' if latest else 'Before'}: {outcome and f'{outcome}: '}{line.text}{again}"
        if refused:
            yield f"Because: {refused}"
    if failing:
        yield f"Since: {failing}"
    if lines:
        yield ""
        more = {line.number: again for line, again in told}
        shown = [line for line in lines if (line.cause if line.kind == FAILURE else line.number) not in alike]
        rows = [(str(line.number), line.moment, line.kind, line.text + more.get(line.number, "")) for line in shown]
        yield from columns(rows, numbers=(0,))


def _folded(
    lines: Sequence[ToldLine], refusals: Mapping[int, str]
) -> tuple[list[tuple[ToldLine, str]], frozenset[int]]:
    """The decisions to be told, each with how often it came again; and the numbers of those told with another.

    A run that changed something is told by itself, and so is one that differs from the last of its sync in anything.
    """
    changed = {line.cause for line in lines if line.kind == "effect"}
    decisions = [line for line in lines if line.kind == DECISION]
    alike: list[list[list[ToldLine]]] = []  # runs with their decisions, those that came to the same together
    last: dict[str, tuple[object, list[list[ToldLine]]]] = {}
    for (sync, _), run in groupby(decisions, key=lambda line: (line.actor, line.cause)):
        decided = list(run)
        words = [(line.outcome, line.text, refusals.get(line.number)) for line in decided]
        former, runs = last.get(sync, (None, []))
        if runs and _is_idle(decided):
            runs.append(decided)
            continue
        if words != former or not changed.isdisjoint([line.number for line in decided]):
            runs = []
            alike.append(runs)
        runs.append(decided)
        last[sync] = words, runs
    alike.sort(key=lambda runs: runs[-1][-1].number)
    told = [(line, _came_again(runs[1:])) for runs in alike for line in runs[0]]
    return told, frozenset(line.number for runs in alike for run in runs[1:] for line in run)


def _came_again(runs: Sequence[Sequence[ToldLine]]) -> str:
    idle = [each for each in runs if _is_idle(each)]
    same = [each for each in runs if each not in idle]
    counted = (("the same in", same), ("found not saved since in", idle))
    return "".join(
        [
            f"; {told} {len(some)} more run{'s' if len(some) > 1 else ''} until {some[-1][-1].moment}"
            for told, some in counted
            if some
        ]
    )


def _is_idle(run: Sequence[ToldLine]) -> bool:
    """Whether a run read a deal once more and had no need to judge it."""
    return all(line.text.endswith(NOT_SAVED) for line in run)


def _begun(sentence: str) -> str:
    """The sentence as a line begins, with its names as they are."""
    return sentence[:1].upper() + sentence[1:]


def _ids(lines: Iterable[ToldLine]) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.about if word.isdigit())
