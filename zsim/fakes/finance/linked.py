"""What customers, vendors and items have in common: that they may come from the CRM, and being active or not."""

from __future__ import annotations

from enum import StrEnum

from zsim.fakes.finance.module import FinanceFace, FinanceModule, require_parent
from zsim.fakes.store.handle import Handle
from zsim.fakes.store.table import Table
from zsim.ports.errors import NotAllowed
from zsim.ports.records import Fields, Record
from zsim.ports.refusals import tells_refusals


class RecordStatus(StrEnum):
    """Whether a record can be used in new transactions."""

    ACTIVE = "active"
    INACTIVE = "inactive"


STATUSES = tuple(each.value for each in RecordStatus)


class LinkedModule(FinanceModule):
    """A module whose records may come from the CRM, which the field ``source`` says."""

    def came_from_crm(self, record: Record) -> bool:
        """Whether a fetch made or overwrote the record, and its pair stands. Source: FND-01, DEL-09, DEL-11, VEN-06."""
        return bool(record.fields.get("source"))


@tells_refusals("activate deactivate", "_recorder.journal")
class LinkedFace(FinanceFace):
    """What a person can do with such records."""

    csv_ignored: tuple[str, ...] = (*FinanceFace.csv_ignored, "Item ID", "Reference ID")

    _module: LinkedModule

    def activate(self, record: Handle | str) -> Handle:
        """Make an inactive record active again."""
        return self._set_status("activate", record, RecordStatus.ACTIVE)

    def deactivate(self, record: Handle | str) -> Handle:
        """Make a record inactive; it keeps its name and its transactions."""
        return self._set_status("deactivate", record, RecordStatus.INACTIVE)

    def from_crm(self) -> list[Handle]:
        """The records that came from the CRM, oldest first. Source: FND-01, VEN-06."""
        return [self._handle(each) for each in self._module.table if self._module.came_from_crm(each)]

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
