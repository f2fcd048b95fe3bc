"""The sync of one transaction module: when it runs, what a pause stops, and what is remembered of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.sync.documents.stages import Stage, invoice
from zsim.ports.errors import InvalidCredentials, NotModelled
from zsim.sync.documents.projection_sync import ProjectionRow, ProjectionSync
from zsim.sync.runs.run_history import Run


class Shelf(Stage):
    """A module of invoices that is enabled and was read once; finance holds one."""

    def __init__(self, *, begun: bool = True) -> None:
        super().__init__(invoice())
        self.sync = self.again()
        if begun:
            self.sync.switch(enabled=True)
            self.sync.start(0)
            self.timing.settle()

    def again(self) -> ProjectionSync:
        """That of a process over the same state."""
        return ProjectionSync("invoices", self.owner, self.connection.context, self.timing)

    def another(self) -> None:
        """Finance makes one more, and says so."""
        more = invoice(83)._replace(modified_ms=self.timing.now_ms)
        self.finance.records[more.ref] = more
        self.sync.notice(0)

    @property
    def runs(self) -> list[Run]:
        """The runs, once all is done."""
        self.timing.settle()
        return list(self.sync.history)


def test_it_says_what_it_shows_and_where():
    sync = Shelf().sync
    assert (sync.name, sync.shown_in) == ("invoices", "Finance_Invoices")
    assert (sync.preferences, sync.preferences_in(1), sync.next_slot) == (None, None, None)
    assert repr(sync).startswith("<the CRM's list of invoices: ")


def test_before_it_is_enabled_nothing_that_finance_says_starts_a_run():
    shelf = Shelf(begun=False)
    assert (shelf.sync.enabled, shelf.sync.paused) == (False, False)
    shelf.another()
    assert shelf.runs == []


def test_the_first_run_reads_everything_and_a_notice_reads_on():
    shelf = Shelf()
    shelf.finance.records[invoice().ref] = invoice(status="sent")
    shelf.timing.now_ms += 3_600_000
    shelf.another()
    assert [run.trigger.value for run in shelf.runs] == ["initial", "notified"]
    assert [(each["invoice_number"], each["status"]) for each in shelf.listed()] == [
        ("INV-81", "draft"),
        ("INV-83", "draft"),
    ]


def test_started_once_more_it_reads_everything_again():
    shelf = Shelf()
    shelf.timing.now_ms += 3_600_000
    shelf.finance.records[invoice().ref] = invoice(status="sent")
    shelf.sync.start(7)
    assert [run.trigger.value for run in shelf.runs] == ["initial", "instant"]
    assert [each["status"] for each in shelf.listed()] == ["sent"]


def test_paused_it_neither_starts_nor_hears_and_resumed_it_catches_up():
    shelf = Shelf()
    shelf.sync.pause()
    shelf.another()
    shelf.sync.start(7)
    assert (len(shelf.runs), shelf.sync.paused, shelf.numbers()) == (1, True, ["INV-81"])
    shelf.sync.resume()
    assert ([run.trigger.value for run in shelf.runs][1:], shelf.numbers()) == (["notified"], ["INV-81", "INV-83"])
    assert not shelf.sync.paused


def test_a_pause_and_a_resume_are_commands_that_name_the_module():
    shelf = Shelf()
    shelf.sync.pause()
    shelf.sync.resume()
    assert [each.subject for each in shelf.connection.journal if each.kind == "command"] == ["pause", "resume"]
    assert shelf.noted == [("pause", {"module": "invoices"}), ("resume", {"module": "invoices"})]


def test_a_pause_ends_a_run_under_way_before_its_next_call():
    shelf = Shelf()
    shelf.another()
    shelf.sync.pause()
    assert [(run.grade, run.reason) for run in shelf.runs][1:] == [("failed", "paused")]


@pytest.mark.parametrize(("end", "reason"), [("stop", "disabled"), ("close", "the integration was deleted")])
def test_it_can_be_ended_from_outside(end: str, reason: str):
    shelf = Shelf()
    shelf.another()
    if end == "stop":
        shelf.sync.stop("disabled")
    else:
        shelf.sync.close()
    assert [run.reason for run in shelf.runs][1:] == [reason]


def test_a_closed_connection_hears_nothing():
    shelf = Shelf()
    shelf.owner.open = False
    shelf.another()
    assert len(shelf.runs) == 1


def test_a_dead_key_fails_the_run_and_two_hours_later_one_reads_what_it_missed():
    shelf = Shelf()
    shelf.connection.refusals = [InvalidCredentials("invalid key", code="INVALID_TOKEN")]
    shelf.another()
    (_, failed, made_good) = shelf.runs
    assert (failed.grade, made_good.grade, made_good.trigger.value) == ("failed", "done", "scheduled")
    assert made_good.started - failed.ended == timedelta(hours=2)
    assert (shelf.numbers(), shelf.sync.next_slot) == (["INV-81", "INV-83"], None)


def test_while_it_is_paused_nothing_that_failed_is_made_good():
    shelf = Shelf()
    shelf.connection.refusals = [InvalidCredentials("invalid key", code="INVALID_TOKEN")]
    shelf.another()
    while len(shelf.sync.history) < 2:
        shelf.timing.step()
    shelf.sync.pause()
    assert [run.grade.value for run in shelf.runs] == ["done", "failed"]
    shelf.sync.resume()
    assert [run.grade.value for run in shelf.runs] == ["done", "failed", "done"]


@pytest.mark.parametrize("change", ["enable", "pause"])
def test_what_was_switched_is_known_to_the_next_process_at_once(change: str):
    shelf = Shelf(begun=False)
    if change == "enable":
        shelf.sync.switch(enabled=True)
    else:
        shelf.sync.pause()
    shelf.connection.state.roll_back()
    again = shelf.again()
    assert ProjectionRow(again.enabled, again.paused) == ProjectionRow(change == "enable", change == "pause")


def test_what_is_switched_off_stays_paused():
    shelf = Shelf()
    shelf.sync.pause()
    shelf.sync.switch(enabled=False)
    assert (shelf.sync.enabled, shelf.sync.paused) == (False, True)


def test_what_is_not_modelled_says_so():
    with pytest.raises(NotModelled, match="by hand"):
        _ = Shelf().sync.triggers
