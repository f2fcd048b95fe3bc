"""The journal: one order, causes, and a digest that does not depend on who looks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from zsim.kernel.clock import Clock
from zsim.kernel.journal import Entry, Journal

DIGEST_OF_A_RUN = """
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
journal = Journal(Clock(5))
journal.append("crm", "effect", "Acme", {name: name.upper() for name in sorted({"a", "b", "c"}, key=hash)})
print(journal.digest())
"""


@pytest.fixture
def clock() -> Clock:
    """A clock at five."""
    return Clock(5)


@pytest.fixture
def journal(clock: Clock) -> Journal:
    """A journal without entries."""
    return Journal(clock)


def test_entries_are_numbered_from_one_and_carry_the_time(clock: Clock, journal: Journal) -> None:
    journal.append("crm", "effect", "Acme", "created")
    clock.move_to(9)
    journal.append("crm", "effect", "Acme", "deleted")
    assert list(journal) == [
        Entry(1, 5, "crm", "effect", "Acme", 0, "created"),
        Entry(2, 9, "crm", "effect", "Acme", 0, "deleted"),
    ]


def test_an_entry_takes_the_cause_in_force(journal: Journal) -> None:
    command = journal.append("user", "command", "Acme")
    with journal.because(command):
        inside = journal.append("crm", "effect", "Acme")
    outside = journal.append("crm", "effect", "Acme")
    assert (journal[inside].cause, journal[outside].cause) == (command, 0)


def test_a_cause_that_is_given_wins(journal: Journal) -> None:
    journal.append("user", "command", "Acme")
    assert journal[journal.append("crm", "effect", "Acme", cause=1)].cause == 1


def test_the_former_cause_is_back_after_an_error(journal: Journal) -> None:
    with journal.because(2):
        with pytest.raises(LookupError), journal.because(3):
            raise LookupError
        assert journal.cause == 2


def chain(journal: Journal) -> None:
    """Three entries, each caused by the one before."""
    for number in range(3):
        journal.append("crm", "effect", "Acme", cause=number)


def test_the_entries_since_one_leave_it_out(journal: Journal) -> None:
    chain(journal)
    assert [entry.number for entry in journal.since(1)] == [2, 3]


def test_an_entry_that_is_not_there_is_an_index_error(journal: Journal) -> None:
    chain(journal)
    with pytest.raises(IndexError, match="entry 4 of a journal that holds 1 to 3"):
        journal[4]


def test_looking_at_the_digest_does_not_change_it(clock: Clock, journal: Journal) -> None:
    looked = Journal(clock)
    for each in (journal, looked):
        chain(each)
        looked.digest()
        chain(each)
    assert looked.digest() == journal.digest()


def test_another_run_has_another_digest(clock: Clock, journal: Journal) -> None:
    other = Journal(clock)
    journal.append("crm", "effect", "Acme", "created")
    other.append("crm", "effect", "Acme", "deleted")
    assert other.digest() != journal.digest()


def test_the_digest_is_equal_under_another_hash_seed() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST_OF_A_RUN], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_time_may_pass_before_a_command_and_before_nothing_else(clock: Clock, journal: Journal) -> None:
    journal.before_command = lambda: clock.move_to(clock.now_ms + 7)
    for kind in ("command", "effect", "command"):
        journal.append("someone", kind, None)
    assert [entry.at_ms - journal[1].at_ms for entry in journal] == [0, 0, 7]
