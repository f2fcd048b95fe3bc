"""When two failures are one."""

from __future__ import annotations

import pytest

from tests.unit.explore.script.samples import ACME
from zsim.checks import InvariantViolated, Violation
from zsim.explore.failures import signature_of
from zsim.explore.script import Script, Start

SCRIPT = Script(Start("books"), (ACME,))


def violated(told: str) -> InvariantViolated:
    """A broken rule, told of a run."""
    return InvariantViolated((Violation("one-outcome", told),))


def test_records_and_numbers_make_no_difference():
    one = signature_of(violated("run 2 of books's customers: 1 of 17"), SCRIPT)
    other = signature_of(violated("run 9 of books's customers: 4 of 18"), SCRIPT)
    assert one == other
    assert (one.check, one.kinds, one.products) == ("one-outcome", ("customers",), ("books",))
    assert "SYN-05" in one.behaviours


def test_kind_and_product_make_one():
    one = signature_of(violated("run 2 of books's customers: x"), SCRIPT)
    assert one != signature_of(violated("run 2 of books's vendors: x"), SCRIPT)
    assert one != signature_of(violated("run 2 of invoice's customers: x"), SCRIPT)


def test_leads_are_a_kind_of_their_own():
    assert signature_of(violated("fetch 1 of 'All of them': x"), SCRIPT).kinds == ("leads",)


def test_an_error_of_ours_goes_by_its_type_and_where_it_came_from():
    with pytest.raises(KeyError) as raised:
        ACME.given["nothing"]
    assert signature_of(raised.value, SCRIPT).check == "KeyError in __getitem__"


def test_it_is_told_in_words():
    told = str(signature_of(violated("run 2 of books's customers: x"), SCRIPT))
    assert told.startswith("one-outcome (")
    assert told.endswith("): customers in books")
