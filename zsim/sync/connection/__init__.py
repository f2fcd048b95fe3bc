"""What a person holds of a connection: the integration, the sync of each module, and the search of the CRM."""

from zsim.sync.connection.choosing import CustomerSync

__all__ = [
    "CustomerSync",
]
