"""Complaint 35: the sync fails, and the user wants to know why, and whether anything is lost."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when


def connect(world: World, product: str, module: str = "accounts", duplicates: str = "skip", **choices: object) -> None:
    """Connect with the email of Rita, a sales user, and finish a first two-way sync of customers."""
    world.crm.profiles.create("Sales")
    rita = world.crm.users.create("Rita", profile="Sales")
    world.connect(product, email=rita.email).customers.configure(
        module=module, extent="both_ways", duplicates=duplicates, **choices
    ).save_and_sync()
    world.settle()


def failed_whole(world: World, product: str) -> str:
    """The reason of the last run, which failed whole: it counted no record."""
    run = world.integration(product).customers.history[-1]
    assert (run.grade, run.counts) == ("failed", {})
    return str(run.reason)


def failed_alone(world: World, product: str) -> str:
    """What the last run remarked about the one record that failed in it."""
    run = world.integration(product).customers.history[-1]
    assert (run.grade, run.reason, run.count("failed")) == ("partial", None, 1)
    (remark,) = run.remarks
    return remark


def grade(world: World, product: str) -> str:
    """How the last run of customers ended."""
    return world.integration(product).customers.history[-1].grade.value


@scenario(covers=["SYN-14"], tags=["complaint-35"])
def test_a_missing_permission_is_named_and_then_made_good(world: World, product: str) -> None:
    """The run fails whole with 'no permission' and who lacks it; once granted, the next run carries what was missed."""
    with given("a synced organisation, a new account, and Accounts hidden from the connecting user"):
        connect(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.profiles.hide("Sales", "Accounts")
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the history names the right that is missing"):
        assert failed_whole(world, product).startswith("no permission: Rita may not sync Accounts")
        assert world[product].customers.all() == []
    with when("Accounts are shown again and the next slot comes"):
        world.crm.profiles.show("Sales", "Accounts")
        world.advance(hours=2)
    with then("the account is a customer"):
        assert (grade(world, product), world.why(acme).outcome) == ("done", "created")


@scenario(covers=["CON-15", "SYN-14"], quirks=["CON-15"], tags=["complaint-35"])
def test_a_changed_key_is_named_and_then_made_good(world: World, product: str) -> None:
    """The run fails whole with 'invalid key'; with the new key the next run carries what was missed."""
    with given("a synced organisation, a new account, and a key generated anew in the CRM"):
        connect(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme")
        key = world.crm.generate_zsc_key()
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the history names the key"):
        assert failed_whole(world, product).startswith("invalid key: ")
        assert world[product].customers.all() == []
    with when("the new key is entered and the next slot comes"):
        world.integration(product).update_credentials(key=key)
        world.advance(hours=2)
    with then("the account is a customer"):
        assert (grade(world, product), world.why(acme).outcome) == ("done", "created")


@scenario(covers=["SYN-14"], tags=["complaint-35"])
def test_a_removed_user_is_named_and_then_made_good(world: World, product: str) -> None:
    """The user who connected is deactivated: the run fails whole and says so, until she is back."""
    with given("a synced organisation, a new account, and the connecting user deactivated"):
        connect(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.users.deactivate("Rita")
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the history names her"):
        assert failed_whole(world, product).startswith("invalid key: Rita ")
    with when("she is activated and the next slot comes"):
        world.crm.users.activate("Rita")
        world.advance(hours=2)
    with then("the account is a customer"):
        assert (grade(world, product), world.why(acme).outcome) == ("done", "created")


@scenario(covers=["SYN-14"], tags=["complaint-35"])
def test_differing_base_currencies_are_named_and_then_made_good(world: World, product: str) -> None:
    """The CRM turns to multi-currency in dollars: the run fails whole and names both currencies, until they agree."""
    with given("a synced organisation in rupees, a new account, and a CRM that has turned to dollars"):
        connect(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the history names both currencies"):
        reason = failed_whole(world, product)
        assert reason.startswith("base currencies differ: ")
        assert "USD" in reason
        assert "INR" in reason
        assert world[product].customers.all() == []
    with when("finance takes dollars, too, and the next slot comes"):
        world[product].set_base_currency("USD")
        world.advance(hours=2)
    with then("the account is a customer"):
        assert (grade(world, product), world.why(acme).outcome) == ("done", "created")


@scenario(covers=["CUS-18", "CUS-28"], tags=["complaint-35"], policies={"clone_name": "refuse"})
def test_a_name_that_is_taken_is_named_and_then_made_good(world: World, product: str) -> None:
    """A record refused for its name fails alone, the rest is synced; it comes in once the name is free."""
    with given("a sync with 'clone', and Acme inactive in finance and new in the CRM, with Globex beside it"):
        connect(world, product, duplicates="clone")
        native = world[product].customers.deactivate(world[product].customers.create(contact_name="Acme"))
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the history names the account and what is in its way"):
        assert failed_alone(world, product).startswith("account Acme failed (name taken): a customer named 'Acme'")
        assert (world.why(acme).outcome, world.why(globex).outcome) == ("failed", "created")
    with when("the customer in the way is renamed and the next slot comes"):
        world[product].customers.update(native, contact_name="Acme (old)")
        world.advance(hours=2)
    with then("the account is a customer"):
        assert (grade(world, product), world.why(acme).outcome) == ("done", "created")


@scenario(covers=["CUS-20", "CUS-28"], tags=["complaint-35"])
def test_a_rename_onto_a_taken_name_is_named_and_then_made_good(world: World, product: str) -> None:
    """A linked account takes a name that another customer has: it fails alone with 'name taken' until that is free."""
    with given("a synced account, renamed to the name of an inactive customer of finance's own"):
        connect(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.advance(hours=2)
        customer = world[product].customers.one(contact_name="Acme")
        native = world[product].customers.deactivate(world[product].customers.create(contact_name="Globex"))
        world.crm.accounts.update(acme, Account_Name="Globex")
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the history names the account and what is in its way"):
        assert failed_alone(world, product).startswith("account Globex failed (name taken): a customer named 'Globex'")
        assert (world.why(acme).outcome, customer.contact_name) == ("failed", "Acme")
    with when("the customer in the way is renamed and the next slot comes"):
        world[product].customers.update(native, contact_name="Globex (old)")
        world.advance(hours=2)
    with then("the rename has arrived"):
        assert (grade(world, product), customer.contact_name) == ("done", "Globex")


@scenario(covers=["CUS-28"], tags=["complaint-35"])
def test_a_mandatory_field_left_empty_is_named_and_then_made_good(world: World, product: str) -> None:
    """A contact person without last name cannot be a CRM contact: it fails alone and names the field."""
    with given("a synced client, to whom finance adds Bob, whose last name nobody knows"):
        connect(world, product, module="accounts_and_contacts")
        acme = world[product].customers.create(contact_name="Acme")
        bob = world[product].contact_persons.create(contact_id=acme, first_name="Bob")
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the history names the person and the field"):
        remark = failed_alone(world, product)
        assert remark.startswith("contact person Bob failed (invalid data): ")
        assert "Last_Name is missing" in remark
        assert (world.why(acme).outcome, world.why(bob).outcome) == ("created", "failed")
    with when("his last name is entered and the next slot comes"):
        world[product].contact_persons.update(bob, last_name="Falk")
        world.advance(hours=2)
    with then("he is a contact of the account"):
        assert (grade(world, product), world.why(bob).outcome) == ("done", "created")
        assert world.crm.contacts.one(Last_Name="Falk").Account_Name.Account_Name == "Acme"


@scenario(covers=["CUS-24", "CUS-28"], policies={"moved_contact": "refuse"}, tags=["complaint-35"])
def test_a_company_that_may_not_change_is_named_and_then_made_good(world: World, product: str) -> None:
    """Where a linked contact may not move to another account, it fails alone until it is moved back."""
    with given("a synced contact of Acme, moved in the CRM to Globex"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        connect(world, product, module="accounts_and_contacts")
        world.crm.contacts.update(anna, Account_Name=globex)
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the history says that she may not move, and she is where she was"):
        assert "a contact person may not move" in failed_alone(world, product)
        (person,) = world[product].contact_persons.all()
        assert person.contact_id.contact_name == "Acme"
        assert world.why(anna).outcome == "failed"
    with when("she is moved back and the next slot comes"):
        world.crm.contacts.update(anna, Account_Name=acme)
        world.advance(hours=2)
    with then("nothing fails any more"):
        assert grade(world, product) == "done"
        assert world.why(anna).outcome == "unchanged"


@pytest.mark.parametrize("terms", [60, 7])
@scenario(covers=["MAP-08"], tags=["complaint-35"])
def test_a_pick_list_value_the_crm_lacks_is_named_without_failing(world: World, product: str, terms: int) -> None:
    """A value that is in no CRM pick list is remarked on and left out; the record itself does not fail."""
    with given("a synced client with terms of 30 days, changed in finance to a number the CRM does not know"):
        world.crm.accounts.add_field("Terms", "picklist", label="Payment Terms", options=("15", "30"))
        world.crm.accounts.create(Account_Name="Acme", Terms="30")
        connect(world, product, mapping={"Terms": "payment_terms"})
        (customer,) = world[product].customers.all()
        world[product].customers.update(customer, payment_terms=terms)
    with when("the slot comes"):
        world.advance(hours=2)
    with then("the history names the field, and the run is done"):
        run = world.integration(product).customers.history[-1]
        assert (run.grade, run.count("failed")) == ("done", 0)
        assert "pick list Terms lacks the value" in run.remarks[0]
    with when("finance takes a number the CRM knows, and the next slot comes"):
        world[product].customers.update(customer, payment_terms=15)
        world.advance(hours=2)
    with then("the CRM has it, and there is nothing to remark"):
        assert world.crm.accounts.one(Account_Name="Acme").Terms == "15"
        assert world.integration(product).customers.history[-1].remarks == ()
