"""The CRM's recycle bin: what is restored from it within sixty days revives its pair."""

from __future__ import annotations

import pytest

from scenarios.deletions._setup import EVERYWHERE, IN_TRANSACTIONS, SORTS, Sort
from zsim import World, given, scenario, then, when
from zsim.ports.errors import VendorError


def is_created_anew(world: World, product: str, sort: Sort) -> None:
    """Acme, deleted on both sides, is restored in the CRM and comes as a new record."""
    with given("Acme, born in the CRM, deleted there and therefore in finance"):
        ours, theirs = sort.pair(world, product, "crm")
        sort.in_crm(world).delete(ours)
        world.advance(hours=2)
        assert sort.named(world, product) == ([], [])
    with when("it is restored from the recycle bin 59 days later, and the next slot comes"):
        world.advance(days=59)
        sort.in_crm(world).restore(ours)
        world.advance(hours=2)
    with then("finance has a new record of it, and the two are a pair"):
        assert sort.named(world, product)[0] == [ours]
        (again,) = sort.named(world, product)[1]
        assert again != theirs
        assert sort.text_of(again) == "111"
        assert world.why(ours).outcome == "created"
        assert (ours.id, again.id) in [(each.crm_id, each.finance_id) for each in world.integration(product).links]
    with when("it is edited in the CRM and the next slot comes"):
        sort.edit_crm(world, ours, "222")
        world.advance(hours=2)
    with then("the edit arrives"):
        assert sort.text_of(again) == "222"


def turns_active_again(world: World, product: str, sort: Sort) -> None:
    """Acme, inactive in finance since its deletion, is restored in the CRM and active again."""
    with given("Acme, used in a transaction, deleted in the CRM and therefore inactive in finance"):
        ours, theirs = sort.pair(world, product, "crm")
        document = sort.use(world, product, theirs)
        sort.in_crm(world).delete(ours)
        world.advance(hours=2)
        assert theirs.status == "inactive"
    with when("it is restored from the recycle bin, and the next slot comes"):
        sort.in_crm(world).restore(ours)
        world.advance(hours=2)
    with then("it is the same record, active, with its transaction"):
        assert sort.named(world, product) == ([ours], [theirs])
        assert theirs.status == "active"
        assert sort.used_in is not None
        assert sort.is_used(document, theirs)
        assert world.why(ours).outcome == "updated"
        assert "DEL-07" in world.why(ours).reason
    with when("both sides are edited in turn"):
        sort.edit_crm(world, ours, "222")
        world.advance(hours=2)
        assert sort.text_of(theirs) == "222"
        sort.edit_finance(world, product, theirs, "333")
        world.advance(hours=2)
    with then("they are a pair as before"):
        assert sort.text_of(ours) == "333"


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-07"])
def test_a_restored_record_is_created_anew_in_finance(world: World, product: str, sort: str) -> None:
    """A record restored in the CRM whose counterpart was deleted comes to finance as a new one."""
    is_created_anew(world, product, SORTS[sort])


@scenario(covers=["DEL-07"], products=["books"])
def test_a_restored_vendor_is_created_anew_in_books(world: World, product: str) -> None:
    """A vendor restored in the CRM whose counterpart was deleted comes to Books as a new one."""
    is_created_anew(world, product, SORTS["vendor"])


@pytest.mark.parametrize("sort", IN_TRANSACTIONS)
@scenario(covers=["DEL-07"])
def test_a_restored_record_turns_its_inactive_counterpart_active(world: World, product: str, sort: str) -> None:
    """A record restored in the CRM makes its counterpart, inactive since, active: the pair goes on."""
    turns_active_again(world, product, SORTS[sort])


@scenario(covers=["DEL-07"], products=["books"])
def test_a_restored_vendor_turns_its_inactive_counterpart_active(world: World, product: str) -> None:
    """A vendor restored in the CRM makes its counterpart, inactive since, active: the pair goes on."""
    turns_active_again(world, product, SORTS["vendor"])


@pytest.mark.parametrize("sort", [*EVERYWHERE, "vendor"])
@scenario(covers=["DEL-07"], products=["books"], quirks=["DEL-01"])
def test_a_restored_record_joins_the_one_that_was_kept(world: World, product: str, sort: str) -> None:
    """A record born in finance was kept there; restored in the CRM, the two are the pair they were."""
    with given("Acme, born in finance, deleted in the CRM, kept and edited in finance"):
        ours, theirs = SORTS[sort].pair(world, product, "finance")
        SORTS[sort].in_crm(world).delete(ours)
        world.advance(hours=2)
        SORTS[sort].edit_finance(world, product, theirs, "222")
        world.advance(hours=2)
    with when("it is restored from the recycle bin, and the next slot comes"):
        SORTS[sort].in_crm(world).restore(ours)
        world.advance(hours=2)
    with then("there is one record on each side, and the edit made meanwhile reached the CRM"):
        assert SORTS[sort].named(world, product) == ([ours], [theirs])
        assert (SORTS[sort].text_of(ours), SORTS[sort].text_of(theirs)) == ("222", "222")
        assert world.why(ours).outcome == "updated"


@scenario(covers=["DEL-07"])
def test_deleted_and_restored_between_two_slots_is_no_deletion(world: World, product: str) -> None:
    """A slip of the hand, put right before the next slot, leaves the pair as it was."""
    with given("Acme, born in the CRM and synced"):
        ours, theirs = SORTS["customer"].pair(world, product, "crm")
    with when("its account is deleted and restored within the hour, and the slot comes"):
        world.advance(minutes=10)
        world.crm.accounts.delete(ours)
        world.advance(minutes=30)
        world.crm.accounts.restore(ours)
        world.advance(hours=2)
    with then("the customer is the one it was"):
        assert SORTS["customer"].named(world, product) == ([ours], [theirs])
        assert theirs.status == "active"
        assert world.integration(product).customers.history[-1].deleted == 0


@scenario(covers=["DEL-07"])
def test_after_sixty_days_nothing_can_be_restored(world: World, product: str) -> None:
    """The recycle bin holds a record for sixty days; after that, restoring is refused and changes nothing."""
    with given("Acme, born in the CRM, deleted there and therefore in finance"):
        ours, _ = SORTS["customer"].pair(world, product, "crm")
        world.crm.accounts.delete(ours)
        world.advance(hours=2)
    with when("somebody restores it 61 days later"):
        world.advance(days=61)
        before = world.snapshot()
        with pytest.raises(VendorError):
            world.crm.accounts.restore(ours)
    with then("it is refused, and neither side has it"):
        assert world.snapshot() == before
        assert SORTS["customer"].named(world, product) == ([], [])
