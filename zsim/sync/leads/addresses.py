"""Addresses that are no person's. Source: LED-17."""

from __future__ import annotations

ROLES = frozenset({"info", "administrator", "admin", "careers", "service", "support", "hr"})
"""The local parts that make an address a group's."""


def is_role(address: str) -> bool:
    """Whether the whole local part of a folded address names a role. Source: LED-17.

    >>> is_role("info@acme.example"), is_role("info.us@acme.example"), is_role("information@acme.example")
    (True, False, False)
    """
    return address.rpartition("@")[0] in ROLES
