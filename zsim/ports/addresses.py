"""Email addresses: whether a text is one. When two are the same tells ``folding``.

Most addresses are plain letters and digits around an @, so only their domain is looked at closely, and each domain
once; whatever is less plain is checked as a whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

ADDRESS_LENGTH_MAX = 254
LOCAL_LENGTH_MAX = 64
PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")
DOMAINS_KNOWN_MAX = 4096
ADDRESSES_KNOWN_MAX = 1024


@lru_cache(ADDRESSES_KNOWN_MAX)
def is_address(text: str) -> bool:
    """Whether the text has the form of an address; nobody is asked whether it exists. Source: LED-16.

    Whoever sends an address looks at it, and soon whoever gets it: a first fetch of leads takes a twentieth less where
    the last ones are remembered.
    """
    local, _, domain = text.rpartition("@")
    if len(text) <= ADDRESS_LENGTH_MAX and len(local) <= LOCAL_LENGTH_MAX and PLAIN_LOCAL.fullmatch(local):
        return _is_domain(domain) if domain.isascii() else _is_address(text)
    return _is_address(text)


@lru_cache(DOMAINS_KNOWN_MAX)
def _is_domain(domain: str) -> bool:
    return _is_address(f"a@{domain}")


def _is_address(text: str) -> bool:
    from email_validator import EmailNotValidError, validate_email  # slow to import, and few worlds need it

    try:
        validate_email(text, check_deliverability=False, strict=True, test_environment=True)
    except EmailNotValidError:
        return False
    return True
