"""Which statuses a person can give a document, as the catalogue's life cycles have it."""

from __future__ import annotations

from collections.abc import Mapping

MOVES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "estimates": {
        "draft": ("accepted", "declined"),
        "sent": ("accepted", "declined"),
        "accepted": ("declined",),
        "declined": ("accepted",),
    },
    "invoices": {"draft": ("void",), "sent": ("void",), "overdue": ("void",)},
}


def may_move(module: str, status: str, to: str) -> bool:
    """Whether a document of that status may be given another by hand."""
    return to in MOVES[module].get(status, ())
