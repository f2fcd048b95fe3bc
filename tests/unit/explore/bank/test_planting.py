"""What is planted changes one thing, and leaves all else as it was."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.checks import InvariantViolated
from zsim.explore import BUGS
from zsim.explore.bank.planting import by_policies, in_place, of_leads, written
from zsim.fakes.store.table import Table
from zsim.kernel.stand_ins import StandIns
from zsim.sync import EngineFunctions


class OddTable(Table):
    """A table."""

    __slots__ = ()


def named(world: World) -> list[str]:
    """The customers of a world in which ACME was synced over Acme."""
    world.books.customers.create(contact_name="Acme")
    world.crm.accounts.create(Account_Name="ACME")
    world.books.preferences.update(allow_equal_names=True)
    world.connect("books").customers.configure(module="accounts", duplicates="overwrite").save_and_sync()
    world.settle()
    return [each.contact_name for each in world.books.customers.all()]


def test_a_class_stands_in_for_the_one_it_derives_from() -> None:
    assert in_place(OddTable) == StandIns({Table: OddTable})


def test_a_plan_goes_by_other_policies_than_the_world() -> None:
    assert named(World()) == ["ACME"]
    with pytest.raises(InvariantViolated, match="beside"):
        named(World(functions=by_policies(names="exact")))


def test_what_changes_nothing_changes_nothing() -> None:
    sound, same = World(), World(functions=(written(lambda step: step), of_leads(lambda decision: decision)))
    assert named(sound) == named(same)
    assert sound.digest() == same.digest()


def test_each_bug_is_made_anew_for_each_world() -> None:
    made = [(bug.make(), bug.make()) for bug in BUGS]
    assert {type(one) for one, _ in made} >= {StandIns, EngineFunctions}
    assert all(type(one) is type(other) for one, other in made)


def test_a_fifth_of_the_bugs_were_written_last() -> None:
    assert len(BUGS) >= 150
    assert sum(bug.late for bug in BUGS) * 5 >= len(BUGS)


def test_every_family_has_several() -> None:
    families = [bug.family for bug in BUGS]
    assert [each for each in {*families} if families.count(each) < 4] == []
