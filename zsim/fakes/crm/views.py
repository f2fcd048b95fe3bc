"""Views of a module: which records each lists, for whom, at this moment."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, assert_never

from zsim.fakes.crm.module import CrmModule
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.ports.codec import decode, encode
from zsim.ports.criteria import Condition, Criteria
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed
from zsim.ports.records import Record, RecordId
from zsim.ports.schema import View

DAY_MS = 24 * 3600 * 1000


class Lists(StrEnum):
    """What a predefined view lists: all records, the viewer's own, those made lately, those nobody opened yet."""

    ALL = "all"
    MINE = "mine"
    RECENT = "recent"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Listing:
    """One version of a view and what it lists."""

    view: View
    lists: Lists | Criteria

    def asks_for(self, field: str) -> bool:
        """Whether it picks its records by that field."""
        return isinstance(self.lists, Criteria) and any(each.field == field for each in self.lists.conditions)


class Views:
    """The views of one module, predefined ones first. Source: VIW-02.

    ``predefined`` gives id, name and what each lists. A view lists what stands in it when it is read; nothing is kept.
    """

    def __init__(
        self,
        module: CrmModule,
        predefined: tuple[tuple[RecordId, str, Lists], ...],
        clock: Clock,
        recent_days: int,
        is_read: Callable[[RecordId], bool],
    ) -> None:
        self.module = module
        self._clock = clock
        self._recent_ms = recent_days * DAY_MS
        self._is_read = is_read
        self._listings = {
            view_id: Listing(View(view_id, name, module.name, True, 1), lists) for view_id, name, lists in predefined
        }

    def add(self, new_id: Callable[[], RecordId], name: str, criteria: Criteria) -> View:
        """Add a view; a name that is taken in the module is refused, and takes no id."""
        criteria.check(self.module.schema)
        if any(each.view.name == name for each in self):
            raise DuplicateValue(
                f"{self.module.name} has a view {name!r} already; choose another name or update that one",
                code="DUPLICATE_DATA",
                field="name",
            )
        view = View(new_id(), name, self.module.name, False, 1)
        self._listings[view.id] = Listing(view, criteria)
        return view

    def edit(self, view_id: RecordId, criteria: Criteria) -> View:
        """Let a view list something else; a predefined one cannot be edited."""
        listing = self.listing(view_id)
        if listing.view.predefined:
            raise NotAllowed(f"{listing.view.name!r} is predefined and cannot be edited", code="NOT_ALLOWED")
        criteria.check(self.module.schema)
        view = listing.view._replace(revision=listing.view.revision + 1)
        self._listings[view_id] = replace(listing, view=view, lists=criteria)
        return view

    def listing(self, view_id: RecordId) -> Listing:
        """The present version of a view; ``InvalidData`` when the module has none of that id. Source: VIW-05."""
        listing = self._listings.get(view_id)
        if listing is None:
            raise InvalidData(
                f"{self.module.name} has no view {view_id!r}; it has {', '.join([each.view.name for each in self])}",
                code=self.module.codes.invalid,
                field="cvid",
            )
        return listing

    def named(self, name: str) -> Listing:
        """The view of that name; ``UsageError`` with near names when there is none."""
        names = {each.view.name: each for each in self}
        if name in names:
            return names[name]
        near = difflib.get_close_matches(name, names, n=3) or tuple(names)
        raise UsageError(
            asked=f"the view {name!r} of {self.module.name}",
            found="there is none",
            right=f"one of {', '.join(near)}",
        )

    def keep(self, view_id: RecordId, viewer: RecordId) -> Callable[[Record], bool]:
        """Whether a record stands in the view, as the user ``viewer`` sees it now."""
        lists = self.listing(view_id).lists
        match lists:
            case Lists.ALL:
                return lambda record: True
            case Lists.MINE:
                return lambda record: record.fields.get("Owner") == viewer
            case Lists.RECENT:
                oldest_ms = self._clock.now_ms - self._recent_ms
                return lambda record: record.created_ms >= oldest_ms
            case Lists.UNREAD:
                return lambda record: not self._is_read(record.ref.id)
            case Criteria():
                return self._meets(lists)
            case _:
                assert_never(lists)

    def export(self) -> list[Any]:
        """The views made by users, as plain values."""
        return [_plain(each.view, each.lists) for each in self if isinstance(each.lists, Criteria)]

    def load(self, data: list[Any]) -> None:
        """Take over what ``export`` gave."""
        for view_id, name, revision, pattern, conditions in data:
            view = View(RecordId(view_id), name, self.module.name, False, revision)
            self._listings[view.id] = Listing(view, loaded_criteria(pattern, conditions))

    def __iter__(self) -> Iterator[Listing]:
        return iter(self._listings.values())

    def _meets(self, criteria: Criteria) -> Callable[[Record], bool]:
        if any(each.field in ("Created_Time", "Modified_Time") for each in criteria.conditions):
            return lambda record: criteria.holds(self.module.whole_fields(record))
        return lambda record: criteria.holds(record.fields)


def _plain(view: View, criteria: Criteria) -> list[object]:
    return [view.id, view.name, view.revision, *plain_criteria(criteria)]


def plain_criteria(criteria: Criteria) -> list[Any]:
    """Criteria as plain values: the pattern and the conditions."""
    return [criteria.pattern, [[each.field, each.operator, encode(each.value)] for each in criteria.conditions]]


def loaded_criteria(pattern: str, conditions: list[Any]) -> Criteria:
    """The criteria that ``plain_criteria`` gave."""
    return Criteria(tuple([_condition(each) for each in conditions]), pattern)


def _condition(data: list[Any]) -> Condition:
    field, operator, value = data
    held = decode(value)
    return Condition(field, operator, tuple(held) if isinstance(held, list) else held)
