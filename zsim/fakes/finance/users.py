"""The users of a finance organisation."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any

from zsim.catalogue.suggest import did_you_mean
from zsim.fakes.finance.details import checked_email
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.validation import FINANCE_CODES
from zsim.kernel.errors import UsageError
from zsim.ports.codec import Plain, encode
from zsim.ports.errors import DuplicateValue
from zsim.ports.folding import folded
from zsim.ports.records import RecordId
from zsim.ports.refusals import tells_refusals


class Role(StrEnum):
    """What a user is in the organisation."""

    ADMIN = "admin"
    STAFF = "staff"


@dataclasses.dataclass(frozen=True, slots=True)
class OrganisationUser:
    """A person who works in the organisation."""

    id: RecordId
    name: str
    email: str
    role: Role
    active: bool = True


@tells_refusals("create activate deactivate", "_recorder.journal")
class OrganisationUsers:
    """The organisation's users by name; the first is the one who founded it."""

    __slots__ = ("_app", "_by_name", "_new_id", "_recorder")

    def __init__(self, app: str, recorder: CommandLog, new_id: Callable[[], RecordId]) -> None:
        self._app = app
        self._recorder = recorder
        self._new_id = new_id
        self._by_name: dict[str, OrganisationUser] = {}

    def create(self, name: str, *, email: str, role: str = Role.STAFF) -> OrganisationUser:
        """Invite a user; an unknown role or no address raises ``UsageError``, a taken name or email is refused."""
        if role not in tuple(Role):
            raise UsageError(
                asked=f"a user of role {role!r}", found="there is no such role", right=did_you_mean(role, Role)
            )
        checked_email(email)
        for each in self:
            if each.name == name or folded(each.email) == folded(email):
                raise DuplicateValue(
                    f"{self._app} has a user {each.name} <{each.email}>; {name} <{email}> needs another name and email",
                    code=FINANCE_CODES.invalid,
                    field="name" if each.name == name else "email",
                )
        self._note("create", name, email=email, role=role)
        return self._keep(OrganisationUser(self._new_id(), name, email, Role(role)))

    def admit(self, name: str, email: str) -> OrganisationUser:
        """Let the founder in, who needs no invitation."""
        return self._keep(OrganisationUser(self._new_id(), name, email, Role.ADMIN))

    def activate(self, user: OrganisationUser | str) -> OrganisationUser:
        """Let a user, or the one of that name, in again."""
        return self._set_active("activate", user, True)

    def deactivate(self, user: OrganisationUser | str) -> OrganisationUser:
        """Keep a user, or the one of that name, out."""
        return self._set_active("deactivate", user, False)

    def change_email(self, old: str, new: str) -> None:
        """Give the user of one email another."""
        for each in self.all():
            if each.email == old:
                self._keep(dataclasses.replace(each, email=new))

    def all(self) -> list[OrganisationUser]:
        """All users, the founder first."""
        return list(self)

    def export(self) -> list[Plain]:
        """The users, each as a list of what ``OrganisationUser`` holds."""
        return [encode(dataclasses.astuple(each)) for each in self]

    def load(self, data: Iterable[list[Any]]) -> None:
        """Take over the users that ``export`` gave."""
        self._by_name.clear()
        for user_id, name, email, role, active in data:
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
        present = self[user.name if isinstance(user, OrganisationUser) else user]
        self._note(command, present.name)
        return self._keep(dataclasses.replace(present, active=active))

    def _keep(self, user: OrganisationUser) -> OrganisationUser:
        self._by_name[user.name] = user
        return user

    def _note(self, command: str, name: str, **given: str) -> None:
        self._recorder.note("users", command, (self._app, "users"), {"name": name, **given})
