"""Planted bugs of keys and rights: who is let in, what users may, and what belongs to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.fakes.crm.keys import Keys
from zsim.fakes.crm.profiles import SUMMARY, Profiles, TransactionRight
from zsim.fakes.crm.reports import Reports
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.finance.users import OrganisationUsers, Role
from zsim.fakes.store.port import AppPort
from zsim.ports.records import Update, Write, Written
from zsim.testing.admitting import check_admitting
from zsim.world import World


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
        return held[1:] if len(held) == self.integration_users_max else held


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


def _denied_one_by_one(world: World) -> None:
    """A profile is denied two rights, one after the other."""
    world.crm.profiles.create("Sales")
    for right in ("email", "view"):
        world.crm.profiles.deny("Sales", "invoices", right)
    check_admitting(world)


ACCESS_BUGS: tuple[Bug, ...] = (
    Bug(
        "long-lived-keys", "An old key still opens the CRM.", Family.KEYS, ("CON-15",), lambda: in_place(LongLivedKeys)
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
        "only-who-may",
        _denied_one_by_one,
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
