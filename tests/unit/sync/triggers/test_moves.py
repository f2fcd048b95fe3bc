"""Which statuses a person can give a document."""

from __future__ import annotations

import pytest

from zsim.sync.triggers.moves import may_move


@pytest.mark.parametrize(
    ("module", "status", "to", "may"),
    [
        ("invoices", "draft", "void", True),
        ("invoices", "partially_paid", "void", False),
        ("estimates", "declined", "accepted", True),
        ("estimates", "expired", "accepted", False),
    ],
)
def test_it_is_as_the_life_cycle_has_it(module: str, status: str, to: str, may: bool):
    assert may_move(module, status, to) is may
