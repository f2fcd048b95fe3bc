"""The feeds of a table: what changed and what was deleted since a moment, page by page.

A feed only grows, and a record that changes again is in it once more; whether an entry still counts is asked when it is
read. A token is the position to read on from, so it stays true whatever happens meanwhile.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from zsim.ports.records import Deletion, DeletionPage, Page, Record, RecordId

SECOND_MS = 1000


def start_of_changes(feed: Sequence[Record], since_ms: int | None) -> int:
    """Where the versions modified in or after the second of ``since_ms`` begin; ``None`` is from the first on."""
    if since_ms is None:
        return 0
    second = since_ms // SECOND_MS * SECOND_MS
    if not feed or feed[-1].modified_ms < second:
        return len(feed)
    return bisect.bisect_left(feed, second, key=attrgetter("modified_ms"))


def page_of_changes(
    feed: Sequence[Record],
    start: int,
    live: Mapping[RecordId, Record],
    page_size: int,
    keep: Callable[[Record], bool] | None,
) -> Page:
    """The versions from a position on that are live and that ``keep`` accepts, oldest change first."""
    records: list[Record] = []
    for position in range(start, len(feed)):
        record = feed[position]
        if live.get(record.ref.id) is record and (keep is None or keep(record)):
            if len(records) == page_size:
                return Page(tuple(records), str(position))
            records.append(record)
    return Page(tuple(records), None)


def start_of_deletions(deletions: Sequence[Deletion], since_ms: int | None) -> int:
    """Where the deletions in or after the second of ``since_ms`` begin; ``None`` is from the first on."""
    if since_ms is None:
        return 0
    return bisect.bisect_left(deletions, since_ms // SECOND_MS * SECOND_MS, key=attrgetter("deleted_ms"))


def page_of_deletions(
    deletions: Sequence[Deletion], start: int, gone: Mapping[RecordId, Deletion], page_size: int
) -> DeletionPage:
    """The deletions from a position on of records that are still gone, oldest first."""
    found: list[Deletion] = []
    for position in range(start, len(deletions)):
        deletion = deletions[position]
        if gone.get(deletion.ref.id) is deletion:
            if len(found) == page_size:
                return DeletionPage(tuple(found), str(position))
            found.append(deletion)
    return DeletionPage(tuple(found), None)
