"""What an ``App`` tells: itself, what changed, what was deleted, what is read and what is found."""

from __future__ import annotations

from collections.abc import Callable

from zsim.ports.conformance.under_test import AppUnderTest
from zsim.ports.errors import NotModelled
from zsim.ports.records import DeletionCause, Record, RecordId

NOBODY = RecordId("999999999999999999")


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
        try:
            call("Sandcastles")
        except NotModelled:
            continue
        raise AssertionError("a module that no app has was answered for")


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
    assert app.found("aCME") == [acme]
    assert app.found(" wayne ", "acme ltd") == [acme_ltd, wayne]
    assert app.found("Acme", "ACME ") == [acme]
    assert app.found("Acm") == []
    app.rename(acme, "Ajax")
    assert app.found("acme") == []
    assert app.found("ajax") == [acme]


READING: tuple[Callable[[AppUnderTest], None], ...] = (
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
)
