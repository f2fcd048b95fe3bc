"""One sync of leads as its user sees it."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.kernel.errors import UsageError
from zsim.kernel.moments import parse_moment
from zsim.ports.errors import InvalidCredentials
from zsim.sync.leads import LeadState, LeadSync

DRAFT, ACTIVE, INACTIVE, COMPLETED = LeadState


class Stage:
    """A world with a source, a list, and a draft of a sync between them."""

    def __init__(self, **setting) -> None:
        self.world = World(**setting)
        self.list = self.world.marketinghub.lists.create("News")
        self.services = self.world.connect_marketinghub()
        self.sync: LeadSync = self.services.new_sync("To News", mailing_list=self.list)

    def active(self, **schedule) -> LeadSync:
        self.sync.schedule(**{"frequency": "daily", **schedule}).initiate()
        self.world.settle()
        return self.sync


def test_a_new_sync_is_a_draft_of_all_contacts_once():
    details = Stage().sync.details
    assert (details.state, details.criteria, details.data) == (DRAFT, "all contacts", "all")
    assert (details.schedule, details.mailing_list) == ("once at 09:00 in UTC", "News")
    assert details.mapping == {"email": "email", "first_name": "first_name", "last_name": "last_name"}


@pytest.mark.parametrize("verb", ["schedule", "initiate"])
def test_what_is_for_drafts_is_refused_afterwards(verb: str):
    sync = Stage().active()
    with pytest.raises(UsageError, match=r"the sync is active.*that is for drafts"):
        getattr(sync, verb)()


def test_the_data_of_a_draft_is_chosen_by_all_or_a_moment_and_not_both():
    sync = Stage().sync
    assert sync.retrieve(after="2026-01-05 08:00").details.data == "after 2026-01-05 08:00"
    assert sync.retrieve("all").details.data == "all"
    for wrong in ({}, {"data": "some"}, {"data": "all", "after": "2026-01-05 08:00"}):
        with pytest.raises(UsageError, match="either all data or what changed after a moment"):
            sync.retrieve(**wrong)


def test_a_moment_is_one_of_the_zone_of_the_sync():
    sync = Stage().sync.schedule("daily", zone="Asia/Kolkata").retrieve(after="2026-01-05 14:00")
    assert sync.details.data == "after 2026-01-05 14:00"
    sync.initiate()
    sync.edit_retrieval(zone="UTC")
    assert sync.details.data == "after 2026-01-05 08:30"


def test_fields_are_mapped_and_taken_out():
    sync = Stage().sync.map("phone", "phone").unmap("last_name")
    assert sync.mapping == {"email": "email", "first_name": "first_name", "phone": "phone"}
    with pytest.raises(UsageError):
        sync.unmap("email")


def test_whom_a_sync_brings_is_final():
    with pytest.raises(UsageError, match=r"LED-02.*make a new sync"):
        Stage().sync.choose([("phone", "is", "1")])


def test_initiating_needs_a_key_that_opens_the_source_and_says_where_to_enter_another():
    stage = Stage()
    stage.world.invoice.generate_zsc_key()
    with pytest.raises(InvalidCredentials, match=r"initiate the sync 'To News'.*update_account\(\)"):
        stage.sync.initiate()
    assert stage.sync.state is DRAFT


@pytest.mark.parametrize("verb", ["initiate", "activate"])
def test_a_sync_is_not_begun_into_a_list_that_is_gone(verb: str):
    stage = Stage()
    if verb == "activate":
        stage.active().deactivate()
    stage.world.marketinghub.lists.delete(stage.list)
    with pytest.raises(UsageError, match="its mailing list was deleted"):
        getattr(stage.sync, verb)()
    assert stage.sync.details.mailing_list == "a deleted list"


def test_only_an_inactive_sync_is_activated_and_only_an_active_one_deactivated():
    stage = Stage()
    for verb in ("activate", "deactivate"):
        with pytest.raises(UsageError, match="the sync is draft"):
            getattr(stage.sync, verb)()
    assert stage.active().deactivate().state is INACTIVE
    with pytest.raises(UsageError, match="only an active sync"):
        stage.sync.deactivate()
    assert stage.sync.activate().state is ACTIVE


def test_a_retrieval_that_is_edited_keeps_what_was_left_out():
    sync = Stage().active(at="10:00")
    sync.edit_retrieval(frequency="weekly", weekday="friday")
    assert sync.details.schedule == "weekly on friday at 10:00 in UTC"
    assert sync.runs.next_slot_ms == parse_moment("2026-01-09 10:00")


def test_a_completed_sync_that_recurs_now_is_active_again():
    stage = Stage()
    assert stage.active(frequency="once").state is COMPLETED
    stage.sync.edit_retrieval(at="11:00")
    assert stage.sync.state is COMPLETED
    stage.sync.edit_retrieval(frequency="daily")
    assert (stage.sync.state, stage.sync.runs.next_slot_ms) == (ACTIVE, parse_moment("2026-01-05 11:00"))


def test_a_refused_edit_changes_nothing():
    sync = Stage().active()
    before = sync.details
    with pytest.raises(UsageError):
        sync.edit_retrieval(frequency="hourly")
    with pytest.raises(UsageError):
        sync.edit_retrieval(after="2025-11-01 00:00")
    assert sync.details == before


def test_turned_inactive_by_its_services_it_says_why():
    stage = Stage()
    stage.active().turn_inactive("the key died", 0)
    assert stage.sync.state is INACTIVE
    assert [line.text for line in stage.world.lines() if line.kind == "state"][-1].endswith("the key died")


def test_a_mapping_is_that_of_the_fetch_asked_about():
    stage = Stage(call_ms=1000)
    stage.sync.schedule("daily").initiate()
    stage.world.advance(seconds=1)
    stage.sync.map("phone", "phone")
    assert "phone" not in stage.sync.mapping_in(1)
    assert "phone" in stage.sync.mapping


def test_a_sync_tells_how_it_stands():
    stage = Stage()
    assert repr(stage.sync) == "<sync of leads 'To News', draft, 0 fetches>"
    assert repr(stage.active()) == "<sync of leads 'To News', active, 1 fetches>"
