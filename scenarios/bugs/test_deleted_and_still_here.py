"""Complaint 31: "I deleted it in the CRM, and it is still here."

Every case is played: where the record was born, whether transactions use it, on which side it is deleted, under which
extent, and what sort of record it is.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from scenarios.deletions._setup import SORTS, Sort
from zsim import World, given, in_words, scenario, then, when
from zsim.ports.errors import NotAllowed

SIDES = ("crm", "finance")
EXTENTS = ("both_ways", "fetch")
USES = ("without transactions", "with transactions")
TRADED = ("customer", "individual", "item")


class End(NamedTuple):
    """How a case ends: whether the CRM has the record, how finance has it (None: not at all), and the outcome.

    ``outcome`` is that of the deleted record; ``None`` where the deletion itself was refused.
    """

    in_crm: bool
    in_finance: str | None
    outcome: str | None


DELETED_IN_CRM = {
    ("crm", "without transactions"): End(False, None, "deleted"),
    ("crm", "with transactions"): End(False, "inactive", "deactivated"),
    ("finance", "without transactions"): End(False, "active", "kept"),
    ("finance", "with transactions"): End(False, "active", "kept"),
}
DELETED_IN_FINANCE = {
    "without transactions": End(True, None, "kept"),
    "with transactions": End(True, "active", None),
}
"""The same for either birth: the CRM's record stays."""


def play(world: World, product: str, sort: Sort, birth: str, use: str, side: str, extent: str) -> End:
    """One case from birth to the run after the deletion, and how it ended."""
    where = {"crm": "the CRM", "finance": "finance"}
    with given(f"Acme, born in {where[birth]}, synced, {use}, under the extent {in_words(extent)}"):
        ours, theirs = sort.pair(world, product, birth)
        if use == "with transactions":
            sort.use(world, product, theirs)
        module = world.integration(product).module(sort.module)
        module.edit(extent=extent)
        world.advance(hours=2)
    deleted = ours if side == "crm" else theirs
    with when(f"it is deleted in {where[side]}, and the next slot comes"):
        refused = side == "finance" and use == "with transactions"
        if side == "crm":
            sort.in_crm(world).delete(ours)
        elif refused:
            with pytest.raises(NotAllowed):
                sort.in_finance(world, product).delete(theirs)
        else:
            sort.in_finance(world, product).delete(theirs)
        world.advance(hours=2)
        assert module.history[-1].grade == "done"
    left = sort.named(world, product)
    assert left[0] in ([], [ours])
    assert left[1] in ([], [theirs])
    status = theirs.status if left[1] and sort.used_in else "active"
    return End(bool(left[0]), status if left[1] else None, None if refused else str(world.why(deleted).outcome))


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("sort", TRADED)
@scenario(covers=["DEL-04"], tags=["complaint-31"])
def test_deleted_in_the_crm_where_it_was_born(world: World, product: str, sort: str, use: str, extent: str) -> None:
    """A record born in the CRM goes with its deletion there, or turns inactive if transactions use it.

    What the user saw, "it is still here", is the second: finance keeps what its transactions need, as inactive.
    """
    ended = play(world, product, SORTS[sort], "crm", use, "crm", extent)
    with then("it is gone, or inactive"):
        assert ended == DELETED_IN_CRM["crm", use]


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("use", USES)
@scenario(covers=["DEL-04"], products=["books"], tags=["complaint-31"])
def test_a_vendor_deleted_in_the_crm_where_it_was_born(world: World, product: str, use: str, extent: str) -> None:
    """A vendor born in the CRM goes with its deletion there, or turns inactive if it sent bills."""
    ended = play(world, product, SORTS["vendor"], "crm", use, "crm", extent)
    with then("it is gone, or inactive"):
        assert ended == DELETED_IN_CRM["crm", use]


@pytest.mark.parametrize("extent", EXTENTS)
@scenario(covers=["DEL-04"], tags=["complaint-31"])
def test_a_contact_person_deleted_in_the_crm_where_it_was_born(world: World, product: str, extent: str) -> None:
    """A contact person born in the CRM goes with its contact; nothing is made out for it."""
    ended = play(world, product, SORTS["contact person"], "crm", "without transactions", "crm", extent)
    with then("it is gone"):
        assert ended == DELETED_IN_CRM["crm", "without transactions"]


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("sort", TRADED)
@scenario(covers=["DEL-01"], quirks=["DEL-01"], tags=["complaint-31"])
def test_deleted_in_the_crm_and_born_in_finance(world: World, product: str, sort: str, use: str, extent: str) -> None:
    """A record born in finance is still there, active, with or without transactions.

    What the user saw. This is the vendor's documented behaviour: where a record was born decides.
    """
    ended = play(world, product, SORTS[sort], "finance", use, "crm", extent)
    with then("it is still here"):
        assert ended == DELETED_IN_CRM["finance", use]


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("use", USES)
@scenario(covers=["DEL-01"], products=["books"], quirks=["DEL-01"], tags=["complaint-31"])
def test_a_vendor_deleted_in_the_crm_and_born_in_books(world: World, product: str, use: str, extent: str) -> None:
    """A vendor born in Books is still there, active, with or without bills."""
    ended = play(world, product, SORTS["vendor"], "finance", use, "crm", extent)
    with then("it is still here"):
        assert ended == DELETED_IN_CRM["finance", use]


@pytest.mark.parametrize("extent", EXTENTS)
@scenario(covers=["DEL-01"], quirks=["DEL-01"], tags=["complaint-31"])
def test_a_contact_person_deleted_in_the_crm_and_born_in_finance(world: World, product: str, extent: str) -> None:
    """A contact person born in finance is still there when its contact is deleted in the CRM."""
    ended = play(world, product, SORTS["contact person"], "finance", "without transactions", "crm", extent)
    with then("it is still here"):
        assert ended == DELETED_IN_CRM["finance", "without transactions"]


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("birth", SIDES)
@pytest.mark.parametrize("sort", [*TRADED, "contact person"])
@scenario(covers=["DEL-06"], tags=["complaint-31"])
def test_deleted_in_finance_it_is_still_in_the_crm(
    world: World, product: str, sort: str, birth: str, extent: str
) -> None:
    """The other way round nothing is carried: a record deleted in finance stays in the CRM, wherever it was born."""
    ended = play(world, product, SORTS[sort], birth, "without transactions", "finance", extent)
    with then("the CRM has it still, finance has not"):
        assert ended == DELETED_IN_FINANCE["without transactions"]


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("birth", SIDES)
@scenario(covers=["DEL-06"], products=["books"], tags=["complaint-31"])
def test_a_vendor_deleted_in_books_is_still_in_the_crm(world: World, product: str, birth: str, extent: str) -> None:
    """A vendor deleted in Books stays in the CRM, wherever it was born."""
    ended = play(world, product, SORTS["vendor"], birth, "without transactions", "finance", extent)
    with then("the CRM has it still, Books has not"):
        assert ended == DELETED_IN_FINANCE["without transactions"]


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("birth", SIDES)
@pytest.mark.parametrize("sort", ["customer", "individual"])
@scenario(covers=["DEL-08"], tags=["complaint-31"])
def test_with_transactions_it_cannot_even_be_deleted_in_finance(
    world: World, product: str, sort: str, birth: str, extent: str
) -> None:
    """A customer that transactions use cannot be deleted in finance, wherever it was born; nothing crosses."""
    ended = play(world, product, SORTS[sort], birth, "with transactions", "finance", extent)
    with then("both sides have it as before"):
        assert ended == DELETED_IN_FINANCE["with transactions"]


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("birth", SIDES)
@scenario(covers=["DEL-08"], products=["books"], tags=["complaint-31"])
def test_a_vendor_with_bills_cannot_even_be_deleted_in_books(
    world: World, product: str, birth: str, extent: str
) -> None:
    """A vendor that sent bills cannot be deleted in Books, wherever it was born; nothing crosses."""
    ended = play(world, product, SORTS["vendor"], birth, "with transactions", "finance", extent)
    with then("both sides have it as before"):
        assert ended == DELETED_IN_FINANCE["with transactions"]


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("birth", SIDES)
@scenario(covers=["ITM-09"], products=["invoice", "books", "billing"], tags=["complaint-31"])
def test_an_item_in_use_cannot_even_be_deleted_in_finance(world: World, product: str, birth: str, extent: str) -> None:
    """An item that invoices use cannot be deleted in finance either, wherever it was born; nothing crosses."""
    ended = play(world, product, SORTS["item"], birth, "with transactions", "finance", extent)
    with then("both sides have it as before"):
        assert ended == DELETED_IN_FINANCE["with transactions"]


@pytest.mark.parametrize("use", USES)
@scenario(covers=["DEL-02", "DEL-03"], tags=["complaint-31"])
def test_in_the_import_a_deletion_in_the_crm_is_followed(world: World, product: str, use: str) -> None:
    """The one-way import has one direction and one birth: gone at the next import, or inactive with transactions."""
    with given(f"Acme, imported, {use}"):
        ours = world.crm.accounts.create(Account_Name="Acme")
        world.connect(product).customers.configure(auto_update=True).save_and_sync()
        world.settle()
        (theirs,) = world[product].customers.all()
        if use == "with transactions":
            SORTS["customer"].use(world, product, theirs)
    with when("it is deleted in the CRM, and the import is repeated"):
        world.crm.accounts.delete(ours)
        world.advance(hours=12)
    with then("it is gone, or inactive"):
        left = world[product].customers.all()
        status = theirs.status if left else None
        assert End(False, status, str(world.why(ours).outcome)) == DELETED_IN_CRM["crm", use]
