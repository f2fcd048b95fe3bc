"""Modules of a single kind, vendors and items: what can be chosen, and where their records go.

Source: ITM-01, ITM-07, MAP-04, VEN-01, VEN-02, VIW-06.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials
from zsim.ports.records import Record, RecordId
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import CRM, FINANCE, Kind, System
from zsim.sync.model.links import Links, LinkState
from zsim.sync.model.preferences import Extent, Preferences
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.routing import leave_out
from zsim.sync.runs.calls import at_once
from zsim.sync.settings.field_pairs import identified
from zsim.sync.settings.module_settings import MappedModuleSettings


@dataclass(frozen=True, slots=True)
class SingleRoutes:
    """Where the records of one kind go: ahead, unless finance's are to stay there.

    ``recreates`` says that a record kept in finance after its deletion in the CRM is pushed again once it is edited.
    """

    kind: Kind
    extent: Extent
    recreates: bool
    links: Links

    def route(
        self, system: System, record: Record, out_of_view: Callable[[RecordId], bool], last: bool = False
    ) -> Kind | Decision:
        """The kind, or the decision that leaves the record out."""
        if system is CRM or self.links.live(FINANCE, record.ref.id) is not None:
            return self.kind
        if self.extent is Extent.FETCH:
            return leave_out(self.kind, record, "fetch-only")
        if record.fields.get("status") == "inactive":
            return leave_out(self.kind, record, "inactive")
        ended = self.links.tombstone(FINANCE, record.ref.id)
        if ended is not None and ended.state is LinkState.KEPT and not self.recreates:
            return leave_out(self.kind, record, "kept-out")
        return self.kind


class SingleKindSettings(MappedModuleSettings):
    """Knows what may be chosen for the records of one kind; ``nouns`` is what a person calls them."""

    def __init__(
        self,
        context: ConnectionContext,
        credentials: Callable[[], Credentials],
        both_ways: Callable[[], bool],
        kind: Kind,
        nouns: str,
    ) -> None:
        super().__init__(context, credentials, both_ways)
        self._kind = kind
        self._by_itself = kind.secondary_key is not None and context.product.maps_items
        self.nouns = nouns
        self.views = {f"{kind.crm.module.lower().removesuffix('s')}_view": kind.crm.module}

    def kinds(self, preferences: Preferences) -> tuple[Kind, ...]:
        """The one kind."""
        return (self._kind,)

    def router(self, preferences: Preferences) -> SingleRoutes:
        """Where the records go."""
        recreates = self._context.policies.crm_deleted == "recreate"
        return SingleRoutes(self._kind, preferences.extent, recreates, self._context.links)

    def importable(self, preferences: Preferences) -> tuple[str, ...]:
        """The one module."""
        return (self._kind.crm.module,)

    def choose(self, base: Preferences, choices: Mapping[str, object]) -> Preferences:
        """``base`` with the choices made; where the product maps by itself, with all fields that correspond."""
        if self._by_itself and "mapping" in choices:
            raise UsageError(
                asked=f"map fields of {self.nouns}",
                found=f"{self._context.product.name} identifies and maps them by itself (MAP-04)",
                right="leave the mapping out",
            )
        chosen = super().choose(base, choices)
        if not self._by_itself:
            return chosen
        calls = self._calls()
        crm = at_once(calls.fields(CRM, self._kind.crm.module))
        finance = at_once(calls.fields(FINANCE, self._kind.finance.module))
        return replace(chosen, mapping=identified(self._kind.default_mapping, crm, finance))
