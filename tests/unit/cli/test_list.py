"""``zsim list``."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from tests.report.made_up import recording, result
from tests.unit.cli.suite import PASSING, Suite
from zsim.catalogue import catalogue
from zsim.cli.exits import Exit
from zsim.sync import Outcome

PROVEN = recording({"scenarios": [result("customers/it_is_told[books]", ("CUS-27",))]})


def listed(suite: Suite, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert suite.zsim("list", *arguments) == Exit.OK
    return capsys.readouterr().out


def test_scenarios_are_listed_as_they_are_collected(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert listed(suite, capsys).splitlines() == [
        "customers/a_name_is_told[invoice]  CUS-09  A customer has a name.",
        "customers/a_name_is_told[books]    CUS-09  A customer has a name.",
    ]
    assert not suite.holds(".zsim/run.zip")


def test_scenarios_of_an_area_are_those_that_cover_it(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert len(json.loads(listed(suite, capsys, "--area", "CUS", "--json"))) == 2
    assert listed(suite, capsys, "--area", "CON") == "none\n"


def test_a_script_that_cannot_be_collected_is_refused(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING.replace("CUS-09", "CUS-99"))
    assert suite.zsim("list") == Exit.USAGE
    assert "behaviour 'CUS-99'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("behaviours", "CUS-27  At most 500 contact persons"),
        ("documents", "002  Integrate Zoho Books with Zoho CRM"),
        ("moves", "estimates        reject          pending_approval  draft             person      books"),
        ("products", "books         Books"),
        ("policies", "names                fold"),
        ("quirks", "CUS-14  Overwrite merges duplicates inside an app"),
        ("faults", "answer_lost             An app carries a call out, and its answer gets lost."),
        ("invariants", "one-outcome"),
        ("outcomes", "overwritten  A duplicate on the other side took its values"),
        ("situations", "outcomes  account created"),
        (
            "fields",
            "crm.Accounts.Account_Name                         Account Name           text               required",
        ),
        ("complaints", "31  A record was deleted in the CRM, and it is still here."),
    ],
)
def test_what_the_catalogue_holds_is_listed(
    suite: Suite, kind: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert any(each.startswith(line) for each in listed(suite, capsys, kind).splitlines())


def test_behaviours_come_as_json_too(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = [each for each in json.loads(listed(suite, capsys, "behaviours", "--json")) if each["id"] == "CUS-27"]
    assert row == {
        "id": "CUS-27",
        "title": "At most 500 contact persons",
        "products": ["books"],
        "basis": "official",
        "taken_over": [],
        "where": ["H05 Currently, you will be able to add"],
    }


def test_a_behaviour_of_a_document_says_where_it_stands_and_who_takes_it_over(
    suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = [each for each in listed(suite, capsys, "behaviours").splitlines() if each.startswith("CUS-08")]
    assert re.split("  +", line)[-2:] == ["invoice, books", "003 Sync Customers"]
    (row,) = [each for each in json.loads(listed(suite, capsys, "behaviours", "--json")) if each["id"] == "SYN-09"]
    assert row["where"] == ["000 Fetch contact from Zoho CRM", "002 Sync Options", "003 Sync Options"]


def test_complaints_come_as_json_with_verdict_and_rules(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = [each for each in json.loads(listed(suite, capsys, "complaints", "--json")) if each["number"] == 1]
    assert row["symptom"].startswith("The first sync doubles clients whose names differ by a suffix")
    assert (row["verdict"].split(":")[0], row["rules"]) == ("Right as it is", ["CUS-10"])


def test_faults_come_as_json_with_their_fields(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = [each for each in json.loads(listed(suite, capsys, "faults", "--json")) if each["name"] == "slow_answer"]
    assert row == {
        "name": "slow_answer",
        "sentence": "An answer takes its time, and others act meanwhile.",
        "behaviour": "FLT-05",
        "fields": ["app", "call", "of", "module", "times", "delay_ms", "when"],
    }


def test_unproven_names_the_products_that_lack_a_passing_scenario(
    suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    suite.record(PROVEN)
    lines = listed(suite, capsys, "behaviours", "--unproven", "--area", "CUS").splitlines()
    assert not [line for line in lines if line.startswith("CUS-27")]
    assert "CUS-14  Overwrite merges duplicates inside an app" in "\n".join(lines)
    (fused,) = [line for line in lines if line.startswith("CUS-32")]
    assert fused.endswith("invoice: no scenario, books: no scenario, billing: no scenario")


def test_unproven_warns_of_a_run_of_part_of_the_suite(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.record(replace(PROVEN, selection=("-k acme",)))
    suite.zsim("list", "behaviours", "--unproven")
    assert "The last run was only of part of the suite: -k acme" in capsys.readouterr().err


def test_tags_are_listed_with_their_runs(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert listed(suite, capsys, "tags") == "smoke  2\n"


def test_policies_come_with_every_option_and_what_it_decides(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(listed(suite, capsys, "policies", "--json"))
    assert {(row["name"], row["option"]) for row in rows} == {
        (policy.name, option.value) for policy in catalogue().policies for option in policy.options
    }
    (row,) = [each for each in rows if (each["name"], each["option"]) == ("blanks", "erase")]
    assert (row["default"], row["decides"]) == ("", ["CUS-22"])
    assert row["meaning"].startswith("A mapped field emptied on one side is emptied on the other")


def test_every_outcome_has_a_meaning() -> None:
    assert all(each.meaning.endswith(".") for each in Outcome)


def test_an_unknown_kind_is_refused_with_what_is_near(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.zsim("list", "polices") == Exit.USAGE
    assert "did you mean 'policies'?" in capsys.readouterr().err


def test_a_field_says_that_it_opens_with_multi_currency(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.zsim("list", "fields", "--json") == Exit.OK
    notes = {row["field"]: row["notes"] for row in json.loads(capsys.readouterr().out)}
    assert notes["crm.Products.Currency"] == ["read-only", "opens with multi-currency"]
    assert notes["crm.Accounts.Created_Time"] == ["read-only"]
