"""Invoice's key is regenerated: MarketingHub's syncs are inactive until the key is entered and each is activated."""

from __future__ import annotations

import pytest

from scenarios.leads._setup import contacts, draft, figures, lead, on_list, started, times
from zsim import World, given, scenario, then, when
from zsim.ports.errors import InvalidCredentials


@scenario(covers=["KEY-01"], quirks=["KEY-01"])
def test_a_new_key_turns_every_sync_inactive_at_once(world: World) -> None:
    """Somebody regenerates the key in Invoice: in the same moment each sync from Invoice is inactive."""
    with given("two active syncs, a completed one and a draft"):
        contacts(world, "Asha")
        daily, weekly = started(world, "Daily"), started(world, "Weekly", frequency="weekly")
        once, never = started(world, "Once", frequency="once"), draft(world, "Never")
    with when("the key is regenerated in Invoice"):
        world.invoice.generate_zsc_key()
    with then("the active ones are inactive without a slot; the others, which fetch nothing, stay as they are"):
        assert [each.state for each in (daily, weekly, once, never)] == ["inactive", "inactive", "completed", "draft"]
        assert (daily.next_slot, weekly.next_slot) == (None, None)
        assert on_list(world, "Daily") == on_list(world, "Weekly") == ["asha@example.com"]


@scenario(covers=["KEY-01"], quirks=["KEY-01"])
def test_a_new_key_silences_the_syncs_of_its_own_organisation_alone(world: World) -> None:
    """Two organisations of Invoice feed MarketingHub; the key of one is regenerated, and the other goes on."""
    with given("a daily sync from each of two organisations of Invoice"):
        contacts(world, "Asha")
        branch = world.organisation("invoice", "Branch")
        branch.customers.create(contact_name="Ben", email="ben@example.com")
        ours = started(world, "Ours")
        theirs = world.connect_marketinghub(branch).new_sync("Branch", mailing_list=world.marketinghub.lists.one())
        theirs.schedule("daily").retrieve("all").initiate()
        world.settle()
    with when("the key of the first is regenerated, and a day passes"):
        world.invoice.generate_zsc_key()
        assert (ours.state, theirs.state) == ("inactive", "active")
        world.advance(days=1)
    with then("its sync is silent, and the other fetched at its slot"):
        assert (len(ours.history), len(theirs.history)) == (1, 2)
    with when("the key of the second is regenerated"):
        branch.generate_zsc_key()
    with then("its sync is inactive as well"):
        assert theirs.state == "inactive"


@scenario(covers=["KEY-01", "KEY-05"], quirks_off=["KEY-01"])
def test_without_the_oddity_the_syncs_learn_of_a_new_key_when_they_fetch(world: World) -> None:
    """If nobody were told of the new key, a sync would stay active until its next fetch is refused."""
    with given("a daily sync that brought a contact, and another contact since"):
        contacts(world, "Asha")
        sync = started(world)
        contacts(world, "Ben")
    with when("the key is regenerated"):
        key = world.invoice.generate_zsc_key()
    with then("the sync is still active"):
        assert sync.state == "active"
    with when("its slot comes"):
        before = world.snapshot()
        world.advance(days=1)
    with then("the fetch failed for the key, nothing was written, and the sync is inactive"):
        assert [fetch.grade for fetch in sync.history] == ["done", "failed"]
        assert str(sync.history[-1].reason).startswith("invalid key: ")
        assert (sync.state, world.snapshot()) == ("inactive", before)
    with when("the key is entered and the sync activated"):
        world.sync_services("invoice").update_account(key=key)
        sync.activate()
        world.advance(days=1)
    with then("the next fetch carried what the failed one had not"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]


@scenario(covers=["KEY-02", "KEY-07"], quirks=["KEY-01"])
def test_entering_the_key_activates_no_sync(world: World) -> None:
    """Recovery takes two steps: with the new key entered all syncs are still inactive; each is activated by hand."""
    with given("two daily syncs that are inactive because the key was regenerated"):
        contacts(world, "Asha")
        news, offers = started(world, "News"), started(world, "Offers")
        key = world.invoice.generate_zsc_key()
    with when("the new key is entered, and days pass"):
        world.sync_services("invoice").update_account(key=key)
        world.advance(days=3)
    with then("both are inactive and fetched nothing"):
        assert (news.state, offers.state) == ("inactive", "inactive")
        assert (len(news.history), len(offers.history)) == (1, 1)
    with when("one of them is activated, and a day passes"):
        news.activate()
        world.advance(days=1)
    with then("that one fetched; the other is inactive as before"):
        assert (news.state, offers.state) == ("active", "inactive")
        assert (len(news.history), len(offers.history)) == (2, 1)


@scenario(covers=["KEY-02", "KEY-05", "KEY-07"], quirks=["KEY-01"])
def test_activating_with_the_stale_key_is_refused(world: World) -> None:
    """Activating first and entering the key later does not work: the stale key is refused, the sync stays inactive."""
    with given("a sync that is inactive because the key was regenerated"):
        contacts(world, "Asha")
        sync = started(world)
        world.invoice.generate_zsc_key()
        before = world.snapshot()
    with when("it is activated with the key it has"), pytest.raises(InvalidCredentials) as refusal:
        sync.activate()
    with then("that is refused for the key, and nothing has changed"):
        assert "the ZSC key is not the one in force" in refusal.value.message
        assert refusal.value.field == "key"
        world.advance(days=2)
        assert (sync.state, len(sync.history), world.snapshot()) == ("inactive", 1, before)


@scenario(covers=["KEY-02"], quirks=["KEY-01"])
def test_a_key_that_does_not_fit_is_not_entered(world: World) -> None:
    """A mistyped key, an older one and that of Books are refused; what was entered before stays entered."""
    with given("an account whose key was regenerated twice"):
        sync = started(world)
        services = world.sync_services("invoice")
        former, older = services.credentials, world.invoice.generate_zsc_key()
        world.invoice.generate_zsc_key()
    with when("wrong keys are entered"):
        for key in ("1234", older, world.books.generate_zsc_key()):
            with pytest.raises(InvalidCredentials):
                services.update_account(key=key)
    with then("the account is as it was"):
        assert (services.credentials, sync.state) == (former, "inactive")


@scenario(covers=["KEY-04"], quirks=["KEY-01"])
def test_missed_slots_are_not_replayed_and_nothing_is_lost(world: World) -> None:
    """Four slots were missed: after reactivation one fetch, at the next slot, carries all of it."""
    with given("a daily sync of data after the 1st of January"):
        asha, ben = contacts(world, "Asha", "Ben")
        world.advance(minutes=1)
        sync = started(world, after="2026-01-01 00:00", at="12:00")
        world.advance(hours=1)
    with when("the key is regenerated; in four days somebody comes, somebody is edited, somebody is deleted"):
        key = world.invoice.generate_zsc_key()
        contacts(world, "Chitra")
        world.advance(days=2)
        world.invoice.customers.update(asha, first_name="Aisha")
        world.advance(days=1)
        world.invoice.customers.delete(ben)
    with when("key and sync are set right in the afternoon of the fourth day"):
        world.advance_to("2026-01-09 15:00")
        world.sync_services("invoice").update_account(key=key)
        sync.activate()
        world.settle()
    with then("nothing is fetched yet"):
        assert times(sync) == ["2026-01-05 09:01"]
    with when("the slots of the next two days come"):
        world.advance(days=2)
    with then("the first of them carried everything, the second nothing"):
        assert times(sync) == ["2026-01-05 09:01", "2026-01-10 12:00", "2026-01-11 12:00"]
        assert [figures(each) for each in sync.history] == [
            {"total": 2, "new": 2},
            {"total": 2, "new": 1, "duplicate": 1, "deleted": 1},
            {},
        ]
        assert on_list(world) == ["asha@example.com", "chitra@example.com"]
        assert lead(world, "asha@example.com").first_name == "Aisha"


@scenario(covers=["KEY-05", "KEY-01"], quirks=["KEY-01"], call_ms=250, moments="exact")
def test_a_fetch_under_way_ends_when_the_key_dies(world: World) -> None:
    """The key dies while contacts are being read: the fetch fails then and there, and not one lead is written."""
    with given("a fetch that has begun and written nothing yet"):
        contacts(world, "Asha", "Ben")
        sync = draft(world).schedule("daily").initiate()
        world.advance(seconds=0.6)
        assert sync.running
        assert world.marketinghub.leads.all() == []
    with when("the key is regenerated"):
        world.invoice.generate_zsc_key()
        world.advance(minutes=5)
    with then("the fetch failed, wrote nothing, and the sync is inactive"):
        assert [fetch.grade for fetch in sync.history] == ["failed"]
        assert world.marketinghub.leads.all() == []
        assert (sync.state, sync.details.last_retrieval) == ("inactive", None)


@scenario(covers=["KEY-01", "KEY-05"], quirks=["KEY-01"], call_ms=250, moments="exact")
def test_a_fetch_that_waits_its_turn_never_begins_on_a_dead_key(world: World) -> None:
    """Two syncs are initiated, one fetches, the other waits for it: when the key dies, neither goes on."""
    with given("a fetch under way, and one of another sync behind it"):
        contacts(world, "Asha")
        news, offers = draft(world, "News").schedule("daily"), draft(world, "Offers").schedule("daily")
        news.initiate()
        offers.initiate()
        world.advance(seconds=0.6)
        assert (news.running, offers.running) == (True, False)
    with when("the key is regenerated"):
        world.invoice.generate_zsc_key()
        world.advance(days=1)
    with then("the one failed, the other never fetched, and there is no lead"):
        assert [fetch.grade for fetch in news.history] == ["failed"]
        assert (offers.history, news.state, offers.state) == ((), "inactive", "inactive")
        assert world.marketinghub.leads.all() == []


@scenario(covers=["KEY-05"], quirks=["KEY-01"])
def test_no_lead_changes_on_a_stale_key(world: World) -> None:
    """Edits, deletions and new contacts of a month leave MarketingHub as it is while the key is stale."""
    with given("three leads, and a key regenerated since"):
        asha, ben, _ = contacts(world, "Asha", "Ben", "Chitra")
        started(world)
        world.invoice.generate_zsc_key()
        before = world.snapshot()["marketinghub"]
    with when("contacts are edited, deleted and added, and a month passes"):
        world.invoice.customers.update(asha, first_name="Aisha")
        world.invoice.customers.delete(ben)
        contacts(world, "Dia")
        world.advance(days=31)
    with then("every lead is as it was, on the lists it was on"):
        assert world.snapshot()["marketinghub"] == before


@scenario(covers=["KEY-06", "CON-03"], products=["marketinghub"])
def test_keys_of_other_products_do_not_concern_the_syncs(world: World, product: str) -> None:
    """Books and the CRM generate new keys: MarketingHub goes on fetching from Invoice."""
    with given("a daily sync from Invoice, and keys in Books and the CRM"):
        contacts(world, "Asha")
        world.books.generate_zsc_key()
        world.crm.generate_zsc_key()
        sync = started(world)
    with when("both are regenerated, a contact is added, and the slot comes"):
        world.books.generate_zsc_key()
        world.crm.generate_zsc_key()
        contacts(world, "Ben")
        world.advance(days=1)
    with then("the sync is active and brought it"):
        assert (sync.state, len(sync.history)) == ("active", 2)
        assert on_list(world) == ["asha@example.com", "ben@example.com"]


@scenario(covers=["KEY-06"], quirks=["KEY-01"])
def test_invoice_s_key_does_not_concern_the_connections_of_other_products(world: World) -> None:
    """Invoice's key dies for MarketingHub alone: Invoice and Books go on syncing with the CRM over the CRM's key."""
    with given("Invoice and Books connected with the CRM, and a sync of leads from Invoice"):
        for product in ("invoice", "books"):
            world.connect(product).customers.configure(module="accounts", duplicates="overwrite").save_and_sync()
            world.settle()
        sync = started(world)
    with when("Invoice's key is regenerated, an account comes, and all slots pass"):
        world.invoice.generate_zsc_key()
        world.crm.accounts.create(Account_Name="Acme")
        world.advance(days=1)
    with then("both connections carried the account, and the leads were not fetched"):
        for product in ("invoice", "books"):
            assert world.integration(product).customers.history[-1].grade == "done"
            assert len(world[product].customers.find(contact_name="Acme")) == 1
        assert (sync.state, len(sync.history)) == ("inactive", 1)


@scenario(covers=["CON-03"], products=["marketinghub"])
def test_only_the_key_in_force_and_the_primary_email_open_invoice(world: World, product: str) -> None:
    """An old key, a mistyped one, or another email open nothing, and nothing is stored of them."""
    with given("Invoice with a key that was regenerated once"):
        old, key = world.invoice.generate_zsc_key(), world.invoice.generate_zsc_key()
    with when("its old key, a mistyped one, or the email of somebody else is entered"):
        for wrong in ({"key": old}, {"key": "1234"}, {"key": key, "email": "who@example.com"}):
            with pytest.raises(InvalidCredentials):
                world.connect_marketinghub("invoice", **wrong)
    with then("the right pair is still free to be entered"):
        services = world.connect_marketinghub("invoice", email=world.invoice.email, key=key)
        assert (services.credentials.key, services.syncs) == (key, ())
