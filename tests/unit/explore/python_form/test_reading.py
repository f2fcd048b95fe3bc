"""Scripts read from Python."""

from __future__ import annotations

import pytest

from tests.unit.explore.python_form.samples import there_and_back
from tests.unit.explore.script.samples import ACME, CONNECTED
from zsim.explore.python_form import read_scenario
from zsim.explore.script import Script, Start, do
from zsim.kernel.errors import UsageError

TEXT = there_and_back(Script(Start("books"), (ACME, *CONNECTED)))


def test_a_colleague_s_edit_is_read():
    read = read_scenario(TEXT.replace('Phone="1"', 'Phone="5", Fax="6"'))
    assert read.script.steps[0] == do(
        "create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme", "Phone": "5", "Fax": "6"}
    )


def test_what_is_expected_is_kept_as_it_stands():
    assert read_scenario(TEXT).expected == ("world.check()",)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("world.crm.accounts.create(", "print(", "acme = print("),
        ("sync.customers.save_and_sync()", "sync.customers.save_and_sing()", "no verb of scripts does that"),
        ("sync.customers.save_and_sync()", "for each in (): pass", "it is no step of a script"),
        ("@scenario(", "@other(", "it has no @scenario"),
        ("def test_", "def test_one() -> None: ...\n\n\ndef test_", "2 scenarios: test_one, test_a_case"),
        ("with given", "with given(", "no Python at line"),
    ],
)
def test_what_is_no_script_is_refused_with_its_line(old: str, new: str, words: str):
    with pytest.raises(UsageError) as refusal:
        read_scenario(TEXT.replace(old, new, 1))
    assert words in str(refusal.value)


def test_one_of_several_scenarios_is_read_by_its_name():
    text = TEXT.replace("def test_", "def test_one() -> None: ...\n\n\ndef test_", 1)
    with pytest.raises(UsageError, match="it has no @scenario"):
        read_scenario(text, name="test_a_case")
