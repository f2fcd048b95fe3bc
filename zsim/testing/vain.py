"""Which commands of a journal came to nothing, as what is asked of a whole world goes by what was done."""

from __future__ import annotations

from collections.abc import Iterable

from zsim.faults import Fired, Killed
from zsim.kernel.journal import Entry
from zsim.ports.refusals import Refusal


def refused(entries: Iterable[Entry]) -> frozenset[int]:
    """The numbers of the commands that were refused."""
    return frozenset([each.cause for each in entries if isinstance(each.detail, Refusal)])


def killed(entries: Iterable[Entry]) -> frozenset[int]:
    """The numbers of the commands at one of whose calls the engine was killed."""
    fired = [each for each in entries if isinstance(each.detail, Fired) and each.detail.kind == Killed.kind]
    return frozenset([each.cause for each in fired])
