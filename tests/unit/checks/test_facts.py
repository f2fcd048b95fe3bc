"""What a check is given, and what it says when it finds something."""

from __future__ import annotations

import pytest

from tests.unit.checks.histories import ACME_CUSTOMER, created, updated
from zsim.checks import InvariantViolated, Violation
from zsim.kernel.errors import UsageError


def test_the_changed_fields_are_those_that_differ():
    effect = updated(ACME_CUSTOMER, {"phone": "1", "fax": "1", "notes": "x"}, {"phone": "2", "fax": "1", "email": "a"})
    assert effect.changed_fields == {"phone", "notes", "email"}


def test_a_new_record_changed_all_its_fields():
    assert created(ACME_CUSTOMER)._replace(after={"phone": "1"}).changed_fields == {"phone"}


def test_a_blank_field_and_a_missing_one_are_the_same():
    assert updated(ACME_CUSTOMER, {"phone": None}, {}).changed_fields == frozenset()


def test_the_error_gives_the_sentence_of_the_catalogue_and_what_was_seen():
    error = InvariantViolated((Violation("quiet-second-run", "run 2 wrote"), Violation("one-outcome", "run 2 forgot")))
    assert str(error).splitlines() == [
        "quiet-second-run: A run with no edits since the last one writes nothing on either side. run 2 wrote",
        (
            "one-outcome: Every record a run reads has exactly one outcome in it, a failure or a skip included. "
            "run 2 forgot"
        ),
    ]


def test_a_violation_of_an_invariant_the_catalogue_lacks_is_a_mistake_of_the_check():
    with pytest.raises(UsageError, match="did you mean 'one-outcome'"):
        InvariantViolated((Violation("one-outcom", "x"),))
