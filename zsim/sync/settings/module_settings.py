"""Checking a user's choices against the product, the CRM and finance, and turning saved ones into a job.

What every module has in common stands here; customers and the modules of one kind add what is theirs. Source: CON-10,
CON-13, CON-14, MAP-01, MAP-05, MAP-10, VIW-05, VIW-06.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

from zsim.catalogue import did_you_mean
from zsim.catalogue.suggest import choose
from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials
from zsim.ports.errors import CurrencyMismatch, NotAllowed
from zsim.ports.records import Ref
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.job import Job
from zsim.sync.model.kinds import CRM, FINANCE, KINDS, Kind
from zsim.sync.model.links import Links
from zsim.sync.model.preferences import Duplicates, Extent, Preferences
from zsim.sync.planning.routing import Router, crm_modules, finance_modules
from zsim.sync.runs.calls import Calls, at_once
from zsim.sync.settings.field_pairs import check_pairs


class MappedModuleSettings(ABC):
    """Knows what may be chosen for one module over one connection.

    ``views`` names the CRM module of each choice of a view.
    """

    views: Mapping[str, str]
    nouns: str

    def __init__(
        self, context: ConnectionContext, credentials: Callable[[], Credentials], both_ways: Callable[[], bool]
    ) -> None:
        self._context = context
        self._credentials = credentials
        self._both_ways = both_ways

    @property
    def defaults(self) -> Preferences:
        """What a new configuration starts from."""
        return Preferences()

    @property
    def period_hours(self) -> int:
        """The hours between two slots. Source: SYN-01, SYN-02."""
        return self._context.product.period_hours

    @property
    def options(self) -> tuple[str, ...]:
        """The names of what can be chosen."""
        return ("extent", "duplicates", *self.views, "mapping")

    @abstractmethod
    def kinds(self, preferences: Preferences) -> tuple[Kind, ...]:
        """The kinds of record in play."""

    @abstractmethod
    def router(self, preferences: Preferences) -> Router:
        """Where the records of a run go."""

    @abstractmethod
    def importable(self, preferences: Preferences) -> tuple[str, ...]:
        """The CRM modules whose records can be fetched one by one by their id. Source: FND-06."""

    def includes(self, preferences: Preferences) -> bool:
        """Whether contacts without an account are customers of their own."""
        return False

    def choose(self, base: Preferences, choices: Mapping[str, object]) -> Preferences:
        """``base`` with the choices made; an impossible one is refused."""
        self._check_names(choices)
        chosen = self._choose(base, choices)
        self._check_extent(chosen)
        self._check_more(chosen)
        self.check_currencies()
        calls = self._calls()
        self._check_views(calls, chosen, choices)
        self._check_mapping(calls, chosen)
        return chosen

    def check_currencies(self) -> None:
        """Refuse to save while the base currencies differ, where that rules the sync out. Source: CON-13, CON-14."""
        calls = self._calls()
        crm, finance = at_once(calls.organisation(CRM)), at_once(calls.organisation(FINANCE))
        if crm.currency == finance.currency:
            return
        if self._context.one_currency and any(kind.priced for kind in self.kinds(self.defaults)):
            raise CurrencyMismatch(
                f"{self.nouns} cannot be configured: the CRM's base currency is {crm.currency}, "
                f"{finance.name}'s is {finance.currency} (CON-14)",
                code="CURRENCY",
            )
        if crm.multi_currency:
            raise CurrencyMismatch(
                f"the mapping cannot be saved: the CRM's base currency is {crm.currency}, "
                f"{finance.name}'s is {finance.currency}; make them equal first",
                code="CURRENCY",
            )

    def job(self, preferences: Preferences, actor: str, now_ms: int, only: tuple[Ref, ...]) -> Job:
        """What a run under these preferences is to do."""
        return Job(
            kinds=self.kinds(preferences),
            pairs={kind.name: pairs for kind, pairs in self.pairs(preferences).items()},
            preferences=preferences,
            credentials=self._credentials(),
            includes=self.includes(preferences),
            router=self.router(preferences),
            actor=actor,
            started_ms=now_ms,
            only=only,
        )

    def selected(self, job: Job) -> Job:
        """The same job: what a search of this module finds is in play."""
        return job

    def fetchable(self, preferences: Preferences) -> Mapping[Kind, Mapping[str, str]]:
        """The mapped pairs of each kind in play."""
        return self.pairs(preferences)

    def pairs(self, preferences: Preferences) -> Mapping[Kind, Mapping[str, str]]:
        """The mapped pairs of each kind in play."""
        return {kind: self._pairs(kind, preferences.mapping) for kind in self.kinds(preferences)}

    def crm_ref(self, ref: Ref, links: Links, preferences: Preferences) -> Ref:
        """The CRM record meant by one of either side; one of a module that is not read is refused."""
        link = links.live(FINANCE, ref.id) if ref.app != "crm" else None
        if ref.app != "crm" and link is None:
            raise UsageError(
                asked=f"fetch the CRM record behind {ref.app}'s {ref.module} {ref.id}",
                found="it is linked to none",
                right=f"name the CRM's record of {' or '.join(self.views.values())} itself",
            )
        meant = ref if link is None else Ref("crm", KINDS[link.kind].crm.module, link.crm_id)
        modules = crm_modules(self.kinds(preferences))
        if meant.module not in modules:
            raise UsageError(
                asked=f"fetch the CRM's record {meant.id} of {meant.module}",
                found=f"{self.nouns} as configured are not made of {meant.module}",
                right=f"a record of {' or '.join(modules)}",
            )
        return meant

    def _choose(self, base: Preferences, choices: Mapping[str, object]) -> Preferences:
        return Preferences(
            extent=choose(Extent, choices.get("extent", base.extent), "extent"),
            duplicates=choose(Duplicates, choices.get("duplicates", base.duplicates), "duplicates"),
            views=self._views_given(base, choices),
            mapping=_pairs_given(choices.get("mapping", base.mapping)),
        )

    def _check_more(self, chosen: Preferences) -> None:
        """Refuse what only this module rules out."""
        return

    def _default_pairs(self, kind: Kind) -> Mapping[str, str]:
        return kind.default_mapping

    def _views_given(self, base: Preferences, choices: Mapping[str, object]) -> Mapping[str, str]:
        given = {self.views[option]: _name(choices[option]) for option in self.views if option in choices}
        return {module: name for module, name in {**base.views, **given}.items() if name is not None}

    def _calls(self) -> Calls:
        return self._context.calls(self._credentials())

    def _check_names(self, choices: Mapping[str, object]) -> None:
        for name in choices:
            if name not in self.options:
                raise UsageError(
                    asked=f"configure {name}",
                    found=f"{self._context.product.name} has no such choice",
                    right=did_you_mean(name, self.options),
                )

    def _check_extent(self, chosen: Preferences) -> None:
        if chosen.extent is Extent.BOTH_WAYS and not self._both_ways():
            raise NotAllowed(
                "this organisation only fetches from the CRM: another one is connected to it already; "
                "choose extent 'fetch' (CON-10)",
                code="NOT_ALLOWED",
            )

    def _check_views(self, calls: Calls, chosen: Preferences, choices: Mapping[str, object]) -> None:
        modules = crm_modules(self.kinds(chosen))
        for option, module in self.views.items():
            name = chosen.views.get(module)
            if name is None:
                continue
            asked = f"{option}={name!r}"
            of = getattr(choices.get(option), "module", module)
            if of != module:
                raise UsageError(asked=asked, found=f"a view of {of}", right=f"a view of {module} (VIW-05)")
            if module not in modules:
                raise UsageError(
                    asked=asked,
                    found=f"the module choice is {chosen.module.value!r}" if chosen.module else "it is not read",
                    right=f"a view of {' or '.join(modules)}",
                )
            offered = [view.name for view in at_once(calls.views(CRM, module))]
            if name not in offered:
                raise UsageError(asked=asked, found=f"{module} has no such view", right=did_you_mean(name, offered))

    def _check_mapping(self, calls: Calls, chosen: Preferences) -> None:
        kinds = self.kinds(chosen)
        crm = {module: at_once(calls.fields(CRM, module)) for module in crm_modules(kinds)}
        finance = {module: at_once(calls.fields(FINANCE, module)) for module in finance_modules(kinds)}
        schemas = [(kind, crm[kind.crm.module], finance[kind.finance.module]) for kind in kinds]
        for source, target in chosen.mapping.items():
            if not target:
                self._check_removal(source, kinds)
            elif not any(source in ours and target in theirs for _, ours, theirs in schemas):
                kind, ours, theirs = schemas[0]
                check_pairs({source: target}, kind.crm.module, ours, kind.finance.module, theirs)
        for kind, ours, theirs in schemas:
            _check_always_mapped(kind, chosen.mapping)
            pairs = self._chosen_pairs(kind, chosen.mapping)
            known = {source: target for source, target in pairs.items() if source in ours and target in theirs}
            check_pairs(known, kind.crm.module, ours, kind.finance.module, theirs)

    @staticmethod
    def _check_removal(source: str, kinds: tuple[Kind, ...]) -> None:
        for kind in kinds:
            if source == kind.crm.name_field:
                raise UsageError(
                    asked=f"take {source} out of the mapping",
                    found=f"it names the {kind.finance.noun}",
                    right="keep the name mapped",
                )

    def _pairs(self, kind: Kind, mapping: Mapping[str, str]) -> Mapping[str, str]:
        chosen = self._chosen_pairs(kind, mapping)
        return {**chosen, **kind.always_mapped} if self._context.product.two_way else chosen

    def _chosen_pairs(self, kind: Kind, mapping: Mapping[str, str]) -> Mapping[str, str]:
        default = self._default_pairs(kind)
        if not mapping:
            return default
        return {source: target for source, target in {**default, **mapping}.items() if target}


def _check_always_mapped(kind: Kind, mapping: Mapping[str, str]) -> None:
    """Refuse to map otherwise what is always mapped. Source: CUS-37."""
    for source, target in mapping.items():
        if source in kind.always_mapped or target in kind.always_mapped.values():
            always = ", ".join([f"{each} to {kind.always_mapped[each]}" for each in kind.always_mapped])
            raise UsageError(
                asked=f"map {source} to {target or 'nothing'}",
                found=f"{kind.crm.module} always map {always}",
                right="leave it out",
            )


def truth(what: str, value: object) -> bool:
    """A choice that is either made or not."""
    if not isinstance(value, bool):
        raise UsageError(asked=f"{what}={value!r}", found="no truth value", right="True or False")
    return value


def _name(view: object) -> str | None:
    """The name of a view given by name or by handle."""
    name = getattr(view, "name", view)
    return None if name is None else str(name)


def _pairs_given(mapping: object) -> Mapping[str, str]:
    if not isinstance(mapping, Mapping) or not all(isinstance(each, str) for each in (*mapping, *mapping.values())):
        raise UsageError(
            asked=f"mapping={mapping!r}", found="no pairs of field names", right="{'CRM_Field': 'finance_field'}"
        )
    return dict(mapping)
