"""Addresses that are no person's."""

from __future__ import annotations

import pytest

from zsim.sync.leads.addresses import ROLES, is_role


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_local_part_that_names_a_role_is_a_groups(role: str):
    assert is_role(f"{role}@acme.example")


@pytest.mark.parametrize(
    "address", ["info.us@acme.example", "information@acme.example", "ada@info.example", "info", ""]
)
def test_the_whole_local_part_counts_and_nothing_else(address: str):
    assert not is_role(address)


def test_of_several_signs_the_last_parts_the_address():
    assert not is_role("info@x@acme.example")
