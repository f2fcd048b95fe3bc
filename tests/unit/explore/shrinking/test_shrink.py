"""Failing scripts shortened."""

from __future__ import annotations

import pytest

from tests.unit.explore.script.samples import ACME, BOLT, CONNECTED, SYNC
from tests.unit.explore.shrinking.samples import bug_called, padded, script_of_bug
from zsim.explore.failures import Comparison
from zsim.explore.script import Named, Script, Start, do
from zsim.explore.shrinking import Plays, shrink
from zsim.kernel.errors import UsageError

CONFIGURED = do("configure", sync="customers", choices={})
SAVED = do("save_and_sync", sync="customers")


def shortest(name: str, seed: int = 1) -> Script:
    """What is left of a padded script of sixty steps that meets a planted bug."""
    bug = bug_called(name)
    shrunk = shrink(padded(script_of_bug(bug), 60, seed), Plays(bug.make()))
    assert shrunk.whole
    assert shrunk.failing.signature.check == bug.invariant
    return shrunk.script


def test_sixty_steps_come_down_to_those_that_matter():
    assert shortest("tidy-up").steps == (
        ACME.__class__("create", {**ACME.given, "fields": {"Account_Name": "Acme"}}),
        do("connect"),
        CONFIGURED,
        SAVED,
        do("update", record="acme", fields={"Phone": "2"}),
        SYNC,
    )


def test_shortening_twice_changes_nothing():
    script = shortest("keep-dead-links")
    again = shrink(script, Plays(bug_called("keep-dead-links").make()))
    assert again.script == script


def test_what_is_wrong_in_finance_comes_down_to_its_documents():
    made = [(step.verb, step.given.get("module")) for step in shortest("tax-in-one").steps]
    assert made == [("create", "finance.customers"), ("create", "finance.invoices")]


def test_it_is_the_same_from_another_seed():
    one, other = [shortest("never-match", seed) for seed in (1, 2)]
    assert [step.verb for step in one.steps] == [step.verb for step in other.steps]


def test_a_start_comes_to_what_is_usual():
    start = shortest("tidy-up", 5).start
    assert start == Start("books")


FAULT = {"kind": "server_failed", "app": "books", "of": "search", "call": 1}
MOVE_ON = bug_called("move-on-anyway")


def test_faults_that_have_nothing_to_do_with_it_go():
    script = script_of_bug(MOVE_ON)
    more = Script(script.start, script.steps, (FAULT, *script.faults))
    shrunk = shrink(more, Plays(MOVE_ON.make()))
    assert shrunk.script == shrink(script, Plays(MOVE_ON.make())).script


def test_faults_stay_where_they_were_among_the_steps():
    edited = do("update", record="acme", fields={"Phone": "2"})
    fault = {"kind": "refused", "error": "NotAllowed", "app": "books", "of": "write", "after_step": 7}
    steps = (ACME, BOLT, *CONNECTED, do("advance", minutes=5), edited, SYNC)
    plays = Plays(expects=Comparison("field", "acme in books", "==", "2", "1", "phone"))
    shrunk = shrink(Script(Start("books"), steps, (fault,)), plays).script
    assert [step.verb for step in shrunk.steps] == [
        *("create", "connect", "configure", "save_and_sync", "update", "instant_sync")
    ]
    assert shrunk.faults == ({**fault, "after_step": 5},)


def test_a_comparison_is_asked_of_every_shorter_script():
    edited = do("update", record="acme in books", fields={"phone": "7"})
    script = Script(Start("books"), (BOLT, ACME, *CONNECTED, edited, SYNC, do("advance", hours=9)))
    expects = Comparison("field", "acme", "==", "1", "7", "Phone")
    shrunk = shrink(script, Plays(expects=expects))
    assert [step.verb for step in shrunk.script.steps[:5]] == [
        *("create", "connect", "configure", "save_and_sync", "update")
    ]
    assert shrunk.script.steps[5:] == (SYNC,)
    assert shrunk.failing.told == "Phone of acme to be 1, found 7"


def test_one_record_stands_for_two_where_one_will_do():
    other = do("create", name="ada", module="crm.contacts", fields={"Last_Name": "Hi", "Account_Name": Named("bolt")})
    script = Script(Start("books"), (ACME, BOLT, other, do("update", record="bolt", fields={"Phone": "1"})))
    expects = Comparison("field", "ada", "!=", "Hi", "Hi", "Last_Name")
    assert [each.makes for each in shrink(script, Plays(expects=expects)).script.steps] == ["ada"]


def test_a_script_that_does_not_fail_is_refused():
    with pytest.raises(UsageError, match="it does not fail"):
        shrink(Script(Start("books"), (ACME,)))


def test_no_more_is_played_than_may_be():
    bug = bug_called("tidy-up")
    shrunk = shrink(padded(script_of_bug(bug), 60, 3), Plays(bug.make(), most=20))
    assert (shrunk.executions, shrunk.whole) == (20, False)
    assert len(shrunk.script.steps) < 60


def test_what_leaves_the_program_is_shortened_too():
    steps = (ACME, do("create", name="kiosk", module="crm.accounts", fields={"Account_Name": "24/7"}), BOLT, *CONNECTED)
    shrunk = shrink(Script(Start("books"), steps), Plays(bug_called("give-up").make()))
    assert shrunk.failing.signature.check.startswith("SystemExit")
    assert [step.given.get("name") for step in shrunk.script.steps if step.makes] == ["kiosk"]
