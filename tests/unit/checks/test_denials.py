from __future__ import annotations

from zsim.checks import DenialSeen, denied_changes_nothing
from zsim.ports.records import RecordId, Ref

INVOICE = Ref("books", "invoices", RecordId("1"))


def test_a_denied_command_that_changed_nothing_is_good() -> None:
    assert list(denied_changes_nothing(DenialSeen(7, "Rita may not"))) == []


def test_each_record_that_a_denied_command_changed_is_told() -> None:
    (found,) = denied_changes_nothing(DenialSeen(7, "Rita may not", (INVOICE,)))
    assert found.invariant == "denied-changes-nothing"
    assert found.told == f"entry 7 was denied (Rita may not), and {INVOICE} was changed by it"
