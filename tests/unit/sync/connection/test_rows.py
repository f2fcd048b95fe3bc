"""What of a connection and its modules is kept, before anything was done."""

from __future__ import annotations

from zsim.sync.connection.rows import NEVER, IntegrationState, ModuleRow


def test_a_connection_that_was_never_made_stands_as_deleted_and_opens_nothing():
    assert (NEVER.state, NEVER.both_ways, NEVER.leaving) == (IntegrationState.DELETED, False, None)
    assert (NEVER.credentials.email, NEVER.credentials.key) == ("", None)


def test_a_module_begins_with_nothing_chosen_and_not_paused():
    assert ModuleRow() == ModuleRow(draft=None, saved=None, paused=False, mapped_ms=0, begun=False)
