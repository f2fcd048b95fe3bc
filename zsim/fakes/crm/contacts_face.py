"""The module Contacts as people use it."""

from __future__ import annotations

from zsim.fakes.crm.module_face import CrmModuleFace
from zsim.fakes.store.handle import Handle
from zsim.ports.refusals import tells_refusals


@tells_refusals("open", "_recorder.journal")
class ContactsFace(CrmModuleFace):
    """What a person does with contacts."""

    def open(self, record: Handle | str) -> Handle:
        """Look at a contact: it leaves the view 'Unread Contacts' and is not modified by that. Source: VIW-02."""
        ref = self._ref(record)
        self._recorder.note(self._module.name, "open", ref, {})
        self._state.mark_read(self._module.require(ref.id).id)
        return self._handle(self._module.require(ref.id))
