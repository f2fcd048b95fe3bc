"""The checks of triggers on the smallest runs that keep and break them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.checks.histories import created, run, updated
from tests.unit.checks.test_invariants import broken
from zsim.checks import RunSeen, TriggersSeen
from zsim.ports.records import RecordId, Ref

DEAL = Ref("crm", "Deals", RecordId("11"))
FIRST, SECOND = (Ref("books", "invoices", RecordId(number)) for number in ("31", "32"))
ALLOWED = {("books", "invoices"): frozenset({"status"})}


def triggered(*standing: Ref, freezing: bool = True, forbidden: bool = False, on: int = 1, **seen: Any) -> RunSeen:
    """A run of triggers that read the deal, of which these documents stand after it."""
    own = TriggersSeen(
        on=on,
        deals=(DEAL,),
        deal_of=lambda document: DEAL.id,
        standing=lambda module, deal: standing,
        freezing=frozenset({"invoices"} if freezing else ()),
        forbidden=forbidden,
    )
    given = {"outcomes": [(DEAL, "created")], "allowed": ALLOWED, **seen}
    return run(**given)._replace(triggers=own)


def test_one_document_for_a_win_is_in_order():
    assert not broken(triggered(FIRST, effects=[created(FIRST)]))


def test_a_second_document_beside_one_that_stands_is_told():
    assert broken(triggered(FIRST, SECOND, effects=[created(SECOND)])) == ["one-document-a-win"]


def test_one_that_somebody_revived_meanwhile_is_nobodys_fault():
    seen = triggered(FIRST, SECOND, effects=[created(SECOND)])
    assert not broken(seen._replace(touched=frozenset({FIRST})))


@pytest.mark.parametrize(
    ("status", "freezing", "told"), [("draft", True, []), ("sent", True, ["frozen-stays"]), ("sent", False, [])]
)
def test_a_sent_document_that_changes_is_told_where_it_is_frozen(status: str, freezing: bool, told: list[str]):
    effect = updated(FIRST, {"status": status}, {"status": "void"})
    outcomes = [(DEAL, "unchanged"), (FIRST, "updated")]
    assert broken(triggered(freezing=freezing, effects=[effect], outcomes=outcomes)) == told


def test_what_a_trigger_does_in_the_us_is_told():
    assert broken(triggered(FIRST, forbidden=True, effects=[created(FIRST)])) == ["no-trigger-in-the-us"]


def test_a_deal_that_one_of_two_triggers_says_nothing_of_is_told():
    assert broken(triggered(on=2)) == ["deals-are-answered"]
