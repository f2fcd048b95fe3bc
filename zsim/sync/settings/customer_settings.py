"""What can be chosen for the sync of customers. Source: CON-01, CUS-01 to CUS-05, MAP-06 to MAP-12, FND-06, SYN-02."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from zsim.catalogue import Inclusion, catalogue
from zsim.catalogue.suggest import choose
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotAllowed
from zsim.sync.execution.job import Job
from zsim.sync.model.kinds import ACCOUNT, CONTACT, CRM, CUSTOMER_KINDS, IMPORTED, PERSON, Kind, ModuleChoice
from zsim.sync.model.preferences import Duplicates, Extent, Preferences
from zsim.sync.planning.routing import crm_modules
from zsim.sync.settings.customer_routes import CustomerRoutes
from zsim.sync.settings.module_settings import MappedModuleSettings, truth

INCLUDE = "include_contacts_without_account"


class CustomerSettings(MappedModuleSettings):
    """Knows what may be chosen for customers over one connection."""

    views = MappingProxyType({"account_view": "Accounts", "contact_view": "Contacts"})
    nouns = "customers"

    @property
    def defaults(self) -> Preferences:
        """What a new configuration starts from; the one-way import has no choice but auto-update. Source: SYN-02."""
        if self._context.product.two_way:
            return Preferences(ModuleChoice.ACCOUNTS)
        return Preferences(ModuleChoice.ACCOUNTS_AND_CONTACTS, Extent.FETCH, Duplicates.CLONE, auto_update=False)

    @property
    def options(self) -> tuple[str, ...]:
        """The names of what can be chosen."""
        return (
            ("module", *super().options, INCLUDE, "auto_update") if self._context.product.two_way else ("auto_update",)
        )

    def kinds(self, preferences: Preferences) -> tuple[Kind, ...]:
        """The kinds of the chosen module."""
        assert preferences.module is not None, "customers come of a module choice"
        return CUSTOMER_KINDS[preferences.module]

    def router(self, preferences: Preferences) -> CustomerRoutes:
        """Where accounts, contacts and finance's customers and contact persons go."""
        return CustomerRoutes(
            kinds=self.kinds(preferences),
            extent=preferences.extent,
            includes=self.includes(preferences),
            without_account=self._without_account,
            persons_reach_crm=self._context.policies.contact_persons == "push",
            recreates=self._context.policies.crm_deleted == "recreate",
            links=self._context.links,
            keeps_individuals=self._context.product.searches_all,
        )

    def selected(self, job: Job) -> Job:
        """The job of fetching an account or contact as a customer; a person stays one. Source: FND-10, FND-11."""
        (ref,) = job.only
        link = self._context.links.live(CRM, ref.id)
        kind = ACCOUNT if ref.module == ACCOUNT.crm.module else CONTACT
        if link is not None and link.kind == PERSON.name:
            kinds = CUSTOMER_KINDS[ModuleChoice.ACCOUNTS_AND_CONTACTS]
        elif kind is CONTACT or kind not in job.kinds:
            kinds = (kind,)
        else:
            return job
        pairs = {each.name: self._pairs(each, job.preferences.mapping) for each in kinds}
        return job._replace(kinds=kinds, pairs=pairs, router=replace(self.router(job.preferences), kinds=kinds))

    def fetchable(self, preferences: Preferences) -> Mapping[Kind, Mapping[str, str]]:
        """The mapped pairs of each kind in play, and of those that a search finds. Source: FND-10."""
        if not self._context.product.searches_all:
            return self.pairs(preferences)
        kinds = CUSTOMER_KINDS[ModuleChoice.ACCOUNTS_AND_CONTACTS]
        return {kind: self._pairs(kind, preferences.mapping) for kind in kinds}

    def importable(self, preferences: Preferences) -> tuple[str, ...]:
        """Accounts and contacts as chosen; contacts beside accounts only where they may be customers themselves."""
        kinds = self.kinds(preferences)
        modules = crm_modules(kinds)
        if PERSON in kinds and not self.includes(preferences):
            return tuple(each for each in modules if each != CONTACT.crm.module)
        return modules

    def includes(self, preferences: Preferences) -> bool:
        """Whether contacts without an account are customers of their own. Source: CUS-05, IMP-04."""
        return preferences.include_contacts_without_account or self._inclusion is Inclusion.ALWAYS

    def _choose(self, base: Preferences, choices: Mapping[str, object]) -> Preferences:
        return replace(
            super()._choose(base, choices),
            module=choose(ModuleChoice, choices.get("module", base.module), "module"),
            include_contacts_without_account=truth(
                INCLUDE, choices.get(INCLUDE, base.include_contacts_without_account)
            ),
            auto_update=truth("auto_update", choices.get("auto_update", base.auto_update)),
        )

    def _check_more(self, chosen: Preferences) -> None:
        if not chosen.include_contacts_without_account:
            return
        assert chosen.module is not None, "customers come of a module choice"
        if chosen.module is not ModuleChoice.ACCOUNTS_AND_CONTACTS:
            raise UsageError(
                asked="include contacts without account",
                found=f"the module choice is {chosen.module.value!r}",
                right="module='accounts_and_contacts'",
            )
        subject = (self._context.product.key, self.nouns)
        if self._inclusion is Inclusion.NEVER and self._context.quirks.fires("CUS-04", subject):
            raise NotAllowed(
                f"{self._context.product.name} does not sync contacts without account (CUS-04)", code="NOT_ALLOWED"
            )

    def _default_pairs(self, kind: Kind) -> Mapping[str, str]:
        product = self._context.product
        if not product.two_way:
            return IMPORTED[kind.name]
        if self._context.policies.invoice_mapping == "manual" and catalogue().behaviour("MAP-12").holds_for(
            product.key
        ):
            names = (kind.finance.name_field, *kind.finance.name_parts)
            return {source: target for source, target in kind.default_mapping.items() if target in names}
        return kind.default_mapping

    @property
    def _without_account(self) -> str:
        """Why contacts without an account are left out, as a reason's code; with the oddity off it is a choice."""
        if self._inclusion is not Inclusion.NEVER:
            return "no-account"
        return "left-behind" if self._context.quirks.on("CUS-04") else "not-included"

    @property
    def _inclusion(self) -> Inclusion:
        return self._context.product.includes_contacts_without_account
