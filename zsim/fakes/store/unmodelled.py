"""What a module of an app has and is not modelled yet, with the nearest thing that is."""

from __future__ import annotations

from zsim.ports.errors import Unmodelled

MODULE: Unmodelled = (
    "a module",
    {
        **dict.fromkeys(("notes", "comments", "tags", "attachments"), "the fields of a record; add_field() adds one"),
        **dict.fromkeys(("mass_update", "bulk_update"), "update_all()"),
        **dict.fromkeys(("triggers", "workflows", "approvals"), "what a person does by hand"),
        **dict.fromkeys(("reports", "export_csv"), "print() of the module, and all()"),
        "layouts": "set_layout() of the CRM's modules",
    },
)
