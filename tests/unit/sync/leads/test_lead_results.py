"""What one fetch keeps of the contacts, and what it leaves."""

from __future__ import annotations

from zsim.sync.leads.lead_decisions import Ignored, IgnoreReason
from zsim.sync.leads.lead_results import LeadResults, LeadSyncState


def test_the_ignored_are_told_in_the_order_of_the_decisions():
    results = LeadResults()
    late, early = (Ignored(name, "", IgnoreReason.EMPTY) for name in ("Zed", "Ada"))
    results.ignore(9, late)
    results.ignore(2, early)
    assert results.ignored == (early, late)


def test_a_fetch_begins_with_nothing():
    results = LeadResults()
    assert (results.leads, results.fatal, results.deletes_again, results.ignored) == ({}, None, False, ())


def test_a_sync_that_never_fetched_reads_everything():
    assert LeadSyncState() == LeadSyncState(None, None, None, (), ())
