"""Text that UTF-8 cannot hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zsim import World, given
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Journal
from zsim.kernel.texts import require_whole, shown
from zsim.ports.records import Create

HALF = "Acme \ud83d"
DOORS: dict[str, Callable[[World], object]] = {
    "a record": lambda world: world.crm.accounts.create(Account_Name=HALF),
    "an address": lambda world: world.books.customers.create(contact_name="A", billing_address={"city": HALF}),
    "a file": lambda world: world.crm.accounts.load_csv(f"Account Name\n{HALF}\n"),
    "a field": lambda world: world.crm.accounts.add_field(HALF),
    "an organisation": lambda world: world.organisation("books", HALF),
    "a name": lambda world: world.crm.rename_organisation(HALF),
    "a mailing list": lambda world: world.marketinghub.lists.create(HALF),
    "a description": lambda world: world.connect_marketinghub().new_sync(HALF, mailing_list="News"),
    "a mapping": lambda world: world.connect("books").customers.configure(mapping={"Phone": HALF}),
    "a step": lambda world: given(HALF),
    "a write of an outsider": lambda world: world.books.port().write("customers", [Create({"contact_name": HALF})]),
}


@pytest.mark.parametrize("door", DOORS)
def test_half_a_character_is_refused_at_every_door(door: str) -> None:
    world = World()
    with pytest.raises(UsageError, match="half a character, which UTF-8 cannot"):
        DOORS[door](world)
    for line in world.lines():
        line.text.encode()


@pytest.mark.parametrize("value", ["Müller 😀", {"a": ("😀", 1, None)}, 3])
def test_whole_text_passes_and_stands_in_the_journal_as_it_was_given(value: object) -> None:
    require_whole(value)
    journal = Journal(Clock(0))
    journal.append("Asha", "command", ("crm",), Command("note", {"given": value}))
    (entry,) = journal.since(0)
    assert entry.detail.given == {"given": value}


@pytest.mark.parametrize("value", [HALF, {HALF: 1}, {"a": {"b": (1, [HALF])}}])
def test_half_a_character_is_found_at_any_depth(value: object) -> None:
    with pytest.raises(UsageError):
        require_whole(value)


def test_it_is_shown_by_its_number() -> None:
    assert shown(HALF) == "Acme \\ud83d"
