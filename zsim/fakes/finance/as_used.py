"""A finance organisation as one of its users works in it. Source: USR-03."""

from __future__ import annotations

from copy import copy
from typing import Any

from zsim.catalogue.quirks import Quirks
from zsim.fakes.finance.users import OrganisationUsers, Role
from zsim.fakes.store.face import CommandLog, ModuleFace
from zsim.fakes.store.validation import FINANCE_CODES
from zsim.kernel.journal import Journal
from zsim.ports.errors import NoPermission


class UsedOrganisation:
    """The modules of an organisation (``customers``, ``invoices``, ...) with their records, in the hands of one user.

    All that is done is written down as that user's. Who may not sign in, or not any more, is refused: an inactive user,
    and one who works in the CRM alone. Source: USR-03.
    """

    def __init__(
        self, organisation: object, users: OrganisationUsers, name: str, journal: Journal, quirks: Quirks
    ) -> None:
        self._organisation = organisation
        self._users = users
        self._name = name
        self._quirks = quirks
        self._recorder = CommandLog(journal, name, lambda module, action: self._require_entry())
        self._require_entry()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        self._require_entry()
        face = getattr(self._organisation, name)
        if isinstance(face, ModuleFace):
            mine = copy(face)
            vars(mine)["_recorder"] = self._recorder
            return mine
        told = f"{self!r} has no {name!r}: that is for the founder; take its modules, such as customers and invoices"
        raise AttributeError(told, name=name, obj=self)

    def __repr__(self) -> str:
        return f"<{self._organisation!r} as {self._name} uses it>"

    def _require_entry(self) -> None:
        user, key = self._users[self._name], self._users.app
        if not user.active:
            raise NoPermission(f"{user.name} is inactive in {key}; activate the user first", code=FINANCE_CODES.invalid)
        if user.role is Role.INTEGRATION and self._quirks.fires("USR-03", (key, "users", user.name)):
            told = f"{user.name} may not enter {key}: the role {user.role.value} works in the CRM alone (USR-03)"
            raise NoPermission(f"{told}; use the Zoho Finance section there", code=FINANCE_CODES.invalid)
