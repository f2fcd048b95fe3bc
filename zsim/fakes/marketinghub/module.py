"""What the modules of MarketingHub have in common."""

from __future__ import annotations

from zsim.fakes.store.final_module import FinalModule
from zsim.fakes.store.table import Table
from zsim.fakes.store.validation import Codes
from zsim.ports.errors import NotAllowed
from zsim.ports.records import Record, RecordId
from zsim.ports.schema import Field

APP = "marketinghub"

ALREADY_IN_LIST = "2003"
INVALID_EMAIL = "2004"
DO_NOT_MAIL = "2006"
LIST_DELETED = "2203"
LIST_NAME_TAKEN = "2205"
NO_LIST = "2501"
HUB_CODES = Codes(invalid="903", missing="903", not_found="903")


class HubModule(FinalModule):
    """A module of MarketingHub, which knows what it called the records that are gone."""

    codes = HUB_CODES

    def __init__(self, table: Table, fields: tuple[Field, ...]) -> None:
        super().__init__(table, fields)
        self._departed: dict[RecordId, str] = {}

    def delete(self, record_id: RecordId, actor: str, cause: int | None = None) -> None:
        """Delete a record for good, with what cannot be without it."""
        self._departed[record_id] = self.name_of(self.require(record_id))
        super().delete(record_id, actor, cause)

    def called(self, record_id: RecordId) -> str:
        """What a person calls the record of that id, or called it while it was there."""
        record = self.table.get(record_id)
        return self.name_of(record) if record is not None else self._departed.get(record_id, record_id)

    def _check_merge(self, winner: Record, losers: list[Record]) -> None:
        """Refuse: MarketingHub merges nothing."""
        raise NotAllowed(f"{self.name} cannot be merged; delete what is too much", code=self.codes.invalid)
