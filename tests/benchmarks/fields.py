"""Records as the rows use them: accounts with every field filled that comes mapped."""

from __future__ import annotations

from zsim.sync.model import ACCOUNT

MAPPED = tuple(ACCOUNT.default_mapping.items())
"""The pairs of CRM and finance field that come mapped."""


def account_fields(number: int) -> dict[str, str]:
    """The fields of one account; no two accounts share a value."""
    return {name: f"{name} of account {number}" for name, _ in MAPPED}
