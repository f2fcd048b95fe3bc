"""The kinds of faults: their fields, the values these take, and the words about them."""

from __future__ import annotations

import dataclasses
import doctest
import inspect
from typing import Any

import pytest

from zsim.catalogue import catalogue
from zsim.faults import KINDS, METHODS, AtCall, ClockSkew, Fault, Faults, codec, words
from zsim.kernel.errors import UsageError
from zsim.ports.app import App
from zsim.ports.documents import DocumentPort

NEEDED: dict[str, dict[str, Any]] = {
    "meanwhile": {"do": "pause"},
    "right_withdrawn": {"app": "crm", "hides": "Accounts"},
    "partial_batch": {"done": 1},
    "clock_skew": {"skew_ms": 1},
}
EVERY = list(KINDS.values())


def made(kind: type[Fault], **fields: Any) -> Fault:
    """A fault of a kind, with what it needs and these fields."""
    return kind(**{"app": "books", **NEEDED.get(kind.kind, {}), **fields})


def test_the_methods_are_those_of_an_app():
    calls = {name for name in {**vars(App), **vars(DocumentPort)} if not name.startswith("_")}
    assert set(METHODS) == calls - {"serve_crm"}, "to be told whom to ask is no call"


def test_every_kind_has_a_method_that_pins_it():
    assert [name for name in KINDS if not callable(getattr(Faults, name, None))] == []


@pytest.mark.parametrize("kind", EVERY, ids=KINDS)
def test_the_method_of_a_kind_takes_all_its_fields_with_the_same_defaults(kind: type[Fault]):
    at_call = {each.name for each in dataclasses.fields(AtCall)}
    taken = inspect.signature(getattr(Faults, kind.kind)).parameters
    for field in dataclasses.fields(kind):
        if field.name not in at_call:
            default = taken[field.name].default
            missing = default is inspect.Parameter.empty and field.default is dataclasses.MISSING
            assert missing or default == field.default, field.name


@pytest.mark.parametrize("kind", EVERY, ids=KINDS)
def test_every_kind_says_what_happens_and_what_becomes_of_the_records(kind: type[Fault]):
    assert (inspect.getdoc(kind) or "").partition("\n")[0].endswith(".")
    assert catalogue().behaviour(kind.rule).area == "FLT"


@pytest.mark.parametrize("kind", EVERY, ids=KINDS)
def test_every_field_is_documented(kind: type[Fault]):
    own = [name for name in vars(kind)["__annotations__"] if name.islower() and name not in ("kind", "rule")]
    source = inspect.getsource(kind)
    assert [name for name in own if '"""' not in source.partition(f"    {name}:")[2].partition("\n")[2][:10]] == []


@pytest.mark.parametrize("kind", [each for each in EVERY if issubclass(each, AtCall)], ids=lambda each: each.kind)
def test_the_first_call_is_number_one(kind: type[Fault]):
    with pytest.raises(UsageError, match="call is 0; call is 1 or more"):
        made(kind, call=0)


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("refused", {"of": "wrote"}, r"of is 'wrote'; did you mean 'write'\?"),
        ("refused", {"error": "NotAllwed"}, r"error is 'NotAllwed'; did you mean 'NotAllowed'\?"),
        ("refused", {"times": 0}, "times is 0; times is 1 or more"),
        ("refused", {"call": "2"}, "call is '2'; call takes int"),
        ("refused", {"call": True}, "call is True; call takes int"),
        ("refused", {"module": 7}, "module is 7; module takes str or nothing"),
        ("refused", {"of": "notification"}, "of is 'notification'"),
        ("slow_answer", {"delay_ms": -5}, "delay_ms is -5; delay_ms is 1 or more"),
        ("slow_answer", {"when": "during"}, "when is 'during'; there is 'before', 'after'"),
        ("late_notification", {"delay_ms": 0}, "delay_ms is 0"),
        ("late_notification", {"of": "write"}, "of is 'write'; there is 'notification'"),
        ("duplicate_notification", {"more": 0}, "more is 0"),
        ("rate_limit", {"limit": "hour"}, "limit is 'hour'"),
        ("rate_limit", {"limit": "credits"}, "books has no limit 'credits' but minute, day, concurrency"),
        ("rate_limit", {"app": "crm", "limit": "day"}, "crm has no limit 'day' but minute, credits, concurrency"),
        ("rate_limit", {"wait_ms": -1}, "wait_ms is -1"),
        ("page_drift", {"of": "read"}, "of is 'read'; there is 'changed'"),
        ("page_drift", {"records": 0}, "records is 0"),
        ("truncated_page", {"size": 0}, "size is 0"),
        ("search_lag", {"lag_ms": -1}, "lag_ms is -1"),
        ("partial_batch", {"done": -1}, "done is -1; done is 0 or more"),
        ("partial_batch", {"done": None}, "neither done nor answered is given"),
        ("meanwhile", {"do": None}, "do is None; do takes str"),
        ("key_regenerated", {"app": "billing"}, "billing has no key"),
        ("key_regenerated", {"app": "billing-2"}, "billing-2 has no key"),
        ("key_regenerated", {"app": "marketinghub"}, "marketinghub has no key"),
        ("right_withdrawn", {"app": "books"}, "app is 'books'; there is 'crm'"),
        ("clock_skew", {"skew_ms": 0}, "skew_ms is 0"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_in_words(kind: str, fields: dict[str, Any], words: str):
    with pytest.raises(UsageError, match=words):
        made(KINDS[kind], **fields)


@pytest.mark.parametrize("app", ["crm", "invoice", "import", "books", "books-2"])
def test_an_app_with_a_key_may_have_it_regenerated(app: str):
    assert made(KINDS["key_regenerated"], app=app).app == app


def test_a_clock_may_be_behind():
    assert ClockSkew("crm", skew_ms=-1).skew_ms == -1


@pytest.mark.parametrize("module", [words, codec])
def test_the_examples_show_what_happens(module):
    failed, tried = doctest.testmod(module)
    assert tried
    assert failed == 0
