"""Mailing lists; who is on them stands with the leads."""

from __future__ import annotations

from zsim.fakes.marketinghub.module import LIST_DELETED, LIST_NAME_TAKEN, NO_LIST, HubModule
from zsim.fakes.store.table import Table
from zsim.ports.errors import DuplicateValue, NotFound
from zsim.ports.records import Fields, Record, RecordId, texts_in
from zsim.ports.schema import Field

LISTS = "lists"
"""The field of a lead that holds the lists it is subscribed to, in the order it joined them."""

LIST_FIELDS = (Field("name", label="List Name", required=True, unique=True),)
LIST_INDEXES = ("name",)


class ListModule(HubModule):
    """The organisation's mailing lists; deleting one leaves its leads where they are."""

    singular = "list"
    name_field = "name"

    def __init__(self, table: Table, *, leads: Table) -> None:
        super().__init__(table, LIST_FIELDS)
        self._leads = leads

    def require_list(self, record_id: RecordId) -> Record:
        """The list of that id; ``NotFound`` with the code of a deleted list, or of one that never was."""
        record = self.table.get(record_id)
        if record is not None:
            return record
        if self.table.deletion(record_id) is not None:
            raise NotFound(f"the list {self.called(record_id)!r} was deleted", code=LIST_DELETED, field="list_id")
        raise NotFound(f"there is no list {record_id!r}", code=NO_LIST, field="list_id")

    def _check(self, fields: Fields, before: Record | None) -> None:
        for other in self.table.find("name", fields["name"]):
            if before is None or other.ref != before.ref:
                raise DuplicateValue(
                    f"a list named {other.fields['name']!r} exists already; choose another name",
                    code=LIST_NAME_TAKEN,
                    field="name",
                )

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        for lead in self._leads.find(LISTS, record.ref.id):
            self._leads.replace(lead, {**lead.fields, LISTS: without(lead, record.ref.id)}, actor, cause)


def lists_of(lead: Record) -> tuple[str, ...]:
    """The ids of the lists a lead is subscribed to, in the order it joined them."""
    return texts_in(lead.fields.get(LISTS))


def without(lead: Record, list_id: str) -> tuple[str, ...]:
    """The lists of a lead but for one."""
    return tuple([each for each in lists_of(lead) if each != list_id])
