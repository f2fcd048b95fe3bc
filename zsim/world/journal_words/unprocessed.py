"""Why no run ever considered a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from zsim.fakes.store.module import Module
from zsim.kernel.journal import Entry
from zsim.ports.documents import PROJECTED
from zsim.ports.errors import VendorError
from zsim.ports.records import Ref
from zsim.sync import DecisionEntry, Grade, Integration, IntegrationState, ModuleSync, Run
from zsim.sync.leads import LeadState, LeadSync, SyncServices
from zsim.sync.triggers import DEALS
from zsim.world.journal_words.runs import FailedRun, failing
from zsim.world.organisations import CRM, HUB

RUN = "sync"
"""How the name of a run as an actor begins."""

SYNC_OF = {
    "Accounts": "customers",
    "Contacts": "customers",
    "customers": "customers",
    "contact_persons": "customers",
    "Vendors": "vendors",
    "vendors": "vendors",
    "Products": "items",
    "items": "items",
}
"""The sync that has to do with the records of a module, on either side."""

NO_SERVICES: Mapping[str, SyncServices] = MappingProxyType({})
NOT_SYNCED = "no run considered it: {0.module} do not sync"


def unconsidered(
    ref: Ref, integrations: Mapping[str, Integration], services: Mapping[str, SyncServices] = NO_SERVICES
) -> str:
    """Why no run considered a record: what is missing for each connection that could have carried it."""
    if ref.app == HUB:
        return _unbrought(ref, services) if ref.module == "Leads" else NOT_SYNCED.format(ref)
    if ref.module == "customers" and ref.app in services:
        fetches = [_unfetched(each, ref) for each in services[ref.app]] or [f"no sync of leads reads {ref.app}"]
        carried = [_missing(ref, integrations[ref.app])] if ref.app in integrations else []
        return "no run considered it: " + "; ".join([*carried, *fetches])
    if ref.app == CRM and not integrations:
        return "no run considered it: nothing is connected with the CRM"
    if ref.app != CRM and ref.app not in integrations:
        return f"no run considered it: {ref.app} is not connected with the CRM"
    if ref.app == CRM and ref.module == DEALS:
        return "no trigger considered it: " + "; ".join(map(_untriggered, integrations.values()))
    if ref.module not in SYNC_OF and ref.module not in PROJECTED:
        return NOT_SYNCED.format(ref)
    concerned = integrations.values() if ref.app == CRM else (integrations[ref.app],)
    return "no run considered it: " + "; ".join(_missing(ref, each) for each in concerned)


def untriggered(integrations: Iterable[Integration]) -> str:
    """Which connections that have triggers switched on are closed, so that nothing follows from a deal there."""
    closed = [each for each in integrations if each.triggers.choices.on and not each.open]
    return "; ".join(f"the integration of {each.organisation_key} is {each.state.value}" for each in closed)


def overlooked(
    modules: Iterable[Module],
    journal: Iterable[Entry],
    integrations: Mapping[str, Integration],
    services: Mapping[str, SyncServices] = NO_SERVICES,
) -> dict[str, str]:
    """The live records that no run decided anything about or made itself, by their ids, with why that is so."""
    known: set[str] = set()
    for entry in journal:
        if isinstance(entry.detail, DecisionEntry):
            known.update(ref.id for ref in (*entry.detail.covers, entry.detail.target) if ref is not None)
        elif isinstance(entry.subject, Ref) and entry.actor.startswith(RUN):
            known.add(entry.subject.id)
    synced = [module for module in modules if module.name in SYNC_OF or module.name in PROJECTED]
    refs = [record.ref for module in synced for record in module.table]
    return {ref.id: unconsidered(ref, integrations, services) for ref in refs if ref.id not in known}


def _unbrought(ref: Ref, services: Mapping[str, SyncServices]) -> str:
    """Where a lead comes from that nothing in the journal tells of."""
    syncs = [sync for each in services.values() for sync in each if sync.links.contacts_of(ref.id)]
    if syncs:
        return f"a fetch of {syncs[0].description!r} brought it before this journal began"
    return "no fetch brought it: it was made in MarketingHub"


def _unfetched(sync: LeadSync, contact: Ref) -> str:
    """What is missing for a sync of leads to read a contact, or to do so in this journal."""
    if sync.links.lead_of(contact.id) is not None:
        return f"the sync {sync.description!r} brought it before this journal began"
    if failed := failing(_failed([each.run for each in sync.history]), "fetch", f" of {sync.description!r}"):
        return f"{failed}; the sync is {sync.state.value}"
    if sync.state is not LeadState.ACTIVE:
        return f"the sync {sync.description!r} is {sync.state.value}"
    if sync.next_slot is None:
        return f"the sync {sync.description!r} has not fetched since, and no fetch is due"
    due = f"{sync.next_slot:%Y-%m-%d %H:%M:%S}"
    return f"the sync {sync.description!r} has not read it; the next fetch is due at {due}"


def _missing(ref: Ref, integration: Integration) -> str:
    key = integration.organisation_key
    if integration.state is not IntegrationState.ENABLED:
        return f"the integration of {key} is {integration.state.value}"
    if ref.module in integration.transactions:
        return _unshown(ref.module, integration)
    name = SYNC_OF[ref.module]
    syncs = {sync.name: sync for sync in integration.modules}
    if name not in syncs:
        return f"{key} does not sync {name}"
    sync = syncs[name]
    if sync.preferences is None:
        return f"the sync of {key}'s {name} was never saved"
    chosen = {module for kind in sync.pairs() for module in (kind.crm.module, kind.finance.module)}
    if ref.module not in chosen:
        module = sync.preferences.module
        return f"the module chosen for {key} is {module.value if module else name!r}, without {ref.module}"
    failed = failing(_failed(sync.history), whose=f" of {key}'s {name}")
    stands = f"the sync of {key}'s {name} is paused" if sync.paused else _outside(ref, integration, sync)
    return "; ".join(filter(None, (failed, stands or _due(key, name, sync))))


def _unshown(type: str, integration: Integration) -> str:
    """Why the CRM does not show a document of that type as it stands."""
    key, sync = integration.organisation_key, integration.transactions[type]
    called = type.replace("_", " ")
    if not sync.enabled:
        return f"{called} of {key} are not enabled for the CRM"
    failed = failing(_failed(sync.history), whose=f" of {key}'s {called}")
    return failed or (f"the CRM's list of {called} is paused" if sync.paused else "no run showed it in the CRM yet")


def _untriggered(integration: Integration) -> str:
    """Why no trigger of a connection read a deal."""
    key, triggers = integration.organisation_key, integration.triggers
    if integration.state is not IntegrationState.ENABLED:
        return f"the integration of {key} is {integration.state.value}"
    if not triggers.choices.on:
        return f"{key} has no trigger switched on"
    failed = failing(_failed(triggers.history), whose=f" of {key}'s triggers")
    due = f"{key}'s triggers read on at {triggers.next_slot:%Y-%m-%d %H:%M:%S}"
    return "; ".join(filter(None, (failed, due)))


def _failed(history: Sequence[Run]) -> list[FailedRun]:
    """The runs that failed since the last good one, oldest first."""
    failed = list(takewhile(lambda run: run.grade is Grade.FAILED, reversed(history)))
    return [FailedRun(run.started, run.reason) for run in reversed(failed)]


def _outside(ref: Ref, integration: Integration, sync: ModuleSync) -> str:
    """That the record stands outside the chosen view, if it does."""
    view = sync.preferences.views.get(ref.module) if sync.preferences is not None and ref.app == CRM else None
    if view is None:
        return ""
    try:
        crm = integration.crm()
        ids = [each.id for each in crm.views(ref.module) if each.name == view]
        inside = crm.read(ref.module, [ref.id], view=ids[0]) if ids else ()
    except VendorError as refused:
        return f"the CRM lets {integration.organisation_key} read nothing: {refused.message}"
    return "" if inside else f"it stands outside the view {view!r} of {integration.organisation_key}"


def _due(key: str, name: str, sync: ModuleSync) -> str:
    if sync.next_slot is None:
        return f"the sync of {key}'s {name} has not run, and no run is due"
    return f"{key}'s {name} have not been read since; the next run is due at {sync.next_slot:%Y-%m-%d %H:%M:%S}"
