"""Entries read by entry_batches, and details that are made when they are read."""

from __future__ import annotations

import pytest

from zsim.kernel.clock import Clock
from zsim.kernel.journal import Command, Journal, command_called


def valued(subject: str, detail: object) -> tuple[str, object]:
    """What is made of a subject and what was kept."""
    return subject.upper(), detail


def fill(journal: Journal) -> Journal:
    """Seven entries: commands of two names, three effects of which one is not shaped, and a decision."""
    journal.append("Rita", "command", "Acme", {"city": "Ulm"}, None, command_called("create"))
    journal.append("Rita", "command", "Bolt", {"city": "Pune"}, None, command_called("create"))
    journal.append("Rita", "command", "Bolt", {}, None, command_called("delete"))
    journal.extend("crm", "effect", ["Acme", "Bolt"], ["made", "gone"], [1, 3], valued)
    journal.append("crm", "effect", "Acme", "renamed", 1)
    journal.append("sync", "decision", "Acme", "created", 1)
    return journal


@pytest.fixture
def journal() -> Journal:
    """A journal with seven entries."""
    return fill(Journal(Clock(5)))


def numbers_of(journal: Journal, number: int = 0) -> list[list[int]]:
    return [list(batch.numbers) for batch in journal.entry_batches(number)]


def test_entries_of_one_kind_and_shape_in_a_row_are_one_batch(journal: Journal) -> None:
    assert [(batch.kind, batch.decoder, batch.numbers) for batch in journal.entry_batches(0)] == [
        ("command", command_called("create"), range(1, 3)),
        ("command", command_called("delete"), range(3, 4)),
        ("effect", valued, range(4, 6)),
        ("effect", None, range(6, 7)),
        ("decision", None, range(7, 8)),
    ]


def test_one_kind_again_after_another_is_a_batch_of_its_own(journal: Journal) -> None:
    journal.append("crm", "effect", "Acme", "renamed")
    journal.append("sync", "decision", "Acme", "updated")
    journal.append("sync", "decision", "Bolt", "updated")
    assert numbers_of(journal, 5) == [[6], [7], [8], [9, 10]]


def test_a_batch_begins_in_the_middle_of_a_row(journal: Journal) -> None:
    assert numbers_of(journal, 4) == [[5], [6], [7]]


def test_after_the_last_entry_there_is_no_batch(journal: Journal) -> None:
    assert numbers_of(journal, 7) == []


@pytest.mark.parametrize("number", range(8))
def test_batches_tell_what_the_entries_since_tell(journal: Journal, number: int) -> None:
    told = [(batch.kind, *entry) for batch in journal.entry_batches(number) for entry in batch.entries()]
    assert told == [(each.kind, each.number, each.subject, each.cause, each.detail) for each in journal.since(number)]


def test_a_batch_holds_what_was_kept_and_makes_the_details_of_it(journal: Journal) -> None:
    shaped = list(journal.entry_batches(0))[2]
    assert (shaped.subjects, list(shaped.causes), shaped.details) == (["Acme", "Bolt"], [1, 3], ["made", "gone"])
    assert [detail for _, _, _, detail in shaped.entries()] == [("ACME", "made"), ("BOLT", "gone")]


def test_a_batch_is_split_where_the_keys_change(journal: Journal) -> None:
    journal.extend("crm", "effect", ["A", "B", "C", "D"], ["a", "b", "c", "d"], [1, 1, 2, 1], valued)
    (batch,) = journal.entry_batches(7)
    parts = list(batch.split(batch.causes))
    assert [(key, part.numbers) for key, part in parts] == [(1, range(8, 10)), (2, range(10, 11)), (1, range(11, 12))]
    assert [entry for _, part in parts for entry in part.entries()] == list(batch.entries())
    assert {(part.kind, part.decoder) for _, part in parts} == {("effect", valued)}


def test_a_batch_of_one_key_stays_whole(journal: Journal) -> None:
    shaped = list(journal.entry_batches(0))[2]
    ((key, part),) = shaped.split(["one", "one"])
    assert (key, part) == ("one", shaped)


def test_a_part_is_split_again(journal: Journal) -> None:
    journal.extend("crm", "effect", ["A", "B", "C"], ["a", "b", "c"], [1, 1, 2])
    (batch,) = journal.entry_batches(7)
    _, (_, later) = batch.split(["x", "y", "y"])
    assert [(key, list(part.entries())) for key, part in later.split(later.causes)] == [
        (1, [(9, "B", 1, "b")]),
        (2, [(10, "C", 2, "c")]),
    ]


def test_a_shaped_detail_is_made_each_time_it_is_read_and_not_before() -> None:
    made: list[object] = []

    def noted(subject: object, detail: object) -> object:
        made.append(subject)
        return detail

    journal = Journal(Clock(5))
    journal.append("crm", "effect", "Acme", "made", None, noted)
    journal.extend("crm", "effect", ["Bolt"], ["made"], None, noted)
    assert (list(journal.details(0)), made) == (["made", "made"], [])
    assert (journal[2].detail, made) == ("made", ["Bolt"])
    assert (journal[2].detail, made) == ("made", ["Bolt", "Bolt"])


def test_looking_for_stretches_makes_no_detail() -> None:
    journal = Journal(Clock(5))
    journal.append("crm", "effect", "Acme", "made", None, refusing)
    (batch,) = journal.entry_batches(0)
    assert (batch.details, list(batch.split(["one"]))) == (["made"], [("one", batch)])


def refusing(subject: object, detail: object) -> object:
    """A decoder that nobody is to use."""
    raise AssertionError(f"a detail of {subject} was made")


def test_a_shaped_detail_has_the_digest_of_the_plain_one() -> None:
    shaped, plain, other = Journal(Clock(5)), Journal(Clock(5)), Journal(Clock(5))
    shaped.append("crm", "effect", "Acme", "made", None, valued)
    plain.append("crm", "effect", "Acme", ("ACME", "made"))
    other.append("crm", "effect", "Acme", "made")
    assert list(shaped) == list(plain)
    assert shaped.digest() == plain.digest() != other.digest()


def test_a_command_is_made_of_what_was_given() -> None:
    shaped, plain = Journal(Clock(5)), Journal(Clock(5))
    shaped.append("Rita", "command", "Acme", {"city": "Ulm"}, None, command_called("create"))
    plain.append("Rita", "command", "Acme", Command("create", {"city": "Ulm"}))
    assert shaped[1].detail == Command("create", {"city": "Ulm"})
    assert isinstance(shaped[1].detail, Command)
    assert shaped.digest() == plain.digest()


def test_commands_of_one_name_have_one_shape() -> None:
    assert command_called("create") is command_called("create")
    assert command_called("create") is not command_called("delete")
