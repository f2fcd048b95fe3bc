"""Worlds brought to rest."""

from __future__ import annotations

import pytest

from zsim.explore.drawing import resting
from zsim.explore.failures import NotAtRest, signature_of
from zsim.explore.script import Player, Script, Start, do
from zsim.explore.script.values import Named

STEPS = (
    do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme"}),
    do("create", name="ada", module="crm.contacts", fields={"Last_Name": "Hill", "Account_Name": Named("acme")}),
    do("connect"),
    do("configure", sync="customers", choices={"module": "accounts_and_contacts", "extent": "both_ways"}),
    do("save_and_sync", sync="customers"),
)
CLOSED = (
    do("update", record="acme", fields={"Phone": "2"}),
    do("generate_zsc_key", app="crm"),
    do("pause"),
    do("disable"),
)


def rested(*steps: object, faults: tuple[dict[str, object], ...] = ()) -> Player:
    """A world after these steps, brought to rest."""
    player = Player(Start("books"), faults=faults)
    for step in (*STEPS, *steps):
        player.do(step)
    for step in resting(player):
        player.do(step)
    return player


def rest_disturbed(player: Player) -> None:
    """Bring a world to rest in which somebody edits each time a run is over."""
    for number, step in enumerate(resting(player)):
        player.do(step)
        if step.verb == "advance":
            player.do(do("update", record="acme", fields={"Fax": str(number)}))


def test_what_was_closed_is_opened_and_synced():
    player = rested(*CLOSED)
    assert player.names.record("acme in books").phone == "2"


def test_faults_end():
    player = rested(faults=({"kind": "server_failed", "app": "books", "of": "write", "times": 500},))
    assert player.names.record("acme in books").alive


def test_a_world_at_rest_takes_no_more_runs_than_it_needs():
    player = rested()
    assert len(player.world.integration("books").customers.history) < 6


def test_a_run_that_writes_each_time_is_told():
    player = Player(Start("books"))
    for step in STEPS:
        player.do(step)
    with pytest.raises(NotAtRest, match="Fax") as caught:
        rest_disturbed(player)
    signature = signature_of(caught.value, Script(player.start))
    assert signature.check == "at rest"
    assert "crm's Accounts" in signature.kinds
