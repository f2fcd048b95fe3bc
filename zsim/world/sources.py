"""The sources whose contacts MarketingHub's sync services bring as leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from zsim.catalogue import Policies, Quirks
from zsim.fakes.finance import Finance
from zsim.fakes.marketinghub import MarketingHub
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.ports.app import Credentials, Ports, Timing
from zsim.sync.leads import FetchLine, LeadFunctions, SourceContext, SyncServices
from zsim.world.organisations import HUB
from zsim.world.wrapping import WrappedSource

SOURCES = ("invoice",)
USER = "Administrator"


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
    ) -> None:
        self._hub = hub
        self._ports = ports
        self._shared = (journal, policies, quirks)
        self._functions = functions
        self._line = FetchLine()
        self._names: dict[str, str] = {}
        self.services: dict[str, SyncServices] = {}

    def connect(self, finance: Finance, timing: Timing, email: str | None, key: str | None) -> SyncServices:
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
        services = SyncServices.connect(finance.key, self._context(finance), timing, credentials, USER)
        self.services[finance.key] = services
        return services

    def __getitem__(self, source: str) -> SyncServices:
        """The sync services of a source; one never connected raises ``UsageError``."""
        if source not in self.services:
            raise UsageError(
                asked=f"the sync services of {source}",
                found=f"connected with MarketingHub: {', '.join(self.services) or 'nothing'}",
                right=f"connect it first: world.connect_marketinghub({source!r})",
            )
        return self.services[source]

    def export(self) -> list[dict[str, Any]]:
        """The state, fit for JSON."""
        return [each.export() for each in self.services.values()]

    def load(self, data: Iterable[Mapping[str, Any]], finance: Callable[[str], Finance], timing: Timing) -> None:
        """Take over what ``export`` gave."""
        for each in data:
            source, credentials = finance(each["source"]), Credentials(*each["credentials"])
            services = SyncServices(source.key, self._context(source), timing, credentials, each["user"])
            self.services[source.key] = services.load(each)

    def _context(self, finance: Finance) -> SourceContext:
        journal, policies, quirks = self._shared
        gate = WrappedSource(finance.gate, finance.key, self._ports)
        hub = self._ports.wrap(HUB, self._hub().port())
        return SourceContext(gate, hub, journal, policies, quirks, self._functions, self._names, self._line)
