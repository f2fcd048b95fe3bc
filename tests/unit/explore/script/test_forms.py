"""Scripts as JSON, out and in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.unit.explore.script.samples import ACME, ADA, BOLT, CONNECTED, script
from zsim.explore.script import Start, do, plain, script_of
from zsim.kernel.errors import UsageError

FAULT = {"kind": "answer_lost", "app": "books", "of": "write", "call": 2}


def told(data):
    with pytest.raises(UsageError) as caught:
        script_of(data)
    return str(caught.value)


def test_a_script_survives_as_json_text():
    start = Start(("invoice", "books"), 7, "2026-03-01 10:00", call_ms=200, policies={"names": "exact"})
    written = script(ACME, ADA, *CONNECTED, start=start)
    assert script_of(json.dumps(plain(written))) == written


@pytest.mark.parametrize(
    "value", [Decimal("1.50"), date(2026, 1, 5), datetime(2026, 1, 5, 9, tzinfo=UTC), "=1", None, True, [1]]
)
def test_a_value_survives_as_it_was(value):
    written = script(do("update", record="acme", fields={"x": value}))
    (step,) = script_of(json.loads(json.dumps(plain(written)))).steps
    assert (step, str(step)) == (written.steps[0], str(written.steps[0]))


def test_a_step_is_written_flat_with_its_verb_first():
    (step,) = plain(script(ACME))["steps"]
    assert list(step.items()) == [
        ("do", "create"),
        ("name", "acme"),
        ("module", "crm.accounts"),
        ("fields", {"Account_Name": "Acme", "Phone": "1"}),
    ]


def test_a_named_record_is_written_as_a_reference():
    assert plain(script(ACME, ADA))["steps"][1]["fields"]["Account_Name"] == {"ref": "acme"}


def test_faults_are_handed_through():
    data = {**plain(script(ACME)), "faults": [FAULT]}
    assert plain(script_of(data))["faults"] == [FAULT]


def test_text_that_was_cut_short_is_refused():
    text = json.dumps(plain(script(ACME, BOLT)))
    assert "it may be cut short" in told(text[:-20])


def test_another_version_is_refused():
    assert "format 'zsim-script', version 1; format 'zsim-script', version 2" in told({**plain(script()), "version": 1})


def test_another_format_is_refused():
    assert "format 'zsim-world'" in told({**plain(script()), "format": "zsim-world"})


@pytest.mark.parametrize("part", ["start", "steps", "faults"])
def test_a_missing_part_is_refused(part):
    data = plain(script(ACME))
    del data[part]
    assert f"it has no {part!r}" in told(data)


def test_a_missing_part_of_the_start_is_refused():
    data = plain(script(ACME))
    del data["start"]["seed"]
    assert "'seed' is missing" in told(data)


def test_a_strange_part_of_the_start_is_refused_with_the_nearest():
    data = plain(script(ACME))
    data["start"]["product"] = ["books"]
    assert "did you mean 'products'" in told(data)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (
            {"do": "creat"},
            "step 2 of a script, a step that is to 'creat': there is no such verb; did you mean 'create'",
        ),
        ({"do": "update", "record": "acme"}, "step 2 of a script, a step that is to 'update': 'fields' is missing"),
        ({"record": "acme"}, "it has no verb"),
        ({"do": 7}, "it has no verb"),
        ("delete", "read a step: a value of type str"),
        ({"do": "update", "record": "a", "fields": {"x": 1.5}}, "a script holds no value of type float"),
        ({"do": "update", "record": "a", "fields": {"x": "=decimal:one"}}, "no decimal can be read from 'one'"),
        ({"do": "update", "record": "a", "fields": {"x": "=date:soon"}}, "no date can be read from 'soon'"),
        ({"do": "update", "record": "a", "fields": {"x": "=1+1"}}, "'=text:=1+1'"),
    ],
)
def test_a_step_that_means_nothing_is_told_with_its_number(step, words):
    data = plain(script(ACME))
    data["steps"].append(step)
    assert words in told(data)


@pytest.mark.parametrize(("data", "words"), [([], "type list"), ("7", "type int"), ("", "no JSON at line 1")])
def test_what_is_no_script_at_all_is_refused(data, words):
    assert words in told(data)


@pytest.mark.parametrize("part", ["steps", "faults"])
def test_a_part_that_is_no_list_is_refused(part):
    assert f"read the {part} of a script: a int; a list" in told({**plain(script()), part: 7})
