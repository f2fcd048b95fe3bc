"""An index of records by one field: a single id, or several from the oldest on, for each value."""

from __future__ import annotations

import bisect

from zsim.ports.records import RecordId, Value

Index = dict[Value, RecordId | list[RecordId]]
"""The ids by value. A value of one record, which nearly all are, costs no list."""


def index_add(index: Index, key: Value, record_id: RecordId) -> None:
    """Enter a record's id under its value."""
    held = index.get(key)
    if held is None:
        index[key] = record_id
    elif isinstance(held, list):
        bisect.insort(held, record_id)  # ids are of one width and count upwards: sorted is oldest first
    else:
        index[key] = sorted((held, record_id))


def index_discard(index: Index, key: Value, record_id: RecordId) -> None:
    """Take a record's id out from under its value."""
    held = index[key]
    if isinstance(held, list) and len(held) > 1:
        held.remove(record_id)
    else:
        del index[key]
