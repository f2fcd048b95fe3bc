"""The users of a finance organisation."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from zsim.catalogue.suggest import did_you_mean
from zsim.fakes.finance.details import checked_email
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.validation import FINANCE_CODES
from zsim.kernel.errors import UsageError
from zsim.ports.codec import Plain, encode
from zsim.ports.errors import DuplicateValue, LimitExceeded, NotAllowed, NotFound
from zsim.ports.folding import folded
from zsim.ports.records import RecordId
from zsim.ports.refusals import tells_refusals


class Role(StrEnum):
    """What a user is in the organisation."""

    ADMIN = "admin"
    STAFF = "staff"
    INTEGRATION = "Integration User (Zoho CRM)"
    """Given on the integration page alone, to users of the CRM. Source: USR-02, USR-05."""


INTEGRATION_USERS_MAX = 1000
"""How many users may hold that role. Source: USR-04."""


@dataclasses.dataclass(frozen=True, slots=True)
class OrganisationUser:
    """A person who works in the organisation."""

    id: RecordId
    name: str
    email: str
    role: Role
    active: bool = True


@tells_refusals("create activate deactivate delete set_maximum", "_recorder.journal")
class OrganisationUsers:
    """The organisation's users by name; the first is the one who founded it.

    The plan, with its users add-on, may set a maximum, to which integration users do not count. Source: USR-04.
    """

    __slots__ = ("_app", "_by_name", "_maximum", "_new_id", "_recorder", "integration_users_max")

    def __init__(self, app: str, recorder: CommandLog, new_id: Callable[[], RecordId]) -> None:
        self._app = app
        self._recorder = recorder
        self._new_id = new_id
        self._by_name: dict[str, OrganisationUser] = {}
        self._maximum: int | None = None
        self.integration_users_max = INTEGRATION_USERS_MAX

    @property
    def app(self) -> str:
        """The organisation's key."""
        return self._app

    def create(self, name: str, *, email: str, role: str = Role.STAFF) -> OrganisationUser:
        """Invite a user; an unknown role or no address raises ``UsageError``, a taken name or email is refused."""
        if role not in tuple(Role):
            raise UsageError(
                asked=f"a user of role {role!r}", found="there is no such role", right=did_you_mean(role, Role)
            )
        checked_email(email)
        self._require_new(name, email, f"{name} <{email}> needs another name and email")
        self._note("create", name, email=email, role=role)
        if role == Role.INTEGRATION:
            told = f"{self._app}: the role {role} is given on the integration page (USR-05)"
            raise NotAllowed(f"{told}; add a user of the CRM there", code=FINANCE_CODES.invalid, field="role")
        if self._maximum is not None and len(self) - len(self.holding(Role.INTEGRATION)) >= self._maximum:
            told = f"{self._app}: the plan has room for {self._maximum} users; {name} is one too many"
            raise LimitExceeded(told, code=FINANCE_CODES.invalid)
        return self._keep(OrganisationUser(self._new_id(), name, email, Role(role)))

    def set_maximum(self, users: int | None) -> None:
        """Take a plan with room for so many users; ``None`` sets no maximum. Who is there stays. Source: USR-04."""
        if users is not None and (isinstance(users, bool) or users < 1):
            raise UsageError(asked=f"room for {users} users", found="no number of users", right="1 or more, or None")
        self._recorder.note("users", "set_maximum", (self._app, "users"), {"users": users})
        self._maximum = users

    def delete(self, user: OrganisationUser | str) -> None:
        """Delete a user, or the one of that name; the founder stays, and so do integration users. Source: USR-05."""
        present = self._named(user)
        self._note("delete", present.name)
        self._require_own(present, "deleted")
        if present is next(iter(self)):
            told = f"{self._app}: {present.name} founded the organisation and stays"
            raise NotAllowed(told, code=FINANCE_CODES.invalid)
        del self._by_name[present.name]

    def admit(self, name: str, email: str) -> OrganisationUser:
        """Let the founder in, who needs no invitation."""
        return self._keep(OrganisationUser(self._new_id(), name, email, Role.ADMIN))

    def admit_from_crm(self, name: str, email: str) -> None:
        """Let a user of the CRM in, as an integration user who is active at once. Source: USR-04, USR-07, USR-08."""
        self._require_new(name, email, f"so {name} <{email}> is not made an integration user (USR-08)")
        if len(self.holding(Role.INTEGRATION)) >= self.integration_users_max:
            told = f"{self._app} has {self.integration_users_max} integration users, and no room for {name} (USR-04)"
            raise LimitExceeded(f"{told}; remove another one first", code=FINANCE_CODES.invalid)
        self._keep(OrganisationUser(self._new_id(), name, email, Role.INTEGRATION))

    def dismiss_from_crm(self, email: str) -> None:
        """Delete an integration user. Source: USR-05."""
        user = self.with_email(email)
        if user is None or user.role is not Role.INTEGRATION:
            told = f"{self._app} has no integration user of the email {email}"
            raise NotFound(told, code=FINANCE_CODES.not_found, field="email")
        del self._by_name[user.name]

    def with_email(self, email: str) -> OrganisationUser | None:
        """The user of that email, blanks trimmed and case folded."""
        return next((each for each in self if folded(each.email) == folded(email)), None)

    def holding(self, role: Role) -> list[OrganisationUser]:
        """The users who hold a role, the oldest first. Source: USR-06."""
        return [each for each in self if each.role is role]

    def activate(self, user: OrganisationUser | str) -> OrganisationUser:
        """Let a user, or the one of that name, in again."""
        return self._set_active("activate", user, True)

    def deactivate(self, user: OrganisationUser | str) -> OrganisationUser:
        """Keep a user, or the one of that name, out; integration users are removed instead. Source: USR-07."""
        return self._set_active("deactivate", user, False)

    def change_email(self, old: str, new: str) -> None:
        """Give the user of one email another."""
        for each in self.all():
            if each.email == old:
                self._keep(dataclasses.replace(each, email=new))

    def all(self) -> list[OrganisationUser]:
        """All users, the founder first."""
        return list(self)

    def export(self) -> dict[str, Plain]:
        """The users, each as a list of what ``OrganisationUser`` holds, and how many there may be."""
        return {"maximum": self._maximum, "all": [encode(dataclasses.astuple(each)) for each in self]}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        self._maximum = data["maximum"]
        self._by_name.clear()
        for user_id, name, email, role, active in data["all"]:
            self._keep(OrganisationUser(RecordId(user_id), name, email, Role(role), active))

    def __getitem__(self, name: str) -> OrganisationUser:
        user = self._by_name.get(name)
        if user is None:
            raise UsageError(
                asked=f"the user {name!r} of {self._app}",
                found="there is no such user",
                right=did_you_mean(name, self._by_name),
            )
        return user

    def __iter__(self) -> Iterator[OrganisationUser]:
        return iter(self._by_name.values())

    def __str__(self) -> str:
        told = [f"  {each.name}, {each.role.value}, {each.email}{'' if each.active else ', inactive'}" for each in self]
        return "\n".join([f"the users of {self._app}:", *told])

    def __len__(self) -> int:
        return len(self._by_name)

    def _set_active(self, command: str, user: OrganisationUser | str, active: bool) -> OrganisationUser:
        present = self._named(user)
        self._note(command, present.name)
        if not active:
            self._require_own(present, "deactivated")
        return self._keep(dataclasses.replace(present, active=active))

    def _named(self, user: OrganisationUser | str) -> OrganisationUser:
        return self[user.name if isinstance(user, OrganisationUser) else user]

    def _require_new(self, name: str, email: str, right: str) -> None:
        for each in self:
            if each.name == name or folded(each.email) == folded(email):
                raise DuplicateValue(
                    f"{self._app} has a user {each.name} <{each.email}>, {each.role.value}; {right}",
                    code=FINANCE_CODES.invalid,
                    field="name" if each.name == name else "email",
                )

    def _require_own(self, user: OrganisationUser, done: str) -> None:
        """Refuse on the users page what is done to integration users on the integration page. Source: USR-05."""
        if user.role is Role.INTEGRATION:
            told = f"{self._app}: {user.name} holds the role {user.role.value} and is not {done} here (USR-05)"
            raise NotAllowed(f"{told}; remove the user on the integration page", code=FINANCE_CODES.invalid)

    def _keep(self, user: OrganisationUser) -> OrganisationUser:
        self._by_name[user.name] = user
        return user

    def _note(self, command: str, name: str, **given: str) -> None:
        self._recorder.note("users", command, (self._app, "users", name), given)
