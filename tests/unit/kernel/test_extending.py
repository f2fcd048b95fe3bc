"""Many entries at once: recorded as they would be one by one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsim.kernel.clock import Clock
from zsim.kernel.journal import Decoder, Entry, Journal

SUBJECTS = ("Acme", "Bolt", "Cord")
DETAILS = ({"city": "Ulm"}, {"city": "Pune"}, {})


def valued(subject: str, detail: object) -> tuple[str, object]:
    """What is made of a subject and what was kept."""
    return subject.upper(), detail


@pytest.fixture
def clock() -> Clock:
    """A clock at five."""
    return Clock(5)


@pytest.fixture
def journal(clock: Clock) -> Journal:
    """A journal with one entry, a person's command."""
    return begun(clock)


def begun(clock: Clock) -> Journal:
    journal = Journal(clock)
    journal.append("Rita", "command", "Acme")
    return journal


def append_each(journal: Journal, causes: Sequence[int | None] = (None,) * 3, decoder: Decoder | None = None) -> None:
    for subject, detail, cause in zip(SUBJECTS, DETAILS, causes, strict=True):
        journal.append("crm", "effect", subject, detail, cause, decoder)


def test_each_entry_has_its_subject_and_detail_and_all_the_time_and_actor(clock: Clock, journal: Journal) -> None:
    clock.move_to(9)
    journal.extend("crm", "effect", SUBJECTS[:2], DETAILS[:2])
    assert journal.since(1) == [
        Entry(2, 9, "crm", "effect", "Acme", 0, {"city": "Ulm"}),
        Entry(3, 9, "crm", "effect", "Bolt", 0, {"city": "Pune"}),
    ]


def test_the_numbers_go_on_and_are_told(journal: Journal) -> None:
    assert journal.extend("crm", "effect", SUBJECTS, DETAILS) == range(2, 5)
    assert journal.append("crm", "effect", "Acme") == 5


def test_all_take_the_cause_in_force(journal: Journal) -> None:
    with journal.because(1):
        journal.extend("crm", "effect", SUBJECTS, DETAILS)
    assert [entry.cause for entry in journal.since(1)] == [1, 1, 1]


def test_causes_that_are_given_win_one_for_each(journal: Journal) -> None:
    with journal.because(1):
        journal.extend("crm", "effect", SUBJECTS, DETAILS, [0, 1, 2])
    assert [entry.cause for entry in journal.since(1)] == [0, 1, 2]


@pytest.mark.parametrize("decoder", [None, valued])
@pytest.mark.parametrize("causes", [None, (1, 0, 2)])
def test_many_at_once_are_those_of_one_by_one(
    clock: Clock, journal: Journal, causes: tuple[int, ...] | None, decoder: Decoder | None
) -> None:
    singly = begun(clock)
    with journal.because(1), singly.because(1):
        journal.extend("crm", "effect", SUBJECTS, DETAILS, causes, decoder)
        append_each(singly, causes or (None,) * 3, decoder)
    assert list(journal) == list(singly)
    assert journal.digest() == singly.digest()


def test_none_at_once_changes_nothing(clock: Clock, journal: Journal) -> None:
    assert list(journal.extend("crm", "effect", (), ())) == []
    assert list(journal) == list(begun(clock))


def test_what_was_given_may_be_changed_afterwards(journal: Journal) -> None:
    subjects, details = list(SUBJECTS), list(DETAILS)
    journal.extend("crm", "effect", subjects, details)
    subjects.clear()
    details.clear()
    assert [(entry.subject, entry.detail) for entry in journal.since(1)] == list(zip(SUBJECTS, DETAILS, strict=True))


@given(st.lists(st.tuples(st.integers(0, 7), st.booleans(), st.booleans()), max_size=6))
def test_any_batches_have_the_digest_of_one_by_one(batches: list[tuple[int, bool, bool]]) -> None:
    clock = Clock(5)
    together, singly = Journal(clock), Journal(clock)
    for count, caused, shaped in batches:
        subjects, details = [f"{number}" for number in range(count)], [{"number": number} for number in range(count)]
        causes, decoder = list(range(count)) if caused else None, valued if shaped else None
        numbers = together.extend("crm", "effect", subjects, details, causes, decoder)
        for subject, detail, cause, number in zip(subjects, details, causes or [None] * count, numbers, strict=True):
            assert singly.append("crm", "effect", subject, detail, cause, decoder) == number
    assert list(together) == list(singly)
    assert together.digest() == singly.digest()
