"""A world takes one broken piece or several, and all others are sound."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.fakes.crm.views import Views
from zsim.fakes.finance import DocumentFunctions
from zsim.fakes.store.table import Table
from zsim.kernel.stand_ins import StandIns
from zsim.ports.records import Record
from zsim.sync import EngineFunctions
from zsim.sync.leads import LeadFunctions
from zsim.world.wiring import Functions, with_sound_ones


class NobodysViews(Views):
    """Views of nothing."""


class LostTable(Table):
    """A table that finds nothing by its id."""

    __slots__ = ()

    def get(self, record_id: str) -> Record | None:
        """Nothing."""
        return None


def never(open: bool, paused: bool) -> bool:
    """No slot."""
    return False


def nothing_left(balance: object, amount: object) -> object:
    """All is paid."""
    return 0


def test_without_any_all_are_sound() -> None:
    assert with_sound_ones(None) == (EngineFunctions(), LeadFunctions(), DocumentFunctions(), StandIns())


def test_one_piece_is_broken_and_all_others_are_sound() -> None:
    engine, leads, documents, _ = with_sound_ones(EngineFunctions(may_run=never))
    assert engine == EngineFunctions(may_run=never)
    assert (leads, documents) == (LeadFunctions(), DocumentFunctions())


def test_several_pieces_are_laid_over_each_other() -> None:
    given: Functions = (
        StandIns({Views: NobodysViews}),
        DocumentFunctions(left=nothing_left),
        EngineFunctions(may_run=never),
        EngineFunctions(suspend=tuple),
        StandIns({Table: LostTable}),
    )
    both = StandIns({Views: NobodysViews, Table: LostTable})
    engine, leads, documents, stand_ins = with_sound_ones(given)
    assert engine == EngineFunctions(may_run=never, suspend=tuple, stand_ins=both)
    assert (leads, documents) == (LeadFunctions(stand_ins=both), DocumentFunctions(left=nothing_left, stand_ins=both))
    assert stand_ins == both


@pytest.mark.parametrize("app", ["crm", "books", "marketinghub"])
def test_a_stand_in_is_made_in_every_app(app: str) -> None:
    world = World(functions=StandIns({Table: LostTable}))
    made = {"crm": world.crm.modules, "books": world.books.modules, "marketinghub": world.marketinghub.modules}
    assert {type(each.table) for each in made[app].values()} == {LostTable}


def test_a_loaded_world_is_given_its_stand_ins_anew() -> None:
    world = World(functions=StandIns({Table: LostTable}))
    world.crm.accounts.create(Account_Name="Acme")
    assert type(world.copied().crm.modules["Accounts"].table) is LostTable
