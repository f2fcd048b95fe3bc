"""What playing a script gives: done, nothing to do, or refused; only defects get out."""

from __future__ import annotations

import doctest

import pytest

import zsim.explore.script
from tests.unit.explore.script.samples import ACME, ADA, BOLT, CONNECTED, CORA, SYNC, script
from zsim.checks import InvariantViolated
from zsim.checks.model import ModelDiffers
from zsim.explore import BUGS
from zsim.explore.script import Player, Script, Start, StepOutcome, do, play
from zsim.kernel.errors import UsageError
from zsim.ports.errors import DuplicateValue

BUG = next(each for each in BUGS if each.name == "forget-unchanged")


def last(*steps, start=None):
    """What became of the last step, in words."""
    return str(play(script(*steps, start=start)).results[-1])


def test_the_example_shows_what_happens():
    failed, tried = doctest.testmod(zsim.explore.script)
    assert tried
    assert failed == 0


def test_a_step_that_is_carried_out_is_done():
    assert last(ACME) == "done"


def test_a_record_made_is_had_by_its_name():
    assert play(script(ACME))["acme"].Phone == "1"


def test_a_step_on_a_record_that_was_never_made_does_nothing():
    assert last(do("update", record="acme", fields={"Phone": "2"})) == "nothing to do: there is no 'acme'"


def test_a_step_on_a_record_that_is_gone_does_nothing():
    gone = do("delete", record="acme")
    assert last(ACME, gone, gone) == "nothing to do: there is no 'acme' any more"


def test_a_step_whose_field_names_a_record_that_was_never_made_does_nothing():
    assert last(ADA) == "nothing to do: there is no 'acme'"


def test_a_merge_with_a_record_that_was_never_made_does_nothing():
    assert last(ACME, do("merge", record="acme", others=["bolt"])) == "nothing to do: there is no 'bolt'"


def test_a_view_that_was_never_made_is_told():
    step = do("update_view", module="crm.accounts", view="Mine", conditions=[])
    assert last(step) == "nothing to do: crm.accounts has no view 'Mine'"


def test_a_sync_of_leads_that_was_never_made_is_told():
    assert last(do("connect_marketinghub"), do("initiate", sync="News")) == "nothing to do: there is no sync 'News'"


def test_an_organisation_that_was_never_made_is_told():
    step = do("create", name="x", module="branch.customers", fields={"contact_name": "X"})
    assert last(step) == "nothing to do: there is no organisation 'branch'"


def test_what_an_app_refuses_is_told_with_its_words():
    taken = do("create", name="twin", module="finance.customers", fields={"contact_name": "Cora"})
    assert last(CORA, taken).startswith("refused: ")
    assert "Cora" in last(CORA, taken)


def test_a_refusal_is_told_with_its_kind():
    taken = do("create", name="twin", module="finance.customers", fields={"contact_name": "Cora"})
    assert [each.refusal for each in play(script(CORA, taken)).results] == [None, DuplicateValue]


def test_what_a_state_forbids_is_told_as_refused():
    assert "refused: instant sync of customers: the sync is paused" in last(*CONNECTED, do("pause"), SYNC)


def test_what_is_not_modelled_is_told_as_refused():
    step = do("create", name="x", module="import.vendors", fields={"contact_name": "X"})
    assert last(step).startswith("refused: ")


def test_an_action_that_a_module_does_not_offer_is_told_as_refused():
    assert "offers no such action" in last(ACME, do("activate", record="acme"))


def test_a_view_of_a_module_that_has_none_is_told_as_refused():
    step = do("update_view", module="finance.customers", view="Mine", conditions=[])
    assert "offers no such action" in last(step)


def test_an_action_that_an_app_does_not_offer_is_told_as_refused():
    assert "offers no such action" in last(do("set_email", app="crm", email="a@b.example"))


def test_an_argument_that_an_app_does_not_take_is_told_as_refused():
    step = do("create_user", app="crm", user="Rita", role="staff")
    assert "unexpected keyword argument 'role'" in last(step)


def test_a_refused_step_makes_no_record():
    bad = do("create", name="acme", module="crm.accounts", fields={"Acount_Name": "Acme"})
    assert last(bad, do("delete", record="acme")) == "nothing to do: there is no 'acme'"


def test_a_broken_invariant_gets_out():
    with pytest.raises(InvariantViolated):
        play(script(ACME, *CONNECTED, SYNC), BUG.make())


def test_an_error_of_ours_while_time_passes_gets_out():
    """Even one that looks like a refusal, here of a run that plans nonsense."""

    def plan(context, facts):
        raise UsageError(asked="plan", found="a defect", right="none")

    functions = type(BUG.make())(plan=plan)
    with pytest.raises(UsageError, match="a defect"):
        play(script(ACME, *CONNECTED), functions)


def test_what_is_due_at_once_happens_after_each_step():
    assert len(play(script(ACME, *CONNECTED)).world.runs()) == 1


def test_a_script_may_settle_by_itself():
    start = Start("books", settles=False)
    assert play(script(ACME, *CONNECTED, start=start)).world.runs() == ()
    assert len(play(script(ACME, *CONNECTED, do("settle"), start=start)).world.runs()) == 1


def test_playing_can_stop_after_a_step():
    assert [each.step for each in play(script(ACME, BOLT, CORA), until=2).results] == [ACME, BOLT]


def test_somebody_may_look_between_steps():
    seen = []
    play(
        script(ACME, BOLT),
        after_each=lambda player, result: seen.append((result.outcome, len(player.world.crm.accounts))),
    )
    assert seen == [(StepOutcome.DONE, 1), (StepOutcome.DONE, 2)]


def test_a_player_tells_the_script_it_played():
    player = Player(Start("books"))
    player.do(ACME)
    player.do(SYNC)
    assert player.script == script(ACME, SYNC)


def test_a_player_refuses_a_name_that_is_taken():
    player = Player(Start("books"))
    player.do(ACME)
    with pytest.raises(UsageError, match="step 2 of a script, which makes 'acme'"):
        player.do(ACME)


def test_the_same_script_gives_the_same_journal():
    once, again = (play(script(ACME, ADA, CORA, *CONNECTED)).world.digest() for _ in range(2))
    assert once == again


def test_a_world_starts_as_the_script_says():
    start = Start("invoice", 7, "2026-03-01 10:00", call_ms=200, policies={"names": "exact"}, quirks_off=["CUS-14"])
    world = play(Script(start)).world
    assert (world.seed, f"{world.now:%Y-%m-%d %H:%M}", world.export()["call_ms"]) == (7, "2026-03-01 10:00", 200)
    assert (world.policies.names, world.quirks.on("CUS-14")) == ("exact", False)


def test_dropping_a_step_leaves_every_other_name_what_it_is():
    steps = (ACME, BOLT, ADA, CORA, *CONNECTED, do("update", record="cora in crm", fields={"Phone": "3"}))
    names = {"acme": "Acme", "bolt": "Bolt", "cora": "Cora"}
    for number in range(len(steps)):
        handles = play(script(*steps[:number], *steps[number + 1 :])).handles
        for name in [each for each in names if each in handles]:
            assert names[name] in handles[name].fields.values()


def test_the_model_judges_on_once_the_world_was_exported_and_loaded():
    wrong = next(each for each in BUGS if each.name == "push-customers-first")
    player = Player(Start("books"), wrong.make(), model=True)
    for step in (ACME, CORA, do("export_and_load"), *CONNECTED[:-1]):
        player.do(step)
    with pytest.raises(ModelDiffers, match="this app's records go first"):
        player.do(CONNECTED[-1])


def test_how_often_a_step_was_done_counts_none_that_was_refused() -> None:
    player = Player(Start(("invoice",)))
    list_and_sync = (
        do("create", name="news", module="marketinghub.lists", fields={"name": "News"}),
        do("connect_marketinghub"),
        do("new_sync", sync="all", mailing_list="news"),
        do("schedule", sync="all", frequency="daily"),
        do("initiate", sync="all"),
        do("deactivate_sync", sync="all"),
    )
    for step in (*list_and_sync, *[do("activate_sync", sync="all")] * 2):
        player.do(step)
    assert [player.times_done(each) for each in ("deactivate_sync", "activate_sync", "crash")] == [1, 1, 0]
