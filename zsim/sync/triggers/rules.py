"""By which rules the triggers of a product go, as the catalogue has them.

Source: TRG-06 to TRG-11, TRG-22, TRG-36, TRG-37, TRG-44.
"""

from __future__ import annotations

from dataclasses import dataclass

from zsim.catalogue import Policies, Product, Quirks, catalogue
from zsim.ports.records import Record, RecordId
from zsim.sync.triggers.choices import DealTrigger
from zsim.sync.triggers.content import made_by_trigger

US_EDITION = "us"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that holds for a product: the behaviour's id, and whether it is in force, a quirk being switched off."""

    id: str
    on: bool = True
    quirk: bool = False

    @property
    def fired(self) -> str | None:
        """The quirk that a decision by it is, or would have been."""
        return self.id if self.quirk else None


@dataclass(frozen=True, slots=True)
class TriggerRules:
    """The rules of one product; ``None`` stands for one that it does not have.

    ``edition`` stops triggers in a US-edition organisation, ``by_field`` says that won and lost hang on the deal's own
    Probability. ``party`` says that the synced module tells whether a deal needs an account or a contact. ``frozen``
    gives for a trigger the rule by which it leaves a document alone that was marked sent. ``converted_serve`` says that
    what a trigger's estimate was converted into is a trigger's as well.
    """

    edition: Rule | None
    by_field: Rule | None
    party: Rule | None
    sent: Rule | None
    sent_quotes: bool
    converted_serve: bool = True

    def made(self, document: Record, deal: RecordId) -> bool:
        """Whether a document counts as one that triggers made for that deal. Source: TRG-37, TRG-44."""
        return made_by_trigger(document, deal) and (self.converted_serve or not document.fields.get("estimate_id"))

    def frozen(self, trigger: DealTrigger) -> Rule | None:
        """The rule by which the documents of a trigger are left alone once they were marked sent."""
        return self.sent if trigger is DealTrigger.INVOICE or self.sent_quotes else None


def rules_of(product: Product, quirks: Quirks, policies: Policies) -> TriggerRules:
    """The rules of a product in one world."""

    def rule(*ids: str) -> Rule | None:
        held = [catalogue().behaviour(each) for each in ids if catalogue().behaviour(each).holds_for(product.key)]
        return Rule(held[0].id, not held[0].quirk or quirks.on(held[0].id), held[0].quirk) if held else None

    edition = rule("TRG-07", "TRG-22")
    if edition is not None and edition.id == "TRG-22":
        edition = Rule("TRG-22", policies.import_us_edition == "as_invoice")
    return TriggerRules(
        edition=edition,
        by_field=rule("TRG-08"),
        party=rule("TRG-06"),
        sent=rule("TRG-10", "TRG-11"),
        sent_quotes=product.freezes_sent_quotes,
        converted_serve=policies.converted_estimates == "serve",
    )
