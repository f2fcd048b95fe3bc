"""Email addresses: what is one."""

from __future__ import annotations

import itertools

import pytest
from email_validator import EmailNotValidError, validate_email

from zsim.ports.addresses import is_address

LOCALS = (
    "ann",
    "Ann.Lee",
    "a+b",
    "a..b",
    ".a",
    "a.",
    "",
    "a b",
    "a/b",
    "änn",
    "info",
    "a@b",
    '"a"',
    "x" * 64,
    "x" * 65,
    "a\n",
)
DOMAINS = (
    "example.com",
    "EXAMPLE.com",
    "sub.example.co.in",
    "aol",
    "acme..com",
    ".acme.com",
    "acme.com.",
    "-acme.com",
    "ac_me.com",
    "acme.test",
    "acme.invalid",
    "localhost",
    "[127.0.0.1]",
    "münchen.de",
    "",
    "x" * 63 + ".com",
    "x" * 64 + ".com",
    ".".join(["x" * 47] * 4) + ".com",
    "acme.com ",
)


@pytest.mark.parametrize("text", ["admin@crm.example", "rita.ray+crm@sub.acme.com", "ann@acme.test"])
def test_a_well_formed_address_is_one(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "rita", "rita@", "@acme.com", "rita at acme.com", "rita@acme..com", "jane@aol", "johngmail.com", " a@b.com"],
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(("local", "domain"), list(itertools.product(LOCALS, DOMAINS)))
def test_looking_at_the_domain_alone_decides_as_looking_at_the_whole(local: str, domain: str) -> None:
    address = f"{local}@{domain}"
    assert is_address(address) == is_valid(address)


def is_valid(address: str) -> bool:
    """What the library says of the whole address."""
    try:
        validate_email(address, check_deliverability=False, strict=True, test_environment=True)
    except EmailNotValidError:
        return False
    return True
