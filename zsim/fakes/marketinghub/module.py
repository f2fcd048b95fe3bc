"""What the modules of MarketingHub have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.fakes.store.codec import export_fields, export_table, load_field, load_table
from zsim.fakes.store.module import Module
from zsim.fakes.store.table import Table
from zsim.fakes.store.validation import Codes
from zsim.ports.codec import Plain
from zsim.ports.errors import InvalidData, NotAllowed
from zsim.ports.records import DeletionCause, Record, RecordId
from zsim.ports.schema import Field

APP = "marketinghub"
CUSTOM_FIELD_PREFIX = "cf_"

ALREADY_IN_LIST = "2003"
INVALID_EMAIL = "2004"
DO_NOT_MAIL = "2006"
LIST_DELETED = "2203"
LIST_NAME_TAKEN = "2205"
NO_LIST = "2501"
HUB_CODES = Codes(invalid="903", missing="903", not_found="903")


class HubModule(Module):
    """A module whose deletions are final: MarketingHub has no recycle bin."""

    codes = HUB_CODES

    def __init__(self, table: Table, fields: tuple[Field, ...]) -> None:
        super().__init__(table, fields)
        self._standard = fields
        self._departed: dict[RecordId, str] = {}

    def delete(self, record_id: RecordId, actor: str, cause: int | None = None) -> None:
        """Delete a record for good, with what cannot be without it."""
        record = self.require(record_id)
        self._check_delete(record)
        self._departed[record_id] = self.name_of(record)
        self._remove_related(record, actor, cause)
        self.table.remove(record, actor, DeletionCause.PERMANENT, cause=cause)

    def restore(self, record_id: RecordId, actor: str, cause: int | None = None) -> Record:
        """Refuse: there is no recycle bin to restore from."""
        raise NotAllowed(
            f"{self.name}: {record_id} cannot be restored, MarketingHub deletes for good; create it anew",
            code=self.codes.invalid,
        )

    def _check_merge(self, winner: Record, losers: list[Record]) -> None:
        """Refuse: MarketingHub merges nothing."""
        raise NotAllowed(f"{self.name} cannot be merged; delete what is too much", code=self.codes.invalid)

    def add_custom_field(self, field: Field) -> None:
        """Add a field made by a user; its API name starts with ``cf_``. Source: LED-04."""
        if not field.name.startswith(CUSTOM_FIELD_PREFIX):
            raise InvalidData(
                f"{self.name}: a custom field is named {CUSTOM_FIELD_PREFIX}{field.name}, not {field.name}",
                code=self.codes.invalid,
                field=field.name,
            )
        super().add_custom_field(field)

    def called(self, record_id: RecordId) -> str:
        """What a person calls the record of that id, or called it while it was there."""
        record = self.table.get(record_id)
        return self.name_of(record) if record is not None else self._departed.get(record_id, record_id)

    def export(self) -> dict[str, Plain]:
        """The records, and the fields that people made or changed."""
        return {"fields": export_fields(self.schema, self._standard), **export_table(self.table)}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave; the module must be empty."""
        for each in data["fields"]:
            self.put_field(load_field(each))
        load_table(self.table, data)

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        """Delete what hangs on a record that is being deleted."""
