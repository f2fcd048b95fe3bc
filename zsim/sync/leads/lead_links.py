"""Which lead each contact of the source became: what a deletion in the source is carried over by. Source: LED-14."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.ports.records import RecordId
from zsim.sync.runs.engine_state import EngineState, StateTable


class LeadLinks:
    """The lead of each source contact that one sync brought; several contacts may share a lead."""

    __slots__ = ("_contacts", "_leads", "_table")

    def __init__(self, table: StateTable[RecordId, RecordId] | None = None) -> None:
        self._table: StateTable[RecordId, RecordId] = EngineState().table("leads") if table is None else table
        self._leads = self._table.rows
        self._contacts: dict[RecordId, list[RecordId]] | None = None

    def restart(self) -> None:
        """Forget what was kept at hand, after the engine stopped."""
        self._contacts = None

    def lead_of(self, contact: RecordId) -> RecordId | None:
        """The lead that a contact became last."""
        return self._leads.get(contact)

    def contacts_of(self, lead: RecordId) -> tuple[RecordId, ...]:
        """The contacts that became the lead, and no other since.

        Nobody asks before the first deletion; from then on they are kept at hand.
        """
        if self._contacts is None:
            self._contacts = {}
            for contact, other in self._leads.items():
                self._contacts.setdefault(other, []).append(contact)
        return tuple(self._contacts.get(lead, ()))

    def put(self, contact: RecordId, lead: RecordId) -> None:
        """Note that a contact became the lead; what it became before is forgotten. Source: LED-27."""
        if self._contacts is not None:
            former = self._leads.get(contact)
            if former is not None:
                self._contacts[former].remove(contact)
            self._contacts.setdefault(lead, []).append(contact)
        self._table.put(contact, lead)

    def drop(self, contact: RecordId) -> None:
        """Forget what a contact became."""
        lead = self._leads.get(contact)
        self._table.remove(contact)
        if lead is not None and self._contacts is not None:
            self._contacts[lead].remove(contact)

    def __iter__(self) -> Iterator[tuple[RecordId, RecordId]]:
        """The pairs of contact and lead, by the age of the contacts."""
        return iter(sorted(self._leads.items()))

    def __len__(self) -> int:
        return len(self._leads)
