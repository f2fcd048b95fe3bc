"""Writes over a port that nobody in this world asked for: by another integration, or an SDK of the vendor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from zsim.kernel.journal import ROOT, Command, Journal
from zsim.kernel.texts import require_whole
from zsim.ports.records import Write


def because_of_outsider(
    journal: Journal, subject: tuple[str, str], actor: str, writes: Sequence[Write]
) -> AbstractContextManager[None]:
    """What is written is caused by an entry of its own, unless something that goes on already causes it.

    A run's writes name the decision they belong to, so that only those of outsiders come here with nothing behind them.
    """
    if journal.cause != ROOT or any(each.trace for each in writes):
        return nullcontext()
    require_whole(writes)
    given = dict(Counter([type(each).__name__.lower() for each in writes]))
    return journal.because(journal.append(actor, "command", subject, Command("write", given)))
