"""Checking a user's choices against the product, the CRM and finance, and turning saved ones into a job.

Source: CON-10, CON-13, CUS-04, CUS-05, MAP-01, MAP-06, MAP-07, MAP-10, VIW-05.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields

from zsim.catalogue import did_you_mean
from zsim.kernel.errors import UsageError
from zsim.ports.app import App, Credentials
from zsim.ports.errors import CurrencyMismatch, NotAllowed
from zsim.ports.records import Ref
from zsim.sync.desk import Desk, Job
from zsim.sync.kinds import CUSTOMER_KINDS, FINANCE, IMPORTED, KINDS, Kind, ModuleChoice
from zsim.sync.links import Links
from zsim.sync.mapping import check_pairs
from zsim.sync.preferences import Duplicates, Extent, Preferences, choose
from zsim.sync.routing import CustomerRoutes, crm_modules

OPTIONS = tuple(field.name for field in fields(Preferences))
VIEWS = {"account_view": "Accounts", "contact_view": "Contacts"}


class CustomerChooser:
    """Knows what may be chosen for customers over one connection."""

    def __init__(self, desk: Desk, credentials: Callable[[], Credentials], both_ways: bool) -> None:
        self._desk = desk
        self._credentials = credentials
        self._both_ways = both_ways

    @property
    def defaults(self) -> Preferences:
        """What a new configuration starts from; the one-way import has no choice but auto-update. Source: SYN-02."""
        if self._desk.product.two_way:
            return Preferences()
        return Preferences(ModuleChoice.ACCOUNTS_AND_CONTACTS, Extent.FETCH, Duplicates.CLONE, auto_update=False)

    @property
    def period_hours(self) -> int:
        """The hours between two slots. Source: SYN-01, SYN-02."""
        return self._desk.product.period_hours

    def choose(self, base: Preferences, choices: Mapping[str, object]) -> Preferences:
        """``base`` with the choices made; an impossible one is refused."""
        self._check_names(choices)
        chosen = Preferences(
            module=choose(ModuleChoice, choices.get("module", base.module), "module"),
            extent=choose(Extent, choices.get("extent", base.extent), "extent"),
            duplicates=choose(Duplicates, choices.get("duplicates", base.duplicates), "duplicates"),
            account_view=_name(choices.get("account_view", base.account_view)),
            contact_view=_name(choices.get("contact_view", base.contact_view)),
            include_contacts_without_account=_truth(
                "include_contacts_without_account",
                choices.get("include_contacts_without_account", base.include_contacts_without_account),
            ),
            mapping=_pairs_given(choices.get("mapping", base.mapping)),
            auto_update=_truth("auto_update", choices.get("auto_update", base.auto_update)),
        )
        self._check_extent(chosen)
        self._check_inclusion(chosen)
        self.check_currencies()
        crm = self._open()
        self._check_views(crm, chosen, choices)
        self._check_mapping(crm, chosen)
        return chosen

    def check_currencies(self) -> None:
        """Refuse to save while the base currencies differ and the CRM has multi-currency on. Source: CON-13."""
        crm, finance = self._open().organisation(), self._desk.finance.organisation()
        if crm.multi_currency and crm.currency != finance.currency:
            raise CurrencyMismatch(
                f"the mapping cannot be saved: the CRM's base currency is {crm.currency}, "
                f"{finance.name}'s is {finance.currency}; make them equal first",
                code="CURRENCY",
            )

    def job(self, preferences: Preferences, actor: str, now_ms: int, only: tuple[Ref, ...]) -> Job:
        """What a run under these preferences is to do."""
        kinds = CUSTOMER_KINDS[preferences.module]
        includes = self._includes(preferences)
        return Job(
            kinds=kinds,
            pairs={kind.name: pairs for kind, pairs in self.pairs(preferences).items()},
            preferences=preferences,
            credentials=self._credentials(),
            includes=includes,
            router=CustomerRoutes(
                kinds=kinds,
                extent=preferences.extent,
                includes=includes,
                leaves_behind=self._inclusion == "never" and self._desk.quirks.on("CUS-04"),
                persons_reach_crm=self._desk.policies.contact_persons == "push",
                recreates=self._desk.policies.crm_deleted == "recreate",
                links=self._desk.links,
            ),
            actor=actor,
            started_ms=now_ms,
            only=only,
        )

    def pairs(self, preferences: Preferences) -> Mapping[Kind, Mapping[str, str]]:
        """The mapped pairs of each kind in play."""
        return {kind: self._pairs(kind, preferences.mapping) for kind in CUSTOMER_KINDS[preferences.module]}

    def crm_ref(self, ref: Ref, links: Links) -> Ref:
        """The CRM record meant by one of either side."""
        if ref.app == "crm":
            return ref
        link = links.live(FINANCE, ref.id)
        if link is None:
            raise UsageError(
                asked=f"fetch the CRM record behind {ref.app}'s {ref.module} {ref.id}",
                found="it is linked to none",
                right="name the CRM's account or contact itself",
            )
        return Ref("crm", KINDS[link.kind].crm.module, link.crm_id)

    def _open(self) -> App:
        return self._desk.gate.open(self._desk.product.key, self._credentials())

    def _includes(self, preferences: Preferences) -> bool:
        return preferences.include_contacts_without_account or self._inclusion == "always"

    @property
    def _inclusion(self) -> str:
        return self._desk.product.includes_contacts_without_account.value

    def _check_names(self, choices: Mapping[str, object]) -> None:
        known = OPTIONS if self._desk.product.two_way else ("auto_update",)
        for name in choices:
            if name not in known:
                raise UsageError(
                    asked=f"configure {name}",
                    found=f"{self._desk.product.name} has no such choice",
                    right=did_you_mean(name, known),
                )

    def _check_extent(self, chosen: Preferences) -> None:
        if chosen.extent is Extent.BOTH_WAYS and not self._both_ways:
            raise NotAllowed(
                "this organisation only fetches from the CRM: another one is connected to it already; "
                "choose extent 'fetch' (CON-10)",
                code="NOT_ALLOWED",
            )

    def _check_inclusion(self, chosen: Preferences) -> None:
        if not chosen.include_contacts_without_account:
            return
        if chosen.module is not ModuleChoice.ACCOUNTS_AND_CONTACTS:
            raise UsageError(
                asked="include contacts without account",
                found=f"the module choice is {chosen.module.value!r}",
                right="module='accounts_and_contacts'",
            )
        if self._inclusion == "never" and self._desk.quirks.fires("CUS-04", (self._desk.product.key, "customers")):
            raise NotAllowed(
                f"{self._desk.product.name} does not sync contacts without account (CUS-04)", code="NOT_ALLOWED"
            )

    def _check_views(self, crm: App, chosen: Preferences, choices: Mapping[str, object]) -> None:
        modules = crm_modules(CUSTOMER_KINDS[chosen.module])
        for option, module in VIEWS.items():
            name = getattr(chosen, option)
            if name is None:
                continue
            asked = f"{option}={name!r}"
            of = getattr(choices.get(option), "module", module)
            if of != module:
                raise UsageError(asked=asked, found=f"a view of {of}", right=f"a view of {module} (VIW-05)")
            if module not in modules:
                raise UsageError(
                    asked=asked,
                    found=f"the module choice is {chosen.module.value!r}",
                    right=f"a view of {' or '.join(modules)}",
                )
            offered = [view.name for view in crm.views(module)]
            if name not in offered:
                raise UsageError(asked=asked, found=f"{module} has no such view", right=did_you_mean(name, offered))

    def _check_mapping(self, crm: App, chosen: Preferences) -> None:
        kinds = CUSTOMER_KINDS[chosen.module]
        schemas = [
            (kind, crm.fields(kind.crm.module), self._desk.finance.fields(kind.finance.module)) for kind in kinds
        ]
        for source, target in chosen.mapping.items():
            if not target:
                self._check_removal(source, kinds)
            elif not any(source in ours and target in theirs for _, ours, theirs in schemas):
                kind, ours, theirs = schemas[0]
                check_pairs({source: target}, kind.crm.module, ours, kind.finance.module, theirs)
        for kind, ours, theirs in schemas:
            pairs = self._pairs(kind, chosen.mapping)
            known = {source: target for source, target in pairs.items() if source in ours and target in theirs}
            check_pairs(known, kind.crm.module, ours, kind.finance.module, theirs)

    @staticmethod
    def _check_removal(source: str, kinds: tuple[Kind, ...]) -> None:
        if any(source == kind.crm.name_field for kind in kinds):
            raise UsageError(
                asked=f"take {source} out of the mapping", found="it names the customer", right="keep the name mapped"
            )

    def _pairs(self, kind: Kind, mapping: Mapping[str, str]) -> Mapping[str, str]:
        default = kind.default_mapping if self._desk.product.two_way else IMPORTED[kind.name]
        if not mapping:
            return default
        return {source: target for source, target in {**default, **mapping}.items() if target}


def _name(view: object) -> str | None:
    """The name of a view given by name or by handle."""
    name = getattr(view, "name", view)
    return None if name is None else str(name)


def _truth(what: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise UsageError(asked=f"{what}={value!r}", found="no truth value", right="True or False")
    return value


def _pairs_given(mapping: object) -> Mapping[str, str]:
    if not isinstance(mapping, Mapping) or not all(isinstance(each, str) for each in (*mapping, *mapping.values())):
        raise UsageError(
            asked=f"mapping={mapping!r}", found="no pairs of field names", right="{'CRM_Field': 'finance_field'}"
        )
    return dict(mapping)
