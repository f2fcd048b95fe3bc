"""What the documents of one organisation share, and what other modules ask of all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from zsim.fakes.finance.details import Details
from zsim.fakes.finance.documents.connected_crm import ConnectedCrm
from zsim.fakes.finance.documents.due_dates import DueDates
from zsim.fakes.finance.documents.functions import DocumentFunctions
from zsim.fakes.finance.documents.outbox import Outbox
from zsim.fakes.finance.documents.remarks import Remarks
from zsim.fakes.finance.preferences import OrganisationPreferences
from zsim.fakes.store.table import Table
from zsim.kernel.clock import Clock
from zsim.ports.records import Fields, Record, RecordId, Value


class DocumentSource(Protocol):
    """A module of documents, as other modules use it."""

    name: str
    table: Table

    def count_of(self, party: RecordId) -> int:
        """How many documents a customer or vendor has."""

    def move(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Hand the documents of a merged party to the master."""

    def count_with(self, item: RecordId) -> int:
        """How many documents are about an item."""

    def exchange_item(self, old: Record, new: Record, actor: str, cause: int | None) -> None:
        """Let the documents about one item be about another."""

    def create(self, fields: Fields, actor: str, cause: int | None = None) -> Record:
        """Make a document."""

    def prepare(self, fields: Fields, actor: str) -> dict[str, Value]:
        """The whole fields ``create`` would give it, or its refusal; changes nothing."""

    def put(self, before: Record, changes: Fields, actor: str, cause: int | None) -> Record:
        """Change a document as another one of the organisation makes it change."""

    def settled(self, fields: Fields) -> str:
        """The status that dates and balance leave a document in."""


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What every document of an organisation needs: its settings, parties and items, and the other documents.

    ``parties`` and ``items`` give the tables that lookups point to; ``items`` is ``None`` in a product without.
    ``module`` gives another type's module, ``made`` those that may hold documents. ``functions`` are sound unless a
    test breaks one.
    """

    product: str
    clock: Clock
    details: Details
    preferences: OrganisationPreferences
    outbox: Outbox
    due: DueDates
    crm: ConnectedCrm
    remarks: Remarks
    parties: Callable[[str], Table]
    items: Callable[[], Table] | None
    module: Callable[[str], DocumentSource]
    made: Callable[[], Iterator[DocumentSource]]
    functions: DocumentFunctions


class AllDocuments:
    """All documents of an organisation, as customers, vendors and items hang on them."""

    def __init__(self, made: Callable[[], Iterator[DocumentSource]]) -> None:
        self._made = made

    def count_of(self, party: RecordId) -> int:
        """How many documents a customer or vendor has. Source: DEL-08."""
        return sum(each.count_of(party) for each in self._made())

    def move(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Hand those of a merged party to the master. Source: DEL-10."""
        for each in self._made():
            each.move(loser, winner, actor, cause)

    def count_with(self, item: RecordId) -> int:
        """How many documents are about an item. Source: ITM-09."""
        return sum(each.count_with(item) for each in self._made())

    def exchange_item(self, old: Record, new: Record, actor: str, cause: int | None) -> None:
        """Let the documents about one item be about another."""
        for each in self._made():
            each.exchange_item(old, new, actor, cause)
