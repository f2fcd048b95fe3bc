"""The fetches of one sync: when they begin, and what state they put it in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sync.leads.samples import OTHER_LIST, choices, contact
from tests.unit.sync.leads.stages import CREDENTIALS, NOW_MS, LeadStage
from tests.unit.sync.stages import told
from zsim.ports.app import Credentials
from zsim.ports.errors import InvalidCredentials, NotAllowed
from zsim.sync import EngineState, Grade, Trigger
from zsim.sync.leads import LeadChoices, LeadState
from zsim.sync.leads.choices import Frequency
from zsim.sync.leads.lead_runs import LeadRow, LeadRuns

DRAFT, ACTIVE, INACTIVE, COMPLETED = LeadState
NINE_MS = 9 * 3_600_000
DAY_MS = 86_400_000
NOT_NOW = NotAllowed("not now", code="4")
DAILY = choices()
ONCE = replace(DAILY, timetable=replace(DAILY.timetable, frequency=Frequency.ONCE))


class Stage(LeadStage):
    """A sync from a source with one contact; it is the account, too, and ``died`` is how often the key did."""

    def __init__(self, chosen: LeadChoices = DAILY, state: EngineState | None = None, **setting) -> None:
        super().__init__(contact(31, "ada@x.example"), state=state, **setting)
        self.died = 0
        row = self.state.cell("lead syncs", chosen.description, LeadRow("invoice", chosen))
        self.runs = LeadRuns(row, self, self.context, self.timing)

    @property
    def credentials(self) -> Credentials:
        return CREDENTIALS

    def key_died(self) -> None:
        self.died += 1
        self.runs.deactivate("the key died", 0)

    def until(self, at_ms: int) -> Stage:
        """Let everything happen that falls due up to then."""
        while any(each.pending and each.at_ms <= at_ms for each in self.timing.alarms):
            self.timing.step()
        self.timing.now_ms = max(self.timing.now_ms, at_ms)
        return self

    def initiated(self) -> Stage:
        self.runs.initiate(0)
        return self.until(NOW_MS)

    @property
    def triggers(self) -> list[Trigger]:
        return [each.trigger for each in self.runs.history]

    @property
    def states(self) -> list[tuple[LeadState, str]]:
        return [(each.detail.state, each.detail.why) for each in told(self.journal, "state")]


def test_a_draft_fetches_nothing():
    stage = Stage().until(3 * DAY_MS)
    assert (stage.runs.state, stage.triggers, stage.runs.next_slot_ms) == (DRAFT, [], None)


def test_an_initiated_sync_fetches_now_and_then_keeps_its_slots():
    stage = Stage().initiated()
    assert (stage.runs.state, stage.triggers, stage.runs.next_slot_ms) == (ACTIVE, [Trigger.INITIAL], NINE_MS)
    stage.until(NINE_MS + DAY_MS)
    assert stage.triggers == [Trigger.INITIAL, Trigger.SCHEDULED, Trigger.SCHEDULED]


def test_a_first_fetch_that_waits_comes_at_the_slot():
    stage = Stage(policies={"first_fetch": "scheduled"}).initiated()
    assert stage.triggers == []
    assert stage.until(NINE_MS).triggers == [Trigger.SCHEDULED]


def test_what_fetches_once_is_completed_by_that():
    stage = Stage(ONCE).initiated()
    assert (stage.runs.state, stage.runs.next_slot_ms) == (COMPLETED, None)
    assert stage.states[-1] == (COMPLETED, "it has fetched")
    assert stage.until(3 * DAY_MS).triggers == [Trigger.INITIAL]


def test_what_fetches_once_and_waits_comes_at_the_slot_and_only_then():
    stage = Stage(ONCE, policies={"first_fetch": "scheduled"}).initiated()
    assert (stage.triggers, stage.runs.next_slot_ms) == ([], NINE_MS)
    stage.until(3 * DAY_MS)
    assert ([each.started_ms for each in stage.runs.history], stage.triggers) == ([NINE_MS], [Trigger.INITIAL])


def test_what_fetches_once_and_fails_is_inactive_and_fetches_when_it_is_activated():
    stage = Stage(ONCE)
    stage.source.refusals = [NOT_NOW]
    stage.initiated()
    assert (stage.runs.state, stage.states[-1]) == (INACTIVE, (INACTIVE, "its fetch failed"))
    stage.runs.activate(0)
    assert stage.until(NOW_MS).runs.state is COMPLETED


def test_an_activated_sync_of_several_fetches_comes_at_its_next_slot():
    stage = Stage().initiated()
    stage.runs.deactivate("it was deactivated", 0)
    stage.until(NINE_MS + DAY_MS)
    assert stage.triggers == [Trigger.INITIAL]
    stage.runs.activate(0)
    assert stage.until(NINE_MS + 2 * DAY_MS).triggers == [Trigger.INITIAL, Trigger.SCHEDULED]


def test_deactivating_ends_a_fetch_under_way_and_tells_why():
    stage = Stage()
    stage.runs.initiate(0)
    stage.runs.deactivate("it was deactivated", 0)
    (fetch,) = stage.runs.history
    assert (fetch.grade, fetch.reason, stage.runs.last_retrieval_ms) == (Grade.FAILED, "it was deactivated", None)
    assert stage.states == [(ACTIVE, "it was initiated"), (INACTIVE, "it was deactivated")]


def test_deactivating_what_is_not_active_changes_nothing():
    stage = Stage()
    stage.runs.deactivate("it was deactivated", 0)
    assert (stage.runs.state, stage.states) == (DRAFT, [])


def test_a_key_that_is_refused_is_told_to_the_account():
    stage = Stage()
    stage.gate_refusals = [InvalidCredentials("stale", code="14")]
    stage.initiated()
    assert (stage.died, stage.runs.state) == (1, INACTIVE)


def test_a_list_that_is_gone_turns_the_sync_inactive():
    stage = Stage(replace(DAILY, list_id=OTHER_LIST)).initiated()
    assert stage.states[-1] == (INACTIVE, "its mailing list was deleted (LED-31)")
    assert stage.died == 0


def test_a_fetch_is_history_with_who_was_ignored_and_when_it_fell_due():
    stage = Stage()
    nobody = contact(32, None)
    stage.source.records[nobody.ref] = nobody
    (fetch,) = stage.initiated().runs.history
    assert [each.name for each in fetch.ignored] == ["Contact 32"]
    assert (fetch.due_ms, fetch.zone) == (NOW_MS, "UTC")


def test_the_last_retrieval_is_that_of_a_fetch_that_did_not_fail():
    stage = Stage().initiated()
    stage.source.refusals = [NOT_NOW]
    stage.until(NINE_MS)
    assert (stage.runs.history[-1].grade, stage.runs.last_retrieval_ms) == (Grade.FAILED, NOW_MS)


def test_a_fetch_goes_by_the_choices_it_began_with():
    stage = Stage()
    stage.runs.initiate(0)
    stage.runs.choose(replace(DAILY, mapping={"email": "email", "phone": "phone"}))
    assert stage.runs.choices_in(1) == DAILY
    assert stage.runs.choices_in(9) == stage.runs.choices


def test_another_time_is_waited_for_once_it_is_rescheduled():
    stage = Stage().initiated()
    stage.runs.choose(replace(DAILY, timetable=replace(DAILY.timetable, frequency=Frequency.ONCE)))
    stage.runs.reschedule()
    assert (stage.runs.next_slot_ms, stage.runs.alarm.armed) == (None, None)
    assert stage.runs.has_done_with(stage.runs.choices.timetable)


def test_what_recurs_or_never_fetched_is_not_done():
    assert not Stage().initiated().runs.has_done_with(DAILY.timetable)
    assert not Stage(ONCE).runs.has_done_with(ONCE.timetable)


def interrupted(chosen: LeadChoices = DAILY) -> Stage:
    """A process that takes over after another stopped in its first fetch."""
    stage = Stage(chosen)
    stage.runs.initiate(0)
    stage.timing.step()
    anew = Stage(chosen, stage.state)
    anew.timing.now_ms = NOW_MS + 5000
    anew.queue.recover()
    anew.runs.restart()
    return anew


@pytest.mark.parametrize("chosen", [DAILY, ONCE], ids=["daily", "once"])
def test_a_fetch_that_was_interrupted_leaves_the_sync_active_and_is_done_again(chosen: LeadChoices):
    stage = interrupted(chosen)
    (fetch,) = stage.runs.history
    assert (fetch.grade, fetch.reason, fetch.due_ms) == (Grade.FAILED, "the engine was stopped", NOW_MS)
    assert stage.runs.state is ACTIVE
    stage.queue.go_on()
    stage.until(NOW_MS + 5000)
    assert [each.grade for each in stage.runs.history] == [Grade.FAILED, Grade.DONE]
    assert (stage.runs.history[-1].due_ms, stage.addresses) == (NOW_MS, ["ada@x.example"])


def test_state_and_slots_outlive_a_roll_back():
    stage = Stage().initiated()
    stage.until(NINE_MS)
    stage.state.roll_back()
    anew = Stage(DAILY, stage.state)
    anew.timing.now_ms = NINE_MS
    assert (anew.runs.state, anew.runs.next_slot_ms) == (ACTIVE, NINE_MS + DAY_MS)
    assert len(anew.runs.history) == 2
