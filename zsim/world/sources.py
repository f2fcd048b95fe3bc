"""The sources whose contacts MarketingHub's sync services bring as leads."""

from __future__ import annotations

from collections.abc import Callable

from zsim.catalogue import Policies, Quirks
from zsim.catalogue.suggest import as_spelled
from zsim.fakes.finance import Finance
from zsim.fakes.marketinghub import MarketingHub
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.ports.app import Credentials, Ports
from zsim.ports.refusals import tells_refusals
from zsim.sync import EngineState, RunQueue
from zsim.sync.leads import LeadFunctions, SourceContext, SyncServices
from zsim.world.organisations import HUB
from zsim.world.timing import WorldTiming
from zsim.world.wrapping import WrappedGate

SOURCES = ("invoice", "books")
"""The products that leads come from. Source: LED-01, LED-34."""
USER = "Administrator"


@tells_refusals("connect", "_journal")
class Sources:
    """The sync services of one world, by the key of their source; ``hub`` makes MarketingHub if need be.

    All that is called goes through ``ports``.
    """

    def __init__(
        self,
        hub: Callable[[], MarketingHub],
        ports: Ports,
        journal: Journal,
        policies: Policies,
        quirks: Quirks,
        functions: LeadFunctions,
        state: EngineState,
        timing: WorldTiming,
        finance: Callable[[str], Finance],
    ) -> None:
        self._hub = hub
        self._ports = ports
        self._journal = journal
        self._shared = (journal, policies, quirks)
        self._functions = functions
        self._state = state
        self._timing = timing
        self._finance = finance
        self._connected = state.table("services", as_made=True)
        self._queue = functions.stand_ins.of(RunQueue)("leads", timing, journal, state)
        self.services: dict[str, SyncServices] = {}

    def connect(self, finance: Finance, email: str | None, key: str | None) -> SyncServices:
        """Enter an organisation's account in MarketingHub."""
        if finance.product.key not in SOURCES:
            found = "it is no source"
            raise UsageError(asked=f"sync leads from {finance.key}", found=found, right=f"one of {', '.join(SOURCES)}")
        if finance.key in self.services:
            raise UsageError(
                asked=f"connect MarketingHub with {finance.key}",
                found="it is connected",
                right=f"world.sync_services({finance.key!r}), or their update_account()",
            )
        if key is None:
            key = finance.zsc_key or finance.generate_zsc_key()
        credentials = Credentials(finance.email if email is None else email, key)
        services = self._functions.stand_ins.of(SyncServices).connect(
            finance.key, self._context(finance), self._timing, credentials, USER
        )
        self.services[finance.key] = services
        return services

    def __getitem__(self, source: str) -> SyncServices:
        """The sync services of a source; one never connected raises ``UsageError``."""
        source = as_spelled(source, self.services)
        if source not in self.services:
            raise UsageError(
                asked=f"the sync services of {source}",
                found=f"connected with MarketingHub: {', '.join(self.services) or 'nothing'}",
                right=f"connect it first: world.connect_marketinghub({source!r})",
            )
        return self.services[source]

    @property
    def queues(self) -> tuple[RunQueue, ...]:
        """The one queue of all fetches. Source: LED-30."""
        return (self._queue,)

    def load(self) -> None:
        """Make the sync services whose state was loaded."""
        for key in self._connected:
            context = self._context(self._finance(key))
            self.services[key] = self._functions.stand_ins.of(SyncServices)(key, context, self._timing)

    def _context(self, finance: Finance) -> SourceContext:
        journal, policies, quirks = self._shared
        gate = WrappedGate(finance.gate.open, finance.key, self._ports)
        hub = self._ports.wrap(HUB, self._hub().port())
        watch_keys = finance.gate.watch_keys
        return SourceContext(
            gate, watch_keys, hub, journal, policies, quirks, self._state, self._queue, self._functions
        )
