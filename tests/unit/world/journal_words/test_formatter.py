"""The journal in words, and the answers read back from it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from scenarios.transactions._setup import ADVICE, customer, shown
from zsim import World, given
from zsim.kernel.errors import UsageError
from zsim.ports.schema import OWN_ID_FIELD
from zsim.testing import telling


def sentences(world: World, kind: str) -> list[str]:
    """What the entries of one kind say."""
    return [line.text for line in world.lines() if line.kind == kind]


def synced() -> World:
    """A world in which one account was synced to Books and changed on both sides."""
    world = World()
    with telling(world), given("Acme stands in the CRM and in Books"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        twin = world.books.customers.create(contact_name="Acme", phone="999")
    sync = world.connect("books")
    sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
    world.settle()
    world.books.customers.update(twin, phone="5", notes=None)
    world.crm.accounts.update(acme, Account_Name="Acme Limited")
    world.advance(hours=2)
    return world


def test_commands_are_told_with_what_they_were_given():
    said = sentences(synced(), "command")
    assert said[0] == "Administrator created account 'Acme' in the CRM (Phone 111)"
    assert "Administrator connected Books with the CRM (email admin@crm.example)" in said
    assert "Administrator changed customer 'Acme' in Books: Phone to 5, Notes to nothing" in said


def test_effects_are_told_with_before_and_after():
    said = sentences(synced(), "effect")
    assert said[0] == "account 'Acme' in the CRM now exists (Account Owner Administrator)"
    assert "account 'Acme Limited' in the CRM changed: Account Name Acme -> Acme Limited" in said
    assert any("Phone 999 -> 111" in each for each in said)


def test_decisions_are_told_with_their_behaviour():
    said = sentences(synced(), "decision")
    assert said[0].startswith("sync overwrote customer Acme")
    assert all(re.search(r"\bAcme\b", each) for each in said)


def test_calls_are_told_by_what_they_asked():
    said = sentences(synced(), "call")
    assert "sync read 1 changed account in the CRM" in said
    assert "sync read no deleted customers in finance" in said
    assert "sync wrote 1 customer in finance" in said


def test_steps_are_told_as_they_were_written():
    assert sentences(synced(), "step") == ["given Acme stands in the CRM and in Books"]


def test_a_record_is_called_by_the_name_it_had_then():
    lines = [line for line in synced().lines() if line.kind == "effect" and "Account" in line.text]
    assert lines[0].about[1] == "Acme"
    assert lines[-1].about[1] == "Acme Limited"


def test_every_entry_has_a_sentence_of_its_own():
    world = synced()
    lines = list(world.lines())
    assert [line.number for line in lines] == list(range(1, len(world.journal) + 1))
    assert all(line.text and "<" not in line.text and "Ref(" not in line.text for line in lines)


def acts(world: World) -> None:
    """One of every command a person can give that is not a record's own."""
    crm, books = world.crm, world.books
    crm.users.create("Rita")
    crm.users.deactivate("Rita")
    crm.profiles.create("Sales", hidden_modules=("Contacts",))
    crm.enable_multi_currency()
    crm.accounts.add_field("Region", label="Region")
    crm.accounts.views.create("Regional", ("Phone", "is", "111"))
    one, other = (crm.accounts.create(Account_Name=name) for name in ("One", "Other"))
    crm.accounts.merge(one, other)
    crm.accounts.delete(one)
    crm.accounts.restore(one)
    books.preferences.update(allow_equal_names=True)
    books.users.create("Paul", email="paul@books.example")
    customer = books.customers.create(contact_name="Beta")
    books.customers.deactivate(customer)
    books.contact_persons.create(contact_id=customer, first_name="Ann")


@pytest.mark.parametrize(
    "expected",
    [
        "Administrator created 'Rita' among the users in the CRM (email rita@crm.example, profile Standard)",
        "Administrator made 'Rita' among the users in the CRM inactive",
        "Administrator created 'Sales' among the profiles in the CRM (hidden modules Contacts)",
        "Administrator switched on multi-currency in the CRM",
        "Administrator added a field to Accounts in the CRM (name Region, type text, label Region)",
        "Administrator made a view of Accounts in the CRM (name Regional, conditions Phone is 111, pattern 1)",
        "Administrator merged account 'Other' into account 'One' in the CRM",
        "Administrator deleted account 'One' in the CRM",
        "Administrator restored account 'One' in the CRM",
        "Administrator changed the preferences in Books (allow equal names yes)",
        "Administrator created 'Paul' among the users in Books (email paul@books.example, role staff)",
        "Administrator made customer 'Beta' inactive in Books",
        "Administrator created contact person 'Ann' in Books (Customer 'Beta')",
    ],
)
def test_other_commands_read_as_a_person_would_say_them(expected):
    world = World()
    acts(world)
    assert expected in sentences(world, "command")


def test_what_is_done_about_deals_and_documents_is_told_in_words():
    world = World()
    world.books.set_edition("IN")
    world.books.users.set_maximum(3)
    world.crm.users.create("Rita")
    world.crm.users.update("Rita", profile="Administrator")
    sync, acme = shown(world, "books")
    sync.triggers.configure(invoice=True)
    deal = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Stage="Closed Won")
    other = world.crm.deals.create(Deal_Name="Roof", Account_Name=acme)
    world.settle()
    made = world.books.invoices.create(customer=customer(world, "books"), lines=ADVICE)
    made.deals.associate(other)
    made.deals.dissociate(other)
    made.comments.add("They want it by May.")
    made.attachments.add("plan.txt", b"...")
    world.crm.zoho_finance.invoices.refresh(acme)
    said = sentences(world, "command")
    assert not [each for each in said if " used '" in each]
    assert "Administrator chose the triggers of Books (invoice yes)" in said
    assert "Administrator edited 'Rita' among the users in the CRM (profile Administrator)" in said
    assert "Administrator refreshed the documents of account 'Acme' in the CRM" in said
    (told,) = [each for each in sentences(world, "effect") if "'INV-000001' in Books now exists" in each]
    assert f"CRM Potential ID '{deal.Deal_Name}'" in told


def test_the_answer_about_a_record_names_outcomes_reasons_and_behaviours():
    world = synced()
    acme = world.crm.accounts.one(Account_Name="Acme Limited")
    answer = world.why(acme)
    assert answer.outcomes[0] == "overwritten"
    assert answer.outcome == answer.outcomes[-1] != "overwritten"
    assert "CUS-12" in answer.behaviours
    assert [world.journal[number].kind for number in answer.entries] == ["decision"] * len(answer.reasons)


def test_both_sides_of_a_pair_get_the_same_first_answer():
    world = synced()
    (twin,) = world.books.customers.all()
    (acme,) = world.crm.accounts.all()
    assert world.why(twin).reasons[0] == world.why(acme).reasons[0]


def test_runs_are_read_back_from_the_journal():
    first, second = synced().runs()
    assert (first.trigger, first.at, first.grade, first.counts) == (
        "initial",
        datetime(2026, 1, 5, 9, tzinfo=UTC),
        "done",
        {"overwritten": 1},
    )
    assert (second.trigger, second.at) == ("scheduled", datetime(2026, 1, 5, 11, tzinfo=UTC))


def test_fetches_of_leads_are_told_in_the_words_of_the_import_history():
    world = World()
    hub, customers = world.marketinghub, world.invoice.customers
    customers.create(contact_name="Asha", email="asha@example.com")
    customers.create(contact_name="Desk", email="info@example.com")
    hub.lists.create("News")
    world.connect_marketinghub().new_sync("Daily", mailing_list="News").schedule("daily", at="10:00").initiate()
    world.settle()
    hub.leads.delete(hub.leads.one(email="asha@example.com"))
    world.advance(hours=2)
    hub.lists.delete(hub.lists.one(name="News"))
    world.advance(days=1)
    assert sentences(world, "run") == [
        "initial fetch 1 of 'Daily' began",
        "fetch 1 of 'Daily' ended done: 1 new, 1 ignored",
        "scheduled fetch 2 of 'Daily' began",
        "fetch 2 of 'Daily' ended done: 1 re-added, 1 ignored",
        "scheduled fetch 3 of 'Daily' began",
        "fetch 3 of 'Daily' ended failed (record not found: the mailing list of the sync was deleted (LED-31)): nobody",
    ]
    assert [run.counts for run in world.runs()] == [{"new": 1, "ignored": 1}, {"re-added": 1, "ignored": 1}, {}]


def test_a_world_with_a_sync_is_loaded_with_its_schedule():
    world = synced()
    again = World.load(world.export())
    for each in (world, again):
        each.crm.accounts.update(each.crm.accounts.all()[0], Phone="77")
        each.advance(hours=2)
    assert again.snapshot() == world.snapshot()
    assert again.books.customers.all()[0].phone == "77"


def test_an_organisation_is_connected_once():
    world = synced()
    with pytest.raises(UsageError, match="connect books: it has an integration, which is enabled"):
        world.connect("books")


def test_what_a_record_holds_is_told_by_field_without_what_is_empty_or_only_integrations_know():
    world = synced()
    account, customer = world.crm.accounts.all()[0], world.books.customers.all()[0]
    formatter = world.formatter()
    told = formatter.known(account.ref, {"Account_Name": "Acme", "Phone": None, "Fax": "", "Owner": account.Owner})
    assert told == {"Account_Name": ("Account Name", "Acme"), "Owner": ("Account Owner", "Administrator")}
    assert set(formatter.known(customer.ref, customer.record.fields)) <= set(customer.fields)
    world.books.customers.create(contact_name="Bolt")
    world.integration("books").customers.instant_sync()
    world.settle()
    bolt = world.crm.accounts.one(Account_Name="Bolt")
    assert OWN_ID_FIELD in bolt.record.fields
    assert OWN_ID_FIELD not in formatter.known(bolt.ref, bolt.record.fields)
