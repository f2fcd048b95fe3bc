"""What customers, vendors and items have in common: a link with the CRM, and being active or not."""

from __future__ import annotations

from enum import StrEnum

from zsim.fakes.finance.module import FinanceFace, FinanceModule
from zsim.fakes.store.handle import Handle
from zsim.ports.records import Record


class Status(StrEnum):
    """Whether a record can be used in new transactions."""

    ACTIVE = "active"
    INACTIVE = "inactive"


STATUSES = tuple(each.value for each in Status)


class LinkedModule(FinanceModule):
    """A module whose records may carry the id of a CRM record, in one of the ``link_fields``."""

    link_fields: tuple[str, ...] = ()

    def is_linked(self, record: Record) -> bool:
        """Whether the record is linked with one of the CRM."""
        return any(record.fields.get(name) for name in self.link_fields)


class LinkedFace(FinanceFace):
    """What a person can do with such records."""

    _module: LinkedModule

    def activate(self, record: Handle | str) -> Handle:
        """Make an inactive record active again."""
        return self._set_status("activate", record, Status.ACTIVE)

    def deactivate(self, record: Handle | str) -> Handle:
        """Make a record inactive; it keeps its name and its transactions."""
        return self._set_status("deactivate", record, Status.INACTIVE)

    def from_crm(self) -> list[Handle]:
        """The records linked with one of the CRM, oldest first. Source: FND-01, VEN-06."""
        return [self._handle(each) for each in self._module.table if self._module.is_linked(each)]

    def _set_status(self, command: str, record: Handle | str, status: Status) -> Handle:
        ref = self._ref(record)
        cause = self._recorder.note(self._module.name, command, ref, {})
        return self._handle(self._module.update(ref.id, {"status": status.value}, self._recorder.actor, cause))
