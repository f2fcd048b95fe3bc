"""What finance looks up in the CRM: the deals that documents may be associated with, and remarks on documents.

Source: POT-01, POT-04, POT-08, COL-01.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zsim.catalogue import catalogue
from zsim.kernel.clock import to_datetime
from zsim.ports.documents import PARTIES, PROJECTED
from zsim.ports.errors import NotAllowed
from zsim.ports.folding import folded
from zsim.ports.records import Record, RecordId
from zsim.ports.relay import Remark
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import CRM, FINANCE, KINDS
from zsim.sync.runs.calls import Calls, at_once
from zsim.sync.settings.owner import Owner

DEALS = "Deals"
BESIDE: Mapping[str, tuple[str, str, str]] = {
    "note": ("Notes", "Parent_Id", "Note_Content"),
    "event": ("Events", "What_Id", "Event_Title"),
    "call": ("Calls", "What_Id", "Subject"),
}
"""The CRM's modules of what stands beside a record: the field that names it, and the one that tells of it."""


@dataclass(frozen=True, slots=True)
class LookupsInCrm:
    """The integration as finance knows it; ``shown`` says whether the CRM shows finance's documents."""

    owner: Owner
    context: ConnectionContext
    shown: Callable[[], bool]

    def offered(self, party: RecordId, text: str = "") -> tuple[Record, ...]:
        """The live deals of a customer's account or contact whose name holds the text, oldest first."""
        if not self.owner.open or not self.shown():
            why = "the CRM shows none of its documents" if self.owner.open else "its integration is disabled"
            told = f"deals cannot be associated with documents of {self.context.organisation_key}: {why} (POT-01)"
            raise NotAllowed(told, code="NOT_ALLOWED", field="deal")
        link = self.context.links.live(FINANCE, party)
        if link is None:
            return ()
        calls = self.context.calls(self.owner.credentials)
        field = PARTIES[KINDS[link.kind].crm.module]
        found = at_once(calls.search(CRM, DEALS, field, [link.crm_id]))
        return tuple([each for each in found if folded(text) in folded(str(each.fields["Deal_Name"]))])

    def beside(self, module: str, document: RecordId) -> tuple[Remark, ...]:
        """The notes, events and calls beside a document in the CRM, where they show in finance. Source: COL-01."""
        shows = catalogue().behaviour("COL-01").holds_for(self.context.product.key)
        if not self.owner.open or not shows or module not in PROJECTED:
            return ()
        calls = self.context.calls(self.owner.credentials)
        mark = f"{self.context.organisation_key}:{document}"
        shown = [each.ref.id for each in at_once(calls.search(CRM, PROJECTED[module], OWN_ID_FIELD, [mark]))]
        return tuple([each for kind in BESIDE for each in _remarks(calls, kind, shown)])


def _remarks(calls: Calls, kind: str, shown: list[RecordId]) -> list[Remark]:
    """What stands of one kind beside a document that the CRM shows, with the names of who wrote it."""
    module, hangs_on, text = BESIDE[kind]
    found = at_once(calls.search(CRM, module, hangs_on, shown))
    whose = [RecordId(str(each.fields.get("Owner"))) for each in found]
    names = at_once(calls.user_names(CRM, list(dict.fromkeys(whose))))
    return [
        Remark(to_datetime(each.created_ms), kind, names.get(who, ""), str(each.fields[text]))
        for each, who in zip(found, whose, strict=True)
    ]
