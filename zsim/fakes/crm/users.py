"""The CRM's users: who they are, whether they are active, and what they may do."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from zsim.fakes.crm.profiles import ADMINISTRATOR, Profiles
from zsim.kernel.errors import UsageError
from zsim.ports.errors import DuplicateValue, NoPermission, NotAllowed
from zsim.ports.folding import folded
from zsim.ports.records import RecordId

ADMIN_EMAIL = "admin@crm.example"
ADMIN_MODULES = ("Users", "Profiles", "Organisation", "Stages")
ADMIN_ACTIONS = ("add_field", "set_options", "remove_field", "restore_field")


class Person(NamedTuple):
    """One version of what the CRM knows of a user."""

    name: str
    email: str
    profile: str
    active: bool


class CrmUser:
    """A user by reference: the attributes tell the present state."""

    __slots__ = ("_users", "id")

    def __init__(self, users: CrmUsers, user_id: RecordId) -> None:
        self._users = users
        self.id = user_id

    @property
    def name(self) -> str:
        """The full name, unique in the CRM."""
        return self._users.person(self.id).name

    @property
    def email(self) -> str:
        """The address the user signs in with, unique in the CRM."""
        return self._users.person(self.id).email

    @property
    def profile(self) -> str:
        """The name of the user's profile."""
        return self._users.person(self.id).profile

    @property
    def active(self) -> bool:
        """Whether the user can sign in."""
        return self._users.person(self.id).active

    @property
    def admin(self) -> bool:
        """Whether the user has the administrators' profile."""
        return self.profile == ADMINISTRATOR

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CrmUser) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<user {self.name!r} in crm, {self.profile}{'' if self.active else ', deactivated'}>"


class CrmUsers:
    """All users of one CRM; the first is its administrator."""

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles
        self._people: dict[RecordId, Person] = {}
        self._ids: dict[str, RecordId] = {}

    def add(self, new_id: Callable[[], RecordId], person: Person) -> CrmUser:
        """Add a user; a name or an email that is taken is refused, and takes no id."""
        self._profiles.hidden(person.profile)  # refuses an unknown profile
        for held in self._people.values():
            if held.name == person.name:
                raise DuplicateValue(f"there is a user {held.name!r} already", code="DUPLICATE_DATA", field="full_name")
            if folded(held.email) == folded(person.email):
                raise DuplicateValue(f"{held.name} has the email {held.email}", code="DUPLICATE_DATA", field="email")
        user_id = new_id()
        self._people[user_id] = person
        self._ids[person.name] = user_id
        return CrmUser(self, user_id)

    def set_active(self, user: CrmUser, active: bool) -> None:
        """Activate or deactivate a user; the last active administrator stays active."""
        if not active:
            self._require_other_admin(user, "status")
        self._people[user.id] = self._people[user.id]._replace(active=active)

    def set_profile(self, user: CrmUser, profile: str) -> None:
        """Give a user another profile, whose rights count from now on. Source: PRM-08."""
        self._profiles.hidden(profile)  # refuses an unknown profile
        if profile != ADMINISTRATOR:
            self._require_other_admin(user, "profile")
        self._people[user.id] = self._people[user.id]._replace(profile=profile)

    def person(self, user_id: RecordId) -> Person:
        """What is known of a user now."""
        return self._people[user_id]

    def id_of(self, name: str) -> RecordId:
        """The id of the user of that name, who must exist."""
        return self._ids[name]

    def named(self, user: CrmUser | str) -> CrmUser:
        """The user of that name; ``UsageError`` with near names when there is none."""
        if isinstance(user, CrmUser):
            return user
        user_id = self._ids.get(user)
        if user_id is not None:
            return CrmUser(self, user_id)
        near = difflib.get_close_matches(user, self._ids, n=3) or tuple(self._ids)
        raise UsageError(asked=f"the user {user!r}", found="there is none", right=f"one of {', '.join(near)}")

    def with_email(self, email: str) -> CrmUser | None:
        """The user who signs in with that address, blanks trimmed and case folded."""
        wanted = folded(email)
        for user_id, person in self._people.items():
            if folded(person.email) == wanted:
                return CrmUser(self, user_id)
        return None

    def require_right(self, user_id: RecordId, module: str, action: str) -> None:
        """Refuse with ``NoPermission`` what the user may not do. Source: CON-06."""
        person = self._people[user_id]
        if not person.active:
            raise NoPermission(f"{person.name} is deactivated", code="NO_PERMISSION")
        if self._profiles.hides(person.profile, module):
            raise NoPermission(
                f"{person.name} may not {action} {module}: the profile {person.profile} hides it", code="NO_PERMISSION"
            )
        if (module in ADMIN_MODULES or action in ADMIN_ACTIONS) and person.profile != ADMINISTRATOR:
            raise NoPermission(
                f"{person.name} may not {action} in {module}: only administrators may", code="NO_PERMISSION"
            )

    def require_transaction_right(self, user_id: RecordId, type: str, right: str = "view") -> None:
        """Refuse with ``NoPermission`` what the user's profile denies now. Source: PRM-01, PRM-02, PRM-05, PRM-08.

        ``type`` is one that the CRM's section shows ("invoices") or "summary", ``right`` one of ``TransactionRight``.
        """
        person = self._people[user_id]
        if not person.active:
            raise NoPermission(f"{person.name} is deactivated", code="NO_PERMISSION")
        self._profiles.require(person.name, person.profile, type, right)

    def _require_other_admin(self, user: CrmUser, field: str) -> None:
        others = [each for each in self if each.admin and each.active and each != user]
        if user.admin and not others:
            raise NotAllowed(f"{user.name} is the only active administrator", code="NOT_ALLOWED", field=field)

    def export(self) -> list[list[Any]]:
        """The users as plain values."""
        return [[user_id, *person] for user_id, person in self._people.items()]

    def load(self, data: Iterable[list[Any]]) -> None:
        """Take over what ``export`` gave."""
        self._people = {RecordId(user_id): Person(*person) for user_id, *person in data}
        self._ids = {person.name: user_id for user_id, person in self._people.items()}

    def __contains__(self, user_id: object) -> bool:
        return user_id in self._people

    def __iter__(self) -> Iterator[CrmUser]:
        return iter([CrmUser(self, user_id) for user_id in self._people])

    def __len__(self) -> int:
        return len(self._people)
