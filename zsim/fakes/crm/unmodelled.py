"""What the CRM has and is not modelled, with the nearest thing that is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zsim.fakes.store import unmodelled
from zsim.ports.errors import Unmodelled

NEAREST: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("estimates", "sales_orders", "purchase_orders", "credit_notes", "payments"),
            "zoho_finance, and finance's invoices",
        ),
        **dict.fromkeys(("leads", "campaigns"), "contacts; marketinghub.leads for those written to"),
        **dict.fromkeys(("tasks", "cases", "solutions"), "notes, events and calls beside a record"),
        **dict.fromkeys(("triggers", "workflows", "blueprints", "approvals"), "what a person does by hand"),
        "dashboards": "reports",
        "bills": "finance's bills, such as world.books.bills",
        "items": "products, as the CRM calls them",
        "price_books": "the Unit_Price of products",
        "potentials": "deals, as the CRM calls them today",
    }
)
"""What the CRM has and is not modelled, with the nearest thing that is."""

MODULE: Unmodelled = (
    unmodelled.MODULE[0],
    {
        **{name: nearest for name, nearest in unmodelled.MODULE[1].items() if name not in ("mass_update", "layouts")},
        **dict.fromkeys(("update_all", "bulk_update"), "mass_update()"),
        "layouts": "set_layout()",
    },
)
"""The same of a module of the CRM."""
