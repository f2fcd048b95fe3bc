"""A record leaves the synced view: it is not deleted, it only stops updating."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.deletions._setup import EVERYWHERE, SORTS, Sort
from zsim import World, given, scenario, then, when


def pair_in_view(world: World, product: str, sort: Sort) -> tuple[Any, Any]:
    """Acme, synced through a view of the records in which a field that is not mapped is empty."""
    sort.in_crm(world).views.create("Chosen", (left_by(sort), "is empty"))
    return sort.pair(world, product, "crm", **{sort.view: "Chosen"})


def left_by(sort: Sort) -> str:
    """The CRM field with which a record leaves the view; it is mapped to nothing."""
    return {"accounts": "Website", "contacts": "Department", "vendors": "Category", "products": "Product_Category"}[
        sort.crm
    ]


def leave(world: World, sort: Sort, record: Any) -> None:
    """Let a record leave the view."""
    value = "Software" if sort.crm == "products" else "acme.example"
    sort.in_crm(world).update(record, **{left_by(sort): value})


def come_back(world: World, sort: Sort, record: Any) -> None:
    """Let a record stand in the view again."""
    sort.in_crm(world).update(record, **{left_by(sort): None})


def stays_and_resumes(world: World, product: str, sort: Sort) -> None:
    """Acme leaves the view, is edited outside it, and comes back."""
    with given("Acme, synced through a view of the CRM"):
        ours, theirs = pair_in_view(world, product, sort)
    with when("it leaves the view, is edited in the CRM, and two slots come"):
        leave(world, sort, ours)
        sort.edit_crm(world, ours, "222")
        world.advance(hours=4)
    with then("finance has it as it was, and no run counted a deletion"):
        assert sort.named(world, product) == ([ours], [theirs])
        assert sort.text_of(theirs) == "111"
        assert [run.deleted for run in world.integration(product).module(sort.module).history] == [0, 0, 0]
    with when("it stands in the view again, and the next slot comes"):
        come_back(world, sort, ours)
        world.advance(hours=2)
    with then("the same pair goes on, with the edit that was made outside"):
        assert sort.named(world, product) == ([ours], [theirs])
        assert sort.text_of(theirs) == "222"
        assert world.why(ours).outcome == "updated"


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-12"])
def test_a_record_that_leaves_the_view_stays_and_stops_updating(world: World, product: str, sort: str) -> None:
    """Outside the view a record is kept in finance as it is; back inside, the same pair resumes."""
    stays_and_resumes(world, product, SORTS[sort])


@scenario(covers=["DEL-12"], products=["books"])
def test_a_vendor_that_leaves_the_view_stays_and_stops_updating(world: World, product: str) -> None:
    """Outside the view a vendor is kept in Books as it is; back inside, the same pair resumes."""
    stays_and_resumes(world, product, SORTS["vendor"])


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-12", "VIW-07"])
def test_a_record_outside_the_view_still_gives_the_crm_its_edits(world: World, product: str, sort: str) -> None:
    """The view filters what is fetched: outside it, edits made in finance travel, and those made in the CRM do not."""
    with given("Acme, synced both ways through a view, which it has left"):
        ours, theirs = pair_in_view(world, product, SORTS[sort])
        leave(world, SORTS[sort], ours)
        world.advance(hours=2)
    with when("it is edited in finance, and the next slot comes"):
        SORTS[sort].edit_finance(world, product, theirs, "222")
        world.advance(hours=2)
    with then("the CRM has the edit"):
        assert (SORTS[sort].text_of(ours), SORTS[sort].text_of(theirs)) == ("222", "222")
    with when("it is edited in the CRM, and the next slot comes"):
        SORTS[sort].edit_crm(world, ours, "333")
        world.advance(hours=2)
    with then("finance has the former value"):
        assert (SORTS[sort].text_of(ours), SORTS[sort].text_of(theirs)) == ("333", "222")


@scenario(covers=["DEL-12"])
def test_contact_persons_stay_when_their_account_leaves_the_view(world: World, product: str) -> None:
    """An account outside the account view keeps its customer in finance, and that its contact persons."""
    with given("an account with a contact, synced through an account view"):
        world.crm.accounts.views.create("Chosen", ("Website", "is empty"))
        ann, person = SORTS["contact person"].pair(world, product, "crm", account_view="Chosen")
        home = world.crm.accounts.one(Account_Name="Home")
    with when("the account leaves the view, its contact is edited, and the next slot comes"):
        world.crm.accounts.update(home, Website="home.example")
        world.crm.contacts.update(ann, Phone="222")
        world.advance(hours=2)
    with then("finance has both as they were"):
        assert "Home" in [each.contact_name for each in world[product].customers.all()]
        assert world[product].contact_persons.all() == [person]
        assert person.phone == "111"
    with when("the account stands in the view again, and the next slot comes"):
        world.crm.accounts.update(home, Website=None)
        world.crm.contacts.update(ann, Phone="333")
        world.advance(hours=2)
    with then("the contact person is up to date"):
        assert world[product].contact_persons.all() == [person]
        assert person.phone == "333"


@scenario(covers=["DEL-12"])
def test_a_record_deleted_outside_the_view_is_deleted_all_the_same(world: World, product: str) -> None:
    """To leave the view is no deletion, and to be deleted outside the view is one."""
    with given("Acme, synced through a view that it has left"):
        ours, _ = pair_in_view(world, product, SORTS["customer"])
        leave(world, SORTS["customer"], ours)
        world.advance(hours=2)
    with when("it is deleted in the CRM and the next slot comes"):
        world.crm.accounts.delete(ours)
        world.advance(hours=2)
    with then("finance has it no more"):
        assert world[product].customers.all() == []
        assert world.why(ours).outcome == "deleted"
