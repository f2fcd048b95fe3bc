"""What the engine may call of a finance organisation: its records, and persons' commands to its documents."""

from __future__ import annotations

from zsim.fakes.store.port import AppPort
from zsim.ports.records import Fields, Record, RecordId


class FinancePort(AppPort):
    """The port of a finance organisation; a person's command is carried out as that user. Source: TXN-01."""

    def perform(
        self, module: str, action: str, document: RecordId | None, given: Fields, user: str, trace: int = 0
    ) -> Record:
        """Carry out the command of the user with that email."""
        performed: Record = self._module(module).perform(  # type: ignore[attr-defined]
            action, document, given, user, trace or None
        )
        return performed
