"""Planted bugs of views: what the CRM lists, and what runs ask of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.views import Lists, Views
from zsim.ports.criteria import Criteria
from zsim.ports.records import Record, RecordId
from zsim.sync import System
from zsim.sync.execution import Calls, Steps
from zsim.sync.settings import CustomerRoutes, CustomerSettings
from zsim.testing.listing import check_views
from zsim.world import World

Kept = Callable[[Record], bool]


class LongRecent(Views):
    """Views in which a record is recent for a day longer."""

    def __init__(self, module: CrmModule, predefined: Any, clock: Any, recent_days: int, is_read: Any) -> None:
        super().__init__(module, predefined, clock, recent_days + 1, is_read)


class EverybodysOwn(Views):
    """Views of one's own records that list everybody's."""

    def keep(self, view_id: RecordId, viewer: RecordId) -> Kept:
        """Whether a record stands in the view."""
        mine = self.listing(view_id).lists is Lists.MINE
        return (lambda record: True) if mine else super().keep(view_id, viewer)


class ReadNotUnread(Views):
    """Views of unread records that list those somebody opened."""

    def keep(self, view_id: RecordId, viewer: RecordId) -> Kept:
        """Whether a record stands in the view."""
        sound = super().keep(view_id, viewer)
        unread = self.listing(view_id).lists is Lists.UNREAD
        return (lambda record: not sound(record)) if unread else sound


class AnyCondition(Views):
    """Views in which one condition is enough."""

    def _meets(self, criteria: Criteria) -> Kept:
        return lambda record: any(each.holds(self.module.whole_fields(record)) for each in criteria.conditions)


class ListedOnce(Views):
    """Views that go on listing whom they listed."""

    def keep(self, view_id: RecordId, viewer: RecordId) -> Kept:
        """Whether a record stands in the view, or ever stood."""
        sound, seen = super().keep(view_id, viewer), self.__dict__.setdefault("seen", set())

        def kept(record: Record) -> bool:
            if sound(record):
                seen.add((view_id, record.ref))
            return (view_id, record.ref) in seen

        return kept


class ViewLeftOut(Calls):
    """Calls that look records up whether or not they stand in the view."""

    __slots__ = ()

    def read(self, system: Any, module: str, ids: Sequence[RecordId], view: Any = None) -> Steps[tuple[Record, ...]]:
        """The live records among the ids."""
        return super().read(system, module, ids)


class WholeModule(Calls):
    """Calls that read changes of a whole module, whatever view was chosen."""

    __slots__ = ()

    def changed(self, system: Any, module: str, since_ms: int | None, view: Any) -> Steps[list[Record]]:
        """All records changed since."""
        return super().changed(system, module, since_ms, None)


class AnyAccount(CustomerRoutes):
    """Contacts go by their own view alone."""

    __slots__ = ()

    def route(self, system: System, record: Record, out_of_view: Any, last: bool = False) -> Any:
        """The kind, or the decision that leaves a record out."""
        return super().route(system, record, lambda account: False, last)


class AnyAccountSettings(CustomerSettings):
    """Customers whose contacts need stand in no account view."""

    def router(self, preferences: Any) -> CustomerRoutes:
        """Where records go."""
        sound = super().router(preferences)
        return AnyAccount(*[getattr(sound, name) for name in CustomerRoutes.__dataclass_fields__])


def _another_owns_it(world: World) -> None:
    """An account of somebody else is there, whoever looks at their own."""
    olga = world.crm.users.create("Olga", email="olga@x.example")
    world.crm.accounts.create(Account_Name="Acme", Owner=olga)
    check_views(world)


VIEW_BUGS: tuple[Bug, ...] = (
    Bug(
        "recent-a-day-longer",
        "A record made eight days ago counts as recently created.",
        Family.VIEWS,
        ("VIW-02",),
        lambda: in_place(LongRecent),
    ),
    Bug(
        "everybodys-own",
        "My Accounts lists everybody's.",
        Family.VIEWS,
        ("VIW-02",),
        lambda: in_place(EverybodysOwn),
        "views-list-what-they-say",
        _another_owns_it,
    ),
    Bug(
        "read-not-unread",
        "Unread Contacts lists those that were opened.",
        Family.VIEWS,
        ("VIW-02",),
        lambda: in_place(ReadNotUnread),
    ),
    Bug(
        "any-condition",
        "A view lists what meets one of its conditions.",
        Family.VIEWS,
        ("VIW-02",),
        lambda: in_place(AnyCondition),
    ),
    Bug(
        "listed-once",
        "A record that left the view is synced on.",
        Family.VIEWS,
        ("VIW-01", "DEL-12"),
        lambda: in_place(ListedOnce),
    ),
    Bug(
        "view-left-out",
        "A customer's edit reaches an account outside the view.",
        Family.VIEWS,
        ("DEL-12",),
        lambda: in_place(ViewLeftOut),
    ),
    Bug(
        "whole-module",
        "All accounts are synced, whatever view was chosen.",
        Family.VIEWS,
        ("VIW-01", "VIW-06"),
        lambda: in_place(WholeModule),
    ),
    Bug(
        "any-account",
        "A contact in its view is synced although its account is outside.",
        Family.VIEWS,
        ("VIW-04",),
        lambda: in_place(AnyAccountSettings),
    ),
)
