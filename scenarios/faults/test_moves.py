"""Things go wrong while a contact moves: its person is added to one customer and removed from another, and is one."""

from __future__ import annotations

import pytest

from scenarios.faults._setup import LOST, TWO_WAY, connected, grades, lose, run_all
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle

WRITES = {1: "addition", 2: "removal"}
"""What a move is to finance."""
EITHER_WRITE = pytest.mark.parametrize("write", list(WRITES))


def she_moves(world: World, product: str) -> Handle:
    """Ann Lee, who moved to another account since she was synced."""
    with given("Ann Lee of Acme, synced, who moves to Globex"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
        connected(world, product)
        world.crm.contacts.update(ann, Account_Name=globex)
    return ann


def she_is_at_globex_alone(world: World, product: str, ann: Handle) -> None:
    """She is there once on either side, and what is edited of her arrives at the right one."""
    with then("she is one contact person, of Globex, and one contact"):
        (person,) = world[product].contact_persons.all()
        assert person.contact_id.contact_name == "Globex"
        assert world.crm.contacts.all() == [ann]
    with when("her phone changes in the CRM, and the next slot comes"):
        world.crm.contacts.update(ann, Phone="7")
        world.advance(hours=2)
    with then("the person at Globex follows"):
        assert person.phone == "7"


@EITHER_WRITE
@LOST
@scenario(covers=["FLT-03", "CUS-24"], products=TWO_WAY)
def test_a_move_whose_answer_is_lost_leaves_one_person(world: World, product: str, lost: str, write: int) -> None:
    """A contact moves to another account; its contact person is added there and removed here, whatever gets lost."""
    ann = she_moves(world, product)
    with when(f"the next run comes, and what is said of the {WRITES[write]} in finance is lost"):
        lose(world, product, lost, call=write, module="contact_persons")
        run_all(world, product)
    with then("the runs are done"):
        assert grades(world, product) == {"done"}
    she_is_at_globex_alone(world, product, ann)


@pytest.mark.parametrize("moment", ["before", "after"])
@EITHER_WRITE
@scenario(covers=["FLT-16", "CUS-24"], products=TWO_WAY)
def test_an_engine_killed_in_a_move_leaves_one_person(world: World, product: str, write: int, moment: str) -> None:
    """A contact moves to another account, and the engine dies between adding its person there and removing it here."""
    ann = she_moves(world, product)
    with when(f"the engine is killed just {moment} the {WRITES[write]} in finance"):
        world.faults.killed(product, call=write, when=moment, of="write", module="contact_persons")
        run_all(world, product)
    she_is_at_globex_alone(world, product, ann)


@EITHER_WRITE
@scenario(covers=["FLT-15", "CUS-24"], products=TWO_WAY)
def test_a_move_paused_between_its_two_writes_is_finished(world: World, product: str, write: int) -> None:
    """A contact moves to another account; the run is paused when its person stands at both customers, or just after."""
    ann = she_moves(world, product)
    sync = world.integration(product)
    with when(f"the sync is paused just after the {WRITES[write]} in finance, for five minutes"):
        world.faults.meanwhile(product, sync.pause, call=write, when="after", of="write", module="contact_persons")
        sync.customers.instant_sync()
        world.advance(minutes=5)
        sync.resume()
    with when("the next slots come"):
        world.advance(hours=6)
    she_is_at_globex_alone(world, product, ann)
