"""MarketingHub's sync services for one source."""

from __future__ import annotations

import pytest

from tests.unit.sync.leads.stages import CREDENTIALS, LeadStage, list_of
from tests.unit.sync.stages import Desk, told
from zsim import World
from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials
from zsim.ports.errors import InvalidCredentials
from zsim.ports.records import RecordId
from zsim.sync.leads import LeadState, SyncServices
from zsim.sync.leads.services import NEVER, all_of

STALE = InvalidCredentials("stale", code="14")


def entered(stage: LeadStage) -> SyncServices:
    return SyncServices.connect("invoice", stage.context, stage.timing, CREDENTIALS, "ann")


def test_what_does_not_open_the_source_is_refused_and_nothing_is_kept():
    stage = LeadStage()
    stage.gate_refusals = [STALE]
    with pytest.raises(InvalidCredentials):
        entered(stage)
    assert stage.state.snapshot() == {}
    assert [each.detail.name for each in told(stage.journal, "command")] == ["connect_source"]


def test_an_account_that_was_entered_outlives_a_roll_back():
    stage = LeadStage()
    entered(stage)
    stage.state.roll_back()
    assert SyncServices("invoice", stage.context, stage.timing).credentials == CREDENTIALS


def test_a_source_that_was_never_entered_opens_with_nothing():
    assert (NEVER.credentials, NEVER.user) == (Credentials("", None), "")


def test_a_new_sync_is_a_draft_kept_at_once_for_the_next_process():
    stage = LeadStage()
    entered(stage).new_sync("To News", mailing_list="News")
    stage.state.roll_back()
    again = SyncServices("invoice", stage.context, stage.timing)
    assert [(each.description, each.state) for each in again] == [("To News", LeadState.DRAFT)]


def test_the_services_of_another_source_do_not_know_it():
    stage = LeadStage()
    entered(stage).new_sync("To News", mailing_list="News")
    assert SyncServices("books", stage.context, stage.timing).syncs == ()


def test_a_description_is_taken_whichever_source_it_is_of():
    stage = LeadStage()
    entered(stage).new_sync("To News", mailing_list="News")
    other = SyncServices.connect("books", stage.context, stage.timing, CREDENTIALS, "ann")
    with pytest.raises(UsageError, match="a sync has it already"):
        other.new_sync("To News", mailing_list="News")
    with pytest.raises(UsageError, match="it is empty"):
        other.new_sync("  ", mailing_list="News")


def test_a_list_is_given_by_name_or_by_itself():
    stage = LeadStage(list_of(RecordId("901"), "Offers"))
    services = entered(stage)
    by_name = services.new_sync("One", mailing_list="Offers")
    by_itself = services.new_sync("Two", mailing_list=list_of(RecordId("901")))
    assert by_name.details.mailing_list == by_itself.details.mailing_list == "Offers"


def test_an_unknown_list_is_refused_with_what_comes_near_and_nothing_is_made():
    services = entered(LeadStage())
    with pytest.raises(UsageError, match=r"there is none.*did you mean 'News'"):
        services.new_sync("One", mailing_list="Nws")
    assert services.syncs == ()


def test_no_sync_is_made_on_a_stale_key():
    stage = LeadStage()
    services = entered(stage)
    stage.gate_refusals = [STALE]
    with pytest.raises(InvalidCredentials):
        services.new_sync("One", mailing_list="News")
    assert services.syncs == ()


def test_a_sync_is_found_by_its_description():
    services = entered(LeadStage())
    sync = services.new_sync("To News", mailing_list="News")
    assert services["To News"] is sync
    with pytest.raises(UsageError, match="did you mean 'To News'"):
        services["To Nws"]


def test_a_new_key_is_checked_and_a_bad_one_changes_nothing():
    stage = LeadStage()
    services = entered(stage)
    stage.gate_refusals = [STALE]
    with pytest.raises(InvalidCredentials):
        services.update_account(key="other")
    assert services.credentials == CREDENTIALS
    services.update_account(key="other")
    stage.state.roll_back()
    assert services.credentials == Credentials(CREDENTIALS.email, "other")


def test_another_email_needs_its_key_and_the_same_one_in_other_letters_does_not():
    services = entered(LeadStage())
    with pytest.raises(UsageError, match="KEY-03"):
        services.update_account(email="other@invoice.example")
    services.update_account(email=CREDENTIALS.email.upper())
    services.update_account(email="other@invoice.example", key="other")
    assert services.credentials == Credentials("other@invoice.example", "other")


def active(stage: LeadStage, *names: str) -> SyncServices:
    services = entered(stage)
    for name in names:
        services.new_sync(name, mailing_list="News").schedule("daily").initiate()
    return services


def test_a_key_that_changed_turns_every_sync_inactive_and_none_begins_when_another_is_stopped():
    stage = LeadStage()
    services = active(stage, "One", "Two")
    stage.gate_refusals = [STALE]
    stage.notify()
    assert [each.state for each in services] == [LeadState.INACTIVE] * 2
    assert ([len(each.history) for each in services], services.active_syncs) == ([1, 0], ())
    assert {each.detail.why for each in told(stage.journal, "state")[2:]} == {
        "the ZSC key of invoice was regenerated (KEY-01)"
    }


@pytest.mark.parametrize("refusal", [None, InvalidCredentials("unknown", code="14", field="email")])
def test_where_the_key_still_opens_or_the_email_does_not_the_email_changed(refusal):
    stage = LeadStage()
    active(stage, "One")
    stage.gate_refusals = [] if refusal is None else [refusal]
    stage.notify()
    assert told(stage.journal, "state")[-1].detail.why == "the primary email of invoice changed (KEY-03)"


def test_all_records_of_a_module_are_found_page_by_page():
    many = [list_of(RecordId(f"{number:018}"), f"List {number}") for number in range(1, 402)]
    desk = Desk.of(*many, key="marketinghub")
    assert all_of(desk, "Lists") == many
    assert len(desk.asked) == 3


def test_the_services_tell_how_they_stand():
    world = World()
    world.marketinghub.lists.create("News")
    services = world.connect_marketinghub()
    services.new_sync("One", mailing_list="News").schedule("daily").initiate()
    services.new_sync("Two", mailing_list="News")
    assert repr(services) == "<sync services of invoice, 2 syncs, 1 active>"
