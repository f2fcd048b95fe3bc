"""Scripts that once broke an invariant, as short as they could be made; each stands for a defect that was put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.property.openings import SYNC, VIEW, connecting, opening, settling_down
from zsim import World
from zsim.explore.script import Named, Player, Script, ScriptStep, Start, StepOutcome, do
from zsim.sync import Call, System

BOOKS, INVOICE, BILLING = Start("books"), Start("invoice"), Start("billing")
FOUR_HOURS = do("advance", hours=4)
SAVE = do("save_and_sync", sync="customers")


def script(start: Start, *steps: ScriptStep, equal_names: bool = False) -> Script:
    """What was found, after the opening in which acme with ada, bolt with ben, and cora are synced."""
    return Script(start, (*opening(start.products[0], equal_names=equal_names), *steps))


def choose(**given: Any) -> ScriptStep:
    """The preferences a connection begins with, but for those given."""
    usual: dict[str, Any] = {
        "module": "accounts_and_contacts",
        "extent": "both_ways",
        "duplicates": "overwrite",
        "account_view": None,
        "contact_view": None,
        "include_contacts_without_account": False,
        "mapping": {},
    }
    return do("edit", sync="customers", choices={**usual, **given})


def account(name: str, called: str, phone: str | None, *, ticked: bool) -> ScriptStep:
    """An account is added."""
    fields = {"Account_Name": called, "Phone": phone, "For_Finance": ticked}
    return do("create", name=name, module="crm.accounts", fields=fields)


def contact(
    name: str, first: str, last: str, *, account: Named | None, ticked: bool, email: str | None = None
) -> ScriptStep:
    """A contact is added."""
    fields = {"First_Name": first, "Last_Name": last, "Email": email, "Account_Name": account, "For_Finance": ticked}
    return do("create", name=name, module="crm.contacts", fields=fields)


def customer(name: str, called: str, kind: str, phone: str | None) -> ScriptStep:
    """A customer is added."""
    fields = {"contact_name": called, "customer_sub_type": kind, "phone": phone}
    return do("create", name=name, module="finance.customers", fields=fields)


def person(name: str, of: str, first: str | None, last: str, email: str | None = None) -> ScriptStep:
    """A contact person is added."""
    fields = {"contact_id": Named(of), "first_name": first, "last_name": last, "email": email}
    return do("create", name=name, module="finance.contact_persons", fields=fields)


def update(record: str, **fields: Any) -> ScriptStep:
    """A record is edited."""
    return do("update", record=record, fields=fields)


def delete(record: str) -> ScriptStep:
    """A record is deleted."""
    return do("delete", record=record)


def fetch(record: str) -> ScriptStep:
    """A record is fetched by itself."""
    return do("fetch", sync="customers", record=record)


FOUND: dict[str, Script] = {
    "what was read is out of date once the run itself has deleted it": script(BOOKS, delete("bolt")),
    "a contact and its account are deleted together": script(BOOKS, delete("ada"), delete("acme")),
    "linked pairs of a kind that is no longer chosen are left alone": script(
        BOOKS, choose(module="contacts"), update("acme in finance", phone="3")
    ),
    "what is to be deleted may be gone already": script(
        BOOKS, choose(module="contacts", duplicates="skip"), delete("acme in finance")
    ),
    "a single fetch meets a customer that was deleted": script(BOOKS, delete("acme in finance"), fetch("acme")),
    "a single fetch meets a contact person that was deleted": script(BOOKS, delete("ada in finance"), fetch("acme")),
    "a new account takes the name that a linked one gives up": script(
        BOOKS, account("acme again", " ACME", "3", ticked=True), update("acme", Account_Name="Acme Ltd")
    ),
    "a new account has the name that a customer will get back": script(
        BOOKS,
        choose(extent="fetch"),
        update("acme in finance", contact_name="Zed"),
        account("acme again", "Acme", "3", ticked=True),
    ),
    "a contact person without account gives up the name that a new customer has": script(
        BOOKS,
        update("ada", Account_Name=Named("cora in crm")),
        SYNC,
        delete("cora in crm"),
        customer("ada again", "Ada Hill", "individual", "3"),
        update("ada in finance", last_name="von Hill"),
    ),
    "records fused into one pair do not write over each other at every run": script(
        BILLING,
        account("acme again", "Acme", "2", ticked=True),
        account("acme once more", "Acme", "3", ticked=False),
        do("disable"),
        do("delete_integration", convert="all"),
        *connecting("billing"),
    ),
    "a contact merged into a namesake gives up its contact person": script(
        INVOICE,
        choose(module="contacts", mapping={"Description": "notes"}),
        contact("ben again", "Ben", "Hill", email="ben@x.example", account=None, ticked=False),
        fetch("ben again"),
    ),
    "a contact is read before the account it belongs to is linked": script(
        BOOKS,
        delete("acme in finance"),
        customer("acme again", "Acme", "business", "2"),
        contact("ben again", "Ben", "von Hill", account=Named("acme"), ticked=True),
    ),
    "a namesake comes after the mapping was changed": script(
        BOOKS,
        FOUR_HOURS,
        choose(mapping={"Phone": "mobile", "Mobile": ""}),
        FOUR_HOURS,
        account("acme again", "Acme", "2", ticked=True),
        SYNC,
        FOUR_HOURS,
    ),
    "all is refreshed under another mapping after a namesake came": script(
        Start("invoice", policies={"candidates": "latest"}),
        choose(module="accounts", extent="fetch", mapping={"Phone": ""}),
        account("acme again", " ACME", "1", ticked=False),
        SYNC,
        SAVE,
    ),
    "a contact goes with its account again while its customer was edited": script(
        BILLING,
        choose(module="contacts", extent="fetch"),
        SYNC,
        update("ada in finance", phone="2"),
        choose(account_view=VIEW, contact_view=VIEW, include_contacts_without_account=True, duplicates="skip"),
    ),
    "a name that skips an account is freed by the same run": script(
        BILLING,
        choose(module="contacts"),
        update("ben", First_Name=None, Last_Name="Acme"),
        delete("acme in finance"),
        SYNC,
        update("acme", Phone="3"),
        choose(duplicates="skip"),
    ),
    "preferences are edited while a run is under way": script(
        Start("books", call_ms=200),
        person("ada again", "acme in finance", "Ada", "von Hill", "ada@x.example"),
        SYNC,
        choose(module="contacts"),
    ),
    "a mapping waits for everything to be refreshed": script(
        BOOKS,
        update("acme", Description="3"),
        FOUR_HOURS,
        choose(mapping={"Description": "notes"}),
        FOUR_HOURS,
        SAVE,
    ),
    "the customers of an account and of a contact have one name": script(
        INVOICE,
        delete("acme"),
        customer("ada again", "Ada Hill", "individual", None),
        update("cora", contact_name="Ada Hill"),
        equal_names=True,
    ),
    "a contact person born in finance goes with its customer": script(
        INVOICE,
        delete("ada"),
        delete("ben"),
        person("hill", "acme in finance", None, "Hill"),
        SYNC,
        delete("acme"),
        delete("hill in crm"),
        SAVE,
    ),
    "a pushed account is merged away in the CRM": script(
        INVOICE,
        delete("acme"),
        customer("acme again", "Acme", "business", None),
        delete("bolt"),
        delete("cora"),
        update("cora in crm", Account_Name="Acme"),
        do("restore", record="acme"),
        equal_names=True,
    ),
    "the customer of a fused account is deleted": script(
        BILLING,
        account("acme again", "Acme", None, ticked=False),
        SYNC,
        do("advance", hours=2),
        delete("acme in finance"),
        SYNC,
        SAVE,
    ),
    "a disabled connection is enabled after the key was regenerated": script(
        BOOKS,
        do("disable"),
        do("generate_zsc_key", app="crm"),
        do("enable"),
        do("update_credentials", key="present"),
        do("enable"),
    ),
}


@pytest.mark.parametrize("found", FOUND)
def test_a_script_that_once_failed_is_clean(found: str) -> None:
    start, steps = FOUND[found].start, FOUND[found].steps
    begun = len(opening(start.products[0]))
    player = Player(start, model=True)
    for step in steps[:begun]:
        player.do(step)
    for step in (*steps[begun:], *settling_down(start.products[0])):
        assert player.do(step).outcome is not StepOutcome.NOTHING, f"{step} is about something"
    player.world.check()
    assert player.world.judged.found == []
    assert player.world.runs()[-1].counts.keys() <= {"unchanged", "excluded", "skipped", "merged"}, "it is at rest"
    assert player.world.integrations[0].open


SHARES_OF_A_SECOND = [number / 4 for number in range(28)]
"""Before, between and after all calls of a run in which each takes a quarter of a second."""


@pytest.mark.parametrize("seconds", SHARES_OF_A_SECOND)
def test_a_key_that_is_regenerated_at_any_moment_of_a_run_breaks_no_invariant(seconds: float) -> None:
    world = World(call_ms=250)
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
    world.advance(hours=1)
    world.crm.accounts.update(acme, Phone="7")
    world.advance_to("2026-01-05 11:00")
    world.advance(seconds=seconds)
    key = world.crm.generate_zsc_key()
    world.advance(minutes=1)
    sync.update_credentials(key=key)
    world.advance(hours=3)
    assert world.books.customers.one(contact_name="Acme").phone == "7"
    assert len(sync.links) == 1


@pytest.mark.parametrize("product", ["invoice", "books", "billing"])
def test_a_contact_that_moves_to_where_its_person_stands_already_is_one_person(product: str) -> None:
    world = World()
    acme, globex = (world.crm.accounts.create(Account_Name=name) for name in ("Acme", "Globex"))
    ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Email="ann@x.example", Account_Name=acme)
    sync = world.connect(product)
    sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync()
    world.settle()
    world.crm.contacts.update(ann, Account_Name=globex)
    customer = world[product].customers.one(contact_name="Globex")
    there = world[product].contact_persons.create(
        contact_id=customer, first_name="Ann", last_name="Lee", email="ann@x.example"
    )
    world.advance(hours=6)
    assert world[product].contact_persons.all() == [there]
    assert world.crm.contacts.all() == [ann]
    assert sync.link_of(System.CRM, ann.id) is sync.link_of(System.FINANCE, there.id) is not None


SAME_NAMES: dict[str, dict[str, Any]] = {
    "clone with a number": {"policies": {"clone_name": "suffix"}, "duplicates": "clone"},
    "clone beside its like": {"duplicates": "clone", "equal": True},
    "overwrite": {"duplicates": "overwrite"},
}


@pytest.mark.parametrize("how", SAME_NAMES)
def test_records_of_one_name_take_calls_by_the_batch_and_not_by_the_record(how: str) -> None:
    assert calls_for(50, **SAME_NAMES[how]) == calls_for(100, **SAME_NAMES[how])
    assert calls_for(200, **SAME_NAMES[how]) < 2 * calls_for(100, **SAME_NAMES[how])


def calls_for(count: int, duplicates: str, policies: Mapping[str, str] | None = None, *, equal: bool = False) -> int:
    """How many calls a run makes for so many accounts of one name."""
    world = World(policies=policies)
    if equal:
        world.books.preferences.update(allow_equal_names=True)
    for number in range(count):
        world.crm.accounts.create(Account_Name="Acme", Phone=str(number))
    world.books.customers.create(contact_name="Acme")
    sync = world.connect("books").customers.configure(module="accounts", duplicates=duplicates)
    begun = len(world.journal)
    sync.save_and_sync()
    world.settle()
    assert sync.history[-1].grade == "done"
    return sum([isinstance(each.detail, Call) for each in world.journal.since(begun)])
