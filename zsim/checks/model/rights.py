"""Who in the CRM may do what to finance's documents.

Source: PRM-01 to PRM-03, PRM-07 to PRM-10, PRM-12, USR-02, USR-09.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ADMINISTRATOR, STANDARD = "Administrator", "Standard"
PARTIES = ("Accounts", "Contacts", "Vendors")
VIEW, EDIT, EMAIL = "view", "create_edit", "email"
ALL = (VIEW, EDIT, EMAIL)
ENTRUSTED = frozenset({"estimates", "sales_orders"})
"""What users of Books' integration role work on. Source: USR-02."""
ENTRUSTED_VERBS = frozenset({"create", "update", "send", "mark_sent", "mark_open"})


@dataclass(slots=True)
class Rights:
    """What each profile lacks, by type of documents, who has which profile, and who holds Books' role for the CRM.

    ``hidden`` are the modules that each profile does not see.
    """

    lost: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    hidden: dict[str, set[str]] = field(default_factory=dict)
    profiles: dict[str, str] = field(default_factory=dict)
    entrusted: dict[str, set[str]] = field(default_factory=dict)

    def chosen(self, command: str, name: str, given: Mapping[str, object]) -> None:
        """Take in what a profile may do or see, or not; no rights named are all. Source: PRM-09, PRM-10."""
        if command in ("hide", "show"):
            modules, hidden = given.get("modules"), self.hidden.setdefault(name, set())
            change = hidden.update if command == "hide" else hidden.difference_update
            change(modules if isinstance(modules, tuple) else ())
            return
        named = given.get("rights") or ALL
        rights = {str(each) for each in named} if isinstance(named, Iterable) else set(ALL)
        held = self.lost.setdefault((name, str(given.get("type"))), set())
        held.difference_update(rights)
        if command == "deny" and name != ADMINISTRATOR:
            held.update(rights)

    def may_be_hidden(self, module: str) -> bool:
        """Whether some profile does not see a module of the CRM, or one of parties: a connection may not either.

        Whose document it is, it then cannot look up.
        """
        return any(not each.isdisjoint((module, *PARTIES)) for each in self.hidden.values())

    def lacks(self, user: str, module: str, verb: str, *, sends: bool = False) -> str:
        """The right that a user does not have who did that; "" if they may."""
        profile = self.profiles.get(user, ADMINISTRATOR)
        needed = [(module, EMAIL if verb == "send" else VIEW if verb == "refresh" else EDIT)]
        needed += [(module, EMAIL)] if sends else []
        needed += [("invoices", EDIT)] if verb == "convert" and module == "estimates" else []
        return next((f"{right} {of}" for of, right in needed if right in self.lost.get((profile, of), ())), "")

    def beyond(self, organisation: str, user: str, module: str, verb: str, *, views: bool) -> bool:
        """Whether somebody with Books' role for the CRM went beyond it. Source: USR-02, USR-09."""
        if user not in self.entrusted.get(organisation, ()):
            return False
        return views or module not in ENTRUSTED or verb not in ENTRUSTED_VERBS
