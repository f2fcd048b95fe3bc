"""Deals: what the CRM's people hope to sell, and how far they are. The vendor's documents also call them potentials."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.fakes.crm.fields import STAGES
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.views import Lists
from zsim.ports.errors import InvalidData
from zsim.ports.records import Fields, Record, RecordId, Value

INDEXED = ("Deal_Name", "Account_Name", "Contact_Name")
VIEWS = ((61, "All Deals", Lists.ALL), (62, "My Deals", Lists.MINE))


class Deals(CrmModule):
    """The module Deals. A deal begins in the first stage unless told otherwise, and its probability follows the stage.

    It outlives its account and its contact, and follows them when they are merged. Source: FND-05, DEL-07.
    """

    singular = "deal"
    name_field = "Deal_Name"

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields; another stage brings its probability along unless one is given."""
        if "Stage" in changes and "Probability" not in changes:
            changes = {**changes, **self._brought_by(changes["Stage"], self.require(record_id))}
        return super().update(record_id, changes, actor, cause)

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        if before is None:
            if not fields.get("Stage"):
                fields["Stage"] = self.schema["Stage"].options[0]
            if fields.get("Probability") is None:
                fields["Probability"] = STAGES.get(str(fields["Stage"]))
        return super()._derive(fields, before)

    def _check(self, fields: Fields, before: Record | None) -> None:
        if not fields.get("Stage"):
            options = ", ".join(self.schema["Stage"].options)
            raise InvalidData(
                f"{self.name}: a deal stands in a stage always; take one of {options}",
                code=self.codes.missing,
                field="Stage",
            )
        probability = fields.get("Probability")
        if isinstance(probability, int) and not 0 <= probability <= 100:
            raise InvalidData(
                f"{self.name}: Probability is a percentage from 0 to 100, not {probability}",
                code=self.codes.invalid,
                field="Probability",
            )

    def _brought_by(self, stage: Value, before: Record) -> Fields:
        """The probability of a stage the deal moves to, where it is one the CRM came with."""
        known = isinstance(stage, str) and stage in STAGES and stage != before.fields["Stage"]
        return {"Probability": STAGES[str(stage)]} if known else {}
