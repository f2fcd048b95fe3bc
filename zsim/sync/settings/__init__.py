"""What may be chosen for a module, and what a choice turns into."""

from zsim.sync.settings.customer_routes import CustomerRoutes
from zsim.sync.settings.customer_settings import CustomerSettings

__all__ = [
    "CustomerRoutes",
    "CustomerSettings",
]
