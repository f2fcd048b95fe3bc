"""What an ``App`` does when it is written to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zsim.ports.conformance.reading import NOBODY
from zsim.ports.conformance.under_test import AppUnderTest
from zsim.ports.errors import ModifiedSince, VendorError
from zsim.ports.records import Create, Delete, Fields, Record, Update, Value


def _each_write_has_a_result_of_its_own(app: AppUnderTest) -> None:
    old = app.add("Old")
    doomed = app.add("Doomed")
    results = app.port.write(
        app.module,
        [
            Create({**app.also, app.name_field: app.spelled("New")}),
            Create({**app.also, app.name_field: app.spelled("Wrong"), "No_Such_Field": "x"}),
            Update(NOBODY, {app.name_field: app.spelled("Nobody")}),
            Update(old, {app.name_field: app.spelled("Older")}),
            Delete(doomed, own=()),
            Delete(doomed),
        ],
    )
    assert [each.error is None for each in results] == [True, False, False, True, True, False]
    refused = [each for each in results if each.error is not None]
    assert all(each.id is None and isinstance(each.error, VendorError) and each.error.definite for each in refused)
    new = results[0].id
    assert new is not None
    assert results[3].id == old
    assert results[4].id == doomed
    assert [each.fields[app.name_field] for each in app.port.read(app.module, [new, old, doomed])] == [
        app.spelled("New"),
        app.spelled("Older"),
    ]
    assert {app.read(new).ref.module, app.read(new).ref.app} == {app.module, app.read(old).ref.app}
    assert app.port.write(app.module, []) == ()


def _a_refused_write_changes_nothing(app: AppUnderTest) -> None:
    record_id = app.add("Unmoved")
    before = app.read(record_id)
    app.advance(seconds=3)
    results = app.port.write(
        app.module,
        [
            Update(record_id, {app.name_field: app.spelled("Moved"), "No_Such_Field": "x"}),
            Update(record_id, {app.name_field: 5}),
            Update(record_id, {app.name_field: None}),
            Create({**app.also, app.name_field: True}),
            Delete(NOBODY),
        ],
    )
    assert all(each.error is not None for each in results)
    assert list(app.changed()) == [before]
    assert list(app.deleted()) == []
    assert app.found("Unmoved") == [record_id]
    assert app.found("Moved") == []


def _an_update_changes_the_named_fields_only(app: AppUnderTest) -> None:
    record_id = app.add("Before")
    before = app.read(record_id)
    after = app.rename(record_id, "After")
    assert before.fields[app.name_field] == app.spelled("Before"), "a version once read must not change"
    named = (app.name_field, *app.derived)
    assert _without(after.fields, named) == _without(before.fields, named)


def _what_was_modified_since_it_was_read_is_not_written_over(app: AppUnderTest) -> None:
    record_id = app.add("Read")
    read = app.read(record_id)
    app.advance(seconds=3)
    now = app.rename(record_id, "Modified")
    (refused,) = app.port.write(app.module, [_renaming(app, read)])
    assert isinstance(refused.error, ModifiedSince)
    assert app.read(record_id) == now
    (written,) = app.port.write(app.module, [_renaming(app, now)])
    assert written == (record_id, None)
    assert app.read(record_id).fields[app.name_field] == app.spelled("Written")


def _renaming(app: AppUnderTest, seen: Record) -> Update:
    return Update(seen.ref.id, {app.name_field: app.spelled("Written")}, seen={seen.ref.id: seen.modified_ms})


def _without(fields: Fields, names: tuple[str, ...]) -> Mapping[str, Value]:
    return {name: value for name, value in fields.items() if name not in names}


WRITING: tuple[Callable[[AppUnderTest], None], ...] = (
    _each_write_has_a_result_of_its_own,
    _a_refused_write_changes_nothing,
    _an_update_changes_the_named_fields_only,
    _what_was_modified_since_it_was_read_is_not_written_over,
)
