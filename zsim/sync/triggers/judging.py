"""How a deal stands with a trigger: won, lost, due for a document, or neither. Source: TRG-08, TRG-09, TRG-12, TRG-36.

What is remembered of a deal is how it was last judged, and the documents that were made for it: another save of a won
deal is no further win, and a search need not have noticed yet what was made a moment ago.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zsim.kernel.enums import WordEnum
from zsim.ports.records import Record, RecordId
from zsim.sync.triggers.choices import DealTrigger, TriggerChoices

WON, LOST = 100, 0
"""The probabilities, in per cent, of what is won and lost."""


class Phase(WordEnum):
    """How a deal stands with one trigger; ``DUE`` is a deal that is to have its estimate and is not decided yet."""

    OPEN = "open"
    DUE = "due"
    WON = "won"
    LOST = "lost"


class Judged(NamedTuple):
    """How a deal was last judged by each trigger, ``None`` if never, and the ids of the documents made for it."""

    estimate: Phase | None = None
    invoice: Phase | None = None
    estimates: tuple[RecordId, ...] = ()
    invoices: tuple[RecordId, ...] = ()

    def phase(self, trigger: DealTrigger) -> Phase | None:
        """How it was last judged by a trigger."""
        return self.estimate if trigger is DealTrigger.ESTIMATE else self.invoice

    def made(self, trigger: DealTrigger) -> tuple[RecordId, ...]:
        """The documents that a trigger made for it."""
        return self.estimates if trigger is DealTrigger.ESTIMATE else self.invoices

    def judged(self, trigger: DealTrigger, phase: Phase, made: RecordId | None = None) -> Judged:
        """The same once a trigger judged it so, and made a document."""
        more = () if made is None else (made,)
        if trigger is DealTrigger.ESTIMATE:
            return self._replace(estimate=phase, estimates=(*self.estimates, *more))
        return self._replace(invoice=phase, invoices=(*self.invoices, *more))


NEVER = Judged()


def phase_of(
    deal: Record, trigger: DealTrigger, choices: TriggerChoices, probabilities: Mapping[str, int] | None
) -> Phase:
    """How a deal stands with a trigger.

    ``probabilities`` are those of the stages, ``None`` where the deal's own Probability counts.
    """
    stage = str(deal.fields.get("Stage") or "")
    held = deal.fields.get("Probability") if probabilities is None else probabilities.get(stage)
    won, lost = held == WON, held == LOST and held is not None
    if trigger is DealTrigger.INVOICE:
        return Phase.WON if won else Phase.LOST if lost else Phase.OPEN
    if stage == choices.accepted_at if choices.accepted_at else won:
        return Phase.WON
    if stage == choices.declined_at if choices.declined_at else lost:
        return Phase.LOST
    return Phase.DUE if choices.created_at in ("", stage) else Phase.OPEN
