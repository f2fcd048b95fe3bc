"""Notes, events and calls beside a record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from zsim import World
from zsim.fakes.crm import Crm
from zsim.fakes.store.handle import Handle
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidData, NotAllowed


@pytest.fixture
def deal(crm: Crm) -> Handle:
    """A deal."""
    return crm.deals.create(Deal_Name="Fit-out")


def test_they_stand_beside_their_record(crm: Crm, deal: Handle) -> None:
    other = crm.deals.create(Deal_Name="Roof")
    note = crm.notes.create(Parent_Id=deal, Note_Title="Soon", Note_Content="Call back")
    crm.notes.create(Parent_Id=other, Note_Content="No")
    ray = crm.contacts.create(Last_Name="Ray")
    event = crm.events.create(Event_Title="Lunch", What_Id=deal, Who_Id=ray)
    call = crm.calls.create(Subject="Offer", What_Id=deal, Call_Type="Outbound")
    assert (crm.notes.beside(deal), crm.events.beside(deal), crm.calls.beside(deal)) == ([note], [event], [call])
    assert (note.Parent_Id, event.What_Id, event.Who_Id) == (deal, deal, ray)
    assert crm.events.beside(ray) == [event]
    assert crm.notes.find(Parent_Id=deal) == [note]
    assert crm.calls.create(Subject="Alone").What_Id is None


def test_they_go_with_their_record_and_come_back_with_it(crm: Crm, clock: Clock, deal: Handle) -> None:
    note, former = (crm.notes.create(Parent_Id=deal, Note_Content=each) for each in ("Stays", "Went before"))
    call = crm.calls.create(Subject="Offer", What_Id=deal)
    crm.notes.delete(former)
    clock.move_to(clock.now_ms + 1000)
    crm.deals.delete(deal)
    assert not note.alive
    assert not call.alive
    with pytest.raises(NotAllowed, match="is gone; restore that one"):
        crm.notes.restore(note)
    crm.deals.restore(deal)
    assert (note.alive, call.alive, former.alive) == (True, True, False)
    assert crm.notes.restore(former).Parent_Id == deal


def test_a_merge_hands_them_to_the_winner(crm: Crm, deal: Handle) -> None:
    winner = crm.deals.create(Deal_Name="Fit-out 2")
    note = crm.notes.create(Parent_Id=deal, Note_Content="Call back")
    crm.deals.merge(winner, deal)
    assert note.Parent_Id == winner


def test_what_is_no_record_to_stand_beside_is_refused(crm: Crm, deal: Handle) -> None:
    note = crm.notes.create(Parent_Id=deal, Note_Content="Call back")
    before = crm.export()
    with pytest.raises(InvalidData, match="Parent_Id takes a record of any module, and there is none with the id '7'"):
        crm.notes.create(Parent_Id="7", Note_Content="No")
    with pytest.raises(UsageError, match="no note, event or call itself"):
        crm.calls.create(Subject="No", What_Id=note)
    with pytest.raises(InvalidData, match="none with the id"):
        crm.calls.create(Subject="No", What_Id=note.id)
    with pytest.raises(InvalidData, match="Parent_Id is missing"):
        crm.notes.create(Note_Content="No")
    with pytest.raises(UsageError, match="a record of Contacts"):
        crm.events.create(Event_Title="No", Who_Id=deal)
    assert crm.export() == before


def test_an_event_ends_after_it_began_in_whatever_zone(crm: Crm) -> None:
    noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
    east = noon.astimezone(timezone(timedelta(hours=-5)))
    assert crm.events.create(Event_Title="Lunch", Start_DateTime=noon, End_DateTime=east).alive
    with pytest.raises(InvalidData, match="ends before it begins"):
        crm.events.create(Event_Title="No", Start_DateTime=noon, End_DateTime=datetime(2026, 1, 5, 11))  # noqa: DTZ001


def test_the_journal_names_the_record_beside() -> None:
    world = World(1)
    deal = world.crm.deals.create(Deal_Name="Fit-out")
    world.crm.notes.create(Parent_Id=deal, Note_Title="Soon", Note_Content="Call back")
    assert "(Parent ID deal 'Fit-out', Note Content Call back)" in "\n".join(each.text for each in world.lines())


def test_files_are_kept_with_what_they_hold(crm: Crm, deal: Handle) -> None:
    crm.attachments.add(deal, "plan.bin", bytes(range(256)))
    (file,) = crm.attachments.of(deal)
    assert (file.by, file.name, file.content) == ("Administrator", "plan.bin", bytes(range(256)))
    for name, content, told in (("", b"x", "File_Name"), ("a.txt", "x", "a file holds bytes")):
        with pytest.raises(InvalidData, match=told):
            crm.attachments.add(deal, name, content)  # type: ignore[arg-type]
    crm.deals.delete(deal)
    assert crm.attachments.all() == []
    crm.deals.restore(deal)
    assert crm.attachments.of(deal) == [file]
