"""The gates with the ports around what they open, so that no call of the engine passes them by."""

from __future__ import annotations

from collections.abc import Callable

from zsim.ports.app import App, Cancellable, Credentials, Gate, Ports, Shared
from zsim.sync.leads import SourceGate


class WrappedGate:
    """The CRM's gate; what is opened there goes through the ports."""

    def __init__(self, gate: Gate, app: str, ports: Ports) -> None:
        self._gate = gate
        self._app = app
        self._ports = ports

    def open(self, product: str, credentials: Credentials) -> App:
        """Open the CRM for a product."""
        return self._ports.wrap(self._app, self._gate.open(product, credentials))

    def register(self, shared: Shared) -> bool:
        """Note a finance organisation as connected."""
        return self._gate.register(shared)

    def suspend(self, organisation_key: str) -> None:
        """Note that a connected organisation is disabled."""
        self._gate.suspend(organisation_key)

    def show_transactions(self, organisation_key: str, modules: tuple[str, ...]) -> None:
        """Show these transaction modules of an organisation inside the CRM."""
        self._gate.show_transactions(organisation_key, modules)

    def unregister(self, organisation_key: str) -> None:
        """Forget a connected organisation."""
        self._gate.unregister(organisation_key)


class WrappedSource:
    """The gate of a source of leads; what is opened there goes through the ports."""

    def __init__(self, gate: SourceGate, app: str, ports: Ports) -> None:
        self._gate = gate
        self._app = app
        self._ports = ports

    def open(self, credentials: Credentials) -> App:
        """Open the source."""
        return self._ports.wrap(self._app, self._gate.open(credentials))

    def watch_keys(self, notify: Callable[[], None]) -> Cancellable:
        """Call ``notify`` after what opens the source changed."""
        return self._gate.watch_keys(notify)
