"""Documents of finance that the CRM shows: which transaction modules are enabled, and where their records go."""

from zsim.sync.documents.projection_sync import ProjectionSync
from zsim.sync.documents.relay import Relay
from zsim.sync.documents.showing import Showing
from zsim.sync.documents.transactions import Transactions

__all__ = [
    "ProjectionSync",
    "Relay",
    "Showing",
    "Transactions",
]
