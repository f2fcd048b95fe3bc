"""A CRM record is deleted: where it was born decides what becomes of its counterpart in finance."""

from __future__ import annotations

import pytest

from scenarios.deletions._setup import EVERYWHERE, IN_TRANSACTIONS, SORTS, Sort
from zsim import World, given, scenario, then, when


def goes_with_its_crm_record(world: World, product: str, sort: Sort) -> None:
    """Acme, born in the CRM and deleted there, is gone from finance after the next slot and not before."""
    with given("Acme, born in the CRM and synced both ways"):
        ours, theirs = sort.pair(world, product, "crm")
    with when("it is deleted in the CRM, and almost two hours pass"):
        sort.in_crm(world).delete(ours)
        world.advance(minutes=119)
    with then("finance still has it"):
        assert sort.named(world, product) == ([], [theirs])
    with when("the slot comes"):
        world.advance(minutes=1)
    with then("finance has it no more, and the run counts one deletion"):
        assert sort.named(world, product) == ([], [])
        run = world.integration(product).module(sort.module).history[-1]
        assert (run.grade, run.added, run.updated, run.deleted) == ("done", 0, 0, 1)
        assert world.why(ours).outcome == "deleted"


def turns_inactive_instead(world: World, product: str, sort: Sort) -> None:
    """Acme, used in a transaction, is made inactive when its CRM record is deleted; the transaction stays."""
    with given("Acme, born in the CRM, synced, and used in a transaction"):
        ours, theirs = sort.pair(world, product, "crm")
        document = sort.use(world, product, theirs)
    with when("it is deleted in the CRM and the next slot comes"):
        sort.in_crm(world).delete(ours)
        world.advance(hours=2)
    with then("finance keeps it, inactive, with its values and its transaction"):
        assert sort.named(world, product) == ([], [theirs])
        assert (theirs.status, sort.text_of(theirs)) == ("inactive", "111")
        assert sort.used_in is not None
        assert sort.is_used(document, theirs)
    with then("the run counts it among the deletions, and there is no pair any more"):
        run = world.integration(product).module(sort.module).history[-1]
        assert (run.deleted, run.count("deactivated")) == (1, 1)
        assert world.why(ours).outcome == "deactivated"
        assert theirs.id not in [link.finance_id for link in world.integration(product).links]


def outlives_its_crm_record(world: World, product: str, sort: Sort) -> None:
    """Acme, born in finance, stays there when its CRM record is deleted; edited there, the CRM never hears of it."""
    with given("Acme, born in finance and pushed into the CRM"):
        ours, theirs = sort.pair(world, product, "finance")
    with when("its CRM record is deleted and the next slot comes"):
        sort.in_crm(world).delete(ours)
        world.advance(hours=2)
    with then("finance has it as before, and the run says that it was kept"):
        assert sort.named(world, product) == ([], [theirs])
        assert sort.text_of(theirs) == "111"
        assert world.why(ours).outcome == "kept"
        run = world.integration(product).module(sort.module).history[-1]
        assert (run.grade, run.deleted, run.count("kept")) == ("done", 0, 1)
    with then("it is in no pair any more"):
        assert theirs.id not in [link.finance_id for link in world.integration(product).links]
    with when("it is edited in finance, and edited once more after a slot"):
        sort.edit_finance(world, product, theirs, "222")
        world.advance(hours=2)
        sort.edit_finance(world, product, theirs, "333")
        world.advance(hours=2)
    with then("the CRM has no record of it, and each run says why"):
        assert sort.named(world, product) == ([], [theirs])
        assert sort.text_of(theirs) == "333"
        assert world.why(theirs).outcomes[-2:] == ("excluded", "excluded")
        assert "DEL-05" in world.why(theirs).reason


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-04"])
def test_a_record_born_in_the_crm_goes_with_its_crm_record(world: World, product: str, sort: str) -> None:
    """Deleted in the CRM, a record born there is deleted in finance by the next run."""
    goes_with_its_crm_record(world, product, SORTS[sort])


@scenario(covers=["DEL-04"], products=["books"])
def test_a_vendor_born_in_the_crm_goes_with_its_crm_record(world: World, product: str) -> None:
    """Deleted in the CRM, a vendor born there is deleted in Books by the next run."""
    goes_with_its_crm_record(world, product, SORTS["vendor"])


@pytest.mark.parametrize("sort", IN_TRANSACTIONS)
@scenario(covers=["DEL-04"])
def test_a_record_born_in_the_crm_with_transactions_turns_inactive(world: World, product: str, sort: str) -> None:
    """Deleted in the CRM, a record that transactions use is kept in finance and made inactive."""
    turns_inactive_instead(world, product, SORTS[sort])


@scenario(covers=["DEL-04"], products=["books"])
def test_a_vendor_born_in_the_crm_with_bills_turns_inactive(world: World, product: str) -> None:
    """Deleted in the CRM, a vendor that sent bills is kept in Books and made inactive."""
    turns_inactive_instead(world, product, SORTS["vendor"])


@scenario(covers=["DEL-04"])
def test_contact_persons_go_with_the_customer_of_a_deleted_account(world: World, product: str) -> None:
    """An account is deleted: its customer goes with all contact persons, while the contacts stay in the CRM."""
    with given("an account with two contacts, synced as a customer with two contact persons"):
        home = world.crm.accounts.create(Account_Name="Home")
        ann = world.crm.contacts.create(Last_Name="Ann", Account_Name=home)
        bob = world.crm.contacts.create(Last_Name="Bob", Account_Name=home)
        SORTS["contact person"].sync(world, product)
        assert len(world[product].contact_persons.all()) == 2
    with when("the account is deleted and the next slot comes"):
        world.crm.accounts.delete(home)
        world.advance(hours=2)
    with then("finance has neither customer nor contact persons, and the contacts stand alone in the CRM"):
        assert world[product].contact_persons.all() == []
        assert "Home" not in [each.contact_name for each in world[product].customers.all()]
        assert (ann.Account_Name, bob.Account_Name) == (None, None)
        assert world.crm.contacts.all() == [ann, bob]


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-01", "DEL-05"], quirks=["DEL-01"])
def test_a_record_born_in_finance_outlives_its_crm_record_and_is_finance_s_alone(
    world: World, product: str, sort: str
) -> None:
    """Pushed into the CRM and deleted there, it stays in finance, untouched; edited there, it is not pushed again."""
    outlives_its_crm_record(world, product, SORTS[sort])


@scenario(covers=["DEL-01", "DEL-05"], products=["books"], quirks=["DEL-01"])
def test_a_vendor_born_in_books_outlives_its_crm_record_and_is_books_alone(world: World, product: str) -> None:
    """Pushed into the CRM and deleted there, it stays in Books, untouched; edited there, it is not pushed again."""
    outlives_its_crm_record(world, product, SORTS["vendor"])


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-01"], quirks_off=["DEL-01"])
def test_without_the_oddity_birth_in_finance_saves_no_record(world: World, product: str, sort: str) -> None:
    """Were a deletion a deletion, a record born in finance would go with its CRM record like any other."""
    with given("Acme, born in finance and pushed into the CRM"):
        ours, _ = SORTS[sort].pair(world, product, "finance")
    with when("its CRM record is deleted and the next slot comes"):
        SORTS[sort].in_crm(world).delete(ours)
        world.advance(hours=2)
    with then("finance has it no more"):
        assert SORTS[sort].named(world, product) == ([], [])
        assert world.why(ours).outcome == "deleted"


@pytest.mark.parametrize("sort", IN_TRANSACTIONS)
@scenario(covers=["DEL-01"], quirks_off=["DEL-01"])
def test_without_the_oddity_transactions_still_save_a_record(world: World, product: str, sort: str) -> None:
    """Were a deletion a deletion, a record born in finance that transactions use would turn inactive."""
    with given("Acme, born in finance, pushed into the CRM, and used in a transaction"):
        ours, theirs = SORTS[sort].pair(world, product, "finance")
        SORTS[sort].use(world, product, theirs)
    with when("its CRM record is deleted and the next slot comes"):
        SORTS[sort].in_crm(world).delete(ours)
        world.advance(hours=2)
    with then("finance keeps it, inactive"):
        assert SORTS[sort].named(world, product) == ([], [theirs])
        assert theirs.status == "inactive"
        assert world.why(ours).outcome == "deactivated"


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-05"], policies={"crm_deleted": "recreate"})
def test_under_the_other_reading_an_edit_makes_a_new_crm_record(world: World, product: str, sort: str) -> None:
    """With the policy 'recreate' a kept record waits for its next edit, which pushes it into the CRM anew."""
    with given("Acme, born in finance, whose CRM record was deleted"):
        ours, theirs = SORTS[sort].pair(world, product, "finance")
        SORTS[sort].in_crm(world).delete(ours)
        world.advance(hours=4)
        assert SORTS[sort].named(world, product) == ([], [theirs])
    with when("it is edited in finance and the next slot comes"):
        SORTS[sort].edit_finance(world, product, theirs, "222")
        world.advance(hours=2)
    with then("the CRM has a new record of it, and the two are a pair"):
        (again,), _ = SORTS[sort].named(world, product)
        assert again != ours
        assert SORTS[sort].text_of(again) == "222"
        assert world.why(theirs).outcome == "created"
        pairs = [(link.crm_id, link.finance_id) for link in world.integration(product).links]
        assert (again.id, theirs.id) in pairs


def outlives_what_overwrote_it(world: World, product: str, sort: Sort) -> None:
    """Acme of finance's own, overwritten by Acme of the CRM, stays when that is deleted, with what came over."""
    with given("Acme on both sides, and the CRM's laid over finance's"):
        ours, theirs = sort.on_both_sides(world, product)
        sort.sync(world, product, extent="fetch", duplicates="overwrite")
        assert sort.named(world, product) == ([ours], [theirs])
        assert sort.text_of(theirs) == "222"
    with when("it is deleted in the CRM and the next slot comes"):
        sort.in_crm(world).delete(ours)
        world.advance(hours=2)
    with then("finance keeps its own, active, and there is no pair any more"):
        assert sort.named(world, product) == ([], [theirs])
        assert getattr(theirs, "status", "active") == "active"
        assert world.why(ours).outcome == "kept"
        assert theirs.id not in [link.finance_id for link in world.integration(product).links]


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-16"])
def test_a_record_born_in_finance_outlives_what_overwrote_it(world: World, product: str, sort: str) -> None:
    """Overwritten by a record of the CRM that is deleted later, a record born in finance stays."""
    outlives_what_overwrote_it(world, product, SORTS[sort])


@scenario(covers=["DEL-16"], products=["books"])
def test_a_vendor_born_in_books_outlives_what_overwrote_it(world: World, product: str) -> None:
    """Overwritten by a vendor of the CRM that is deleted later, a vendor born in Books stays."""
    outlives_what_overwrote_it(world, product, SORTS["vendor"])


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-16", "FLT-03"], products=["invoice", "books", "billing"])
def test_its_origin_survives_a_lost_answer(world: World, product: str, sort: str) -> None:
    """The answer to the overwriting write is lost, and the record is still one of finance's own."""
    with given("Acme on both sides, to be overwritten, and finance's answer to that gets lost"):
        chosen = SORTS[sort]
        ours, theirs = chosen.on_both_sides(world, product)
        world.faults.answer_lost(product, of="write", module=chosen.finance)
    with when("it is synced, deleted in the CRM, and synced again"):
        chosen.sync(world, product, extent="fetch", duplicates="overwrite")
        world.advance(hours=2)
        assert chosen.text_of(theirs) == "222"
        chosen.in_crm(world).delete(ours)
        world.advance(hours=2)
    with then("finance keeps it"):
        assert chosen.named(world, product) == ([], [theirs])


@scenario(covers=["DEL-01"], products=["invoice", "books", "billing"])
def test_why_a_customer_was_kept_names_the_rule(world: World, product: str) -> None:
    """A customer born in finance stays when its account is deleted, and is told to stay for that reason."""
    with given("a customer born in finance and pushed to the CRM"):
        world[product].customers.create(contact_name="Acme")
        world.connect(product).customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.advance(minutes=1)
        acme = world.crm.accounts.one(Account_Name="Acme")
    with when("its account is deleted and two hours pass"):
        world.crm.accounts.delete(acme)
        world.advance(hours=2)
    with then("it is kept, by the rule of records born in finance"):
        assert world.why(acme).outcome == "kept"
        assert world.why(acme).behaviours[-1] == "DEL-01"


@scenario(covers=["CUS-30"], products=["invoice", "books", "billing"])
def test_a_customer_born_in_finance_goes_on_with_the_account_that_its_own_became(world: World, product: str) -> None:
    """Its account is merged into one that was never synced: there is one customer still, and it follows the winner."""
    with given("a customer born in finance and pushed to the CRM"):
        world[product].customers.create(contact_name="Acme")
        sync = world.connect(product).customers
        sync.configure(module="accounts", extent="both_ways").save_and_sync()
        world.advance(minutes=1)
    with when("its account is merged into a new one of another name, and two hours pass"):
        winner = world.crm.accounts.create(Account_Name="Acme Ltd", Phone="7")
        world.crm.accounts.merge(winner, world.crm.accounts.one(Account_Name="Acme"))
        world.advance(hours=2)
    with then("it has taken the name and the phone of that one"):
        assert [(each.contact_name, each.phone) for each in world[product].customers.all()] == [("Acme Ltd", "7")]
        assert len(world.integration(product).links) == 1
