"""Decisions in words: the reason, what is added to it, and the behaviours of the kind it is about."""

from __future__ import annotations

import pytest

from tests.unit.sync.samples import account, item, vendor
from zsim.sync import System
from zsim.sync.planning.decisions import Decision
from zsim.sync.runs.entries import Conflict
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import REASONS, Reason


def sentence(kind: str, code: str, *words: str, **more) -> str:
    covered = {"vendor": vendor(71), "item": item(61)}.get(kind, account(11))
    return Decision(kind, Outcome.OVERWRITTEN, (covered.ref,), Reason(code, *words), **more).entry().sentence


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("account", "overwrote there: its name equals here (CUS-09), policy overwrite (CUS-12)"),
        ("vendor", "overwrote there: its name equals here (VEN-03), policy overwrite (VEN-03)"),
        ("item", "overwrote there: its name equals here (ITM-03), policy overwrite (ITM-05)"),
    ],
)
def test_a_kind_names_behaviours_of_its_own(kind, told):
    assert sentence(kind, "overwrite", "here", "there") == told


@pytest.mark.parametrize(("kind", "ruled"), [("account", "CUS-06"), ("vendor", "VEN-02"), ("item", "ITM-02")])
def test_what_was_born_in_finance_is_pushed_by_the_kinds_own_rule(kind, ruled):
    assert sentence(kind, "pushed", "here", "there").endswith(f"({ruled})")


def test_behaviours_common_to_all_kinds_are_named_as_they_are():
    told = sentence("item", "unchanged", conflicts=(Conflict("Unit_Price", System.FINANCE),), refused=("Usage_Unit",))
    assert told.split("; ") == [
        "nothing to carry: the mapped values are those last agreed (CUS-23)",
        "Unit_Price was edited on both sides, finance's value stands (CUS-21)",
        "the CRM's pick list Usage_Unit lacks the value, so it was not written (MAP-08)",
    ]


def test_a_decision_about_no_kind_is_told_all_the_same():
    assert sentence("", "gone") == REASONS["gone"]
