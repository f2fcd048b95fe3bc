"""A person's command to a document: it is that person's, once, whatever finance answers."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import Connection
from zsim.ports.errors import NoPermission
from zsim.sync.execution import DocumentCommand, carry_out
from zsim.sync.runs.calls import at_once

COMMAND = DocumentCommand("invoices", "create", None, {"notes": "By Friday"}, "rita@x.example")


def test_finance_is_given_the_command_as_that_user() -> None:
    connection = Connection()
    made = at_once(carry_out(connection.calls, COMMAND))
    assert connection.finance.commands == [("rita@x.example", "create", None)]
    assert connection.finance.fields_of(made) == {"notes": "By Friday"}


def test_a_refusal_is_raised_and_nobody_elses_rights_are_tried() -> None:
    connection = Connection()
    connection.finance.refusals = [NoPermission("not hers", code="4")]
    with pytest.raises(NoPermission):
        at_once(carry_out(connection.calls, COMMAND))
    assert connection.finance.asked == [("perform", "invoices")]
