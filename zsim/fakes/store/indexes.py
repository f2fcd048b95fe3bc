"""An index of records by one field: a single id, or several from the oldest on, for each value.

A field of several values enters a record under each, a blank one under none.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from zsim.ports.folding import folded, folded_texts
from zsim.ports.records import RecordId, Value, texts_in

Index = dict[Value, RecordId | list[RecordId]]
"""The ids by value. A value of one record, which nearly all are, costs no list."""


def comparable(value: Value) -> Value:
    """A value as searches and unique checks compare it: text trimmed and case folded."""
    return folded(value) if isinstance(value, str) else value


def index_add(index: Index, value: Value, record_id: RecordId) -> None:
    """Enter a record's id under its value."""
    if isinstance(value, tuple):
        for each in texts_in(value):
            _enter(index, each, (record_id,))
    elif (key := comparable(value)) is not None and key != "":
        _enter(index, key, (record_id,))


def index_add_all(index: Index, values: Sequence[Value], ids: Sequence[RecordId]) -> None:
    """Enter many ids, the newest of all, under the value of each, as ``index_add`` would one by one.

    It saves a twelfth of a first fetch of leads.
    """
    first = values[0] if values else None
    if values.count(first) == len(values) and (first is None or isinstance(first, tuple)):
        for each in texts_in(first):
            _enter(index, each, ids)
        return
    texts = [each for each in values if isinstance(each, str)]
    if len(texts) == len(values):
        keys = dict(zip(folded_texts(texts), ids, strict=True))
        if len(keys) == len(ids) and "" not in keys and index.keys().isdisjoint(keys):
            index.update(keys)
            return
    for value, record_id in zip(values, ids, strict=True):
        index_add(index, value, record_id)


def index_discard(index: Index, value: Value, record_id: RecordId) -> None:
    """Take a record's id out from under its value."""
    if isinstance(value, tuple):
        for each in texts_in(value):
            _leave(index, each, record_id)
    elif (key := comparable(value)) is not None and key != "":
        _leave(index, key, record_id)


def _enter(index: Index, key: Value, ids: Sequence[RecordId]) -> None:
    """Enter ids, which are of one width and count upwards: sorted is oldest first."""
    held = index.get(key)
    if held is None:
        index[key] = ids[0] if len(ids) == 1 else list(ids)
    elif isinstance(held, list) and held[-1] < ids[0]:
        held += ids
    elif isinstance(held, list):
        for each in ids:
            bisect.insort(held, each)
    else:
        index[key] = sorted((held, *ids))


def _leave(index: Index, key: Value, record_id: RecordId) -> None:
    held = index[key]
    if isinstance(held, list) and len(held) > 1:
        del held[bisect.bisect_left(held, record_id)]
    else:
        del index[key]
