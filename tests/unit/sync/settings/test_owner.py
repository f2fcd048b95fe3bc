"""What a module's sync asks of the connection it belongs to: an integration answers it."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.kernel.errors import UsageError
from zsim.sync.settings.owner import Owner


@pytest.fixture
def owner() -> Owner:
    return World().connect("books")


def test_a_connection_is_known_by_its_organisation_and_what_it_may_do(owner: Owner):
    assert (owner.organisation_key, owner.both_ways, owner.open) == ("books", True, True)
    assert owner.credentials.email


def test_a_command_is_written_down_with_its_number(owner: Owner):
    assert owner.note("pause", {}) + 1 == owner.note("resume", {})


def test_what_needs_an_open_connection_is_refused_while_it_is_not(owner: Owner):
    owner.require_open("pause the sync")
    owner.disable()
    with pytest.raises(UsageError, match="pause the sync: the integration of books is disabled"):
        owner.require_open("pause the sync")
