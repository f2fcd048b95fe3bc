"""What an integration has and is not modelled yet, with the nearest thing that is."""

from __future__ import annotations

from zsim.ports.errors import Unmodelled

DOCUMENTS = ("quotes", "estimates", "sales_orders", "purchase_orders", "bills", "credit_notes", "payments")

INTEGRATION: Unmodelled = (
    "an integration",
    {
        **dict.fromkeys(("potentials", "potential_linking"), "transactions, whose invoices reach the CRM"),
        **dict.fromkeys(DOCUMENTS, "transactions.enable('invoices')"),
        **dict.fromkeys(
            ("permissions", "users", "integration_users"), "world.crm.profiles, the rights of the connecting user"
        ),
        **dict.fromkeys(("notes", "comments"), "the mapped fields of a record; customers.map(...) adds one"),
        "reports": "history and status of a module; world.runs() for those of all",
    },
)

TRANSACTIONS: Unmodelled = (
    "the transactions of an integration",
    {
        **dict.fromkeys(DOCUMENTS, "invoices, once enable('invoices') was called"),
        "triggers": "enable('invoices'), by which an invoice made in either app appears in the other",
        "reports": "invoices.history",
    },
)

MODULE: Unmodelled = (
    "the sync of a module",
    {
        **dict.fromkeys(("triggers", "workflows"), "save_and_sync() and the schedule; instant_sync() runs it at once"),
        **dict.fromkeys(DOCUMENTS, "the integration's transactions.enable('invoices')"),
        **dict.fromkeys(("permissions", "users", "integration_users"), "world.crm.profiles"),
        **dict.fromkeys(("notes", "comments"), "the mapped fields of a record; map(...) adds one"),
        "reports": "history and status",
    },
)
