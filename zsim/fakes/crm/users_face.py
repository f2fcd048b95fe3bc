"""What an administrator does with the CRM's users."""

from __future__ import annotations

from collections.abc import Callable

from zsim.fakes.crm.keys import Keys
from zsim.fakes.crm.profiles import ADMINISTRATOR, STANDARD
from zsim.fakes.crm.users import CrmUser, CrmUsers, Person
from zsim.fakes.store.face import CommandLog
from zsim.kernel.errors import UsageError
from zsim.ports.addresses import is_address
from zsim.ports.errors import InvalidData
from zsim.ports.records import RecordId
from zsim.ports.refusals import tells_refusals


@tells_refusals("create update deactivate activate", "_recorder.journal")
class UsersFace:
    """The users of one CRM. Changes are for administrators only."""

    def __init__(self, users: CrmUsers, keys: Keys, recorder: CommandLog, new_id: Callable[[], RecordId]) -> None:
        self._users = users
        self._keys = keys
        self._recorder = recorder
        self._new_id = new_id

    def create(
        self, name: str, *, email: str | None = None, admin: bool = False, profile: str | None = None
    ) -> CrmUser:
        """Add an active user; the email is made from the name unless given. Source: CON-04, CON-06."""
        if admin and profile not in (None, ADMINISTRATOR):
            raise UsageError(
                asked=f"an administrator {name!r} with the profile {profile!r}",
                found=f"administrators have the profile {ADMINISTRATOR}",
                right="leave out one of the two",
            )
        profile = profile or (ADMINISTRATOR if admin else STANDARD)
        email = email if email is not None else f"{'.'.join(name.split()).lower()}@crm.example"
        given = {"email": email, "profile": profile}
        self._recorder.note("Users", "create", ("crm", "Users", name), given)
        if not is_address(email):
            raise InvalidData(f"{email!r} is no email address", code="INVALID_DATA", field="email")
        return self._users.add(self._new_id, Person(name, email, profile, True))

    def update(self, user: CrmUser | str, *, profile: str) -> CrmUser:
        """Give a user another profile; its rights count from the user's next command. Source: PRM-08."""
        held = self._users.named(user)
        self._recorder.note("Users", "update", ("crm", "Users", held.name), {"profile": profile})
        self._users.set_profile(held, profile)
        return held

    def deactivate(self, user: CrmUser | str) -> CrmUser:
        """Deactivate a user; the ZSC keys that user generated die. Source: CON-16."""
        held = self._users.named(user)
        self._recorder.note("Users", "deactivate", ("crm", "Users", held.name), {})
        self._users.set_active(held, False)
        self._keys.die_with(held)
        return held

    def activate(self, user: CrmUser | str) -> CrmUser:
        """Activate a user again; keys that died stay dead."""
        held = self._users.named(user)
        self._recorder.note("Users", "activate", ("crm", "Users", held.name), {})
        self._users.set_active(held, True)
        return held

    def all(self) -> list[CrmUser]:
        """All users, the oldest first."""
        return list(self._users)

    def __getitem__(self, name: str) -> CrmUser:
        return self._users.named(name)

    def __str__(self) -> str:
        told = [
            f"  {each.name}, {each.profile}, {each.email}{'' if each.active else ', inactive'}" for each in self.all()
        ]
        return "\n".join(["the users of the CRM:", *told])

    def __len__(self) -> int:
        return len(self._users)
