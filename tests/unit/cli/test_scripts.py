"""``zsim shrink``, ``zsim replay`` and ``zsim new bug``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.suite import PASSING, Suite
from tests.unit.explore.script.samples import ACME, CONNECTED
from tests.unit.explore.shrinking.samples import bug_called, padded, script_of_bug
from zsim.cli.exits import Exit
from zsim.cli.shrink import shrink_it
from zsim.explore.python_form import read_scenario
from zsim.explore.script import Script, Start, do, plain
from zsim.explore.traces import text_of, trace_of_script

WRONG = """
@scenario(products=["invoice", "books"])
def test_a_wrong_phone(world, product):
    '''The customer should keep its phone.'''
    with given("Acme on both sides, and Bolt"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        world.crm.accounts.create(Account_Name="Bolt")
        twin = world[product].customers.create(contact_name="Acme", phone="9")
    with when("they are synced, and a day passes"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.advance(days=1)
    with then("the customer's phone is still there"):
        assert acme.alive
        assert twin.phone == "9"
"""

OTHERS = """
@scenario(products=["books"])
def test_the_whole_is_compared(world):
    '''All is looked at.'''
    with then("there is nothing"):
        world.crm.accounts.create(Account_Name="Acme")
        assert world.snapshot() == {}


@scenario(products=["books"])
def test_a_refusal_nobody_expects(world):
    '''Two of a name.'''
    with then("there are two of a name"):
        world.books.customers.create(contact_name="Acme")
        world.books.customers.create(contact_name="Acme")
"""

SCRIPT = Script(Start("books"), (ACME, *CONNECTED))
TIDY_UP = bug_called("tidy-up")


def written(suite: Suite, script: Script) -> str:
    """A file that holds a script."""
    (suite.folder / "script.json").write_text(json.dumps(plain(script)))
    return "script.json"


def traced(suite: Suite, **parts: object) -> str:
    """A file that holds a trace with other parts."""
    held = {**json.loads(text_of(trace_of_script(SCRIPT, "a case"))), **parts}
    (suite.folder / "trace.json").write_text(json.dumps(held))
    return "trace.json"


def test_a_scenario_comes_down_to_what_fails(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(WRONG)
    assert suite.zsim("shrink", "customers/a_wrong_phone") == Exit.OK
    assert capsys.readouterr().out.splitlines()[-2] == "expected phone of twin to be 9, found 1"
    text = suite.text("scenarios/found/test_a_wrong_phone_shortened.py")
    assert 'with then("phone of twin is 9"):\n        assert twin.phone == "9"' in text
    assert [step.verb for step in read_scenario(text).script.steps] == [
        *("create", "create", "connect", "configure", "save_and_sync")
    ]
    assert suite.run("scenarios/found") == Exit.FAILED


def test_a_known_gap_is_marked_as_one(suite: Suite) -> None:
    suite.write(WRONG)
    assert suite.zsim("shrink", "customers/a_wrong_phone[books]", "--known-gap", "--name", "a_phone_is_lost") == Exit.OK
    assert suite.run("scenarios/found/test_a_phone_is_lost.py") == Exit.OK


def test_shortening_what_was_shortened_changes_nothing(suite: Suite) -> None:
    suite.write(WRONG)
    assert suite.zsim("shrink", "customers/a_wrong_phone[books]", "--name", "one_of_two") == Exit.OK
    assert suite.zsim("shrink", "scenarios/found/test_one_of_two.py", "--name", "two_of_two") == Exit.OK
    one, two = [
        read_scenario(suite.text(f"scenarios/found/test_{each}.py")).script for each in ("one_of_two", "two_of_two")
    ]
    assert one == two


def test_a_script_comes_down_to_what_breaks_a_rule(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(suite, padded(script_of_bug(TIDY_UP), 30, 1))
    suite.write(PASSING)
    assert shrink_it(path, "a_note_nobody_wrote", functions=TIDY_UP.make()) == Exit.OK
    out = capsys.readouterr().out
    assert out.startswith(
        "unmapped-fields-stay (CUS-15, MAP-01, MAP-06, MAP-07): customers in books\nfrom 30 steps to 6"
    )
    text = suite.text("scenarios/found/test_a_note_nobody_wrote.py")
    assert text.startswith('"""Broken: An update made by a run changes no field without a mapped')
    assert "shortened from 30 steps to 6. It is about CUS-15, MAP-01, MAP-06, MAP-07." in text
    assert suite.run("scenarios/found/test_a_note_nobody_wrote.py") == Exit.OK  # on a sound engine


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["shrink", "customers/a_name_is_told"], "all 2 of it pass; a scenario that fails"),
        (["shrink", "customers/no_such"], "did you mean 'customers/a_wrong_phone'"),
        (["shrink", "customers/the_whole_is_compared"], "it compares nothing of a record"),
        (["shrink", "customers/a_refusal_nobody_expects"], "it asks for what is refused"),
        (["shrink", "missing.json"], "read missing.json: No such file"),
        (["shrink", "customers/a_wrong_phone", "--name", "a phone"], "it is no name"),
        (["replay", "missing.json"], "a file that can be read"),
        (["new", "bug", "9"], "it is no name"),
    ],
)
def test_what_cannot_be_done_is_told(
    suite: Suite, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    suite.write(PASSING, WRONG, OTHERS)
    assert suite.zsim(*arguments) == Exit.USAGE
    assert words in capsys.readouterr().err
    assert not suite.holds("scenarios/found")


def test_nothing_is_written_over(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(WRONG)
    assert suite.zsim("new", "bug", "a_phone_is_lost") == Exit.OK
    text = suite.text("scenarios/found/test_a_phone_is_lost.py")
    assert suite.zsim("shrink", "customers/a_wrong_phone", "--name", "a_phone_is_lost") == Exit.USAGE
    assert "it is there already" in capsys.readouterr().err
    assert suite.text("scenarios/found/test_a_phone_is_lost.py") == text


def test_a_script_about_a_record_that_nobody_makes_is_refused(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(suite, Script(Start("books"), (ACME, do("delete", record="acne"))))
    assert suite.zsim("shrink", path) == Exit.USAGE
    assert "step 2, do('delete', record='acne'): no step makes 'acne'; did you mean 'acme'?" in capsys.readouterr().err


def test_a_trace_is_played_again(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.zsim("replay", traced(suite)) == Exit.OK
    assert capsys.readouterr().out == "a case: 26 entries, as recorded\n"


def test_the_first_difference_is_shown(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    entries = json.loads(text_of(trace_of_script(SCRIPT)))["entries"]
    entries[4] = ["0" * 16, "2026-01-05 09:00:00  something else happened"]
    assert suite.zsim("replay", traced(suite, entries=entries)) == Exit.UNSTABLE
    number, recorded, played = capsys.readouterr().out.splitlines()
    assert number == "a case: entry 5 is another"
    assert recorded == "  recorded  2026-01-05 09:00:00  something else happened"
    assert played.startswith("  played    2026-01-05 09:00:00  ")


@pytest.mark.parametrize(
    ("parts", "code", "words"),
    [
        ({"version": 7}, Exit.UNREADABLE, "its format version is 7"),
        ({"script": {**plain(SCRIPT), "version": 7}}, Exit.UNREADABLE, "version 7"),
        ({"script": {**plain(SCRIPT), "steps": [{"do": "conect"}]}}, Exit.USAGE, "did you mean 'connect'"),
        ({"script": {**plain(SCRIPT), "steps": [{"do": "delete", "record": "x"}]}}, Exit.USAGE, "no step makes 'x'"),
    ],
)
def test_what_is_no_trace_of_ours_is_told(
    suite: Suite, capsys: pytest.CaptureFixture[str], parts: dict[str, object], code: Exit, words: str
) -> None:
    assert suite.zsim("replay", traced(suite, **parts)) == code
    assert words in capsys.readouterr().err


def test_a_trace_that_was_cut_short_is_told(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    path = suite.folder / traced(suite)
    path.write_text(path.read_text()[:500])
    for arguments in (
        ("replay", "trace.json"),
        ("shrink", "trace.json"),
        ("new", "bug", "a_case_again", "--from", "trace.json"),
    ):
        assert suite.zsim(*arguments) == Exit.USAGE
        assert "it may be cut short" in capsys.readouterr().err
    assert not suite.holds("scenarios")


def test_failing_scenarios_leave_traces(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, WRONG, OTHERS)
    assert suite.run("--traces", "traces") == Exit.FAILED
    names = sorted(each.name for each in (suite.folder / "traces").iterdir())
    assert names == ["customers-a_wrong_phone-books.json", "customers-a_wrong_phone-invoice.json"]
    assert suite.zsim("replay", "traces/customers-a_wrong_phone-books.json") == Exit.OK
    assert suite.zsim("shrink", "traces/customers-a_wrong_phone-books.json", "--name", "a_phone_is_lost") == Exit.OK
    capsys.readouterr()
    assert suite.run("scenarios/found") == Exit.FAILED


def test_a_bug_is_written_from_a_trace(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert suite.zsim("new", "bug", "a_case_again", "--from", traced(suite)) == Exit.OK
    assert capsys.readouterr().out == "scenarios/found/test_a_case_again.py\n"
    assert read_scenario(suite.text("scenarios/found/test_a_case_again.py")).script == SCRIPT
    assert suite.run("scenarios/found") == Exit.OK


def test_a_bug_to_fill_in_runs_at_once(suite: Suite) -> None:
    suite.write(PASSING)
    assert suite.zsim("new", "bug", "a_case_again") == Exit.OK
    assert suite.run("scenarios/found") == Exit.OK


def test_a_folder_that_cannot_be_written_is_told(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(WRONG)
    (suite.folder / "file").write_text("")
    assert suite.zsim("shrink", "customers/a_wrong_phone", "--into", "file/test_a_phone_is_lost.py") == Exit.USAGE
    assert "a folder that can be written" in capsys.readouterr().err
    assert Path(suite.folder / "file").read_text() == ""


def test_a_file_whose_name_is_no_sentence_is_refused_before_anything_is_written(
    suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    suite.write(WRONG)
    assert suite.zsim("shrink", "customers/a_wrong_phone", "--into", "test_x.py") == Exit.USAGE
    assert "at least three words" in capsys.readouterr().err
    assert not (suite.folder / "test_x.py").exists()
