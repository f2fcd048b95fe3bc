"""What can be chosen of triggers: which are on, and in Books at which stages a quote is made, accepted and declined.

Source: TRG-12, TRG-20, TRG-23, TRG-24, TRG-35.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zsim.catalogue import Product, catalogue, did_you_mean
from zsim.catalogue.suggest import as_spelled
from zsim.kernel.enums import WordEnum
from zsim.kernel.errors import UsageError

STAGES_CHOSEN = "TRG-12"


class DealTrigger(WordEnum):
    """What a trigger makes for a deal; the vendor calls them entity triggers."""

    ESTIMATE = "estimate"
    INVOICE = "invoice"

    @property
    def module(self) -> str:
        """Finance's module of what it makes."""
        return f"{self.value}s"


class TriggerChoices(NamedTuple):
    """Which triggers are on, and the stages chosen for quotes; an empty stage leaves it to creating, won and lost."""

    estimate: bool = False
    invoice: bool = False
    created_at: str = ""
    accepted_at: str = ""
    declined_at: str = ""

    @property
    def on(self) -> tuple[DealTrigger, ...]:
        """The triggers that are on, estimates first."""
        return tuple([each for each, chosen in zip(DealTrigger, (self.estimate, self.invoice), strict=True) if chosen])

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages chosen."""
        return tuple(dict.fromkeys([each for each in (self.created_at, self.accepted_at, self.declined_at) if each]))


NONE_ON = TriggerChoices()


def chosen(
    product: Product, both: str, *, estimate: bool, invoice: bool, stages: Mapping[str, str | None]
) -> TriggerChoices:
    """The choices of a product, stages by their names here; what it does not offer raises ``UsageError``.

    ``both`` is the policy ``both_triggers``. Source: TRG-12, TRG-20, TRG-23, TRG-35.
    """
    named = {name: stage for name, stage in stages.items() if stage is not None}
    estimate = estimate or bool(named)
    if estimate and not catalogue().behaviour("TRG-01").holds_for(product.key):
        raise UsageError(
            asked="the estimate trigger",
            found=f"{product.name} makes no estimate from a deal (TRG-23)",
            right="invoice=True",
        )
    if named and not catalogue().behaviour(STAGES_CHOSEN).holds_for(product.key):
        raise UsageError(
            asked=f"an estimate at the stage {next(iter(named.values()))!r}",
            found=f"{product.name} offers no choice of stages (TRG-12)",
            right="estimate=True: it is made with the deal, accepted when won and declined when lost",
        )
    if estimate and invoice and (both == "either" or not product.two_way):
        rule = "policy both_triggers" if product.two_way else "TRG-20"
        raise UsageError(
            asked="the estimate and the invoice trigger", found=f"either of them is on ({rule})", right="one of them"
        )
    return TriggerChoices(estimate, invoice, **named)


def spelled(choices: TriggerChoices, offered: Sequence[str]) -> TriggerChoices:
    """The choices with their stages as the CRM spells them; one it does not have raises ``UsageError``."""
    stages = {name: getattr(choices, name) for name in ("created_at", "accepted_at", "declined_at")}
    for name, stage in stages.items():
        stages[name] = as_spelled(stage, offered) if stage else ""
        if stage and stages[name] not in offered:
            raise UsageError(
                asked=f"a trigger at the stage {stage!r}",
                found="the CRM's deals have no such stage",
                right=did_you_mean(stage, offered),
            )
    return choices._replace(**stages)
