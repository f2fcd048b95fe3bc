"""What an organisation sets for a type of document: its numbers, notes and terms. Source: TXN-05."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """What new documents get unless they say otherwise; they keep it whatever is set later.

    ``due_days`` are the days until an invoice or bill is due where its party has no payment terms; ``None`` is never.
    """

    notes: str = ""
    terms: str = ""
    due_days: int | None = None
