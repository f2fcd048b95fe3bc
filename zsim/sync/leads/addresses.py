"""Email addresses: when two are one, and which are no person's. Source: LED-16, LED-17, LED-23."""

from __future__ import annotations

from functools import lru_cache

ROLES = frozenset({"info", "administrator", "admin", "careers", "service", "support", "hr"})
"""The local parts that make an address a group's."""

REMEMBERED_MAX = 1 << 17


def folded(address: object) -> str:
    """An address as addresses are compared: blanks around it and letter case do not count, everything else does.

    Source: LED-23.

    >>> folded("  Asha.Rao+news@Example.com ")
    'asha.rao+news@example.com'
    """
    return str(address or "").strip().casefold()


def is_role(address: str) -> bool:
    """Whether the whole local part of a folded address names a role. Source: LED-17.

    >>> is_role("info@acme.example"), is_role("info.us@acme.example"), is_role("information@acme.example")
    (True, False, False)
    """
    return address.rpartition("@")[0] in ROLES


@lru_cache(maxsize=REMEMBERED_MAX)  # the same contacts are read fetch after fetch, and each check takes its time
def is_valid(address: str) -> bool:
    """Whether a trimmed address is well formed; nobody is asked whether it exists. Source: LED-16.

    >>> is_valid("asha@example.com"), is_valid("asha@example"), is_valid("example.com")
    (True, False, False)
    """
    from email_validator import EmailNotValidError, validate_email  # slow to import, and few worlds need it

    try:
        validate_email(address, check_deliverability=False, strict=True, test_environment=True)
    except EmailNotValidError:
        return False
    return True
