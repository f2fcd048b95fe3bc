"""What stands beside a record of the CRM, and reports over its modules."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import NoPermission


@scenario(covers=["COL-05"])
def test_notes_events_and_calls_go_with_their_record(world: World, product: str) -> None:
    """Their deal is deleted, restored and merged: they are gone, back, and with the winner."""
    crm = world.crm
    with given("a deal with a note, an event and a call, and another deal"):
        world.connect(product)
        deal, other = (crm.deals.create(Deal_Name=each) for each in ("Fit-out", "Fit-out, second floor"))
        note = crm.notes.create(Parent_Id=deal, Note_Content="Call back")
        event = crm.events.create(Event_Title="Lunch", What_Id=deal)
        call = crm.calls.create(Subject="Offer", What_Id=deal)
    with when("the deal is deleted"):
        crm.deals.delete(deal)
    with then("they are gone as well"):
        assert [each.alive for each in (note, event, call)] == [False] * 3
    with when("it is restored"):
        crm.deals.restore(deal)
    with then("they are back beside it"):
        assert (crm.notes.beside(deal), crm.events.beside(deal), crm.calls.beside(deal)) == ([note], [event], [call])
    with when("it is merged into the other deal"):
        crm.deals.merge(other, deal)
    with then("they stand beside that one"):
        assert (crm.notes.beside(other), crm.events.beside(other), crm.calls.beside(other)) == ([note], [event], [call])


@scenario(covers=["COL-06"])
def test_a_report_shows_what_there_is_to_whoever_may_see_it(world: World, product: str) -> None:
    """A report of deals with their accounts' phones follows each edit, and is closed to who may not see accounts."""
    crm = world.crm
    with given("a deal of Acme, a salesperson, and a report of deals with the phone of the account"):
        world.connect(product)
        acme = crm.accounts.create(Account_Name="Acme", Phone="111")
        crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Amount=900)
        crm.profiles.create("Sales")
        rita = crm.as_user(crm.users.create("Rita", profile="Sales"))
        crm.reports.create("Whom to call", module="deals", columns=["Deal_Name", "Account_Name.Phone"])
        assert [each["Account_Name.Phone"] for each in rita.reports["Whom to call"].rows()] == ["111"]
    with when("Acme gets another phone and another deal"):
        crm.accounts.update(acme, Phone="222")
        crm.deals.create(Deal_Name="Roof", Account_Name=acme)
    with then("the report shows both"):
        rows = [tuple(each.values()) for each in rita.reports["Whom to call"].rows()]
        assert rows == [("Fit-out", "222"), ("Roof", "222")]
    with when("accounts are hidden from the salespeople"):
        crm.profiles.hide("Sales", "Accounts")
    with (
        then("the report is closed to them, as a whole"),
        pytest.raises(NoPermission, match="Rita may not read Accounts: the profile Sales hides it"),
    ):
        rita.reports["Whom to call"].rows()


@scenario(covers=["COL-05"])
def test_a_note_goes_with_its_account_as_with_a_deal(world: World, product: str) -> None:
    """An account is deleted and restored: its note is gone, and back."""
    crm = world.crm
    with given("an account with a note"):
        world.connect(product)
        acme = crm.accounts.create(Account_Name="Acme")
        note = crm.notes.create(Parent_Id=acme, Note_Content="Call back")
    with when("the account is deleted"):
        crm.accounts.delete(acme)
    with then("so is the note"):
        assert not note.alive
    with when("the account is restored"):
        crm.accounts.restore(acme)
    with then("the note is back beside it"):
        assert crm.notes.beside(acme) == [note]
