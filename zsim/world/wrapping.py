"""A gate with the ports around what it opens, so that no call of the engine passes them by."""

from __future__ import annotations

from zsim.ports.app import App, Credentials, Gate, Ports


class WrappedGate:
    """The gate of the organisation of the key ``app``; what is opened there goes through the ports."""

    def __init__(self, gate: Gate, app: str, ports: Ports) -> None:
        self._gate = gate
        self._app = app
        self._ports = ports

    def open(self, product: str, credentials: Credentials) -> App:
        """Open the app for a product."""
        return self._ports.wrap(self._app, self._gate.open(product, credentials))
