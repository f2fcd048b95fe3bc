"""Who acts in finance when somebody gives a command to a document inside the CRM.

Source: USR-02, USR-08, USR-09, USR-10.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zsim.catalogue import catalogue
from zsim.catalogue.model import Product
from zsim.catalogue.policies import Policies
from zsim.fakes.finance.users import OrganisationUser, OrganisationUsers, Role
from zsim.fakes.store.validation import FINANCE_CODES
from zsim.ports.errors import NoPermission

OWN = ("estimates", "sales_orders")
"""The documents that integration users make. Source: USR-02."""

DOINGS: Mapping[str, str] = MappingProxyType(
    {
        "create": "create",
        "update": "edit",
        "submit": "submit for approval",
        "send": "send",
        "mark_sent": "mark as sent",
        "mark_open": "mark as open",
    }
)
"""What they do to these, and what it is called. Source: USR-09."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Says by whom a command of the CRM is carried out in one organisation."""

    organisation: str
    product: Product
    users: OrganisationUsers
    policies: Policies

    def named(self, email: str, module: str, action: str) -> str:
        """Who acts for the CRM's user of that email: in Books its user, refused what that one may not do.

        In the other products, where the profiles of the CRM alone decide, the email itself.
        """
        if not catalogue().behaviour("USR-02").holds_for(self.product.key):
            return email
        asked = f"{DOINGS.get(action, action.replace('_', ' '))} {module.replace('_', ' ')} in {self.product.name}"
        user = self.users.with_email(email)
        if user is None:
            raise _refusal(
                f"{email} may not {asked}: {self.organisation} has no user of that email (USR-08)",
                "add the person to the integration users on the integration page, or invite them as a user",
            )
        if not user.active:
            raise _refusal(
                f"{user.name} <{user.email}> may not {asked}: the user is inactive there (USR-08)", "activate the user"
            )
        if user.role is Role.INTEGRATION:
            self._require(user, module, action, asked)
        return user.name

    def _require(self, user: OrganisationUser, module: str, action: str, asked: str) -> None:
        told = f"{user.name} <{user.email}> may not {asked}: the role {user.role.value}"
        right = "have a user of the organisation do it, or give the person another role there"
        if self.policies.integration_users == "view":
            raise _refusal(f"{told} only views documents (USR-02)", right)
        if module not in OWN:
            raise _refusal(f"{told} creates quotes and sales orders, and views all others (USR-02)", right)
        if action not in DOINGS:
            raise _refusal(f"{told} creates, edits and sends these, no more (USR-09)", right)


def _refusal(told: str, right: str) -> NoPermission:
    return NoPermission(f"{told}; {right}", code=FINANCE_CODES.invalid)
