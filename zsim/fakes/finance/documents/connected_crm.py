"""The CRM as a finance organisation knows it: how it looks up what is there beside its documents. Source: POT-01."""

from __future__ import annotations

from zsim.catalogue.quirks import Quirks
from zsim.ports.relay import CrmLookups


class ConnectedCrm:
    """What the organisation has of the CRM: lookups through the integration, once there is one."""

    def __init__(self, quirks: Quirks) -> None:
        self.quirks = quirks
        self.lookups: CrmLookups | None = None

    def serve(self, lookups: CrmLookups) -> None:
        """Look things up by these from now on."""
        self.lookups = lookups
