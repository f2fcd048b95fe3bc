"""What the names of a script mean in its world: records, their counterparts, and organisations.

"acme" is the record a step made under that name, "acme in books" the record of Books that acme is or was last synced
with, "person in marketinghub" the lead that a contact became, "bill in crm" what shows a document of finance in the
CRM. "books.invoices of fit" is the invoice in Books that was made last for the deal "fit", as a trigger makes one, or
of the estimate of that name; "books.payments of bill" is a bill's last payment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zsim.explore.script.checking import APART, DOCUMENTS, MADE_FOR, SECTION, is_module
from zsim.explore.script.documents import (
    CRM,
    acted_on,
    module_called,
    module_of,
    shown_in_crm,
    shown_of,
)
from zsim.fakes.crm import Crm, CrmFace
from zsim.fakes.finance import Finance
from zsim.fakes.finance.as_used import UsedOrganisation
from zsim.fakes.marketinghub import MarketingHub
from zsim.fakes.store.handle import Handle
from zsim.fakes.store.module import Module
from zsim.kernel.errors import UsageError
from zsim.ports.documents import PROJECTED
from zsim.ports.records import Ref
from zsim.sync import Integration, System
from zsim.sync.leads import LeadSync
from zsim.world import World
from zsim.world.counterparts import made_for

FINANCE, HUB = "finance", "marketinghub"
HOPS_MAX = 2
"""How many syncs a record's name may lead through: from Books to the CRM, and on to Invoice."""


class NothingToDo(Exception):
    """What a step acts on is not there; the message says what."""


class Names:
    """The names of one script that is being played."""

    def __init__(self, world: World, products: tuple[str, ...]) -> None:
        self.world = world
        self._products = products
        self._refs: dict[str, Ref] = {}
        self._names: dict[Ref, str] = {}
        self._organisations: dict[str, str] = {}
        self._kept: dict[tuple[Ref, str], Ref] = {}

    def copied(self, world: World) -> Names:
        """The same names in a copy of the world."""
        copy = Names(world, self._products)
        copy._refs, copy._names = dict(self._refs), dict(self._names)
        copy._organisations, copy._kept = dict(self._organisations), dict(self._kept)
        return copy

    def put(self, name: str, made: object) -> None:
        """Give what was made its name."""
        if isinstance(made, Finance):
            self._organisations[name] = made.key
        else:
            assert isinstance(made, Handle), f"{made!r} cannot be named"
            self._refs[name] = made.ref
            self._names[made.ref] = name

    def handles(self) -> Mapping[str, Handle]:
        """The records the script made, by name, in the order they were made."""
        return {name: self._handle(ref) for name, ref in self._refs.items()}

    def record(self, text: str) -> Handle:
        """The record of that name, live or deleted; ``NothingToDo`` when there never was one."""
        ref = self._ref(text)
        if ref is None:
            raise NothingToDo(f"there is no {text!r}")
        return self._handle(ref)

    def live(self, text: str) -> Handle:
        """The record of that name; ``NothingToDo`` when it is gone, too."""
        found = self.record(text)
        if not found.alive:
            raise NothingToDo(f"there is no {text!r} any more")
        return found

    def document(self, text: str, user: str | None = None) -> Handle:
        """The live document of that name as that user of its app holds it, or its administrator or founder."""
        ref = self.live(text).ref
        return acted_on(self._modules(ref.app), ref, self.face(module_of(ref), user))

    def app(self, key: str | None) -> Crm | Finance | MarketingHub:
        """The organisation of that key or name; without one, the script's first product's."""
        if key == CRM:
            return self.world.crm
        if key == HUB:
            return self.world.marketinghub
        return self.finance(key)

    def finance(self, key: str | None) -> Finance:
        """The finance organisation of that key or name."""
        if key is None or key == FINANCE:
            key = self._products[0]
        try:
            return self.world[self._organisations.get(key, key)]
        except UsageError:
            raise NothingToDo(f"there is no organisation {key!r}") from None

    def product(self, key: str) -> str:
        """A product's key, also for "finance"."""
        return self._products[0] if key == FINANCE else key

    def used(self, key: str, user: str | None = None) -> Any:
        """An organisation in the hands of its administrator or founder, or of that user."""
        app = self.app(key)
        return app if user is None else _as_user(app, user)

    def face(self, module: str, user: str | None = None) -> Any:
        """What people, or one user, do with a module: of "crm.accounts", the accounts of the CRM."""
        key, _, name = module.rpartition(".")
        if key == SECTION:
            return getattr(self.used(CRM, user).zoho_finance, name)
        return getattr(self.used(key, user), name)

    def all(self, module: str) -> list[str]:
        """The names of the live records of a module that have one, oldest first; none of what an app has not."""
        found = self._module(module)
        named = [self.of(each.ref) for each in found.table] if found is not None else []
        return [each for each in named if each is not None]

    def of(self, ref: Ref) -> str | None:
        """The name of a record: its own, that of its counterpart, or of what a document was made for, if any."""
        return self._name_of(ref, HOPS_MAX) or self._name_by_purpose(ref)

    def keep_counterparts(self, integration: Integration) -> None:
        """Remember what is linked, before the integration forgets it."""
        for link in integration.links:
            crm, finance = integration.refs_of(link)
            self._kept[crm, finance.app] = finance
            self._kept[finance, CRM] = crm

    def keep_leads(self) -> None:
        """Remember which leads contacts became, before a sync forgets those of deleted ones."""
        for source, sync in self._lead_syncs():
            for contact, lead in sync.links:
                self._kept[Ref(source, "customers", contact), HUB] = Ref(HUB, "Leads", lead)

    def _name_of(self, ref: Ref, hops: int) -> str | None:
        own = self._names.get(ref)
        if own is not None or not hops:
            return own
        for other in self._others(ref):
            name = self._name_of(other, hops - 1)
            if name is not None and self._counterpart(other, ref.app) == ref:
                return f"{name}{APART}{self._called(ref.app)}"
        return None

    def _others(self, ref: Ref) -> Iterator[Ref]:
        """The records that one may be the counterpart of."""
        if ref.app == HUB:
            for source, sync in self._lead_syncs():
                for contact in sync.links.contacts_of(ref.id):
                    yield Ref(source, "customers", contact)
            return
        shown = self._shown(ref)
        if shown is not None:
            yield shown
        for integration in self.world.integrations:
            if ref.app in (CRM, integration.organisation_key):
                other = _across(integration, ref)
                if other is not None:
                    yield other
        for (one, app), other in self._kept.items():
            if other == ref and app == ref.app:
                yield one

    def _ref(self, text: str) -> Ref | None:
        if text in self._refs:
            return self._refs[text]
        if (made := self._made(*text.partition(MADE_FOR))) is not None:
            return made
        base, _, app = text.rpartition(APART)
        one = self._ref(base) if base else None
        return None if one is None else self._counterpart(one, self._key(app))

    def _made(self, called: str, of: str, text: str) -> Ref | None:
        """The record of that module that was made last for another."""
        one = self._ref(text) if of and is_module(called) else None
        module = None if one is None else self._module(called)
        return None if one is None or module is None else made_for(module, one)

    def _counterpart(self, ref: Ref, app: str) -> Ref | None:
        """The record of another app that one is synced with now, or was last."""
        if app == HUB:
            for _, sync in self._lead_syncs(ref.app):
                lead = sync.links.lead_of(ref.id)
                if lead is not None:
                    return Ref(HUB, "Leads", lead)
            return self._kept.get((ref, app))
        shown = self._shown(ref)
        if shown is not None and shown.app == app:
            return shown
        finance = app if ref.app == CRM else ref.app
        for integration in self.world.integrations:
            if integration.organisation_key == finance and CRM in (app, ref.app):
                other = _across(integration, ref)
                if other is not None:
                    return other
        return self._kept.get((ref, app))

    def _lead_syncs(self, source: str | None = None) -> Iterator[tuple[str, LeadSync]]:
        for key in (source,) if source is not None else dict.fromkeys((*self._products, "invoice")):
            try:
                syncs = self.world.sync_services(key).syncs
            except UsageError:  # never connected with MarketingHub
                continue
            yield from [(key, sync) for sync in syncs]

    def _shown(self, ref: Ref) -> Ref | None:
        """What the CRM shows a document by, or the document it shows."""
        if not self.world.integrations:
            return None
        crm = self.world.crm.modules
        return shown_of(crm, ref) if ref.app == CRM else shown_in_crm(crm, ref)

    def _name_by_purpose(self, ref: Ref) -> str | None:
        called = module_of(ref)
        if called.rpartition(".")[2] not in DOCUMENTS:
            return None
        module = self._modules(ref.app)[ref.module]
        for other, name in reversed(self._names.items()):
            if made_for(module, other) == ref:
                return f"{called.replace(ref.app, self._called(ref.app), 1)}{MADE_FOR}{name}"
        return None

    def _module(self, text: str) -> Module | None:
        """A module as scripts call it; ``None`` where the app has none of that name."""
        key, _, name = text.rpartition(".")
        modules = self.app(CRM if key == SECTION else key).modules
        return module_called(modules, PROJECTED.get(name, "") if key == SECTION else name)

    def _handle(self, ref: Ref) -> Handle:
        modules = self._modules(ref.app)
        return Handle(modules[ref.module], ref, modules.get)

    def _modules(self, app: str) -> Mapping[str, Module]:
        return (self.world.crm if app == CRM else self.world.marketinghub if app == HUB else self.world[app]).modules

    def _key(self, app: str) -> str:
        return self._products[0] if app == FINANCE else self._organisations.get(app, app)

    def _called(self, key: str) -> str:
        return next((name for name, each in self._organisations.items() if each == key), key)


def _as_user(app: Crm | Finance | MarketingHub, user: str) -> CrmFace | UsedOrganisation:
    if isinstance(app, MarketingHub):
        raise UsageError(asked=f"an action by {user!r}", found=f"{app!r} has one user who acts", right="leave 'by' out")
    return app.as_user(user)


def _across(integration: Integration, ref: Ref) -> Ref | None:
    """The other end of a record's link, or of the link it was last in."""
    side = System.CRM if ref.app == CRM else System.FINANCE
    link = integration.link_of(side, ref.id) or integration.tombstone_of(side, ref.id)
    if link is None:
        return None
    crm, finance = integration.refs_of(link)
    return finance if side is System.CRM else crm
