"""``zsim show``."""

from __future__ import annotations

import pytest

from tests.report.made_up import recording, result, small_run
from tests.unit.cli.suite import FAILING, PASSING, Suite
from zsim.cli.exits import Exit

PROVEN = result("customers/it_is_told[books]", ("CUS-27",))


def shown(suite: Suite, capsys: pytest.CaptureFixture[str], asked: str) -> str:
    assert suite.zsim("show", asked) == Exit.OK
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("CUS-09", ("behaviour CUS-09", "holds for: Invoice, Books and Billing", "rests on: 00", "decides complaint-")),
        ("cus-14", ("oddity CUS-14", "without it: World(quirks_off=CUS-14)", "decided by policy: merge_reach")),
        ("CUS-10", ("rests on:", "decided by policy: names")),
        ("ITM-10", ("a ruling of ours", "the alternative:")),
        ("blanks", ("policy blanks", "keep (default): ", "erase: A mapped field", "decides: CUS-22 ")),
        ("one-outcome", ("rests on: CUS-16", "catches the planted bug forget-unchanged: ")),
        ("complaint-1", ("The first sync doubles clients", "Right as it is", "decided by: CUS-10 ")),
        ("answer_lost", ("An app carries a call out", "FLT-03", 'world.faults.answer_lost("books")')),
        ("skipped", ("outcome skipped",)),
        ("names swapped", ("situation names swapped", "Two records take each other's names.", "of the group: pairs")),
        ("crm.accounts.phone", ("field crm.Accounts.Phone", "Phone, phone")),
        ("crm.deals.exchange_rate", ("Exchange Rate, double, read-only, opens with multi-currency",)),
        ("CUS", ("area CUS", "CUS-01 ")),
        ("002", ("document 002", "Integrate Zoho Books with Zoho CRM")),
        ("books", ("product books", "two way: yes")),
    ],
)
def test_what_has_an_id_or_a_name_is_shown(
    suite: Suite, asked: str, told: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    printed = shown(suite, capsys, asked)
    assert [each for each in told if each not in printed] == []


def test_a_behaviour_says_what_proves_it(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no recording; 'zsim run' makes one" in shown(suite, capsys, "CUS-27")
    suite.record(recording({"scenarios": [PROVEN]}))
    printed = shown(suite, capsys, "CUS-27")
    assert "proven: books ✓ proven" in printed
    assert "smallest of 1 examples: customers/it_is_told[books]" in printed


@pytest.mark.parametrize("asked", ["customers/it_is_told", "customers/it_is_told[books]"])
def test_a_scenario_says_what_it_covers_and_how_it_ended(
    suite: Suite, asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    suite.record(recording({"scenarios": [PROVEN]}))
    printed = shown(suite, capsys, asked)
    assert "covers: CUS-27 At most 500 contact persons" in printed
    assert "books: ✓ passed" in printed


@pytest.mark.parametrize("asked", ["customers/a_name_is_told", "Customers/a_name_is_told[books]"])
def test_a_scenario_that_was_not_recorded_is_collected(
    suite: Suite, asked: str, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING, FAILING)
    suite.record(recording({"scenarios": [PROVEN]}))
    assert suite.zsim("show", asked) == Exit.OK
    printed = capfd.readouterr().out
    assert "A customer has a name." in printed
    assert "covers: CUS-09 " in printed
    assert "runs for: Invoice and Books" in printed
    assert "not in the last recording; to run it: zsim run" in printed
    assert suite.zsim("show", "customers/a_name_is_not_told") == Exit.USAGE
    assert capfd.readouterr().err.startswith("zsim: show 'customers/a_name_is_not_told': nothing is called so; ")


def test_what_nothing_is_called_is_refused_with_what_is_near(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.zsim("show", "CUS-99") == Exit.USAGE
    assert "nothing is called so; did you mean 'CUS-09'" in capsys.readouterr().err
    assert suite.zsim("show", "customers/it_is") == Exit.USAGE
    assert "one of 'zsim list'" in capsys.readouterr().err
    assert suite.zsim("show", "5") == Exit.USAGE
    assert "did you mean 'complaint-5'?" in capsys.readouterr().err


def test_after_a_partial_run_what_it_leaves_open_is_no_statement_on_the_suite(
    suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    suite.record(recording({**small_run(), "selection": ["--zsim-product=books"]}))
    assert suite.zsim("show", "CUS-09") == Exit.OK
    assert "the last run was only of part of the suite: --zsim-product=books" in capsys.readouterr().out
