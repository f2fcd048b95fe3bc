"""What a run leaves for the next."""

from __future__ import annotations

from zsim.sync.runs.sync_state import SyncState


def test_a_sync_that_never_ran_reads_everything():
    assert SyncState() == SyncState(None, (), ())
