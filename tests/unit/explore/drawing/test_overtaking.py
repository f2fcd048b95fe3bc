"""Somebody overtakes a write."""

from __future__ import annotations

import pytest

from zsim.explore.drawing.dice import Dice
from zsim.explore.drawing.overtaking import overtaken
from zsim.explore.drawing.scene import DrawnScene
from zsim.explore.script import Player, Start, do


def scene(seed: int) -> DrawnScene:
    """A world with an account that is synced."""
    player = Player(Start("books"))
    choices = {"extent": "both_ways", "module": "accounts_and_contacts"}
    for step in (
        do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme", "Phone": "1"}),
        do("connect"),
        do("configure", sync="customers", choices=choices),
        do("save_and_sync", sync="customers"),
        do("advance", minutes=1),
    ):
        player.do(step)
    return DrawnScene(player, Dice(seed), ("customers",), ("records",))


@pytest.mark.parametrize("seed", range(8))
def test_what_is_drawn_happens_just_before_a_write(seed: int):
    drawn = scene(seed)
    steps = [drawn.player.do(each).step.verb for each in overtaken(drawn)]
    assert not steps or [each.kind for each in drawn.player.fired] == ["meanwhile"]


def test_an_account_is_edited_or_deleted_by_chance():
    verbs = {step.verb for seed in range(8) for step in list(overtaken(scene(seed)))[:1]}
    assert verbs == {"update", "delete"}
