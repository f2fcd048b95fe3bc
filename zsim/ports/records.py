"""What crosses a port: records, pages of them, and writes with their results.

These are named tuples, not dataclasses, because a run makes hundreds of thousands of them and a frozen dataclass takes
twice as long to make.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, NewType, Protocol

from zsim.kernel.errors import UsageError

if TYPE_CHECKING:
    from zsim.ports.errors import VendorError

RecordId = NewType("RecordId", str)
Cell = str | int | bool | Decimal | date | datetime | None
Row = Mapping[str, Cell]
"""One of the rows of a field that has some, such as a line of an invoice: read-only, by API name."""

Value = Cell | tuple[str, ...] | tuple[Row, ...]
Fields = Mapping[str, Value]


def texts_in(value: Value) -> tuple[str, ...]:
    """The texts of a value of several, such as the ids of records; none of any other."""
    return tuple([each for each in value if isinstance(each, str)]) if isinstance(value, tuple) else ()


class Ref(NamedTuple):
    """Where a record lives: the organisation's key ("crm", "books"), the module's API name, the id of 18 digits."""

    app: str
    module: str
    id: RecordId


class Record(NamedTuple):
    """One version of a record; a later version is another value, and none can be written to.

    ``fields`` maps API names to values: a lookup holds the id of its record, one of several records a tuple of ids,
    line items a tuple of rows, an address is spelled out as ``billing_address.city``. Times are milliseconds of UTC cut
    to whole seconds, as the vendors give them.
    """

    ref: Ref
    fields: Fields
    created_ms: int
    modified_ms: int

    @property
    def id(self) -> RecordId:
        """The record's id, unique within its module."""
        return self.ref.id


class Page(NamedTuple):
    """Some of the records asked for, oldest change first; ``next_token`` asks for the rest, ``None`` at the end."""

    records: tuple[Record, ...]
    next_token: str | None


class DeletionCause(StrEnum):
    """How a record left its module."""

    RECYCLED = "recycled"
    MERGED = "merged"
    PERMANENT = "permanent"


class Deletion(NamedTuple):
    """A record that left its module; ``winner`` is the record it was merged into, if it was."""

    ref: Ref
    deleted_ms: int
    cause: DeletionCause
    winner: RecordId | None = None


class DeletionPage(NamedTuple):
    """Some of the deletions asked for, oldest first."""

    deletions: tuple[Deletion, ...]
    next_token: str | None


class Create(NamedTuple):
    """Add a record. ``trace`` is handed through to the app's audit log, as a trace header is."""

    fields: Fields
    trace: int = 0


Seen = Mapping[RecordId, int]
"""When records were last modified, as whoever writes has read them: a write with that is refused once it is not so."""

NOT_SEEN: Seen = MappingProxyType({})


def seen_of(records: Iterable[Record]) -> dict[RecordId, int]:
    """When each of the records was last modified, as it was read."""
    return {record.ref.id: record.modified_ms for record in records}


class Update(NamedTuple):
    """Change the named fields of a record and no others, as long as it is as it was ``seen``. Source: FLT-19."""

    id: RecordId
    fields: Fields
    trace: int = 0
    seen: Seen = NOT_SEEN


class Delete(NamedTuple):
    """Delete a record with its own, as long as no other than ``own`` hangs on it (``None``: whatever does).

    Source: FLT-22.
    """

    id: RecordId
    trace: int = 0
    own: tuple[RecordId, ...] | None = None


class Merge(NamedTuple):
    """Merge the losers into the master, as the app's own merge does, as long as all are as they were ``seen``."""

    master: RecordId
    losers: tuple[RecordId, ...]
    trace: int = 0
    seen: Seen = NOT_SEEN


Write = Create | Update | Delete | Merge


class Written(NamedTuple):
    """What became of one write: the record's id, or the error that refused it."""

    id: RecordId | None
    error: VendorError | None = None


PLACES: Mapping[str, str] = {"crm": "the CRM", "marketinghub": "MarketingHub"}
"""What people call the apps whose organisation has a key that is not its product's."""


class HasRef(Protocol):
    """Anything that stands for a record, such as a script's handle."""

    @property
    def ref(self) -> Ref:
        """Where the record lives."""


def ref_of(record: HasRef) -> Ref:
    """Where a record lives; what stands for none, such as an id alone, raises ``UsageError``."""
    ref = getattr(record, "ref", None)
    if isinstance(ref, Ref):
        return ref
    raise UsageError(
        asked=f"the record {record!r}",
        found="it does not say where it lives",
        right="the record as create or one gave it; an id alone where its module is known, as by import_by_id()",
    )


def id_of(record: HasRef | str) -> RecordId:
    """The id of a record given by itself or by its id."""
    return RecordId(record) if isinstance(record, str) else record.ref.id
