"""The summary of receivables and payables beside an account, contact or vendor. Source: PRM-04, PRM-06."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zsim.fakes.crm.users import CrmUser
from zsim.fakes.crm.zoho_finance.shown import party_field
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.relay import Summary

if TYPE_CHECKING:
    from zsim.fakes.crm.state import CrmState


def summary_for(state: CrmState, user: CrmUser, party: Handle, organisation: str | None) -> Summary:
    """What finance says of the record, if that user may see it."""
    state.users.require_transaction_right(user.id, "summary")
    asked = f"a summary of {party!r}"
    party_field(asked, party)
    keys = state.connections.connected()
    if organisation is None and len(keys) == 1:
        organisation = keys[0]
    if organisation not in keys:
        raise UsageError(
            asked=asked if organisation is None else f"{asked} in {organisation!r}",
            found=f"connected: {', '.join(keys) or 'nothing'}",
            right="name one of these as organisation" if keys else "connect one first: world.connect(...)",
        )
    return state.connections.relay(organisation).summary(party.ref)
