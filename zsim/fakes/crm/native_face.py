"""What a person does with the CRM's own quotes and invoices."""

from __future__ import annotations

from typing import Any

from zsim.fakes.crm.module_face import CrmModuleFace
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import NotAllowed
from zsim.ports.refusals import tells_refusals


@tells_refusals("create", "_recorder.journal")
class NativeFace(CrmModuleFace):
    """What a person does with quotes or invoices that are the CRM's own and never reach finance. Source: TXN-02."""

    def create(self, **fields: Any) -> Handle:
        """Make one, in the CRM alone: finance's are made in ``zoho_finance``. Source: TXN-02.

        With the oddity TXN-02 off there is one set: in a connected CRM this is refused.
        """
        state, module = self._state, self._module
        if state.connections.all and not state.quirks.fires("TXN-02", (module.table.app, module.name)):
            told = "finance is connected, and there is one set of documents; make it in world.crm.zoho_finance"
            raise NotAllowed(f"{module.name}: {told}", code="NOT_ALLOWED")
        return super().create(**fields)

    def __repr__(self) -> str:
        return f"<{self._module.name} of the CRM's own, which never reach finance>"

    def __str__(self) -> str:
        return f"{super().__str__()}\nThey are the CRM's own and never reach finance."
