"""What an integration has and is not modelled yet, with the nearest thing that is."""

from __future__ import annotations

from zsim.ports.errors import Unmodelled

UNSHOWN = ("bills", "expenses", "payments", "credit_notes")

INTEGRATION: Unmodelled = (
    "an integration",
    {
        **dict.fromkeys(("potentials", "potential_linking"), "transactions, whose documents the CRM shows"),
        **dict.fromkeys(UNSHOWN, "the documents the CRM shows, by transactions.enable('invoices')"),
        "permissions": "world.crm.profiles, and users, the integration users in Books",
        "integration_users": "users, the integration users in Books",
        **dict.fromkeys(("notes", "comments"), "the mapped fields of a record; customers.map(...) adds one"),
        "reports": "history and status of a module; world.runs() for those of all",
    },
)

TRANSACTIONS: Unmodelled = (
    "the transactions of an integration",
    {
        "triggers": "making the document by hand: world.crm.zoho_finance",
        **dict.fromkeys(UNSHOWN, "the documents the CRM shows, by enable('invoices')"),
        "reports": "the history of a module, such as invoices.history",
    },
)

PROJECTION: Unmodelled = (
    "a transaction module of an integration",
    {
        "triggers": "making the document by hand: world.crm.zoho_finance",
        **dict.fromkeys(("permissions", "users"), "world.crm.profiles"),
        **dict.fromkeys(("notes", "comments"), "the notes of a document, which the CRM shows"),
        "reports": "history and status",
    },
)

MODULE: Unmodelled = (
    "the sync of a module",
    {
        **dict.fromkeys(("triggers", "workflows"), "save_and_sync() and the schedule; instant_sync() runs it at once"),
        **dict.fromkeys(UNSHOWN, "the documents the CRM shows, by the integration's transactions.enable('invoices')"),
        **dict.fromkeys(("permissions", "users", "integration_users"), "world.crm.profiles"),
        **dict.fromkeys(("notes", "comments"), "the mapped fields of a record; map(...) adds one"),
        "reports": "history and status",
    },
)
