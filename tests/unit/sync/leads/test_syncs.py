"""Syncs of leads in a world: what a fetch reads, leaves and refuses."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.kernel.errors import UsageError
from zsim.kernel.moments import parse_moment
from zsim.ports.errors import InvalidCredentials
from zsim.sync import Grade, Outcome, Trigger
from zsim.sync.leads import LeadState, LeadSync

ACTIVE, INACTIVE, COMPLETED = LeadState.ACTIVE, LeadState.INACTIVE, LeadState.COMPLETED


class Stage:
    """A world with a list and a source that is connected."""

    def __init__(self, world: World | None = None, **setting) -> None:
        self.world = world or World(**setting)
        self.hub = self.world.marketinghub
        self.list = self.hub.lists.create("News")
        self.services = self.world.connect_marketinghub()

    def contact(self, name: str, email: str | None = None, **fields):
        return self.world.invoice.customers.create(
            contact_name=name, email=f"{name.lower()}@example.com" if email is None else email, **fields
        )

    def sync(self, name: str = "News sync", into=None, criteria=None, **schedule) -> LeadSync:
        sync = self.services.new_sync(name, mailing_list=into or self.list, criteria=criteria)
        return sync.schedule(**{"frequency": "daily", **schedule})

    def started(self, *args, after=None, **schedule) -> LeadSync:
        sync = self.sync(*args, **schedule)
        if after is not None:
            sync.retrieve(after=after)
        sync.initiate()
        self.world.settle()
        return sync

    def on(self, mailing_list=None) -> list[str]:
        return [each.email for each in self.hub.lists.members(mailing_list or self.list)]


def test_after_a_moment_only_what_is_later_is_fetched_and_then_what_changed():
    stage = Stage()
    stage.contact("Old")
    stage.world.advance(minutes=10)
    stage.contact("New")
    sync = stage.started(after="2026-01-05 09:00")
    assert stage.on() == ["new@example.com"]
    stage.world.advance(days=1)
    assert sync.history[-1].total == 0
    stage.contact("Newer")
    stage.world.advance(days=1)
    assert sync.history[-1].counts == {
        "total": 1,
        "new": 1,
        "readded": 0,
        "duplicate": 0,
        "ignored": 0,
        "deleted": 0,
    }


def test_an_edit_later_in_the_second_of_a_fetch_is_not_lost():
    stage = Stage()
    stage.world.advance(minutes=10)
    asha, _ = stage.contact("Asha"), stage.contact("Ben")
    stage.started(after="2026-01-05 09:00")
    stage.world.invoice.customers.update(asha, first_name="A")
    stage.world.advance(days=1)
    assert stage.hub.leads.one(email="asha@example.com").first_name == "A"
    assert stage.services["News sync"].history[-1].total == 1


def test_another_moment_chosen_later_counts_anew():
    stage = Stage()
    stage.world.advance(minutes=10)
    stage.contact("Old")
    stage.world.advance(days=1)
    sync = stage.started(after="2026-01-06 00:00")
    sync.edit_retrieval(after="2026-01-05 00:00")
    stage.world.advance(days=1)
    assert stage.on() == ["old@example.com"]


def test_a_moment_too_long_ago_is_refused_before_and_after():
    stage = Stage()
    sync = stage.sync()
    with pytest.raises(UsageError, match="2025-12-06 or later"):
        sync.retrieve(after="2025-12-05 23:00")
    sync.initiate()
    stage.world.advance(days=10)
    with pytest.raises(UsageError, match="2025-12-06 or later"):
        sync.edit_retrieval(after="2025-12-05 23:00")
    assert sync.details.data == "all"


def test_a_one_time_sync_is_completed_by_its_fetch_and_can_be_made_recurring():
    stage = Stage()
    stage.contact("Asha")
    sync = stage.started(frequency="once")
    assert (sync.state, sync.runs.next_slot_ms, stage.on()) == (COMPLETED, None, ["asha@example.com"])
    with pytest.raises(UsageError, match="only an inactive sync"):
        sync.activate()
    stage.contact("Ben")
    sync.edit_retrieval(frequency="daily", at="10:00")
    assert (sync.state, sync.runs.next_slot_ms) == (ACTIVE, parse_moment("2026-01-05 10:00"))
    stage.world.advance(hours=2)
    assert sync.history[-1].trigger is Trigger.SCHEDULED
    assert stage.on() == ["asha@example.com", "ben@example.com"]


def test_a_one_time_sync_whose_fetch_failed_is_inactive_and_fetches_when_activated():
    stage = Stage(call_ms=1000)
    stage.contact("Asha")
    sync = stage.sync(frequency="once").initiate()
    stage.world.advance(seconds=2)
    sync.deactivate()
    assert (sync.state, sync.history[0].grade) == (INACTIVE, Grade.FAILED)
    sync.activate()
    stage.world.advance(minutes=1)
    assert (sync.state, stage.on()) == (COMPLETED, ["asha@example.com"])


@pytest.mark.parametrize("frequency", ["daily", "once"])
def test_the_first_fetch_can_wait_for_its_time(frequency):
    stage = Stage(policies={"first_fetch": "scheduled"})
    stage.contact("Asha")
    sync = stage.started(frequency=frequency, at="12:00")
    assert sync.history == ()
    assert sync.runs.next_slot_ms == parse_moment("2026-01-05 12:00")
    stage.world.advance(days=1)
    assert [each.started_ms for each in sync.history] == [parse_moment("2026-01-05 12:00")]


def test_deactivating_ends_a_fetch_under_way_and_its_checkpoint_stays():
    stage = Stage(call_ms=1000)
    stage.contact("Asha")
    sync = stage.sync().initiate()
    stage.world.advance(seconds=3)
    assert sync.running
    sync.deactivate()
    assert (sync.history[0].grade, sync.history[0].reason) == (Grade.FAILED, "it was deactivated")
    assert sync.details.last_retrieval is None
    stage.world.advance(days=2)
    assert len(sync.history) == 1
    assert stage.hub.leads.all() == []
    sync.activate()
    stage.world.advance(days=1, minutes=1)
    assert stage.on() == ["asha@example.com"]


def test_a_deleted_list_fails_the_run_and_turns_the_sync_inactive():
    stage = Stage()
    stage.contact("Asha")
    sync = stage.started()
    stage.hub.lists.delete(stage.list)
    stage.world.advance(days=1)
    assert sync.state is INACTIVE
    assert "was deleted (LED-31)" in sync.history[-1].reason
    with pytest.raises(UsageError, match="its mailing list was deleted"):
        sync.activate()
    assert sync.details.mailing_list == "a deleted list"


def test_a_list_deleted_in_the_middle_of_a_fetch_ends_it():
    stage = Stage(call_ms=1000)
    stage.contact("Asha")
    sync = stage.sync().initiate()
    stage.world.advance(seconds=5)
    stage.hub.lists.delete(stage.list)
    stage.world.advance(minutes=1)
    assert (sync.state, sync.history[0].grade) == (INACTIVE, Grade.FAILED)


@pytest.mark.parametrize("change", ["key", "email"])
def test_a_new_key_or_email_turns_every_sync_inactive_at_once(change):
    stage = Stage()
    stage.contact("Asha")
    first, second = stage.started("One"), stage.started("Two", into=stage.hub.lists.create("More"))
    if change == "key":
        stage.world.invoice.generate_zsc_key()
    else:
        stage.world.invoice.set_email("new@invoice.example")
    assert (first.state, second.state) == (INACTIVE, INACTIVE)
    with pytest.raises(InvalidCredentials):
        first.activate()
    stage.services.update_account(email=stage.world.invoice.email, key=stage.world.invoice.zsc_key)
    assert (first.activate().state, second.state) == (ACTIVE, INACTIVE)


def test_without_the_oddity_the_syncs_learn_of_a_new_key_at_the_next_fetch():
    stage = Stage(quirks_off=["KEY-01"])
    stage.contact("Asha")
    first, second = stage.started("One"), stage.started("Two", at="11:00")
    stage.contact("Ben")
    stage.world.invoice.generate_zsc_key()
    assert (first.state, second.state) == (ACTIVE, ACTIVE)
    stage.world.advance_to("2026-01-06 09:00")
    assert (first.state, second.state) == (INACTIVE, INACTIVE)
    assert "invalid key" in second.history[-1].reason
    assert stage.on() == ["asha@example.com"]


def test_a_key_regenerated_in_the_middle_of_a_fetch_ends_it():
    stage = Stage(call_ms=1000)
    stage.contact("Asha")
    sync = stage.sync().initiate()
    stage.world.advance(seconds=5)
    stage.world.invoice.generate_zsc_key()
    stage.world.advance(minutes=1)
    assert (sync.state, sync.history[0].grade, stage.hub.leads.all()) == (INACTIVE, Grade.FAILED, [])


def test_a_wrong_key_or_email_is_refused_and_the_former_stays():
    stage = Stage()
    former = stage.services.credentials
    who = {"email": "who@example.com", "key": former.key}
    for wrong in ({"key": "0" * 32}, {"key": stage.world.books.generate_zsc_key()}, who):
        with pytest.raises(InvalidCredentials):
            stage.services.update_account(**wrong)
    with pytest.raises(UsageError, match="the key is missing"):
        stage.services.update_account(email="who@example.com")
    assert stage.services.credentials == former


@pytest.mark.parametrize("source", ["billing", "import"])
def test_billing_is_no_source(source):
    with pytest.raises(UsageError, match="it is no source"):
        World().connect_marketinghub(source)


def test_a_source_is_connected_once():
    stage = Stage()
    with pytest.raises(UsageError, match="it is connected"):
        stage.world.connect_marketinghub()
    assert stage.world.sync_services() is stage.services


def test_two_syncs_bring_one_person_to_two_lists():
    stage = Stage()
    stage.contact("Asha")
    more = stage.hub.lists.create("More")
    first, second = stage.started("One"), stage.started("Two", into=more)
    assert (first.history[0].new, second.history[0].duplicate) == (1, 1)
    assert stage.on() == stage.on(more) == ["asha@example.com"]


def test_a_changed_address_is_a_new_lead_and_the_old_one_stays():
    stage = Stage()
    asha = stage.contact("Asha")
    sync = stage.started()
    stage.world.invoice.customers.update(asha, email="rao@example.com")
    stage.world.advance(days=1)
    assert sync.history[-1].new == 1
    assert stage.on() == ["asha@example.com", "rao@example.com"]
    stage.world.invoice.customers.delete(asha)
    stage.world.advance(days=1)
    assert stage.on() == ["asha@example.com"]


def test_a_lead_whose_address_a_twin_still_has_survives_a_deletion():
    stage = Stage()
    asha = stage.contact("Asha")
    stage.contact("Twin", "ASHA@example.com")
    sync = stage.started()
    stage.world.invoice.customers.delete(asha)
    stage.world.advance(days=1)
    assert (sync.history[-1].deleted, stage.on()) == (0, ["asha@example.com"])
    assert stage.world.why(asha).outcome is Outcome.KEPT


@pytest.mark.parametrize(("policy", "left"), [("list_then_org", 1), ("org", 0)])
def test_how_far_a_deletion_goes_is_a_policy(policy, left):
    stage = Stage(policies={"lead_deletion": policy})
    asha = stage.contact("Asha")
    stage.started()
    stage.hub.lists.add(stage.hub.lists.create("More"), stage.hub.leads.one(email="asha@example.com"))
    stage.world.invoice.customers.delete(asha)
    stage.world.advance(days=1)
    assert len(stage.hub.leads.all()) == left


def test_a_bounced_address_stays_remembered_when_its_contact_is_deleted():
    stage = Stage()
    asha = stage.contact("Asha")
    sync = stage.started()
    stage.hub.leads.bounce(stage.hub.leads.one(email="asha@example.com"), hard=True)
    stage.world.invoice.customers.delete(asha)
    stage.world.advance(days=1)
    assert sync.history[-1].deleted == 1
    stage.contact("Asha Again", "asha@example.com")
    stage.world.advance(days=1)
    assert sync.history[-1].ignored_by == {"bounced": 1}
    assert stage.hub.leads.all() == []


def test_who_left_the_list_is_not_put_back_on_it():
    stage = Stage()
    stage.contact("Asha")
    sync = stage.started()
    stage.hub.leads.unsubscribe(stage.hub.leads.one(email="asha@example.com"), from_list=stage.list)
    stage.world.advance(days=1)
    assert (sync.history[-1].duplicate, stage.on()) == (1, [])


def test_an_edited_mapping_is_used_by_the_next_fetch():
    stage = Stage()
    stage.contact("Asha", company_name="Acme")
    sync = stage.started()
    sync.map("company_name", "company").unmap("last_name")
    stage.world.advance(days=1)
    assert stage.hub.leads.one(email="asha@example.com").company == "Acme"
    assert sync.details.mapping == {"email": "email", "first_name": "first_name", "company_name": "company"}


def test_all_or_criteria_is_final():
    stage = Stage()
    sync = stage.sync(criteria=[("billing_address.country", "is", "India")])
    with pytest.raises(UsageError, match=r"final \(LED-02\)"):
        sync.choose()
    assert sync.details.criteria == "the contacts that meet 1 of 1: billing_address.country is 'India'"


@pytest.mark.parametrize(
    ("name", "into", "told"),
    [("", "News", "it is empty"), ("Taken", "News", "has it already"), ("Other", "Newz", "did you mean 'News'")],
)
def test_an_impossible_sync_is_refused(name, into, told):
    stage = Stage()
    stage.sync("Taken")
    with pytest.raises(UsageError, match=told):
        stage.services.new_sync(name, mailing_list=into)
    assert len(stage.services.syncs) == 1


def test_what_is_for_drafts_is_refused_afterwards():
    stage = Stage()
    sync = stage.started()
    for late in (sync.initiate, sync.schedule, lambda: sync.retrieve("all")):
        with pytest.raises(UsageError, match="that is for drafts"):
            late()
    with pytest.raises(UsageError, match="either all data or"):
        stage.sync("Draft").retrieve("everything")


def test_a_lead_that_marketinghub_refuses_is_ignored_and_tried_again():
    stage = Stage(search_lag_ms=60_000)
    stage.world.advance(minutes=1)
    stage.hub.leads.create(email="asha@example.com")
    stage.contact("Asha")
    sync = stage.started(after="2026-01-05 09:00")
    fetch = sync.history[0]
    assert (fetch.grade, fetch.ignored_by, fetch.total) == (Grade.PARTIAL, {"refused": 1}, 1)
    stage.world.advance(days=1)
    assert (sync.history[-1].duplicate, stage.on()) == (1, ["asha@example.com"])


def test_a_loaded_world_goes_on_as_the_exported_one():
    stage = Stage()
    stage.world.advance(minutes=1)
    stage.contact("Asha")
    stage.contact("Info", "info@example.com")
    sync = stage.started(after="2026-01-05 09:00", criteria=[("payment_terms", "between", (0, 60))])
    stage.services.new_sync("Draft", mailing_list="News")
    loaded = World.load(stage.world.export())
    assert loaded.export() == stage.world.export()
    for world in (stage.world, loaded):
        world.invoice.customers.create(contact_name="Ben", email="ben@example.com", payment_terms=15)
        world.advance(days=3)
    twin = loaded.sync_services()["News sync"]
    assert [str(each) for each in twin.history] == [str(each) for each in sync.history]
    assert loaded.snapshot() == stage.world.snapshot()
    loaded.invoice.generate_zsc_key()
    assert twin.state is INACTIVE


def test_why_nobody_fetched_a_contact_is_told():
    stage = Stage()
    asha = stage.contact("Asha")
    assert stage.world.why(asha).reason == "no run considered it: no sync of leads reads invoice"
    sync = stage.sync(at="12:00")
    assert stage.world.why(asha).reason.endswith("the sync 'News sync' is draft")
    sync.initiate()
    stage.world.settle()
    ben = stage.contact("Ben")
    assert stage.world.why(ben).reason.endswith("the next fetch is due at 2026-01-05 12:00:00")
    made = stage.hub.leads.create(email="by@example.com")
    assert stage.world.why(made).reason == "no fetch brought it: it was made in MarketingHub"
    assert stage.world.overlooked()[ben.id] == stage.world.why(ben).reason


def test_a_slot_that_comes_during_a_fetch_is_fetched_after_it():
    stage = Stage(call_ms=3_600_000)
    stage.contact("Asha")
    sync = stage.sync(at="12:00").initiate()
    stage.world.advance(days=1)
    assert [each.trigger for each in sync.history] == [Trigger.INITIAL, Trigger.SCHEDULED]


def test_a_deletion_after_a_broken_first_fetch_is_carried_over():
    stage = Stage(call_ms=1000)
    asha = stage.contact("Asha")
    for number in range(150):
        stage.contact(f"C{number}")
    sync = stage.sync().initiate()
    stage.world.advance(seconds=8)
    sync.deactivate()
    assert stage.on()
    stage.world.invoice.customers.delete(asha)
    sync.activate()
    stage.world.advance(days=1, minutes=1)
    assert sync.history[-1].deleted == 1
    assert "asha@example.com" not in stage.on()


def test_a_one_time_sync_carries_no_deletion():
    stage = Stage()
    asha = stage.contact("Asha")
    sync = stage.started(frequency="once")
    stage.world.invoice.customers.delete(asha)
    stage.world.advance(days=2)
    assert (len(sync.history), stage.on()) == (1, ["asha@example.com"])


def test_a_description_is_of_one_sync_whatever_its_source():
    stage = Stage()
    stage.sync("News sync")
    second = stage.world.connect_marketinghub(stage.world.organisation("invoice", "Branch"))
    with pytest.raises(UsageError, match="a sync has it already"):
        second.new_sync("News sync", mailing_list="News")
    assert second.new_sync("Branch news", mailing_list="News").details.source == "invoice-2"


def test_a_loaded_hub_finds_what_the_exported_one_finds():
    stage = Stage(search_lag_ms=60_000)
    stage.world.advance(minutes=2)
    assert World.load(stage.world.export()).export() == stage.world.export()


def test_a_lead_that_another_sync_makes_meanwhile_is_a_duplicate_and_joins_the_list():
    stage = Stage()
    stage.contact("Ann")
    offers = stage.hub.lists.create("Offers")
    first, second = stage.sync("first"), stage.sync("second", into=offers)
    first.initiate()
    second.initiate()
    stage.world.settle()
    assert (first.history[0].new, second.history[0].duplicate) == (1, 1)
    assert (first.history[0].grade, second.history[0].grade) == (Grade.DONE, Grade.DONE)
    assert stage.on() == stage.on(offers) == ["ann@example.com"]
    assert stage.world.why(stage.hub.leads.one(email="ann@example.com")).outcome is Outcome.DUPLICATE


def test_a_lead_that_a_person_makes_meanwhile_is_a_duplicate():
    stage = Stage(call_ms=60_000)
    stage.contact("Ann", phone="1")
    sync = stage.sync().map("phone", "phone")
    sync.initiate()
    stage.world.advance(minutes=6)
    ann = stage.hub.leads.create(email="ann@example.com")
    stage.world.advance(minutes=30)
    assert list(stage.world.why(ann).outcomes) == [Outcome.DUPLICATE]
    assert (sync.history[0].duplicate, stage.on(), ann.phone) == (1, ["ann@example.com"], "1")
