"""Mappings that refuse to be written to, and what a journal keeps and hands out."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Journal, command_called
from zsim.kernel.read_only import ReadOnly, handed_out, owned


class Change(NamedTuple):
    """A detail such as the fakes leave: what was done, and fields."""

    done: str
    after: dict[str, str]


def put_in(held: dict[str, str]) -> None:
    held |= {"Fax": "2"}


def take_out(held: dict[str, str]) -> None:
    del held["Phone"]


@pytest.mark.parametrize(
    "write",
    [
        lambda held: held.__setitem__("Phone", "2"),
        lambda held: held.update(Phone="2"),
        lambda held: held.update({"Phone": "2"}),
        lambda held: held.setdefault("Fax", "2"),
        lambda held: held.pop("Phone"),
        lambda held: held.pop("Fax", None),
        lambda held: held.popitem(),
        lambda held: held.clear(),
        put_in,
        take_out,
    ],
)
def test_every_way_to_write_is_refused(write: Callable[[dict[str, str]], object]) -> None:
    held = ReadOnly(Phone="1")
    with pytest.raises(UsageError, match=r"call \.update\(record, "):
        write(held)
    assert held == {"Phone": "1"}


def test_the_refusal_says_what_to_do() -> None:
    with pytest.raises(UsageError, match="'Phone' to '2' in what was handed out") as refused:
        ReadOnly(Phone="1")["Phone"] = "2"
    assert refused.value.right == "call .update(record, Phone=...) on the record's module, as a user would"


def test_it_reads_as_the_dictionary_it_is() -> None:
    held = ReadOnly(Phone="1")
    assert (held, repr(held), held | {"Fax": "2"}) == ({"Phone": "1"}, "{'Phone': '1'}", {"Phone": "1", "Fax": "2"})
    assert (type(held | held), type(held.copy()), type({**held})) == (dict, dict, dict)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda held: pickle.loads(pickle.dumps(held))])
def test_a_copy_of_it_is_read_only_as_well(copied: Callable[[object], object]) -> None:
    held = ReadOnly(Phone="1")
    again = copied(held)
    assert (again, type(again)) == (held, ReadOnly)


def test_what_is_owned_shares_nothing_that_can_be_changed() -> None:
    mapping, options = {"Website": "website"}, ["a"]
    given: dict[str, Any] = {"mapping": mapping, "options": options, "deep": ({"more": mapping},), "name": "x"}
    kept = owned(given)
    mapping["Fax"], given["name"] = "fax", "y"
    options.append("b")
    assert kept == {
        "mapping": {"Website": "website"},
        "options": ("a",),
        "deep": ({"more": {"Website": "website"}},),
        "name": "x",
    }
    assert (type(kept["mapping"]), type(kept["deep"][0]), type(kept["deep"][0]["more"])) == (ReadOnly,) * 3


def test_the_outermost_mapping_that_is_owned_is_let_alone_by_the_collector() -> None:
    assert type(owned(ReadOnly(Phone="1"))) is dict


def test_what_is_handed_out_keeps_its_class() -> None:
    change = Change("created", {"Phone": "1"})
    out = handed_out(change)
    assert (out, type(out), type(out.after)) == (change, Change, ReadOnly)
    assert handed_out("text") == "text"
    assert type(handed_out({"Phone": "1"})) is ReadOnly


@pytest.mark.parametrize("shaped", [False, True])
def test_a_command_stays_as_it_was_given(shaped: bool) -> None:
    journal, mapping = Journal(Clock(5)), {"Website": "website"}
    given = {"mapping": mapping}
    if shaped:
        journal.append("Rita", "command", "x", given, None, command_called("configure"))
    else:
        journal.append("Rita", "command", "x", Command("configure", given))
    mapping["Fax"] = "fax"
    given["more"] = {}
    assert journal[1].detail == Command("configure", {"mapping": {"Website": "website"}})


def test_what_a_reader_gets_of_an_entry_cannot_be_changed() -> None:
    journal = Journal(Clock(5))
    journal.append("Rita", "command", "x", {"Phone": "1"}, None, command_called("create"))
    journal.append("Rita", "effect", "x", Change("created", {"Phone": "1"}))
    before = Journal(Clock(5))
    for each in journal:
        before.append(each.actor, each.kind, each.subject, each.detail)
    for command, effect in (journal.since(0), list(journal), [journal[1], journal[2]]):
        assert isinstance(command.detail, Command)
        assert isinstance(effect.detail, Change)
        with pytest.raises(UsageError):
            command.detail.given["Phone"] = "2"
        with pytest.raises(UsageError):
            effect.detail.after["Phone"] = "2"
    assert journal.digest() == before.digest()
