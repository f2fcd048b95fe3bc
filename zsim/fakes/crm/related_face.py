"""What a person does with notes, events and calls."""

from __future__ import annotations

from typing import Any

from zsim.fakes.crm.module_face import CrmHandle, CrmModuleFace
from zsim.fakes.crm.related import Related
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.records import Record, RecordId


class RelatedHandle(CrmHandle):
    """A handle of a note, an event or a call; it leads to the record that stands beside."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        module = self._module
        if isinstance(module, Related) and name == module.hangs_on:
            ref = module.parent(self.record)
            found = None if ref is None else self._find(ref.module)
            return None if ref is None or found is None else CrmHandle(found, ref, self._find)
        return super().__getattr__(name)


class RelatedFace(CrmModuleFace):
    """What a person does with notes, events or calls; a record of any other module may be named as the one beside."""

    def beside(self, record: Handle) -> list[Handle]:
        """Those that stand beside a record, oldest first: ``world.crm.notes.beside(deal)``. Source: COL-01."""
        self._may_read()
        names = [each for each in (self._module.hangs_on, "Who_Id") if self._module.table.is_indexed(each)]
        found = {each.ref.id: each for name in names for each in self._module.table.find(name, record.id)}
        return [self._handle(found[each]) for each in sorted(found)]

    def _looked_up(self, name: str, value: Handle) -> RecordId:
        if name != self._module.hangs_on:
            return super()._looked_up(name, value)
        home = self._find(value.ref.module)
        if value.ref.app != self._module.table.app or (isinstance(home, Related)):
            raise UsageError(
                asked=f"{self._module.name}.{name} = {value!r}",
                found=f"a record of {value.ref.app}'s {value.ref.module}",
                right="a record of the CRM that is no note, event or call itself",
            )
        return value.ref.id

    def _handle(self, record: Record) -> Handle:
        return RelatedHandle(self._module, record.ref, self._find)
