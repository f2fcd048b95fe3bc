"""Scripts are values: frozen, equal, hashable, and refused when they can mean nothing."""

from __future__ import annotations

import dataclasses
import pickle
from datetime import date
from decimal import Decimal

import pytest

from tests.unit.explore.script.samples import ACME, ADA, BOLT, script
from zsim.explore.script import Named, Script, ScriptStep, Start, do
from zsim.kernel.errors import UsageError
from zsim.sync import Duplicates


def refusal(verb, **given):
    with pytest.raises(UsageError) as caught:
        do(verb, **given)
    return str(caught.value)


def test_equal_scripts_have_one_hash():
    assert script(ACME, ADA) == script(ACME, ADA)
    assert hash(script(ACME, ADA)) == hash(script(ACME, ADA))


def test_the_order_of_arguments_makes_no_difference():
    assert ScriptStep("delete", {"record": "acme", "by": "Rita"}) == ScriptStep(
        "delete", {"by": "Rita", "record": "acme"}
    )


def test_what_a_step_was_given_cannot_be_changed_from_outside():
    fields = {"Account_Name": "Acme"}
    step = do("create", name="acme", module="crm.accounts", fields=fields)
    fields["Account_Name"] = "Bolt"
    assert step.given["fields"]["Account_Name"] == "Acme"


def test_a_step_is_shown_as_it_is_written():
    assert eval(repr(ADA)) == ADA


def test_a_script_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(script(ACME, ADA))) == script(ACME, ADA)


def test_a_start_can_be_taken_with_another_product():
    other = dataclasses.replace(Start("books", call_ms=200), products=("invoice",))
    assert other == Start("invoice", call_ms=200)


def test_a_reference_may_be_written_as_in_json():
    assert do("update", record="ada", fields={"Account_Name": {"ref": "acme"}}).given["fields"] == {
        "Account_Name": Named("acme")
    }


def test_an_option_is_the_same_as_its_text():
    step = do("edit", sync="customers", choices={"duplicates": Duplicates.SKIP})
    assert type(step.given["choices"]["duplicates"]) is str


def test_a_decimal_and_a_date_are_values():
    do("create", name="bill", module="finance.bills", fields={"total": Decimal("1.50"), "date": date(2026, 1, 5)})


def test_a_name_is_given_once():
    with pytest.raises(UsageError, match="step 3 of a script, which makes 'acme': step 1 makes something of that name"):
        script(ACME, BOLT, ACME)


def test_an_unknown_verb_is_refused_with_the_nearest():
    assert "did you mean 'create'" in refusal("creat")


def test_a_missing_argument_is_refused():
    assert "'fields' is missing; update needs record, fields" in refusal("update", record="acme")


def test_an_argument_too_many_is_refused_with_the_nearest():
    assert "did you mean 'record'?" in refusal("delete", records="acme")


def test_an_argument_to_a_verb_that_takes_nothing_is_refused():
    assert "settle takes nothing" in refusal("settle", hours=1)


@pytest.mark.parametrize(
    ("verb", "given", "right"),
    [
        ("create", {"name": "a", "module": "accounts", "fields": {}}, 'such as "crm.accounts"'),
        ("create", {"name": "a", "module": "crm.account", "fields": {}}, "did you mean 'accounts'"),
        ("create", {"name": "a", "module": "books.leads", "fields": {}}, "there is 'customers'"),
        ("create", {"name": "a in b", "module": "crm.deals", "fields": {}}, "a name without it"),
        ("create", {"name": "", "module": "crm.deals", "fields": {}}, "a text, such as a name"),
        ("update", {"record": 7, "fields": {}}, "the name of a record"),
        ("update", {"record": "acme", "fields": ["Phone"]}, "a mapping by name"),
        (
            "update",
            {"record": "acme", "fields": {"record": "bolt"}},
            "a mapping by name, with none of action, record, self",
        ),
        ("update", {"record": "acme", "fields": {1: "2"}}, "names as keys"),
        ("update", {"record": "acme", "fields": {"Phone": 1.5}}, "a Decimal"),
        ("merge", {"record": "acme", "others": "bolt"}, "a list of names of records"),
        ("set_options", {"module": "crm.deals", "field": "Stage", "options": "Won"}, "a list"),
        ("advance", {"minutes": -1}, "a whole number"),
        ("advance", {"minutes": True}, "a whole number"),
        ("advance", {}, "such as minutes=30"),
        ("connect", {"product": ""}, "the key or name of an organisation"),
        ("connect", {"key": 7}, 'a text, or "present"'),
        ("create_organisation", {"name": "books", "product": "books", "called": "B"}, "another name"),
        ("set_options", {"module": "crm.deals", "field": "Stage", "options": [1]}, "a list of texts"),
        ("create_view", {"module": "crm.deals", "view": "V", "conditions": [7]}, "a list of conditions"),
        ("create_view", {"module": "crm.deals", "view": "V", "conditions": [("Stage",)]}, "a list of conditions"),
        ("new_sync", {"sync": "S", "mailing_list": "news", "criteria": "all"}, "a list of conditions"),
        ("edit_mapping", {"sync": "S", "changes": {"email": 7}}, "a mapping of field names"),
        ("bounce", {"record": "ann", "hard": "very"}, "True or False"),
        ("advance_to", {"moment": 7}, "a text"),
    ],
)
def test_what_an_argument_cannot_be_is_refused(verb, given, right):
    with pytest.raises(UsageError, match=right.replace("(", r"\(")):
        ScriptStep(verb, given)


@pytest.mark.parametrize(
    ("start", "right"),
    [
        ({"products": "boks"}, "did you mean 'books'"),
        ({"products": ()}, "there is 'invoice'"),
        ({"products": "marketinghub"}, "no such finance product"),
        ({"seed": "1"}, "a whole number"),
        ({"call_ms": True}, "a whole number of milliseconds"),
        ({"policies": ["names"]}, "names of choices"),
        ({"settles": 1}, "True or False"),
        ({"search_lag_ms": -1}, "a whole number of milliseconds"),
        ({"moment": "soon"}, "no date and time can be read"),
        ({"moment": 7}, "a moment such as"),
    ],
)
def test_what_a_world_cannot_start_with_is_refused(start, right):
    with pytest.raises(UsageError, match=right):
        Start(**start)


def test_a_script_without_steps_is_one():
    assert Script(Start()).steps == ()
