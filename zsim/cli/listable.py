"""What ``zsim list`` can be asked for."""

from __future__ import annotations

from enum import StrEnum


class Listable(StrEnum):
    """What can be listed."""

    SCENARIOS = "scenarios"
    BEHAVIOURS = "behaviours"
    DOCUMENTS = "documents"
    MOVES = "moves"
    PRODUCTS = "products"
    POLICIES = "policies"
    QUIRKS = "quirks"
    FAULTS = "faults"
    INVARIANTS = "invariants"
    COMPLAINTS = "complaints"
    TAGS = "tags"
    FIELDS = "fields"
    OUTCOMES = "outcomes"
    SITUATIONS = "situations"
    WORDS = "words"
