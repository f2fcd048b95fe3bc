"""The records of one module: live ones, the recycle bin, indexes, and the feeds that tell what changed.

Every version of a record is a value of its own; the table only decides which version is live. Reading what changed
since a moment therefore costs what changed, and a reader holding an old version holds it for good. Fields are made
read-only when a version is made: it costs nothing that can be measured in a run of 100,000 records, and a copy or a
view for each reader would cost more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import cast

from zsim.fakes.store.effects import Effect, created
from zsim.fakes.store.feeds import page_of_changes, page_of_deletions, start_of_changes, start_of_deletions
from zsim.fakes.store.indexes import Index, comparable, index_add, index_add_all, index_discard
from zsim.fakes.store.search_lag import HeldBack, SearchLag
from zsim.fakes.store.watching import Subscription
from zsim.kernel.clock import Clock
from zsim.kernel.ids import IdCounter
from zsim.kernel.journal import Journal
from zsim.kernel.named import named
from zsim.kernel.read_only import ReadOnly
from zsim.ports.folding import folded_texts
from zsim.ports.records import Deletion, DeletionCause, DeletionPage, Fields, Page, Record, RecordId, Ref, Value

RECYCLE_BIN_DAYS, PAGE_SIZE_MAX = 60, 200
DAY_MS = 24 * 3600 * 1000


class Table:
    """The versions of one module's records, and their ids by those of loaded files. Source: DEL-07, the recycle bin."""

    __slots__ = (
        "_channels",
        "_deletions",
        "_feed",
        "_gone",
        "_ids",
        "_in_order",
        "_indexes",
        "_lag",
        "_live",
        "_recycled",
        "app",
        "bin_days",
        "clock",
        "journal",
        "loaded_ids",
        "module",
        "page_size_max",
    )

    def __init__(
        self, app: str, module: str, clock: Clock, journal: Journal, ids: IdCounter, indexed: Iterable[str] = ()
    ) -> None:
        self.app, self.module, self.clock, self.journal = app, module, clock, journal
        self._ids = ids
        self._live: dict[RecordId, Record] = {}
        self._in_order = True
        self._recycled: dict[RecordId, tuple[Record, Deletion]] = {}
        self._feed: list[Record] = []
        self._deletions: list[Deletion] = []
        self._gone: dict[RecordId, Deletion] = {}
        self._channels: list[Subscription] = []
        self._indexes: dict[str, Index] = {name: {} for name in indexed}
        self._lag: SearchLag | None = None
        self.loaded_ids: dict[str, RecordId] = {}
        self.page_size_max, self.bin_days = PAGE_SIZE_MAX, RECYCLE_BIN_DAYS

    def get(self, record_id: RecordId) -> Record | None:
        """The live version of a record."""
        return self._live.get(record_id)

    @property
    def live(self) -> Mapping[RecordId, Record]:
        """The live versions by id as they are now; a check reads all: by ``get`` an initial sync takes 3 % longer."""
        return self._live

    def recycled(self, record_id: RecordId) -> Record | None:
        """The last version of a record that can still be restored."""
        held = self._recycled.get(record_id)
        if held is None or self.clock.now_ms - held[1].deleted_ms > self.bin_days * DAY_MS:
            return None
        return held[0]

    def recycled_at(self, deleted_ms: int) -> list[Record]:
        """Last versions of the records in the recycle bin that were deleted in that second, oldest first."""
        return [record for record, deletion in self._recycled.values() if deletion.deleted_ms == deleted_ms]

    def deletion(self, record_id: RecordId) -> Deletion | None:
        """How and when a record left the module, if it is gone."""
        return self._gone.get(record_id)

    def __len__(self) -> int:
        return len(self._live)

    def __iter__(self) -> Iterator[Record]:
        """Live records, oldest first: ids count upwards, so those restored are put back in place when it is asked."""
        if not self._in_order:
            self._live = {each: self._live[each] for each in sorted(self._live)}
            self._in_order = True
        return iter(self._live.values())

    def find(self, field: str, value: Value) -> tuple[Record, ...]:
        """Live records whose indexed field holds the value, compared as ``comparable`` does, oldest first."""
        held = self._indexes[field].get(comparable(value), ())
        return (self._live[held],) if isinstance(held, str) else tuple([self._live[each] for each in held])

    def search_any(self, field: str, values: Iterable[str]) -> list[Record]:
        """What ``find_any`` gives, as far as the app's search has noticed it by now."""
        found = self.find_any(field, values)
        return found if self._lag is None else list(self._lag.found(field, found))

    def find_any(self, field: str, values: Iterable[str]) -> list[Record]:
        """Live records whose indexed field holds one of the values, each once, oldest first."""
        index, live = self._indexes[field], self._live
        found: dict[RecordId, None] = {}
        for key in index.keys() & folded_texts(values):
            held = index[key]
            found.update(dict.fromkeys(held if isinstance(held, list) else (held,)))
        return [live[each] for each in sorted(found)]

    @property
    def lags(self) -> bool:
        """Whether searches take a while to find what is new."""
        return self._lag is not None and self._lag.lag_ms > 0

    def lag_search(self, lag_ms: int) -> None:
        """Let searches find what is created or renamed from now on only after so many milliseconds."""
        self._lag = self._lag or SearchLag(self.clock, lag_ms)
        self._lag.lag_ms = lag_ms

    def count(self, field: str, value: Value) -> int:
        """How many records ``find`` gives, at the same cost for any number."""
        held = self._indexes[field].get(comparable(value))
        if held is None:
            return 0
        return len(held) if isinstance(held, list) else 1

    def all_differ(self, field: str) -> bool:
        """Whether every live record has a value of its own in the indexed field, at the same cost for any number."""
        return len(self._indexes[field]) == len(self._live)

    def no_two_alike(self, field: str) -> bool:
        """Whether no two live records hold one value in the indexed field; blank ones hold none."""
        return list not in set(map(type, self._indexes[field].values()))

    def lacks_all(self, field: str, folded: Iterable[str]) -> bool:
        """Whether no live record has one of these values, folded already, in the indexed field."""
        return self._indexes[field].keys().isdisjoint(folded)

    def is_indexed(self, field: str) -> bool:
        """Whether ``find`` answers for the field."""
        return field in self._indexes

    def insert(self, fields: Fields, actor: str, cause: int | None = None) -> Record:
        """Add a record with a copy of these fields."""
        fields = ReadOnly(fields)
        second = self.clock.now_ms // 1000 * 1000
        record_id = RecordId(self._ids.new())
        ref = Ref(self.app, self.module, record_id)
        record = self._live[record_id] = Record(ref, fields, second, second)
        self._feed.append(record)
        self._index(record)
        self.journal.append(actor, "effect", ref, fields, cause, created)
        self._tell()
        return record

    def insert_all(self, wanted: Sequence[Fields], actor: str, causes: Sequence[int] | None = None) -> list[Record]:
        """Add as many records, as ``insert`` would one by one."""
        rows: list[Fields] = list(map(ReadOnly, wanted))
        second = self.clock.now_ms // 1000 * 1000
        ids = cast("list[RecordId]", self._ids.some(len(rows)))
        refs = list(named(Ref, zip(repeat(self.app), repeat(self.module), ids, strict=False)))
        records = list(named(Record, zip(refs, rows, repeat(second), repeat(second), strict=False)))
        self._live.update(zip(ids, records, strict=True))
        self._feed += records
        for name, index in self._indexes.items():
            index_add_all(index, [each.get(name) for each in rows], ids)
        if self._lag is not None:
            for each in ids:
                self._lag.note(each, self._indexes)
        self.journal.extend(actor, "effect", refs, rows, causes, created)
        self._tell()
        return records

    def replace(self, before: Record, fields: Fields, actor: str, cause: int | None = None) -> Record:
        """Make a new version of a live record, with a copy of these fields in all."""
        fields = ReadOnly(fields)
        after = Record(before.ref, fields, before.created_ms, self.clock.now_ms // 1000 * 1000)
        self._live[before.ref.id] = after
        self._feed.append(after)
        self._reindex(before, after)
        self.journal.append(actor, "effect", after.ref, Effect("updated", before.fields, fields), cause)
        self._tell()
        return after

    def remove(
        self,
        record: Record,
        actor: str,
        how: DeletionCause = DeletionCause.RECYCLED,
        winner: RecordId | None = None,
        cause: int | None = None,
    ) -> None:
        """Take a live record out of the module; a recycled one can be restored for 60 days."""
        deletion = Deletion(record.ref, self.clock.now_ms // 1000 * 1000, how, winner)
        del self._live[record.ref.id]
        self._unindex(record)
        self._deletions.append(deletion)
        self._gone[record.ref.id] = deletion
        if how is DeletionCause.RECYCLED:
            self._recycled[record.ref.id] = (record, deletion)
        self.journal.append(actor, "effect", record.ref, Effect("deleted", record.fields, None), cause)
        self._tell()

    def restore(self, record: Record, actor: str, cause: int | None = None) -> Record:
        """Bring a recycled record back; it counts as modified now."""
        del self._recycled[record.ref.id]
        del self._gone[record.ref.id]  # the list keeps its length, so that a reader's token still points where it did
        second = self.clock.now_ms // 1000 * 1000
        after = Record(record.ref, record.fields, record.created_ms, second)
        self._in_order &= not self._live or next(reversed(self._live)) < record.ref.id
        self._live[record.ref.id] = after
        self._feed.append(after)
        self._index(after)
        self.journal.append(actor, "effect", after.ref, Effect("restored", None, after.fields), cause)
        self._tell()
        return after

    def watch(self, notify: Callable[[], None]) -> Subscription:
        """Call ``notify`` after every change from now on."""
        return Subscription(self._channels, notify)

    def changed(
        self, since_ms: int | None, token: str | None, page_size: int, keep: Callable[[Record], bool] | None = None
    ) -> Page:
        """Live versions modified in or after the second of ``since_ms`` that ``keep`` accepts, oldest change first."""
        start = int(token) if token is not None else start_of_changes(self._feed, since_ms)
        return page_of_changes(self._feed, start, self._live, min(page_size, self.page_size_max), keep)

    def deleted(self, since_ms: int | None, token: str | None, page_size: int) -> DeletionPage:
        """Deletions in or after the second of ``since_ms``, oldest first."""
        start = int(token) if token is not None else start_of_deletions(self._deletions, since_ms)
        return page_of_deletions(self._deletions, start, self._gone, min(page_size, self.page_size_max))

    def export(self) -> Mapping[str, Sequence[object]]:
        """The state as plain values: feed order, recycle bin, deletions, and what searches do not find yet."""
        return {
            "feed": [each for each in self._feed if self._live.get(each.ref.id) is each],
            "recycled": [record for record, _ in self._recycled.values()],
            "deletions": [each for each in self._deletions if self._gone.get(each.ref.id) is each],
            "held_back": self._lag.export() if self._lag is not None else [],
        }

    def load(
        self,
        feed: Iterable[Record],
        recycled: Iterable[Record],
        deletions: Iterable[Deletion],
        held_back: Iterable[HeldBack] = (),
    ) -> None:
        """Take over an exported state; the table must be empty."""
        assert not self._feed, f"{self.module} holds records already"
        self._feed = list(feed)
        self._live = {each.ref.id: each for each in sorted(self._feed, key=lambda record: record.ref.id)}
        self._deletions = list(deletions)
        self._gone = {each.ref.id: each for each in self._deletions}
        self._recycled = {each.ref.id: (each, self._gone[each.ref.id]) for each in recycled}
        for record in self._live.values():
            self._index(record)
        if held := tuple(held_back):
            self._lag = SearchLag(self.clock, 0, held)

    def _tell(self) -> None:
        for channel in tuple(self._channels):
            channel.tell()

    def _index(self, record: Record) -> None:
        for name, index in self._indexes.items():
            index_add(index, record.fields.get(name), record.ref.id)
        if self._lag is not None:
            self._lag.note(record.ref.id, self._indexes)

    def _unindex(self, record: Record) -> None:
        for name, index in self._indexes.items():
            index_discard(index, record.fields.get(name), record.ref.id)

    def _reindex(self, before: Record, after: Record) -> None:
        for name, index in self._indexes.items():
            old, new = before.fields.get(name), after.fields.get(name)
            if old != new:
                index_discard(index, old, before.ref.id)
                index_add(index, new, after.ref.id)
                if self._lag is not None:
                    self._lag.note(after.ref.id, (name,))
