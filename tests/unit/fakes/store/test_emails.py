from __future__ import annotations

import pytest

from zsim.fakes.store.emails import is_email


@pytest.mark.parametrize("text", ["admin@crm.example", "rita.ray+crm@sub.acme.com"])
def test_a_well_formed_address_is_one(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize("text", ["", "rita", "rita@", "@acme.com", "rita at acme.com", "rita@acme..com"])
def test_anything_else_is_none(text: str) -> None:
    assert not is_email(text)
