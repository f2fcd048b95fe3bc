"""What a person sees of failures: each cause once, and where to read on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli.suite import FAILING, INTERRUPTIBLE, PASSING, Suite
from zsim.cli.exits import Exit
from zsim.cli.terminal import Terminal
from zsim.cli.troubles import Trouble, told
from zsim.cli.twin import HASH_SEEDS
from zsim.recording.schema import Recording

EVERYWHERE = FAILING.replace('products=["books"]', 'products=["invoice", "books", "billing"]').replace(
    "(world)", "(world, product)"
)
BROKEN_OFF = """
@scenario(covers=["CUS-12"], products=["books"])
def test_somebody_breaks_off(world):
    '''Ctrl-C.'''
    import os, signal, time
    if os.environ["PYTHONHASHSEED"] != "{silent}":
        os.kill(os.{whose}(), signal.SIGINT)
    time.sleep({seconds})
"""
SUMMARY, PAGE = "reports/behaviours.md", "reports/html/index.html"
PLAIN = Terminal(live=False, colour=False)


def test_one_cause_in_several_products_is_told_once(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(EVERYWHERE)
    assert suite.run() == Exit.FAILED
    printed = capfd.readouterr().out
    assert printed.count("the story so far:") == printed.count("repeat: ") == 1
    assert "test_too_much_is_expected[invoice]\nThe same in Books and Billing.\n" in printed


def test_other_causes_are_told_apart() -> None:
    one = Trouble("test_x[books]", "books's customer 710000100000000001 is gone", "story 1", "books")
    same = Trouble("test_x[billing]", "billing's customer 720000100000000005 is gone", "story 2", "billing")
    other = Trouble("test_x[invoice]", "invoice's customer is another", "story 3", "invoice")
    lines = "\n".join(told([one, same, other], PLAIN))
    assert "The same in Billing." in lines
    assert [f"story {number}" in lines for number in (1, 2, 3)] == [True, False, True]


def test_a_cause_that_names_the_product_in_words_is_told_once() -> None:
    one = Trouble("test_x[books]", "Books has no such customer", "story 1", "books")
    same = Trouble("test_x[billing]", "Billing has no such customer", "story 2", "billing")
    assert "story 2" not in "\n".join(told([one, same], PLAIN))


def test_what_failed_is_listed_at_the_end_with_its_page(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, FAILING, "def test_plain(world):\n    assert not world\n")
    suite.run()
    *_, heading, scenario, plain = capfd.readouterr().out.rstrip().splitlines()
    assert heading == "What failed, and the page that tells more:"
    name, page = scenario.split()
    assert name == "customers/too_much_is_expected[books]"
    assert suite.holds(page)
    assert plain.split() == ["scenarios/customers/test_customers.py::test_plain"]


def test_junit_carries_story_journal_seed_and_the_command_that_repeats_it(suite: Suite) -> None:
    suite.write(PASSING, FAILING)
    suite.run("--junit", "junit.xml", "--seed", "3")
    passed, failed = suite.text("junit.xml").split('name="test_a_name_is_told[invoice]"')[0], suite.text("junit.xml")
    failed = failed.split('name="test_too_much_is_expected[books]"')[1].partition("</testcase>")[0]
    assert '<property name="seed" value="3" />' in failed
    repeat = "zsim run 'scenarios/customers/test_customers.py::test_too_much_is_expected[books]' --seed 3"
    assert f'<property name="repeat" value="{repeat}" />' in failed
    story = failed.partition("<system-out>")[2]
    assert "then  there is an Acme" in story
    assert "the journal:\n     1  2026-01-05 09:00:00  then there is an Acme" in story
    assert "the story so far" not in passed


def test_a_collection_error_brings_no_summary_and_leaves_the_last_reports(
    suite: Suite, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING)
    suite.run()
    last = suite.text(SUMMARY), suite.text(PAGE)
    capfd.readouterr()
    suite.write(PASSING, "no_such_name")
    assert suite.run() == Exit.INTERRUPTED
    printed = capfd.readouterr().out
    assert "No scenario ran: the reports are those of the run before." in printed
    assert "proven" not in printed
    assert "Written" not in printed
    assert (suite.text(SUMMARY), suite.text(PAGE)) == last
    assert suite.recorded().selection == ("stopped early",)


@pytest.mark.parametrize(
    ("options", "whose", "seconds"),
    [((), "getpid", 120), (("-n", "1"), "getppid", 0.5), (("--twin",), "getppid", 120)],  # xdist waits for its workers
    ids=["", "n", "twin"],
)
def test_breaking_off_ends_with_2_and_keeps_the_last_whole_recording(
    suite: Suite, options: tuple[str, ...], whose: str, seconds: float
) -> None:
    suite.record(Recording(seed=7))
    suite.write(PASSING, BROKEN_OFF.format(whose=whose, seconds=seconds, silent=HASH_SEEDS[1]))
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTIBLE, "run", *options, "--", "-p", "no:hypothesispytest", "-p", "no:faker"],
        env={**os.environ, "PYTHONHASHSEED": "random", "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == Exit.INTERRUPTED
    if "--twin" not in options:
        assert (
            "Broken off after 2 runs of 1 scenario: the last whole recording was kept, and its reports." in ended.stdout
        )
    assert suite.recorded() == Recording(seed=7)
    assert not suite.holds("reports")


@pytest.mark.parametrize("asked", ["customers/too_much_is_expected", "customers/too_much_is_expected[books]"])
def test_a_scenario_is_run_by_its_id(suite: Suite, asked: str, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, FAILING)
    assert suite.run(asked) == Exit.FAILED
    assert "1 run of 1 scenario: 1 failed" in capfd.readouterr().out


def test_an_unknown_id_is_refused_with_what_is_near(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, FAILING)
    assert suite.run("customers/too_much_expected") == Exit.USAGE
    assert "did you mean 'customers/too_much_is_expected'" in capfd.readouterr().err
    assert suite.run("customers/too_much_is_expected", "scenarios") == Exit.USAGE
    assert "paths, or ids of scenarios, not both" in capfd.readouterr().err


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_failed_says_when_nothing_that_failed_lies_in_what_was_asked(
    suite: Suite, options: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING, FAILING)
    suite.run()
    capfd.readouterr()
    assert suite.run("--failed", "--tag", "smoke", *options) == Exit.NOTHING
    printed = capfd.readouterr().out
    assert "Nothing that failed the last time lies in what was asked for. What failed:" in printed
    assert "\n  scenarios/customers/test_customers.py::test_too_much_is_expected[books]" in printed


def test_failed_says_when_nothing_failed(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    suite.run()
    assert suite.run("--failed") == Exit.NOTHING
    assert "Nothing has failed so far." in capfd.readouterr().out


def test_what_a_failing_scenario_printed_is_shown(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(FAILING.replace("    with then", "    print('Anvil is why')\n    with then", 1))
    assert suite.run() == Exit.FAILED
    assert "printed:\nAnvil is why\n" in capfd.readouterr().out
