"""Oddities fire, leave a mark, and can be switched off."""

from __future__ import annotations

import pytest

from zsim.catalogue import Quirks, catalogue
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal


@pytest.fixture
def journal() -> Journal:
    return Journal(Clock(0))


def test_an_oddity_that_fires_leaves_a_mark_in_the_journal(journal: Journal) -> None:
    assert Quirks(journal).fires("CUS-14", ("crm", "Accounts", "1"))
    mark = journal[1]
    assert (mark.actor, mark.kind, mark.subject) == ("oddity", "mark", ("crm", "Accounts", "1"))
    assert mark.detail == ("CUS-14", "Overwrite merges duplicates inside an app")


def test_a_mark_is_caused_by_what_is_going_on(journal: Journal) -> None:
    cause = journal.append("Rita", "command", "books")
    with journal.because(cause):
        Quirks(journal).fires("CUS-14", "Acme")
    assert journal[2].cause == cause


def test_an_oddity_switched_off_does_not_fire_and_leaves_no_mark(journal: Journal) -> None:
    quirks = Quirks(journal, off=["CUS-14"])
    assert not quirks.fires("CUS-14", "Acme")
    assert len(journal) == 0
    assert quirks.fired == ()
    assert quirks.suppressed == ("CUS-14",)


def test_switching_one_off_leaves_the_others_on(journal: Journal) -> None:
    quirks = Quirks(journal, off=["CUS-14"])
    assert quirks.fires("CON-15", "crm")
    assert quirks.off == ("CUS-14",)


def test_the_oddities_that_fired_are_listed_in_order_of_their_first_time(journal: Journal) -> None:
    quirks = Quirks(journal)
    for behaviour_id in ("KEY-01", "CON-15", "KEY-01"):
        quirks.fires(behaviour_id, "crm")
    assert quirks.fired == ("KEY-01", "CON-15")
    assert len(journal) == 3


def test_every_oddity_of_the_catalogue_can_be_switched_off(journal: Journal) -> None:
    ids = [each.id for each in catalogue().quirks]
    quirks = Quirks(journal, off=ids)
    assert [each for each in ids if quirks.fires(each, "anything")] == []


def test_switching_off_an_unknown_behaviour_is_refused(journal: Journal) -> None:
    with pytest.raises(UsageError, match=r"behaviour 'CUS-41': .*did you mean 'CUS-"):
        Quirks(journal, off=["CUS-41"])


def test_switching_off_a_behaviour_that_is_no_oddity_is_refused(journal: Journal) -> None:
    with pytest.raises(UsageError, match=r"'CUS-13': 'Skip' is a plain behaviour, not an oddity; did you mean"):
        Quirks(journal, off=["CUS-13"])
