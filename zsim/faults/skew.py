"""The times of an app whose clock is ahead or behind.

The apps cut their times to seconds, so what they tell is shifted and cut once more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zsim.faults.errors import SECOND_MS
from zsim.ports.app import App
from zsim.ports.records import Deletion, DeletionPage, Merge, Page, Record, RecordId, Update, Write


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


def unshifted_writes(app: App, module: str, writes: Sequence[Write], skew_ms: int) -> list[Write]:
    """Writes with the times at which records were seen as the app itself has them, for records that are as seen."""
    ids = dict.fromkeys([each for write in writes if isinstance(write, Update | Merge) for each in write.seen])
    held = app.read(module, list(ids)) if ids else ()
    times = {
        (record.ref.id, shifted.modified_ms): record.modified_ms
        for record, shifted in zip(held, shifted_records(held, skew_ms), strict=True)
    }
    return [_unshifted(each, times) if isinstance(each, Update | Merge) else each for each in writes]


def _unshifted(write: Update | Merge, times: Mapping[tuple[RecordId, int], int]) -> Write:
    return write._replace(seen={each: times.get((each, at_ms), at_ms) for each, at_ms in write.seen.items()})


def _shifted(deletion: Deletion, skew_ms: int) -> Deletion:
    return deletion._replace(deleted_ms=_second(deletion.deleted_ms + skew_ms))


def _least(since_ms: int | None) -> int | None:
    return None if since_ms is None else _second(since_ms)


def _second(at_ms: int) -> int:
    return at_ms // SECOND_MS * SECOND_MS
