"""``check_app``: whether something is a proper ``App``, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pytest

from zsim.ports.app import App
from zsim.ports.errors import NotModelled, VendorError
from zsim.ports.records import (
    Create,
    Delete,
    Deletion,
    DeletionCause,
    Fields,
    Record,
    RecordId,
    Update,
    Value,
)

NOBODY = RecordId("999999999999999999")


class CreateRecord(Protocol):
    """A user's way to add a record."""

    def __call__(self, **fields: Value) -> RecordId:
        """Add a record through the user's face and give its id."""


class Advance(Protocol):
    """The way to let time pass."""

    def __call__(self, *, seconds: int) -> None:
        """Move the clock of the app forward."""


@dataclass(frozen=True, slots=True)
class AppUnderTest:
    """An app with nothing in it yet, and what the checks need around it.

    ``name_field`` is a text field of ``module`` that ``search`` answers for and that is unique or not, as the app
    likes: the checks give every record another name. ``also`` are further fields a record needs to be created.
    ``derived`` are fields the app makes out of the name. ``spelled`` makes a name into a value that field takes.
    ``restore`` is a user's way to bring a record back, ``None`` where the app has no recycle bin.
    """

    port: App
    module: str
    create: CreateRecord
    name_field: str
    advance: Advance
    also: Fields = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    spelled: Callable[[str], str] = str
    restore: Callable[[RecordId], object] | None = None

    def add(self, name: str) -> RecordId:
        """A record of that name, made by a user."""
        return self.create(**{**self.also, self.name_field: self.spelled(name)})

    def rename(self, record_id: RecordId, name: str) -> Record:
        """The record under another name, written through the port."""
        (written,) = self.port.write(self.module, [Update(record_id, {self.name_field: self.spelled(name)})])
        assert written == (record_id, None)
        return self.read(record_id)

    def delete(self, *ids: RecordId) -> None:
        """Delete records through the port."""
        results = self.port.write(self.module, [Delete(each) for each in ids])
        assert [each.error for each in results] == [None] * len(ids)

    def read(self, record_id: RecordId) -> Record:
        """The live version of one record."""
        (record,) = self.port.read(self.module, [record_id])
        return record

    def changed(self, since_ms: int | None = None, page_size: int = 200) -> Iterator[Record]:
        """All that ``changed`` lists, page by page, as long as it is asked for."""
        token: str | None = None
        while True:
            page = self.port.changed(self.module, since_ms, token=token, page_size=page_size)
            assert len(page.records) <= page_size
            yield from page.records
            token = page.next_token
            if token is None:
                return

    def deleted(self, since_ms: int | None = None, page_size: int = 200) -> Iterator[Deletion]:
        """All that ``deleted`` lists, page by page, as long as it is asked for."""
        token: str | None = None
        while True:
            page = self.port.deleted(self.module, since_ms, token=token, page_size=page_size)
            assert len(page.deletions) <= page_size
            yield from page.deletions
            token = page.next_token
            if token is None:
                return


def check_app(factory: Callable[[], AppUnderTest]) -> None:
    """Assert that an implementation keeps the contract of ``App``.

    ``factory()`` gives a fresh ``AppUnderTest`` each time: ``AppUnderTest(port, module, create, name_field, advance)``
    with ``create(**fields) -> id`` through a user's face and ``advance(seconds=...)``. Any module will do whose records
    can be created, renamed and deleted.
    """
    for check in CHECKS:
        check(factory())


def _the_app_tells_what_it_is(app: AppUnderTest) -> None:
    organisation = app.port.organisation()
    assert organisation.key
    assert organisation.name
    assert "@" in organisation.email
    assert len(organisation.currency) == 3
    assert len(organisation.country) == 2
    fields = app.port.fields(app.module)
    assert all(name == each.name for name, each in fields.items())
    assert app.name_field in fields
    assert not fields[app.name_field].read_only
    assert all(each.module == app.module for each in app.port.views(app.module))


def _an_unknown_module_is_not_modelled(app: AppUnderTest) -> None:
    for call in (app.port.fields, app.port.views):
        with pytest.raises(NotModelled):
            call("Sandcastles")


def _changes_come_oldest_first_and_once(app: AppUnderTest) -> None:
    ids = []
    for number in range(11):
        ids.append(app.add(f"Name {number}"))
        app.advance(seconds=number % 2)
    app.rename(ids[3], "Renamed")
    listed = list(app.changed(page_size=4))
    assert [each.id for each in listed] == [*ids[:3], *ids[4:], ids[3]]
    assert [each.modified_ms for each in listed] == sorted(each.modified_ms for each in listed)
    assert listed[-1] == app.read(ids[3])


def _paging_loses_nothing_while_records_change(app: AppUnderTest) -> None:
    ids = []
    for number in range(24):
        ids.append(app.add(f"Name {number}"))
        app.advance(seconds=1)
    last_listed: dict[RecordId, Record] = {}
    for count, record in enumerate(app.changed(page_size=3), start=1):
        last_listed[record.id] = record
        if count == 5:
            app.rename(ids[1], "Listed before, changed now")
            app.rename(ids[20], "Not listed yet, changed now")
        if count == 8:
            app.delete(ids[2], ids[15], ids[7])
            ids.append(app.add("Made meanwhile"))
        assert count < 100, "paging does not end"
    gone = (ids[2], ids[15], ids[7])
    live = app.port.read(app.module, ids)
    assert [each.id for each in live] == [each for each in ids if each not in gone]
    assert [last_listed.get(each.id) for each in live] == list(live)
    assert ids[15] not in last_listed


def _times_are_whole_seconds_and_since_takes_in_its_second(app: AppUnderTest) -> None:
    early = app.add("Early")
    app.advance(seconds=1)
    late, later = app.add("Late"), app.add("Later")
    second = app.read(late).modified_ms
    assert second % 1000 == 0
    assert app.read(early).modified_ms == second - 1000
    assert [each.id for each in app.changed(second + 999)] == [late, later]
    assert [each.id for each in app.changed(second - 1)] == [early, late, later]
    assert list(app.changed(second + 1000)) == []
    app.advance(seconds=1)
    renamed = app.rename(early, "Early bird")
    assert renamed.modified_ms == second + 1000
    assert renamed.created_ms == second - 1000


def _deletions_are_listed_and_gone_everywhere_else(app: AppUnderTest) -> None:
    ids = [app.add(f"Name {number}") for number in range(5)]
    app.delete(ids[3])
    app.advance(seconds=1)
    app.delete(ids[0], ids[4])
    listed = list(app.deleted(page_size=2))
    assert [each.ref.id for each in listed] == [ids[3], ids[0], ids[4]]
    assert all(each.ref.module == app.module and each.winner is None for each in listed)
    assert all(each.cause is not DeletionCause.MERGED and each.deleted_ms % 1000 == 0 for each in listed)
    assert [each.ref.id for each in app.deleted(listed[1].deleted_ms + 999)] == [ids[0], ids[4]]
    assert [each.id for each in app.changed()] == [ids[1], ids[2]]
    assert [each.id for each in app.port.read(app.module, ids)] == [ids[1], ids[2]]
    assert app.port.search(app.module, app.name_field, [app.spelled("Name 0")]) == ()


def _a_restored_record_is_changed_and_no_longer_deleted(app: AppUnderTest) -> None:
    if app.restore is None:
        return
    ids = [app.add(f"Name {number}") for number in range(3)]
    former = app.read(ids[0])
    app.delete(ids[0], ids[1])
    app.advance(seconds=5)
    app.restore(ids[0])
    restored = app.read(ids[0])
    assert restored.fields == former.fields
    assert restored.created_ms == former.created_ms
    assert restored.modified_ms == former.modified_ms + 5000
    assert list(app.changed(restored.modified_ms)) == [restored]
    assert [each.ref.id for each in app.deleted()] == [ids[1]]
    assert app.port.search(app.module, app.name_field, [app.spelled("Name 0")]) == (restored,)


def _paging_of_deletions_loses_nothing_while_records_are_restored(app: AppUnderTest) -> None:
    if app.restore is None:
        return
    ids = [app.add(f"Name {number}") for number in range(8)]
    app.delete(*ids)
    listed = []
    for deletion in app.deleted(page_size=2):
        listed.append(deletion.ref.id)
        if len(listed) == 2:
            app.restore(ids[0])
            app.restore(ids[5])
    assert listed == [each for each in ids if each != ids[5]]


def _reads_come_in_the_order_asked(app: AppUnderTest) -> None:
    first, second, third = app.add("First"), app.add("Second"), app.add("Third")
    assert [each.id for each in app.port.read(app.module, [third, NOBODY, first])] == [third, first]
    assert [each.id for each in app.port.read(app.module, [second])] == [second]
    assert app.port.read(app.module, []) == ()


def _a_search_trims_and_folds_and_nothing_more(app: AppUnderTest) -> None:
    acme, acme_ltd, wayne = app.add(" Acme "), app.add("Acme Ltd"), app.add("WAYNE")
    assert _found(app, "aCME") == [acme]
    assert _found(app, " wayne ", "acme ltd") == [acme_ltd, wayne]
    assert _found(app, "Acme", "ACME ") == [acme]
    assert _found(app, "Acm") == []
    app.rename(acme, "Ajax")
    assert _found(app, "acme") == []
    assert _found(app, "ajax") == [acme]


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
            Delete(doomed),
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
    assert _found(app, "Unmoved") == [record_id]
    assert _found(app, "Moved") == []


def _an_update_changes_the_named_fields_only(app: AppUnderTest) -> None:
    record_id = app.add("Before")
    before = app.read(record_id)
    after = app.rename(record_id, "After")
    assert before.fields[app.name_field] == app.spelled("Before"), "a version once read must not change"
    named = (app.name_field, *app.derived)
    assert _without(after.fields, named) == _without(before.fields, named)


def _found(app: AppUnderTest, *names: str) -> list[RecordId]:
    return [each.id for each in app.port.search(app.module, app.name_field, [*map(app.spelled, names)])]


def _without(fields: Fields, names: tuple[str, ...]) -> Mapping[str, Value]:
    return {name: value for name, value in fields.items() if name not in names}


CHECKS: tuple[Callable[[AppUnderTest], None], ...] = (
    _the_app_tells_what_it_is,
    _an_unknown_module_is_not_modelled,
    _changes_come_oldest_first_and_once,
    _paging_loses_nothing_while_records_change,
    _times_are_whole_seconds_and_since_takes_in_its_second,
    _deletions_are_listed_and_gone_everywhere_else,
    _a_restored_record_is_changed_and_no_longer_deleted,
    _paging_of_deletions_loses_nothing_while_records_are_restored,
    _reads_come_in_the_order_asked,
    _a_search_trims_and_folds_and_nothing_more,
    _each_write_has_a_result_of_its_own,
    _a_refused_write_changes_nothing,
    _an_update_changes_the_named_fields_only,
)
