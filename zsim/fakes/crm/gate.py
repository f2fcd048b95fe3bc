"""The gate: how other products get into the CRM, and how the CRM shuts them out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zsim.catalogue import ConnectsBy, catalogue
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.store.port import AppPort
from zsim.ports.addresses import is_address
from zsim.ports.app import App, Credentials
from zsim.ports.errors import InvalidCredentials
from zsim.ports.records import RecordId

if TYPE_CHECKING:
    from zsim.fakes.crm.state import CrmState


class CrmGate:
    """Opens one CRM to other products. Source: CON-01, CON-02, CON-03, CON-04, CON-05, CON-06, CON-15, CON-16, CON-24.

    Any active user's email will do, with the key an administrator generated. What is opened is asked for again at
    every call, so a port refuses from the moment its key or its user goes.
    """

    def __init__(self, state: CrmState) -> None:
        self._state = state

    def open(self, product: str, credentials: Credentials) -> App:
        """The CRM as ``product`` may use it; ``InvalidCredentials`` says what is wrong with email or key.

        Records it creates belong to the user with that email.
        """
        known = catalogue().product(product)
        by_key = known.connects_by is ConnectsBy.KEY
        user = self._user(credentials.email)
        if by_key:
            self._state.keys.check(credentials.key)

        def check(module: str | None) -> None:
            if not user.active:
                raise _refusal(f"{user.name} ({user.email}) is deactivated in the CRM")
            if by_key:
                self._state.keys.check(credentials.key)
            if module is not None:
                self._state.users.require_right(user.id, module, "sync")

        return self._state.stand_ins.of(AppPort)(
            organisation=self._state.organisation,
            modules=self._state.modules,
            actor=known.key,
            check=check,
            views=lambda module: tuple([each.view for each in self._state.views(module)]),
            in_view=lambda module, view: self._state.views(module).keep(view, user.id),
            own=lambda module: {"Owner": user.id},
            user_name=lambda each: self._state.users.person(each).name if each in self._state.users else None,
        )

    def user_id(self, email: str) -> RecordId | None:
        """The id of the user of that email; ``None`` if no user has it."""
        user = self._state.users.with_email(email)
        return None if user is None else user.id

    def _user(self, email: str | None) -> CrmUser:
        if email is None or not email.strip():
            raise _refusal("the email is missing")
        user = self._state.users.with_email(email)
        if user is None:
            raise _refusal(
                f"no user of the CRM has the email {email!r}" if is_address(email) else f"{email!r} is no email address"
            )
        if not user.active:
            raise _refusal(f"{user.name} ({email}) is deactivated in the CRM")
        return user


def _refusal(message: str) -> InvalidCredentials:
    return InvalidCredentials(message, code="AUTHENTICATION_FAILURE", field="email")
