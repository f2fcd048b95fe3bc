"""What a world tells: why a record is as it is, as somebody reads it who prints it."""

from __future__ import annotations

import re

import pytest

from zsim import World
from zsim.kernel.errors import UsageError

LITERAL = re.compile(r"\b[A-Z]\w+\(|<\w|\bNone\b|\{'|\('|\['|object at 0x")
"""What Python writes of values and people do not."""


def connected(duplicates: str = "skip", zone: str = "UTC", **policies: str) -> World:
    """Acme in the CRM, and Books, which is connected and has never synced."""
    world = World(zone=zone, policies=policies)
    world.crm.accounts.create(Account_Name="Acme", Phone="1")
    sync = world.connect("books")
    sync.customers.choose({"module": "accounts", "extent": "both_ways", "duplicates": duplicates})
    sync.customers.save_and_sync_later()
    return world


def refused() -> World:
    """Acme, whose clone Books refuses for its name."""
    world = connected("clone", clone_name="refuse")
    world.books.customers.create(contact_name="Acme")
    world.advance(hours=2)
    return world


def dead() -> World:
    """Acme in both; since then the key is dead, and Beta is new."""
    world = connected()
    world.advance(hours=2)
    world.crm.generate_zsc_key()
    world.crm.accounts.create(Account_Name="Beta")
    world.advance(days=3)
    return world


def texts() -> dict[str, object]:
    """What people print, by what gives it."""
    world = dead()
    books = world.integration("books")
    lead_list = world.marketinghub.lists.create("News")
    world.invoice.customers.create(contact_name="Ann", email="ann@x.example")
    leads = world.connect_marketinghub().new_sync("News", mailing_list=lead_list)
    leads.schedule("daily", at="09:00", zone="Asia/Kolkata").retrieve("all").initiate()
    world.settle()
    other = refused()
    return {
        "why": world.why("Beta"),
        "why, read": world.why("Acme"),
        "why, refused": other.why(other.crm.accounts.all()[0]),
        "lines": world.lines(),
        "some lines": world.lines()[:3],
        "a line": world.lines()[-1],
        "runs": world.runs(),
        "status": books.customers.status,
        "history": books.customers.history,
        "some history": books.customers.history[-2:],
        "preview": connected().integration("books").preview(),
        "nothing to preview": connected().integration("books").customers.search("nobody"),
        "a decision": connected().integration("books").preview()[0],
        "search": other.integration("books").customers.search("acme"),
        "fetches": leads.history,
        "details": leads.details,
        "a record": world.crm.accounts.one(Account_Name="Acme"),
        "a module": world.crm.accounts,
        "a finance module": world.books.customers,
        "the leads": world.marketinghub.leads,
        "the users": world.crm.users,
        "the profiles": world.crm.profiles,
        "the views": world.crm.accounts.views,
        "a view": world.crm.accounts.views.all()[0],
        "the section": world.crm.zoho_finance,
        "finance's users": world.books.users,
        "finance's preferences": world.books.preferences,
        "the preferences of a sync": books.customers.preferences,
        "the links": books.links,
        "the faults": world.faults,
        "a loaded file": world.crm.accounts.load_csv("Account Name\nGamma\n"),
    }


@pytest.mark.parametrize("what", list(texts()))
def test_what_is_printed_is_in_words(what: str):
    assert str(texts()[what]).strip()
    assert not LITERAL.search(str(texts()[what])), str(texts()[what])


def test_what_python_writes_of_a_value_is_noticed():
    told = texts()
    assert all(LITERAL.search(repr(told[each])) for each in ("why", "lines", "runs", "status", "preview", "search"))


def test_an_answer_prints_as_zsim_why_tells_it():
    world = connected()
    world.advance(hours=2)
    assert str(world.why("Acme")).splitlines()[:4] == [
        "account 'Acme' in the CRM",
        (
            "Outcome: created: sync created customer Acme from account Acme: "
            "nothing on the other side carries its name (CUS-09)"
        ),
        "",
        " 1  2026-01-05 09:00:00  command   Administrator created account 'Acme' in the CRM (Phone 1)",
    ]


def test_an_answer_keeps_telling_what_it_told():
    world = connected()
    answer = world.why("Acme")
    before = str(answer)
    world.advance(hours=2)
    assert str(answer) == before != str(world.why("Acme"))


def test_a_refused_decision_is_told_as_failed_and_as_what_was_to_be_done():
    world = refused()
    acme = world.crm.accounts.all()[0]
    told = str(world.why(acme)).splitlines()
    assert [each for each in told if each.startswith(("Outcome", "Because"))] == [
        (
            "Outcome: failed: sync is to clone account Acme beside customer Acme: "
            "the names are equal (CUS-09), policy clone (CUS-11)"
        ),
        (
            "Because: sync failed (name taken): a customer named 'Acme' exists already "
            f"({world.books.customers.all()[0].id}); choose another name"
        ),
    ]
    assert world.why(acme).outcome == "failed"
    assert world.why(acme).reasons[-2].startswith("to clone account Acme beside customer Acme")


def test_a_decision_is_told_as_intended_until_it_is_carried_out():
    world = World(call_ms=1000)
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    while not [line for line in world.lines() if line.kind == "decision"]:
        world.next_event()
    assert world.books.customers.all() == []
    assert world.why(acme).reason.startswith("to create customer Acme from account Acme")
    assert "Outcome: intended: sync is to create customer Acme" in str(world.why(acme))
    world.advance(minutes=1)
    assert world.why(acme).reason.startswith("created customer Acme from account Acme")
    assert "Outcome: created: sync created customer Acme" in str(world.why(acme))


def test_failed_runs_are_named_with_their_reason_for_a_record_not_read_too():
    world = dead()
    failed = "the last 36 runs of books's customers failed since Monday 2026-01-05 13:00: invalid key: "
    assert world.why("Beta").reason.startswith(f"no run considered it: {failed}")
    assert world.why("Acme").failing.startswith(failed)
    assert f"Since: {failed}" in str(world.why("Acme"))


def test_failed_runs_are_named_no_more_once_one_went_well():
    world = dead()
    world.integration("books").update_credentials(key=world.crm.zsc_key)
    world.advance(hours=2)
    assert "failed" not in str(world.why("Beta"))
    assert world.why("Acme").failing == ""


def test_a_single_run_and_runs_of_several_reasons_are_told():
    world = connected()
    world.advance(hours=2)
    world.faults.refused("crm", of="fields", module="Accounts", error="NoPermission")
    world.advance(hours=2)
    assert world.why("Acme").failing.startswith("the last run of books's customers failed on Monday 2026-01-05 13:00: ")
    world.crm.generate_zsc_key()
    world.advance(hours=2)
    assert world.why("Acme").failing.startswith(
        "the last 2 runs of books's customers failed since Monday 2026-01-05 13:00: at last invalid key: "
    )


def test_failed_fetches_are_named():
    world = World()
    ann = world.invoice.customers.create(contact_name="Ann", email="ann@x.example")
    news = world.marketinghub.lists.create("News")
    leads = world.connect_marketinghub().new_sync("Daily", mailing_list=news)
    world.faults.refused("invoice", of="changed", error="NoPermission", times=50)
    leads.schedule("daily", at="09:00", zone="UTC").retrieve("all").initiate()
    world.settle()
    assert "the last fetch of 'Daily' failed on Monday 2026-01-05 09:00: " in world.why(ann).reason


@pytest.mark.parametrize("name", ["Acme", " acme ", "ACME"])
def test_a_record_is_found_by_its_name(name: str):
    world = connected()
    acme = world.crm.accounts.one(Account_Name="Acme")
    assert world.why(name) == world.why(acme) == world.why(acme.id) == world.why(acme.ref)


def test_the_two_of_a_pair_are_told_as_the_crms():
    world = connected()
    world.advance(hours=2)
    assert len(world.books.customers.find(contact_name="Acme")) == 1
    assert world.why("Acme").ref == world.crm.accounts.one(Account_Name="Acme").ref


def test_a_name_that_two_have_is_refused_with_both():
    world = connected()
    twin = world.books.customers.create(contact_name="Acme")
    with pytest.raises(UsageError) as refusal:
        world.why("Acme")
    acme = world.crm.accounts.one(Account_Name="Acme")
    assert f"account 'Acme' in the CRM, id {acme.id}; customer 'Acme' in Books, id {twin.id}" in str(refusal.value)
    assert "give the id of one" in str(refusal.value)


def test_a_name_that_none_has_is_refused_with_what_is_near():
    with pytest.raises(UsageError, match="no record has that name; did you mean 'Acme'"):
        connected().why("Acmee")


def test_a_record_that_is_gone_is_found_by_the_name_it_had():
    world = connected()
    acme = world.crm.accounts.one(Account_Name="Acme")
    world.crm.accounts.delete(acme)
    assert world.why("Acme").ref == world.why(acme.id).ref == acme.ref


def test_a_preview_names_the_records_and_what_is_to_be_done():
    world = connected()
    books = world.integration("books")
    told = "to create customer Acme from account Acme: nothing on the other side carries its name (CUS-09)"
    assert str(books.preview()) == str(books.customers.preview()) == told
    world.advance(hours=2)
    world.crm.accounts.update("110000000000001001", Fax="9")
    assert str(books.preview()) == "to update customer Acme from account Acme: finance fax = 9"
    assert str(connected().integration("books").vendors.configure().save_and_sync_later().preview()) == "none"


def test_what_a_search_found_names_the_contact_and_its_account():
    world = connected()
    acme = world.crm.accounts.one(Account_Name="Acme")
    world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
    assert str(world.integration("books").customers.search("acme")) == (
        f"account 'Acme' in the CRM, fetched by id {acme.id}\n"
        f"contact 'Hill' of account 'Acme' in the CRM, fetched by id {acme.id}"
    )


def test_words_tell_moments_in_the_zone_of_the_world():
    world = connected(zone="Asia/Kolkata")
    assert world.lines()[0].moment == "2026-01-05 09:00:00"
    assert "the next run is due at 2026-01-05 11:00:00" in world.why("Acme").reason


def test_a_record_and_a_module_print_as_what_they_are():
    world = connected()
    acme = world.crm.accounts.one(Account_Name="Acme")
    assert str(acme) == f"account 'Acme' in the CRM, id {acme.id}"
    assert str(world.crm.accounts) == f"the accounts in the CRM: 1\n  {acme}"
    assert str(world.books.contact_persons) == "the contact persons in books: none"
    for number in range(20):
        world.crm.accounts.create(Account_Name=f"A{number}")
    assert str(world.crm.accounts).splitlines()[-1] == "  and 9 more"
    world.crm.accounts.delete(acme)
    assert str(acme) == f"account 'Acme' in the CRM, id {acme.id}, deleted"
