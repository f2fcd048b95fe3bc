"""What a sync of leads tells of its fetches."""

from __future__ import annotations

from tests.unit.sync.runs.samples import run_of
from zsim.sync import Grade
from zsim.sync.leads import Fetch, LeadState, StateChanged
from zsim.sync.leads.lead_decisions import Ignored, IgnoreReason

IGNORED = (
    Ignored("Ada", "", IgnoreReason.EMPTY),
    Ignored("Info", "info@x.example", IgnoreReason.ROLE),
    Ignored("Bob", "", IgnoreReason.EMPTY),
)
COUNTS = {"created": 1, "readded": 2, "duplicate": 4, "deleted": 8, "ignored": 3, "unchanged": 9, "failed": 1}
FETCH = Fetch(run_of(3, Grade.PARTIAL, counts=COUNTS), IGNORED, 500, "UTC")


def test_the_total_is_of_those_who_arrived_or_were_ignored():
    assert FETCH.counts == {"total": 10, "new": 1, "readded": 2, "duplicate": 4, "ignored": 3, "deleted": 8}


def test_a_fetch_is_its_run():
    run = FETCH.run
    assert (FETCH.number, FETCH.trigger, FETCH.grade, FETCH.reason) == (3, run.trigger, Grade.PARTIAL, None)
    assert (FETCH.started_ms, FETCH.ended_ms, FETCH.due_ms) == (1000, 2000, 500)


def test_the_ignored_are_told_by_reason_in_the_order_of_the_checks():
    assert list(FETCH.ignored_by.items()) == [("empty address", 2), ("role address", 1)]


def test_a_fetch_in_words():
    assert str(FETCH) == "fetch 3: 10 total, 1 new, 2 re-added, 4 duplicate, 3 ignored, 8 deleted"
    failed = Fetch(run_of(4, Grade.FAILED, reason="paused"), (), 0, "UTC")
    assert str(failed) == "fetch 4: failed (paused)"


def test_a_change_of_state_in_words():
    told = StateChanged("News", LeadState.INACTIVE, "it was deactivated").sentence
    assert told == "the sync 'News' is inactive now: it was deactivated"
