"""Faults pinned to scripts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.explore.script.samples import ACME, CONNECTED, SYNC
from zsim.explore.script import Played, Player, Script, ScriptStep, Start, aside, do, plain, play, script_of
from zsim.kernel.errors import UsageError

MINUTES = do("advance", minutes=30)
LINKED = (ACME, *CONNECTED, MINUTES)
EDITED = do("update", record="acme", fields={"Phone": "2"})


def faulty(*steps: ScriptStep, **fault: Any) -> Script:
    """A script about Books, in which a call takes a second, with one fault."""
    return Script(Start("books", call_ms=1000), steps, (fault,))


def grades(played: Played) -> list[str]:
    """How the runs of customers ended."""
    return [run.grade.value for run in played.world.integration("books").customers.history]


def test_a_fault_happens_at_its_call():
    played = play(faulty(*LINKED, kind="refused", error="NoPermission", app="books", of="deleted"))
    assert grades(played) == ["failed"]
    assert played.unfired == ()


def test_a_fault_that_never_happened_is_told():
    played = play(faulty(*LINKED, kind="refused", app="books", of="write", call=7))
    assert played.unfired == ("refused: the 7th write to Books never came, there were 1",)


def test_a_fault_is_pinned_when_so_many_steps_are_done():
    fault = {"kind": "refused", "app": "finance", "error": "NoPermission", "of": "deleted", "after_step": len(LINKED)}
    played = play(faulty(*LINKED, EDITED, SYNC, MINUTES, **fault))
    assert grades(played) == ["done", "failed"]


def test_a_fault_is_pinned_right_behind_the_step_before_it():
    fault = {"kind": "refused", "app": "finance", "error": "NoPermission", "of": "deleted"}
    played = play(faulty(*LINKED, SYNC, MINUTES, MINUTES, **fault, after_step=len(LINKED) + 1))
    assert grades(played) == ["done", "failed"]


def test_a_fault_after_more_steps_than_there_are_is_told():
    played = play(faulty(ACME, kind="refused", app="books", after_step=9))
    assert played.unfired == ("refused: it was to be pinned after step 9",)


def test_the_engine_is_killed_and_goes_on():
    played = play(faulty(*LINKED, kind="killed", app="books", of="write", when="after"))
    assert grades(played) == ["failed", "done"]
    assert len(played.world.books.customers.all()) == 1


def test_what_kills_the_engine_during_a_person_s_action_is_told_of_it():
    played = play(faulty(ACME, *CONNECTED, kind="killed", app="crm"))
    assert [each for each in map(str, played.results) if each.startswith("refused: the engine was killed at")]


@pytest.mark.parametrize("deed", ["pause", {"do": "pause"}, [{"do": "pause"}, "resume"]])
def test_somebody_acts_meanwhile(deed: object):
    played = play(faulty(*LINKED, kind="meanwhile", app="books", call=4, when="after", do=deed))
    assert grades(played) == ["failed"]
    assert str(played.asides[0]) == "done"


def test_what_is_done_meanwhile_may_name_records():
    fault = {"kind": "meanwhile", "app": "books", "call": 2, "do": aside(EDITED)}
    played = play(faulty(*LINKED, **fault))
    assert (played["acme"].Phone, str(played.asides[0])) == ("2", "done")


def test_what_nobody_can_do_meanwhile_is_told_and_nothing_more():
    played = play(faulty(*LINKED, kind="meanwhile", app="books", do={"do": "delete", "record": "acme in books"}))
    assert str(played.asides[0]) == "nothing to do: there is no 'acme in books'"
    assert grades(played) == ["done"]


def test_a_fault_lives_on_in_a_loaded_world_with_the_calls_counted_so_far():
    steps = (*LINKED, do("export_and_load"), EDITED, SYNC, MINUTES)
    played = play(faulty(*steps, kind="refused", error="NoPermission", app="books", of="deleted", call=2))
    assert played.unfired == ()
    assert grades(played) == ["done", "failed"]


def test_a_fault_that_happened_before_the_world_was_loaded_has_happened():
    player = Player(Start("books"), faults=({"kind": "refused", "app": "crm", "of": "changed"},))
    for step in (*LINKED, do("export_and_load")):
        player.do(step)
    assert [each.kind for each in player.fired] == ["refused"]


def test_a_script_with_faults_comes_back_from_json_as_it_was():
    script = faulty(*LINKED, kind="meanwhile", app="books", do=[aside(EDITED)], after_step=3)
    assert script_of(plain(script)) == script


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"kind": "refuse", "app": "books"}, "there is no such kind"),
        ({"kind": "refused", "app": "books", "after_step": -1}, "a fault after step -1"),
        ({"kind": "meanwhile", "app": "books", "do": 7}, "that is no step"),
        ({"kind": "meanwhile", "app": "books", "do": "paus"}, "there is no such verb"),
        ({"kind": "meanwhile", "app": "books", "do": "export_and_load"}, "it ends the world of the run"),
    ],
)
def test_a_fault_that_means_nothing_is_refused(fault: dict[str, Any], words: str):
    with pytest.raises(UsageError, match=words):
        play(faulty(ACME, **fault))


def test_a_script_goes_on_from_where_it_was_saved_as_often_as_need_be():
    player = Player(Start("books"))
    for step in (ACME, *CONNECTED):
        player.do(step)
    saved = player.save()
    for phone in ("2", "3"):
        again = Player(Start("books"), saved=saved)
        again.do(do("update", record="acme", fields={"Phone": phone}))
        again.do(SYNC)
        assert again.world.books.customers.one(contact_name="Acme").phone == phone
    with pytest.raises(UsageError, match="makes 'acme'"):
        Player(Start("books"), saved=saved).do(ACME)
