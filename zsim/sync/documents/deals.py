"""The CRM's deals, as far as documents may be associated with them by hand. Source: POT-01, POT-04, POT-08."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zsim.ports.errors import NotAllowed
from zsim.ports.folding import folded
from zsim.ports.records import Record, RecordId
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import CRM, FINANCE, KINDS
from zsim.sync.planning.projecting import PARTIES
from zsim.sync.runs.calls import at_once
from zsim.sync.settings.owner import Owner

DEALS = "Deals"


@dataclass(frozen=True, slots=True)
class DealsOfCustomers:
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
