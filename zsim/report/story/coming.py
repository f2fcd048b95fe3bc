"""Which entries say no more than that a record came to be, or went, as the entry before them says it was to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from zsim.kernel.article import with_article
from zsim.world import Line

EFFECT = "effect"
EXISTS, WAS = " now exists", " was "
CREATES = ("sync created ", "sync added ", "sync made ", "sync cloned ")


def came_of(lines: Iterable[Line]) -> Mapping[int, Line]:
    """These entries, each by the number of the one that caused it, which stands right before it."""
    return {before.number: line for before, line in pairwise(lines) if _follows(before, line) and _says(before, line)}


def fields_of(line: Line) -> str:
    """What the record was made with besides: "Phone 1, Status active"; empty for nothing."""
    return line.text.partition(f"{EXISTS} (")[2].removesuffix(")")


def _follows(before: Line, line: Line) -> bool:
    return line.kind == EFFECT and line.cause == before.number and line.at == before.at


def _says(before: Line, line: Line) -> bool:
    """Whether an entry says already what the next one does."""
    record, exists, _ = line.text.partition(EXISTS)
    if not exists:
        record, _, went = line.text.partition(WAS)
        return bool(went) and record in before.text and went in before.text
    name = line.about[-1]
    if before.text.startswith(CREATES):
        return name in before.text
    kind, _, where = record.partition(f" {name!r}")
    named = record in before.text or f" created {with_article(kind)}{where} " in before.text
    return named and all(word in before.text for word in name.split())
