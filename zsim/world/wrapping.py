"""A gate with the ports around what it opens, so that no call of the engine passes them by."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from zsim.ports.app import App, Credentials, Ports


class WrappedGate:
    """The gate of the organisation of the key ``app``, which ``opening`` opens; its calls go through the ports."""

    def __init__(self, opening: Callable[[str, Credentials], App], app: str, ports: Ports) -> None:
        self._opening = opening
        self._app = app
        self._ports = ports

    def open(self, product: str, credentials: Credentials) -> App:
        """Open the app for a product."""
        return self._ports.open(self._app, partial(self._opening, product, credentials))

    def look(self, product: str, credentials: Credentials) -> App:
        """Open it past the ports, for a look that is no call."""
        return self._opening(product, credentials)
