"""Edits of linked pairs: what crosses, what stays, and who wins where both sides were edited."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when

BOTH_EXTENTS = pytest.mark.parametrize("extent", ["fetch", "both_ways"])


@scenario(covers=["CUS-15"])
def test_overwrite_leaves_unmapped_fields_alone(world: World, product: str) -> None:
    """An overwrite replaces mapped values only: notes, website and payment terms typed into finance survive it."""
    with given("finance has Acme with values the CRM knows nothing of"):
        customer = world[product].customers.create(
            contact_name="Acme", phone="999", website="https://acme.example", notes="Pays late", payment_terms=30
        )
    with given("the CRM has Acme with another phone, another website and a rating"):
        account = world.crm.accounts.create(
            Account_Name="Acme", Phone="111", Website="https://other.example", Rating="Active"
        )
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("only the phone, which is mapped, was replaced"):
        assert customer.phone == "111"
        assert (customer.website, customer.notes) == ("https://acme.example", "Pays late")
        assert customer.payment_terms == 30
        assert world.why(account).outcome == "overwritten"


@scenario(covers=["CUS-15"])
def test_an_update_leaves_unmapped_fields_alone_on_both_sides(world: World, product: str) -> None:
    """A mapped edit crosses, and no other field of the receiver changes, in either direction."""
    with given("Acme is synced both ways, and each side adds values that are not mapped"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="1", Fax="7", Rating="Active")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
        world[product].customers.update(customer, notes="Pays late")
        world.advance(hours=2)
    with when("the phone changes in the CRM and the fax in finance"):
        world.crm.accounts.update(account, Phone="2")
        world[product].customers.update(customer, fax="8")
        world.advance(hours=2)
    with then("both edits crossed"):
        assert (customer.phone, account.Fax) == ("2", "8")
    with then("notes and rating are where they were, and nowhere else"):
        assert customer.notes == "Pays late"
        assert (account.Rating, account.Description) == ("Active", None)


@scenario(covers=["CUS-15", "CUS-23"])
def test_an_edit_of_an_unmapped_field_is_no_news(world: World, product: str) -> None:
    """A record that changed in an unmapped field only is read, found unchanged, and not counted as updated."""
    with given("Acme is synced both ways"):
        account = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.advance(hours=2)
    with when("its rating changes in the CRM and two hours pass"):
        world.crm.accounts.update(account, Rating="Active")
        world.advance(hours=2)
    with then("the run read it and had nothing to carry"):
        assert world.why(account).outcome == "unchanged"
        assert sync.customers.history[-1].counts == {"unchanged": 1}
        assert sync.customers.history[-1].updated == 0


@scenario(covers=["CUS-21"], policies={"conflicts": "last_modified"})
def test_the_record_modified_last_can_win_instead(world: World, product: str) -> None:
    """With the policy 'last_modified' the value of the record that was modified last stands, on whichever side."""
    with given("Acme and Globex are synced both ways"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        globex = world.crm.accounts.create(Account_Name="Globex", Phone="1")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        acme_customer = world[product].customers.one(contact_name="Acme")
        globex_customer = world[product].customers.one(contact_name="Globex")
    with when("Acme's phone is edited in the CRM and then in finance, Globex's the other way round"):
        world.crm.accounts.update(acme, Phone="222")
        world[product].customers.update(globex_customer, phone="333")
        world.advance(minutes=10)
        world[product].customers.update(acme_customer, phone="333")
        world.crm.accounts.update(globex, Phone="222")
        world.advance(hours=2)
    with then("the later edit stands for each"):
        assert (acme.Phone, acme_customer.phone) == ("333", "333")
        assert (globex.Phone, globex_customer.phone) == ("222", "222")
    with then("both conflicts are named"):
        winners = [run.remarks for run in sync.customers.history if run.remarks]
        assert len(winners[0]) == 2
        assert world.why(acme).outcome == "conflict"


@scenario(covers=["CUS-21"], policies={"conflicts": "last_modified"}, moments="exact")
def test_in_the_same_second_the_crm_wins_all_the_same(world: World, product: str) -> None:
    """Under 'last_modified' edits of the same second are settled for the side that is read first, the CRM."""
    with given("Acme is synced both ways"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.advance(minutes=10)
        customer = world[product].customers.one(contact_name="Acme")
    with when("its phone is edited in the CRM and in finance within one second"):
        world.crm.accounts.update(account, Phone="222")
        world.advance(seconds=0.4)
        world[product].customers.update(customer, phone="333")
        world.advance(hours=2)
    with then("the CRM's phone stands"):
        assert (account.Phone, customer.phone) == ("222", "222")
        assert world.why(account).outcome == "conflict"


@scenario(covers=["CUS-21"])
def test_equal_edits_are_no_conflict(world: World, product: str) -> None:
    """If both sides made the same edit, nothing has to be written and nothing is a conflict."""
    with given("Acme is synced both ways"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("somebody enters the same new phone on both sides"):
        world.crm.accounts.update(account, Phone="222")
        world[product].customers.update(customer, phone="222")
        world.advance(hours=2)
    with then("the run found the two in agreement"):
        assert world.why(account).outcome == world.why(customer).outcome == "unchanged"
        assert (sync.customers.history[-1].updated, sync.customers.history[-1].remarks) == (0, ())
    with when("the phone changes in finance only"):
        world[product].customers.update(customer, phone="333")
        world.advance(hours=2)
    with then("that is an ordinary edit of the new value"):
        assert account.Phone == "333"
        assert world.why(customer).outcome == "updated"


@scenario(covers=["CUS-21"])
def test_a_conflict_in_one_field_costs_no_other_edit(world: World, product: str) -> None:
    """Where one field is in conflict, edits of other fields of the same record still cross."""
    with given("Acme is synced both ways"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="1", Fax="7")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("both sides edit the phone, and finance the fax, too"):
        world.crm.accounts.update(account, Phone="222")
        world[product].customers.update(customer, phone="333", fax="8")
        world.advance(hours=2)
    with then("the CRM's phone and finance's fax stand on both sides"):
        assert (account.Phone, account.Fax) == ("222", "8")
        assert (customer.phone, customer.fax) == ("222", "8")
        assert world.why(account).outcome == "conflict"


@BOTH_EXTENTS
@scenario(covers=["CUS-22"])
def test_a_blank_in_the_crm_does_not_erase(world: World, product: str, extent: str) -> None:
    """A field emptied in the CRM keeps its value in finance."""
    with given("Acme is synced with phone and fax"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="1", Fax="7")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent).save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("the phone is emptied and the fax changed in the CRM"):
        world.crm.accounts.update(account, Phone=None, Fax="8")
        world.advance(hours=2)
    with then("finance has the new fax and the old phone"):
        assert (customer.phone, customer.fax) == ("1", "8")
        assert account.Phone is None


@scenario(covers=["CUS-22"])
def test_a_blank_in_finance_does_not_erase(world: World, product: str) -> None:
    """In a two-way sync a field emptied in finance keeps its value in the CRM."""
    with given("Acme is synced both ways with a phone"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("the phone is emptied in finance"):
        world[product].customers.update(customer, phone="")
        world.advance(hours=2)
    with then("the CRM has it still"):
        assert account.Phone == "1"
        assert not customer.phone
        assert world.why(customer).outcome == "unchanged"


@scenario(covers=["CUS-12", "CUS-22"])
def test_blanks_do_not_erase_in_an_overwrite_either(world: World, product: str) -> None:
    """An account without a fax overwrites its namesake and leaves that one's fax where it is."""
    with given("Acme has a fax in finance and none in the CRM"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        customer = world[product].customers.create(contact_name="Acme", phone="999", fax="7")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the phone was replaced, the fax kept"):
        assert (customer.phone, customer.fax) == ("111", "7")
        assert world.why(account).outcome == "overwritten"


@scenario(covers=["CUS-22"], policies={"blanks": "erase"})
def test_blanks_can_erase_in_both_directions(world: World, product: str) -> None:
    """With the policy 'update empty values' on, a field emptied on one side is emptied on the other."""
    with given("Acme is synced both ways with phone and fax"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="1", Fax="7")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("the phone is emptied in the CRM and the fax in finance"):
        world.crm.accounts.update(account, Phone=None)
        world[product].customers.update(customer, fax=None)
        world.advance(hours=2)
    with then("both are empty on both sides"):
        assert (account.Phone, customer.phone) == (None, None)
        assert (account.Fax, customer.fax) == (None, None)
        assert world.why(account).outcome == "updated"


@scenario(covers=["CUS-12", "CUS-22"], policies={"blanks": "erase"})
def test_blanks_can_erase_in_an_overwrite(world: World, product: str) -> None:
    """With that policy an overwrite empties what the incoming record has empty, where the field is mapped."""
    with given("Acme has a fax and notes in finance and neither in the CRM"):
        world.crm.accounts.create(Account_Name="Acme", Phone="111")
        customer = world[product].customers.create(contact_name="Acme", phone="999", fax="7", notes="Pays late")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the fax is gone, the notes, which are not mapped, are not"):
        assert (customer.phone, customer.fax) == ("111", None)
        assert customer.notes == "Pays late"


@pytest.mark.parametrize("module", ["accounts", "contacts", "accounts_and_contacts"])
@BOTH_EXTENTS
@scenario(covers=["CUS-23"])
def test_a_quiet_second_run_writes_nothing(world: World, product: str, extent: str, module: str) -> None:
    """A run with no edits since the last one changes nothing on either side, whatever is synced."""
    with given("records born on both sides are synced"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
        world.crm.contacts.create(First_Name="Bob", Last_Name="Ray")
        globex = world[product].customers.create(contact_name="Globex", phone="2")
        world[product].contact_persons.create(contact_id=globex, first_name="Cem", last_name="Kaya")
        world[product].customers.create(contact_name="Dee Fox", customer_sub_type="individual")
        sync = world.connect(product)
        sync.customers.configure(module=module, extent=extent, duplicates="overwrite").save_and_sync()
        world.settle()
        held = world.snapshot()
    with when("two hours pass, and then everything is synced again"):
        world.advance(hours=2)
        sync.customers.save_and_sync()
        world.settle()
    with then("every record on both sides is as it was"):
        assert world.snapshot() == held
    with then("neither run counts anything as added, updated or deleted"):
        quiet = sync.customers.history[1:]
        assert [(run.added, run.updated, run.deleted) for run in quiet] == [(0, 0, 0)] * 2
        assert [run.grade for run in quiet] == ["done", "done"]


@BOTH_EXTENTS
@scenario(covers=["CUS-23"])
def test_updated_counts_only_records_whose_mapped_values_changed(world: World, product: str, extent: str) -> None:
    """Of three accounts touched since the last run, only the one with a new mapped value counts as updated."""
    with given("Acme, Globex and Initech are synced"):
        names = ("Acme", "Globex", "Initech")
        acme, globex, initech = (world.crm.accounts.create(Account_Name=name, Phone="1") for name in names)
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent).save_and_sync()
        world.advance(hours=2)
    with when("one gets a new phone, one the phone it has, and one a rating"):
        world.crm.accounts.update(acme, Phone="2")
        world.crm.accounts.update(globex, Phone="1")
        world.crm.accounts.update(initech, Rating="Active")
        world.advance(hours=2)
    with then("one is updated and two are unchanged"):
        assert sync.customers.history[-1].counts == {"updated": 1, "unchanged": 2}
        assert world.why(acme).outcome == "updated"
        assert world.why(globex).outcome == world.why(initech).outcome == "unchanged"
