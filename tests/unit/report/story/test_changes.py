"""Changes of records as data."""

from __future__ import annotations

from tests.report.made_up import ACME, entry
from tests.unit.report.story.reading_of import reading_of
from zsim.fakes.store import Effect
from zsim.ports.records import Ref
from zsim.report.story.changes import EARLIER, FieldChange, changes_of

ACCOUNT = Ref("crm", "Accounts", ACME)
BEFORE, AFTER = {"Account_Name": "Acme", "Phone": "1", "Fax": "9"}, {"Account_Name": "Acme", "Phone": "2", "City": "X"}


def test_a_change_holds_the_fields_that_are_otherwise_before_and_after() -> None:
    effects = [Effect("created", None, BEFORE), Effect("updated", BEFORE, AFTER)]
    _, change = changes_of(reading_of([entry(at, "effect", each, 0, ACCOUNT) for at, each in enumerate(effects, 1)]))[1]
    phone, fax, city = change.fields
    assert phone == FieldChange("Phone", "Phone", "1", "2")
    assert (fax.before, fax.after) == ("9", "")
    assert (city.before, city.after) == ("", "X")


def test_what_stood_there_before_the_journal_began_comes_first() -> None:
    updated = entry(1, "effect", Effect("updated", BEFORE, AFTER), 0, ACCOUNT)
    earlier, change = changes_of(reading_of([updated])).changes
    assert (earlier.number, earlier.word, len(earlier.fields)) == (0, EARLIER, 3)
    assert (change.number, change.word) == (1, "updated")


def test_the_crms_records_come_first() -> None:
    journal = [
        entry(1, "effect", Effect("created", None, {"contact_name": "B"}), 0, Ref("books", "customers", ACME)),
        entry(2, "effect", Effect("created", None, BEFORE), 0, ACCOUNT),
    ]
    records, found = changes_of(reading_of(journal))
    assert [each.app for each in records] == ["CRM", "Books"]
    assert [each.record for each in found] == [1, 0]
