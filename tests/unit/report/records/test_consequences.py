"""What follows from an event is what the same day has not without it, in order, each once."""

from __future__ import annotations

import re
from functools import cache

from tests.report.played import events
from zsim.catalogue import catalogue
from zsim.report.records.consequences import Consequence, Otherwise
from zsim.report.records.wording import Wording
from zsim.report.telling import ToldRun


@cache
def consequence(name: str) -> Consequence:
    usual, *others = events()
    (run,) = [each for each in others if each.id == f"consequences/{name}"]
    return Otherwise(ToldRun(usual), Wording(catalogue())).consequence(ToldRun(run))


def texts(name: str) -> list[str]:
    return [one.text for moment in consequence(name).follows for one in moment.happenings]


def missing(name: str) -> list[str]:
    return [one.text for moment in consequence(name).missing for one in moment.happenings]


def test_from_a_new_key_follows_that_the_sync_is_inactive() -> None:
    assert texts("invoice-key") == [
        "the sync 'Invoice to Newsletter' is inactive now: the ZSC key of Invoice was regenerated (KEY-01)"
    ]
    assert consequence("invoice-key").begins == ("Administrator generated a ZSC key in Invoice",)


def test_what_would_have_been_fetched_is_missing() -> None:
    assert missing("invoice-key") == [
        "sync added nova@example.com from Nova: the organisation did not know the address (LED-11)"
    ]


def test_a_day_on_which_nothing_happens_differs_in_nothing() -> None:
    usual = events()[0]
    same = Otherwise(ToldRun(usual), Wording(catalogue())).consequence(ToldRun(usual))
    assert (same.follows, same.missing, same.connections, same.counts) == ((), (), (), ())


def test_what_follows_is_in_the_order_of_time() -> None:
    moments = [each.at for each in consequence("account-deleted").follows]
    assert moments == sorted(moments)
    assert len(moments) == len(set(moments)) >= 4


def test_what_happens_with_the_event_is_told_as_at_once() -> None:
    called = [each.called for each in consequence("account-deleted").follows]
    assert called[:3] == ["11:55, at once", "13:00", "15:00"]


def test_what_follows_where_people_go_on_working_is_told_so() -> None:
    called = [each.called for each in consequence("books-disabled").follows]
    assert "12:00, as work goes on" in called


def test_what_comes_again_is_told_once_with_how_often() -> None:
    again = [one for moment in consequence("account-deleted").follows for one in moment.happenings if one.times > 1]
    assert again
    assert len({(one.who, one.text) for one in again}) == len(again)


def test_a_change_that_a_decision_tells_is_not_told_again() -> None:
    told = texts("account-deleted")
    assert any(text.startswith("sync made customer Acme inactive") for text in told)
    assert not any("Status active -> inactive" in text for text in told)


def test_connections_and_counts_that_end_otherwise_are_told_with_both_ends() -> None:
    (connection,) = [each for each in consequence("books-disabled").connections if each.what == "Books: connection"]
    assert (connection.before, connection.after, connection.otherwise) == ("enabled", "disabled", "enabled")
    (leads,) = [each for each in consequence("invoice-key").counts if each.what == "MarketingHub: leads"]
    assert (leads.before, leads.after, leads.otherwise) == ("3", "3", "4")


def test_an_oddity_that_shows_for_the_event_is_named() -> None:
    assert consequence("books-disabled").oddities == ("DIS-02",)


def test_customers_that_turned_inactive_are_counted_apart() -> None:
    found = {each.what: each for each in consequence("account-deleted").counts}
    told = found["Books: customers, inactive"]
    assert (told.before, told.after, told.otherwise) == ("0", "1", "0")


def test_a_customer_whose_account_is_gone_is_not_told_to_have_never_been_linked() -> None:
    told = texts("account-deleted")
    assert any("customer Acme is inactive and linked with nothing" in text for text in told)
    assert not any("never linked" in text for text in told)


def test_what_follows_has_names_in_the_place_of_ids() -> None:
    for name in ("books-disabled", "account-deleted", "invoice-key"):
        assert not [text for text in texts(name) if re.search(r"[0-9]{15,}", text)]
