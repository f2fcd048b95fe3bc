"""Whom a finance organisation asks for what the CRM has beside its documents. Source: POT-01."""

from __future__ import annotations

from zsim.catalogue.quirks import Quirks
from zsim.ports.relay import DealSource


class CrmDesk:
    """The integration as the organisation knows it, once there is one."""

    def __init__(self, quirks: Quirks) -> None:
        self.quirks = quirks
        self.source: DealSource | None = None

    def serve(self, source: DealSource) -> None:
        """Ask this source from now on."""
        self.source = source
