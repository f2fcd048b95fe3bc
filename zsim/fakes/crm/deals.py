"""Deals: what the CRM's people hope to sell, and how far they are. The vendor's documents also call them potentials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.users import CrmUsers
from zsim.fakes.crm.views import Lists
from zsim.fakes.store.modules import Modules
from zsim.fakes.store.table import Table
from zsim.fakes.store.validation import CRM_CODES
from zsim.ports.errors import InvalidData, NotAllowed
from zsim.ports.records import Fields, Record, RecordId, Value
from zsim.ports.schema import Field

INDEXED = ("Deal_Name", "Account_Name", "Contact_Name")
VIEWS = ((61, "All Deals", Lists.ALL), (62, "My Deals", Lists.MINE))
PROBABILITY = "Probability"


class Deals(CrmModule):
    """The module Deals. A deal begins in the first stage unless told otherwise, and its probability follows the stage.

    A probability that somebody entered is the deal's own and stays until the deal is moved to another stage; any other
    is what its stage brought when the deal was saved last. A deal outlives its account and its contact, and follows
    them when they are merged. Source: FND-05, DEL-07, TRG-08, TRG-25, TRG-26.
    """

    singular = "deal"
    name_field = "Deal_Name"
    removable = (PROBABILITY,)

    def __init__(self, table: Table, fields: Iterable[Field], modules: Modules[CrmModule], users: CrmUsers) -> None:
        super().__init__(table, fields, modules, users)
        self._entered: dict[RecordId, None] = {}

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Add a deal; its stage brings the probability unless one is given."""
        record = super().create(fields, actor, cause)
        self._note_entered(record, fields)
        return record

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields; the stage brings its probability unless one is given, or was entered before."""
        stage = self.require(record_id).fields["Stage"]
        moves = changes.get("Stage", stage) != stage
        if record_id in self._entered and not moves and PROBABILITY not in changes:
            return super().update(record_id, changes, actor, cause)
        given = changes
        if PROBABILITY in self.schema and changes.get(PROBABILITY) is None:
            changes = {**changes, PROBABILITY: self._brought_by(changes.get("Stage", stage))}
        record = super().update(record_id, changes, actor, cause)
        self._note_entered(record, given)
        return record

    def set_options(self, field_name: str, options: tuple[str, ...]) -> None:
        """Replace the options of a pick list; stages have a probability each, and are no mere options."""
        if field_name == "Stage":
            told = "the options of Stage are the stages of deals; world.crm.stages.create(name, probability=) adds one"
            raise NotAllowed(f"{self.name}: {told}", code="NOT_ALLOWED", field=field_name)
        super().set_options(field_name, options)

    def export(self) -> dict[str, Any]:
        """What ``load`` takes, with the deals whose probability was entered."""
        return {**super().export(), "entered": list(self._entered)}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave; the module must be empty."""
        super().load(data)
        self._entered = dict.fromkeys([RecordId(each) for each in data["entered"]])

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        if before is None:
            if not fields.get("Stage"):
                fields["Stage"] = self.schema["Stage"].options[0]
            if PROBABILITY in self.schema and fields.get(PROBABILITY) is None:
                fields[PROBABILITY] = self._brought_by(fields["Stage"])
        return super()._derive(fields, before)

    def _check(self, fields: Fields, before: Record | None) -> None:
        if not fields.get("Stage"):
            options = ", ".join(self.schema["Stage"].options)
            raise InvalidData(
                f"{self.name}: a deal stands in a stage always; take one of {options}",
                code=self.codes.missing,
                field="Stage",
            )
        check_percentage(f"{self.name}: Probability", PROBABILITY, fields.get(PROBABILITY))

    def _brought_by(self, stage: Value) -> int | None:
        field = self.schema["Stage"]
        return dict(zip(field.options, field.probabilities, strict=True)).get(str(stage))

    def _note_entered(self, record: Record, given: Fields) -> None:
        entered = given.get(PROBABILITY)
        if entered is None or entered == self._brought_by(record.fields["Stage"]):
            self._entered.pop(record.ref.id, None)
        else:
            self._entered[record.ref.id] = None


def check_percentage(what: str, field: str, value: Value) -> None:
    """Refuse with ``InvalidData`` a whole number that is no percentage."""
    if isinstance(value, int) and not 0 <= value <= 100:
        raise InvalidData(f"{what} is a percentage from 0 to 100, not {value}", code=CRM_CODES.invalid, field=field)
