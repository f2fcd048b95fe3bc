"""Users of the CRM who are let into finance to work on its documents from there.

Finance has them, nothing of them is kept here. Source: USR-01, USR-02, USR-04, USR-05, USR-06, USR-07.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from zsim.catalogue import Product, catalogue, did_you_mean
from zsim.kernel.errors import UsageError
from zsim.kernel.printed import Printed
from zsim.ports.app import SharedPerson
from zsim.ports.errors import NotAllowed, NotFound
from zsim.ports.folding import folded
from zsim.ports.refusals import tells_refusals
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import FINANCE
from zsim.sync.runs.calls import Calls, at_once
from zsim.sync.settings.owner import Owner

LIST = "integration_users"


class CrmPerson(Protocol):
    """A user of the CRM."""

    @property
    def name(self) -> str:
        """The full name."""


@tells_refusals("add remove all")
class IntegrationUsers:
    """The users of the CRM who hold the role Integration User in finance; ``disabled`` names what must be enabled yet.

    They may do in the CRM's Zoho Finance section what the policy ``integration_users`` says.
    """

    def __init__(self, owner: Owner, context: ConnectionContext, disabled: Callable[[], Sequence[str]]) -> None:
        self._owner = owner
        self._context = context
        self._disabled = disabled

    def add(self, user: CrmPerson | str) -> None:
        """Give a user of the CRM the role, active at once.

        Refused until every transaction module is enabled, for whom the CRM does not know or who is inactive there, for
        whom finance has as a user, and for the 1001st. Source: USR-01, USR-04, USR-07, USR-08.
        """
        name = user if isinstance(user, str) else user.name
        calls = self._calls(f"add {name} to the integration users")
        with self._context.journal.because(self._owner.note("add_user", {"user": name})):
            if disabled := self._disabled():
                told = " and ".join([each.replace("_", " ") for each in disabled])
                why = f"{name}: users are managed once every transaction module is enabled, and {told} are not (USR-01)"
                raise NotAllowed(f"{why}; transactions.enable(...) does so", code="NOT_ALLOWED")
            person = _found(name, self._context.registry.users(), "active user of the CRM")
            at_once(calls.of_organisation(FINANCE, "admit_user", name=person.name, email=person.email))

    def remove(self, user: CrmPerson | str) -> None:
        """Take the role from a user, who is deleted from finance by that. Source: USR-05."""
        name = user if isinstance(user, str) else user.name
        calls = self._calls(f"remove {name} from the integration users")
        with self._context.journal.because(self._owner.note("remove_user", {"user": name})):
            person = _found(name, at_once(calls.of_organisation(FINANCE, LIST)), "integration user")
            at_once(calls.of_organisation(FINANCE, "dismiss_user", email=person.email))

    def all(self) -> Printed[SharedPerson]:
        """Those who hold the role, the oldest first. Source: USR-06."""
        return Printed(at_once(self._calls("list the integration users").of_organisation(FINANCE, LIST)))

    def _calls(self, asked: str) -> Calls:
        self._owner.require_open(asked)
        return self._context.calls(self._owner.credentials)

    def __str__(self) -> str:
        told = [f"  {each.name}, {each.email}" for each in self.all()]
        return "\n".join([f"the integration users of {self._context.organisation_key}:", *told])


def require_integration_users(product: Product) -> None:
    """Refuse with ``UsageError`` a product that knows no such users. Source: USR-01."""
    if not catalogue().behaviour("USR-01").holds_for(product.key):
        raise UsageError(
            asked=f"the integration users of {product.name}",
            found="it has none: what the CRM's users may do there, the rights of their profiles say",
            right="crm.profiles.allow(...) and .deny(...)",
        )


def _found(name: str, people: Sequence[SharedPerson], what: str) -> SharedPerson:
    for each in people:
        if folded(name) in (folded(each.name), folded(each.email)):
            return each
    near = did_you_mean(name, [each.name for each in people]) if people else "there is none at all"
    raise NotFound(f"{name!r} is no {what}; {near}", code="NOT_FOUND", field="user")
