"""The record of another app that one is synced with now, or was last, or that was made for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zsim.fakes.store.module import Module
from zsim.ports.records import RecordId, Ref
from zsim.sync import Integration, System
from zsim.sync.leads import SyncServices
from zsim.world.organisations import CRM, HUB


def made_for(module: Module, ref: Ref) -> Ref | None:
    """The live record of a module that names that record in one of its fields; of several the one made last."""
    found = [each.ref for each in module.table if ref.id in each.fields.values()]
    return max(found, key=lambda each: each.id, default=None)


def counterpart_of(
    ref: Ref, app: str, integrations: Iterable[Integration], services: Mapping[str, SyncServices]
) -> Ref | None:
    """The counterpart of a record in an organisation; ``None`` where it never had one there."""
    if app == HUB:
        leads = [sync.links.lead_of(ref.id) for sync in services[ref.app].syncs] if ref.app in services else []
        return next((Ref(HUB, "Leads", RecordId(lead)) for lead in leads if lead is not None), None)
    if CRM not in (app, ref.app):
        return None
    side = System.CRM if ref.app == CRM else System.FINANCE
    for integration in integrations:
        if integration.organisation_key == (app if ref.app == CRM else ref.app):
            link = integration.link_of(side, ref.id) or integration.tombstone_of(side, ref.id)
            if link is not None:
                crm, finance = integration.refs_of(link)
                return finance if side is System.CRM else crm
    return None
