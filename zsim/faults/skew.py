"""The times of an app whose clock is ahead or behind.

The apps cut their times to seconds, so what they tell is shifted and cut once more.
"""

from __future__ import annotations

from zsim.faults.errors import SECOND_MS
from zsim.ports.records import Deletion, DeletionPage, Page, Record


def shifted_page(page: Page, skew_ms: int, since_ms: int | None) -> Page:
    """A page of changes in the app's own time; what lies before ``since_ms`` in that time is left out."""
    least_ms = _least(since_ms)
    records = [
        each for each in shifted_records(page.records, skew_ms) if least_ms is None or each.modified_ms >= least_ms
    ]
    return Page(tuple(records), page.next_token)


def shifted_deletions(page: DeletionPage, skew_ms: int, since_ms: int | None) -> DeletionPage:
    """A page of deletions in the app's own time; what lies before ``since_ms`` in that time is left out."""
    least_ms = _least(since_ms)
    deletions = [_shifted(each, skew_ms) for each in page.deletions]
    return DeletionPage(
        tuple([each for each in deletions if least_ms is None or each.deleted_ms >= least_ms]), page.next_token
    )


def shifted_records(records: tuple[Record, ...], skew_ms: int) -> tuple[Record, ...]:
    """Records in the app's own time."""
    if not skew_ms:
        return records
    return tuple(
        [
            each._replace(
                created_ms=_second(each.created_ms + skew_ms), modified_ms=_second(each.modified_ms + skew_ms)
            )
            for each in records
        ]
    )


def _shifted(deletion: Deletion, skew_ms: int) -> Deletion:
    return deletion._replace(deleted_ms=_second(deletion.deleted_ms + skew_ms))


def _least(since_ms: int | None) -> int | None:
    return None if since_ms is None else _second(since_ms)


def _second(at_ms: int) -> int:
    return at_ms // SECOND_MS * SECOND_MS
