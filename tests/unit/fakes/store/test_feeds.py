"""Feeds: what changed and what was deleted since a moment, page by page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from zsim.fakes.store.feeds import page_of_changes, page_of_deletions, start_of_changes, start_of_deletions
from zsim.ports.records import Deletion, DeletionCause, Record, RecordId, Ref


def version(number: int, second: int) -> Record:
    """A version of the record of that number, modified in that second."""
    return Record(Ref("workshop", "Things", RecordId(str(number))), {}, 0, second * 1000)


def deletion(number: int, second: int) -> Deletion:
    """The deletion of the record of that number in that second."""
    return Deletion(Ref("workshop", "Things", RecordId(str(number))), second * 1000, DeletionCause.RECYCLED)


FEED = [version(number, second) for number, second in ((1, 10), (2, 10), (3, 11), (1, 13), (4, 13))]
LIVE = {each.ref.id: each for each in FEED}
"""The last version of each record: the first of record 1 does not count any more."""
GONE = [deletion(number, second) for number, second in ((1, 10), (2, 10), (3, 11), (1, 13))]

MOMENTS = [
    (None, 0),
    (0, 0),
    (10_000, 0),
    (10_999, 0),
    (11_000, 2),
    (11_001, 2),
    (12_500, 3),
    (13_999, 3),
]


@pytest.mark.parametrize(("since_ms", "start"), [*MOMENTS, (14_000, 5)])
def test_changes_begin_with_the_second_of_the_moment(since_ms: int | None, start: int) -> None:
    assert start_of_changes(FEED, since_ms) == start


@pytest.mark.parametrize(("since_ms", "start"), [*MOMENTS, (14_000, 4)])
def test_deletions_begin_with_the_second_of_the_moment(since_ms: int | None, start: int) -> None:
    assert start_of_deletions(GONE, since_ms) == start


@pytest.mark.parametrize("since_ms", [None, 0, 10_000])
def test_a_feed_of_nothing_begins_and_ends_at_once(since_ms: int | None) -> None:
    assert start_of_changes([], since_ms) == start_of_deletions([], since_ms) == 0
    assert page_of_changes([], 0, {}, 2, None) == ((), None)
    assert page_of_deletions([], 0, {}, 2) == ((), None)


def numbers(page: Sequence[Record] | Sequence[Deletion]) -> list[int]:
    return [int(each.ref.id) for each in page]


@pytest.mark.parametrize(("size", "pages"), [(1, [[2], [3], [1], [4]]), (3, [[2, 3, 1], [4]]), (4, [[2, 3, 1, 4]])])
def test_pages_of_changes_follow_one_another_with_the_last_version_of_each(size: int, pages: list[list[int]]) -> None:
    start, told = 0, []
    for _ in pages:
        page = page_of_changes(FEED, start, LIVE, size, None)
        told.append(numbers(page.records))
        start = int(page.next_token or -1)
    assert (told, start) == (pages, -1)


def test_a_page_holds_what_is_to_be_kept_alone_and_the_next_begins_with_such_a_one() -> None:
    page = page_of_changes(FEED, 0, LIVE, 1, lambda record: record.ref.id != "3")
    assert (numbers(page.records), page.next_token) == ([2], "3")


def test_a_full_page_that_nothing_to_be_kept_follows_is_the_last() -> None:
    page = page_of_changes(FEED, 0, LIVE, 2, lambda record: record.ref.id in ("2", "3"))
    assert (numbers(page.records), page.next_token) == ([2, 3], None)


def test_a_record_that_is_gone_is_in_no_page() -> None:
    left = {record_id: record for record_id, record in LIVE.items() if record_id != "3"}
    assert numbers(page_of_changes(FEED, 0, left, 9, None).records) == [2, 1, 4]


def test_a_page_goes_on_where_the_token_says_though_the_feed_has_grown() -> None:
    first = page_of_changes(FEED, 0, LIVE, 2, None)
    again = version(2, 20)
    rest = page_of_changes([*FEED, again], int(first.next_token or -1), {**LIVE, again.ref.id: again}, 9, None)
    assert numbers(rest.records) == [1, 4, 2]


@pytest.mark.parametrize(("size", "pages"), [(1, [[2], [3], [1]]), (2, [[2, 3], [1]]), (3, [[2, 3, 1]])])
def test_pages_of_deletions_follow_one_another_with_the_last_deletion_of_each(
    size: int, pages: list[list[int]]
) -> None:
    gone = {each.ref.id: each for each in GONE}
    start, told = 0, []
    for _ in pages:
        page = page_of_deletions(GONE, start, gone, size)
        told.append(numbers(page.deletions))
        start = int(page.next_token or -1)
    assert (told, start) == (pages, -1)


def test_a_deletion_of_a_record_that_is_back_is_in_no_page() -> None:
    gone = {each.ref.id: each for each in GONE if each.ref.id != "2"}
    assert numbers(page_of_deletions(GONE, 0, gone, 9).deletions) == [3, 1]
