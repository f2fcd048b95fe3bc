"""A module whose deletions are final, as in the finance products and MarketingHub: there is no recycle bin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.fakes.store.codec import export_fields, export_table, load_field, load_table
from zsim.fakes.store.module import Module
from zsim.fakes.store.table import Table
from zsim.ports.codec import Plain
from zsim.ports.errors import InvalidData, NotAllowed
from zsim.ports.records import DeletionCause, Record, RecordId
from zsim.ports.schema import Field

CUSTOM_FIELD_PREFIX = "cf_"


class FinalModule(Module):
    """A module that deletes for good, with fields that people may add to the ``fields`` it came with."""

    def __init__(self, table: Table, fields: tuple[Field, ...]) -> None:
        super().__init__(table, fields)
        self._standard = fields

    def delete(self, record_id: RecordId, actor: str, cause: int | None = None) -> None:
        """Delete a record for good, with what cannot be without it."""
        record = self.require(record_id)
        self._check_delete(record)
        self._remove_related(record, actor, cause)
        self.table.remove(record, actor, DeletionCause.PERMANENT, cause=cause)

    def restore(self, record_id: RecordId, actor: str, cause: int | None = None) -> Record:
        """Refuse: there is no recycle bin to restore from."""
        raise NotAllowed(
            f"{self.name}: {record_id} cannot be restored, {self.table.app} deletes for good; create it anew",
            code=self.codes.invalid,
        )

    def add_custom_field(self, field: Field) -> None:
        """Add a field made by a user; its API name starts with ``cf_``. Source: MAP-02, LED-04."""
        if not field.name.startswith(CUSTOM_FIELD_PREFIX):
            raise InvalidData(
                f"{self.name}: a custom field is named {CUSTOM_FIELD_PREFIX}{field.name}, not {field.name}",
                code=self.codes.invalid,
                field=field.name,
            )
        super().add_custom_field(field)

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
