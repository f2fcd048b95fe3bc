"""What customers, vendors and items have in common: a link with the CRM, and being active or not."""

from __future__ import annotations

from enum import StrEnum

from zsim.fakes.finance.module import FinanceFace, FinanceModule, require_parent
from zsim.fakes.store.handle import Handle
from zsim.fakes.store.table import Table
from zsim.ports.errors import NotAllowed
from zsim.ports.records import Fields, Record


class RecordStatus(StrEnum):
    """Whether a record can be used in new transactions."""

    ACTIVE = "active"
    INACTIVE = "inactive"


STATUSES = tuple(each.value for each in RecordStatus)


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
        return self._set_status("activate", record, RecordStatus.ACTIVE)

    def deactivate(self, record: Handle | str) -> Handle:
        """Make a record inactive; it keeps its name and its transactions."""
        return self._set_status("deactivate", record, RecordStatus.INACTIVE)

    def from_crm(self) -> list[Handle]:
        """The records linked with one of the CRM, oldest first. Source: FND-01, VEN-06."""
        return [self._handle(each) for each in self._module.table if self._module.is_linked(each)]

    def _set_status(self, command: str, record: Handle | str, status: RecordStatus) -> Handle:
        ref = self._ref(record)
        cause = self._recorder.note(self._module.name, command, ref, {})
        return self._handle(self._module.update(ref.id, {"status": status.value}, self._recorder.actor, cause))


def require_usable(module: FinanceModule, parents: Table, fields: Fields, before: Record | None, name: str) -> None:
    """Refuse a transaction that newly names, in the lookup ``name``, a record that is not there or is inactive.

    What a transaction named all along may turn inactive meanwhile. Source: DEL-03, DEL-04, DEL-13.
    """
    parent = require_parent(module, parents, fields, name)
    newly = before is None or before.fields.get(name) != fields[name]
    if newly and parent.fields["status"] == RecordStatus.INACTIVE:
        called = parent.fields.get("contact_name") or parent.fields.get("name")
        raise NotAllowed(
            f"{module.name}: {name} names {called!r} ({parent.ref.id}), which is inactive and cannot be used in a new"
            f" transaction; make it active in {parents.module} first, or name another",
            code=module.codes.invalid,
            field=name,
        )
