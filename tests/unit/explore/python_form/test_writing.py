"""Scripts written as Python."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.unit.explore.python_form.samples import same_journal, there_and_back
from tests.unit.explore.script.samples import ACME, ADA, BOLT, CONNECTED, CORA, SYNC, document
from zsim.explore.python_form import Expectation, ScenarioText, python_of
from zsim.explore.script import Named, Script, ScriptStep, Start, aside, do

RUN = do("advance", hours=1, minutes=30)
EDITED = do("update", record="acme", fields={"Phone": "2"})
BOOKS = Start("books", seed=7)
SLOW = Start("books", call_ms=1000)
SOLD = do(
    "create",
    name="fit",
    module="crm.deals",
    fields={"Deal_Name": "Fit", "Stage": "Closed Won", "Account_Name": Named("acme")},
)
MEANWHILE = {"kind": "meanwhile", "app": "finance", "call": 2, "do": ({**aside(EDITED)},), "after_step": 4}

SCRIPTS = {
    "records of both sides": Script(BOOKS, (ACME, ADA, BOLT, CORA, *CONNECTED, RUN)),
    "counterparts": Script(BOOKS, (ACME, *CONNECTED, do("update", record="acme in books", fields={"phone": "3"}))),
    "a step that comes to nothing": Script(BOOKS, (do("delete", record="bolt"), ACME)),
    "an action that is refused": Script(BOOKS, (ACME, *CONNECTED, do("pause"), SYNC, do("resume"))),
    "a record that is not made": Script(
        BOOKS, (do("create", name="odd", module="crm.accounts", fields={"Phone": "1"}), ACME)
    ),
    "a name that is no variable": Script(
        BOOKS, (do("create", name="Ann & Co", module="crm.accounts", fields={"Account_Name": "Ann"}),)
    ),
    "a word of Python": Script(
        BOOKS, (do("create", name="with", module="crm.accounts", fields={"Account_Name": "A"}),)
    ),
    "fields with dots": Script(
        BOOKS,
        (
            do(
                "create",
                name="cora",
                module="finance.customers",
                fields={"contact_name": "Cora", "billing_address.city": "Pune"},
            ),
        ),
    ),
    "a further organisation": Script(
        BOOKS,
        (
            do("create_organisation", name="second", product="finance", called="Second"),
            do("create", name="cora", module="second.customers", fields={"contact_name": "Cora"}),
        ),
    ),
    "another start": Script(
        Start("invoice", moment="2026-03-01 00:30", policies={"blanks": "erase"}, search_lag_ms=5, settles=False),
        (ACME, *CONNECTED, do("settle")),
    ),
    "settling as a step": Script(BOOKS, (ACME, do("settle"), *CONNECTED, do("settle"), do("settle"))),
    "several products": Script(Start(("books", "invoice")), (ACME, do("connect", product="invoice"), do("connect"))),
    "connected again": Script(
        BOOKS, (*CONNECTED, do("disable"), do("delete_integration", convert="all"), *CONNECTED, do("pause"))
    ),
    "leads": Script(
        Start("invoice"),
        (
            do("create", name="news", module="marketinghub.lists", fields={"name": "News"}),
            do("connect_marketinghub"),
            do("new_sync", sync="All of them", mailing_list="news", criteria=(("email", "is not", "x@example.com"),)),
            do("initiate", sync="All of them"),
        ),
    ),
    "milliseconds": Script(BOOKS, (do("advance", seconds=1, milliseconds=1),)),
    "a fault": Script(SLOW, (ACME, *CONNECTED, RUN), ({"kind": "killed", "app": "books", "of": "write"},)),
    "a fault that comes later": Script(
        SLOW, (ACME, *CONNECTED, RUN), ({"kind": "answer_lost", "app": "finance", "after_step": 2},)
    ),
    "somebody acts meanwhile": Script(SLOW, (ACME, *CONNECTED, RUN), (MEANWHILE,)),
    "somebody is refused meanwhile": Script(
        SLOW, (ACME, *CONNECTED, RUN), ({**MEANWHILE, "do": ({**aside(do("enable"))},)},)
    ),
    "killed during an action": Script(SLOW, (ACME, *CONNECTED), ({"kind": "killed", "app": "crm"},)),
    "an edition from the start": Script(
        Start("invoice", editions={"invoice": "US"}),
        (ACME, *CONNECTED, do("configure_triggers", invoice=True), SOLD),
    ),
    "a document in hand when the world is loaded": Script(
        BOOKS,
        (
            CORA,
            document("bill", "invoices"),
            do("comment", record="bill", text="By May."),
            do("export_and_load"),
            do("mark_sent", record="bill"),
        ),
    ),
    "killed, and killed again by hand": Script(
        SLOW, (ACME, *CONNECTED[:2], do("crash")), ({"kind": "killed", "app": "crm"},)
    ),
    "exported and loaded": Script(BOOKS, (ACME, *CONNECTED, do("export_and_load"), EDITED, SYNC)),
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_script_its_python_and_what_is_read_of_it_are_one(script: Script):
    same_journal(script)


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.skipif(shutil.which("ruff") is None, reason="ruff is not installed")
def test_what_is_written_is_laid_out_as_a_formatter_does(script: Script):
    text = there_and_back(script)
    asked = [sys.executable, "-m", "ruff", "format", "--line-length", "120", "-"]
    formatted = subprocess.run(asked, input=text, capture_output=True, text=True, check=False)
    assert formatted.stdout == text


def body(*steps: ScriptStep) -> list[str]:
    """The lines of a scenario's blocks."""
    text = there_and_back(Script(BOOKS, steps))
    return [each.strip() for each in text.partition('"""\n    with')[2].splitlines()]


def test_a_step_that_comes_to_nothing_is_a_comment():
    assert '# nothing to do: {"do": "delete", "record": "bolt"}' in body(do("delete", record="bolt"), ACME)


def test_a_refusal_is_expected():
    lines = body(ACME, *CONNECTED, do("pause"), SYNC)
    assert lines[lines.index("with pytest.raises(UsageError):") + 1] == "sync.customers.instant_sync()"


def test_settling_is_written_where_something_is_due():
    assert body(ACME, *CONNECTED, EDITED).count("world.settle()") == 1


def test_a_scenario_says_what_it_expects_and_that_it_is_a_known_gap():
    told = ScenarioText(
        "a_case", "A case.", "A story.", Expectation("it is so", ("assert acme.alive",)), known_gap="it is not"
    )
    text = python_of(Script(BOOKS, (ACME,)), told)
    assert '@scenario(products="books", seed=7, known_gap="it is not")' in text
    assert text.endswith('    with then("it is so"):\n        assert acme.alive\n')


def test_values_are_written_as_a_person_would():
    amount = {"Deal_Name": "Fit-out", "Stage": "Qualification", "Account_Name": Named("acme"), "Amount": 5}
    lines = body(ACME, do("create", name="deal", module="crm.deals", fields=amount))
    assert any("Account_Name=acme, Amount=5" in line for line in lines)
