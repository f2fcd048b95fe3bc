"""Planted bugs in the CRM: its views, its keys, its users' rights, and what it lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.fakes.crm.keys import Keys
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.profiles import SUMMARY, Profiles, TransactionRight
from zsim.fakes.crm.reports import Reports
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.crm.views import Lists, Views
from zsim.fakes.finance.users import INTEGRATION_USERS_MAX, OrganisationUsers, Role
from zsim.fakes.store.port import AppPort
from zsim.ports.criteria import Criteria
from zsim.ports.records import Record, RecordId, Update, Write, Written
from zsim.sync import System
from zsim.sync.execution import Calls, Steps
from zsim.sync.settings import CustomerRoutes, CustomerSettings

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


class LongLivedKeys(Keys):
    """Keys that stay alive when another is generated."""

    def generate(self, maker: CrmUser) -> str:
        """Make a key."""
        former = dict(self._makers)
        key = super().generate(maker)
        self._makers = {**former, **self._makers}
        return key


class OutliveTheirMaker(Keys):
    """Keys that stay alive when their maker is deactivated."""

    def die_with(self, maker: CrmUser) -> None:
        """Do nothing."""


class CheckedOnce(AppPort):
    """A port that looks at key, user and rights only as it is opened."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "check": lambda module: None})


class RightsUnchecked(AppPort):
    """A port that looks at key and user, and at no right."""

    def __init__(self, **given: Any) -> None:
        check = given["check"]
        super().__init__(**{**given, "check": lambda module: check(None)})


class TakesOver(AppPort):
    """A port whose every write makes the connecting user the owner."""

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        """Carry out writes."""
        own = self._own(module)
        given = [each._replace(fields={**own, **each.fields}) if isinstance(each, Update) else each for each in writes]
        return super().write(module, given)


class OwnedByTheAdministrator(AppPort):
    """A port whose new records belong to the administrator."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "own": lambda module: {}, "actor": "Administrator"})


class EmailIsViewing(Profiles):
    """Profiles in which who may view may email."""

    def require(self, user: str, name: str, type: str, right: str = TransactionRight.VIEW) -> None:
        """Refuse what the profile does not allow."""
        super().require(user, name, type, TransactionRight.VIEW if right == TransactionRight.EMAIL else right)


class SummaryForAll(Profiles):
    """Profiles that let everybody see what is owed."""

    def require(self, user: str, name: str, type: str, right: str = TransactionRight.VIEW) -> None:
        """Refuse what the profile does not allow."""
        if type != SUMMARY:
            super().require(user, name, type, right)


class LastDenialCounts(Profiles):
    """Profiles that forget former denials of a type as one is added."""

    def deny(self, name: str, type: str, rights: Any) -> None:
        """Take rights from a profile."""
        self.allow(name, type, ())
        super().deny(name, type, rights)


class OneTooMany(OrganisationUsers):
    """Lets a user of the CRM in beyond the thousandth."""

    __slots__ = ()

    def holding(self, role: Role) -> list[Any]:
        """The users who hold a role, as far as they are counted."""
        held = super().holding(role)
        return held[1:] if len(held) == INTEGRATION_USERS_MAX else held


class IntegrationUsersCount(OrganisationUsers):
    """Integration users take a place of the plan's."""

    __slots__ = ()

    def create(self, name: str, *, email: str, role: str = Role.STAFF) -> Any:
        """Invite a user."""
        maximum, self._maximum = self._maximum, self._maximum and self._maximum - len(self.holding(Role.INTEGRATION))
        try:
            return super().create(name, email=email, role=role)
        finally:
            self._maximum = maximum


class ReportsStay(Reports):
    """Reports that outlive the documents they are about."""

    def forget(self, modules: Any) -> list[str]:
        """Delete nothing."""
        return []


APP_BUGS: tuple[Bug, ...] = (
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
        ("VIW-02", "VIW-03"),
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
    Bug(
        "long-lived-keys",
        "An old key still opens the CRM.",
        Family.KEYS,
        ("CON-15",),
        lambda: in_place(LongLivedKeys),
    ),
    Bug(
        "outlive-their-maker",
        "The key of a deactivated user still opens the CRM.",
        Family.KEYS,
        ("CON-16",),
        lambda: in_place(OutliveTheirMaker),
    ),
    Bug(
        "checked-once",
        "A run goes on with a key that died under it.",
        Family.KEYS,
        ("FLT-13", "FLT-14", "CON-15"),
        lambda: in_place(CheckedOnce),
    ),
    Bug(
        "rights-unchecked",
        "A hidden module is synced all the same.",
        Family.RIGHTS,
        ("CON-06", "CON-18"),
        lambda: in_place(RightsUnchecked),
    ),
    Bug(
        "take-over",
        "An updated record goes over to the connecting user.",
        Family.RIGHTS,
        ("CON-05", "CON-24"),
        lambda: in_place(TakesOver),
    ),
    Bug(
        "owned-by-the-administrator",
        "Pushed records belong to the administrator, whoever connected.",
        Family.RIGHTS,
        ("CON-05", "CON-24"),
        lambda: in_place(OwnedByTheAdministrator),
    ),
    Bug(
        "email-is-viewing",
        "Who may view invoices may mail them.",
        Family.RIGHTS,
        ("PRM-01", "PRM-03"),
        lambda: in_place(EmailIsViewing),
    ),
    Bug(
        "summary-for-all",
        "Everybody sees what an account owes.",
        Family.RIGHTS,
        ("PRM-04",),
        lambda: in_place(SummaryForAll),
    ),
    Bug(
        "last-denial-counts",
        "Denying one right gives another back.",
        Family.RIGHTS,
        ("PRM-01", "PRM-10"),
        lambda: in_place(LastDenialCounts),
    ),
    Bug(
        "one-too-many",
        "A thousand and first integration user is let in.",
        Family.RIGHTS,
        ("USR-04",),
        lambda: in_place(OneTooMany),
    ),
    Bug(
        "integration-users-count",
        "Integration users take places of the users add-on.",
        Family.RIGHTS,
        ("USR-04",),
        lambda: in_place(IntegrationUsersCount),
    ),
    Bug(
        "reports-stay",
        "A disabled integration leaves its custom reports in the CRM.",
        Family.DOCUMENTS,
        ("DIS-02", "DIS-03"),
        lambda: in_place(ReportsStay),
    ),
)
