"""What changed since the baseline, as a page shows it: the words of both times, those that are others marked."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from zsim.report.phrases import counted, in_series
from zsim.report.releases import Matter, ReleaseChange, ReleaseDifference

ROWS_MAX = 200
TITLES = {
    Matter.RULES: "Rules",
    Matter.STATES: "How rules stand",
    Matter.DECISIONS: "Decisions",
    Matter.STORIES: "Stories",
}
NOUNS = {
    Matter.RULES: "change of a rule",
    Matter.STATES: "other state",
    Matter.DECISIONS: "other decision",
    Matter.STORIES: "change of a story",
}
PLURALS = {
    Matter.RULES: "changes of rules",
    Matter.STATES: "other states",
    Matter.DECISIONS: "other decisions",
    Matter.STORIES: "changes of stories",
}


NOTHING = "nothing changed"
NOTHING_TOLD = "no rule, state, line of the decision table, step or result of a story changed"
"""What is said where decisions inside stories were not compared."""


TABLE_ONLY = (
    "These are lines of the decision table. What else stories decide of records was not compared: the baseline is "
    "Markdown, which does not tell it. Between two recordings, zsim diff does."
)


class TextPiece(NamedTuple):
    """Some words, and whether the other text has them not."""

    words: str
    apart: bool


class ShownChange(NamedTuple):
    """A change with the words of both times in pieces."""

    change: ReleaseChange
    old: tuple[TextPiece, ...]
    new: tuple[TextPiece, ...]


class ShownChanges(NamedTuple):
    """The changes of a kind that a page shows, and how many it does not."""

    matter: Matter
    title: str
    shown: tuple[ShownChange, ...]
    more: int


def shown_changes(found: ReleaseDifference) -> Iterator[ShownChanges]:
    """The changes kind by kind, as many as a page holds."""
    left = ROWS_MAX
    for matter in Matter:
        changes = found.changes[matter]
        some = changes[:left]
        left -= len(some)
        shown = tuple([ShownChange(each, *pieces(each.old, each.new)) for each in some])
        yield ShownChanges(matter, TITLES[matter], shown, len(changes) - len(some))


def totals(found: ReleaseDifference) -> str:
    """How much changed, in words; of what was not compared it promises nothing."""
    counts = [(matter, len(found.changes[matter])) for matter in Matter]
    told = [counted(count, NOUNS[matter], PLURALS[matter]) for matter, count in counts if count]
    return in_series(told) if told else NOTHING if found.in_stories else NOTHING_TOLD


def pieces(old: str, new: str) -> tuple[tuple[TextPiece, ...], tuple[TextPiece, ...]]:
    """Two texts in pieces, each of words that both have or of words that one alone has.

    >>> pieces("it stays", "it goes")[1]
    (TextPiece(words='it', apart=False), TextPiece(words='goes', apart=True))
    """
    words = old.split(), new.split()
    blocks = SequenceMatcher(None, *words, autojunk=False).get_opcodes()
    one = [TextPiece(" ".join(words[0][i:j]), tag != "equal") for tag, i, j, _, _ in blocks if i < j]
    other = [TextPiece(" ".join(words[1][i:j]), tag != "equal") for tag, _, _, i, j in blocks if i < j]
    return tuple(one), tuple(other)
