"""What people do around one connection: small numbers and words, as they are drawn, become steps on named records.

A number picks one of the records there are by counting round them; the step that comes of it names the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from zsim.catalogue import ConnectsBy, catalogue
from zsim.explore.script import Named, Player, ScriptStep, Start, StepOutcome, do
from zsim.kernel.errors import UsageError
from zsim.ports.errors import DuplicateValue, InvalidCredentials, NotAllowed, NotFound
from zsim.sync import EngineFunctions, Integration
from zsim.sync.leads import LeadFunctions

Steps = tuple[ScriptStep, ...]

VIEW = "For finance"
ACCOUNTS, CONTACTS = "crm.accounts", "crm.contacts"
CUSTOMERS, PERSONS = "finance.customers", "finance.contact_persons"
EXPECTED = (DuplicateValue, InvalidCredentials, NotAllowed, NotFound, UsageError, None)
"""What may refuse a step: a name that is taken, a dead key, a rule of the apps, or how the connection stands."""

FINISH = do("advance", minutes=5)
"""Lets a run under way come to its end."""

SYNC = do("instant_sync", sync="customers")


@cache
def opening(product: str, *, equal_names: bool = False) -> Steps:
    """How a world begins: two accounts with a contact each and, where it reaches the CRM, a customer, all synced."""
    fields = [
        step
        for module in (ACCOUNTS, CONTACTS)
        for step in (
            do("add_field", module=module, field="For_Finance", type="boolean"),
            do("create_view", module=module, view=VIEW, conditions=[("For_Finance", "is", True)]),
        )
    ]
    return (
        *fields,
        do("add_field", module=ACCOUNTS, field="Terms", type="picklist", options=("15", "30")),
        do("update_preferences", app="finance", changes={"allow_equal_names": equal_names}),
        *_account("acme", "Acme"),
        *_contact("ada", "Ada", "acme"),
        *_account("bolt", "Bolt"),
        *_contact("ben", "Ben", "bolt"),
        *((_customer("cora", "Cora"),) if _two_way(product) else ()),
        *connecting(product),
        FINISH,
    )


def connecting(product: str) -> Steps:
    """How a product is connected, and everything synced."""
    choices = (
        {"module": "accounts_and_contacts", "duplicates": "overwrite", "extent": "both_ways"}
        if _two_way(product)
        else {"auto_update": True}
    )
    return (
        do("connect"),
        do("configure", sync="customers", choices=choices),
        do("save_and_sync", sync="customers"),
    )


def renewing(product: str) -> Steps:
    """How the connection is given the CRM's present key, where a key is what connects it."""
    by_key = catalogue().product(product).connects_by is ConnectsBy.KEY
    return (do("update_credentials", key="present"),) if by_key else ()


@cache
def settling_down(product: str) -> Steps:
    """How it all ends: everything is opened and synced twice, and the second run must be quiet."""
    return (FINISH, *renewing(product), do("enable"), do("resume"), SYNC, FINISH, SYNC, FINISH)


class People:
    """Everybody around one connection, in a world whose records correspond already."""

    def __init__(
        self, start: Start, functions: EngineFunctions | LeadFunctions | None = None, *, equal_names: bool = False
    ) -> None:
        self.player = Player(start, functions)
        self._product = start.products[0]
        self._made = 0
        self._gone: dict[str, list[str]] = {ACCOUNTS: [], CONTACTS: []}
        for step in opening(self._product, equal_names=equal_names):
            self.player.do(step)
        linked = 4 + _two_way(self._product)
        assert len(self.sync.links) == linked, "the records correspond before anybody does anything"

    @property
    def sync(self) -> Integration:
        """The connection they work around."""
        return self.player.world.integration(self._product)

    def steps(self, verb: str, given: Mapping[str, Any]) -> Steps:
        """The steps of one thing people do; none if it needs a record and there is none."""
        steps: Steps = getattr(self, verb)(**given)
        return steps

    def take(self, step: ScriptStep) -> None:
        """Take one step, which does something or is refused for a reason that the documents give."""
        result = self.player.do(step)
        assert result.outcome is not StepOutcome.NOTHING, f"{step}: {result}"
        assert result.refusal in EXPECTED, f"{step}: {result}"

    def settle_down(self) -> None:
        """Open the connection and sync until nothing is left to do."""
        for step in settling_down(self._product):
            self.player.do(step)

    # In the CRM.

    def create_account(self, name: str, phone: str | None, ticked: bool) -> Steps:
        """Add an account."""
        fields = {"Account_Name": name, "Phone": phone, "For_Finance": ticked}
        return (do("create", name=self._new("account"), module=ACCOUNTS, fields=fields),)

    def edit_account(self, which: int, changes: Mapping[str, str | None]) -> Steps:
        """Change fields of an account."""
        return self._update(ACCOUNTS, which, changes)

    def rename_account(self, which: int, name: str) -> Steps:
        """Give an account another name."""
        return self._update(ACCOUNTS, which, {"Account_Name": name})

    def tick_account(self, which: int, ticked: bool) -> Steps:
        """Tick or untick an account for finance."""
        return self._update(ACCOUNTS, which, {"For_Finance": ticked})

    def delete_account(self, which: int) -> Steps:
        """Delete an account."""
        return self._delete(ACCOUNTS, which)

    def restore_account(self, which: int) -> Steps:
        """Bring a deleted account back."""
        return self._restore(ACCOUNTS, which)

    def merge_accounts(self, master: int, loser: int) -> Steps:
        """Merge an account into another."""
        return self._merge(ACCOUNTS, master, loser)

    def create_contact(
        self, first: str | None, last: str, email: str | None, account: int | None, ticked: bool
    ) -> Steps:
        """Add a contact, with or without an account."""
        fields = {"First_Name": first, "Last_Name": last, "Email": email, "Account_Name": self._account(account)}
        fields["For_Finance"] = ticked
        return (do("create", name=self._new("contact"), module=CONTACTS, fields=fields),)

    def edit_contact(self, which: int, changes: Mapping[str, str | None]) -> Steps:
        """Change fields of a contact."""
        return self._update(CONTACTS, which, changes)

    def rename_contact(self, which: int, first: str | None, last: str) -> Steps:
        """Give a contact another name."""
        return self._update(CONTACTS, which, {"First_Name": first, "Last_Name": last})

    def move_contact(self, which: int, account: int | None) -> Steps:
        """Move a contact to another account, or away from any."""
        return self._update(CONTACTS, which, {"Account_Name": self._account(account)})

    def tick_contact(self, which: int, ticked: bool) -> Steps:
        """Tick or untick a contact for finance."""
        return self._update(CONTACTS, which, {"For_Finance": ticked})

    def delete_contact(self, which: int) -> Steps:
        """Delete a contact."""
        return self._delete(CONTACTS, which)

    def restore_contact(self, which: int) -> Steps:
        """Bring a deleted contact back."""
        return self._restore(CONTACTS, which)

    def merge_contacts(self, master: int, loser: int) -> Steps:
        """Merge a contact into another."""
        return self._merge(CONTACTS, master, loser)

    def change_view(self, of_accounts: bool, ticked: bool) -> Steps:
        """Let the view list the ticked records, or the others."""
        module = ACCOUNTS if of_accounts else CONTACTS
        return (do("update_view", module=module, view=VIEW, conditions=[("For_Finance", "is", ticked)]),)

    # In finance.

    def create_customer(self, name: str, kind: str, phone: str | None) -> Steps:
        """Add a customer."""
        fields = {"contact_name": name, "customer_sub_type": kind, "phone": phone}
        return (do("create", name=self._new("customer"), module=CUSTOMERS, fields=fields),)

    def edit_customer(self, which: int, changes: Mapping[str, str | None]) -> Steps:
        """Change fields of a customer."""
        return self._update(CUSTOMERS, which, changes)

    def rename_customer(self, which: int, name: str) -> Steps:
        """Give a customer another name."""
        return self._update(CUSTOMERS, which, {"contact_name": name})

    def set_status(self, which: int, active: bool) -> Steps:
        """Make a customer active or inactive."""
        return tuple(
            [do("activate" if active else "deactivate", record=each) for each in self._picked(CUSTOMERS, which)]
        )

    def delete_customer(self, which: int) -> Steps:
        """Delete a customer, unless it has transactions or was imported."""
        return self._delete(CUSTOMERS, which)

    def merge_customers(self, master: int, loser: int) -> Steps:
        """Merge a customer into another, where an imported one may lose."""
        return self._merge(CUSTOMERS, master, loser)

    def invoice_customer(self, which: int) -> Steps:
        """Make an invoice for a customer, unless it is inactive."""
        return self._made_for(
            "invoice", "finance.invoices", which, "customer_id", {"lines": ({"name": "Work", "rate": 1},)}
        )

    def create_person(self, customer: int, first: str | None, last: str, email: str | None) -> Steps:
        """Add a contact person."""
        return self._made_for(
            "person", PERSONS, customer, "contact_id", {"first_name": first, "last_name": last, "email": email}
        )

    def edit_person(self, which: int, changes: Mapping[str, str | None]) -> Steps:
        """Change fields of a contact person."""
        return self._update(PERSONS, which, changes)

    def delete_person(self, which: int) -> Steps:
        """Delete a contact person."""
        return self._delete(PERSONS, which)

    def allow_equal_names(self, allowed: bool) -> Steps:
        """Let customers carry one name, or not."""
        return (do("update_preferences", app="finance", changes={"allow_equal_names": allowed}),)

    # Time and the connection.

    def advance(self, length: Mapping[str, int]) -> Steps:
        """Let time pass."""
        return (do("advance", **length),)

    def instant_sync(self) -> Steps:
        """Sync now."""
        return (SYNC,)

    def fetch(self, of_accounts: bool, which: int) -> Steps:
        """Fetch one record from the CRM; one of a module that is not chosen is refused."""
        found = self._picked(ACCOUNTS if of_accounts else CONTACTS, which)
        return tuple([do("fetch", sync="customers", record=each) for each in found])

    def choose(self, choices: Mapping[str, Any]) -> Steps:
        """Change the preferences."""
        return (do("edit", sync="customers", choices=choices),)

    def save_and_sync(self) -> Steps:
        """Save the preferences as they are and sync everything."""
        return (do("save_and_sync", sync="customers"),)

    def regenerate_key(self) -> Steps:
        """Generate another key in the CRM; the former one dies."""
        return (do("generate_zsc_key", app="crm"),)

    def renew_credentials(self) -> Steps:
        """Give the connection the CRM's present key."""
        return renewing(self._product)

    def pause(self) -> Steps:
        """Pause the sync."""
        return (do("pause"),)

    def resume(self) -> Steps:
        """Resume the sync."""
        return (do("resume"),)

    def disable(self) -> Steps:
        """Disable the integration."""
        return (do("disable"),)

    def enable(self) -> Steps:
        """Enable the integration, which needs a living key."""
        return (do("enable"),)

    def reconnect(self, convert: str) -> Steps:
        """Delete the integration, which forgets every link, and connect anew."""
        return (do("disable"), do("delete_integration", convert=convert), *connecting(self._product))

    def _new(self, kind: str) -> str:
        self._made += 1
        return f"{kind} {self._made}"

    def _picked(self, module: str, which: int) -> tuple[str, ...]:
        """The name of one of the live records of a module, counting round; none if there are none."""
        names = self.player.names.all(module)
        return (names[which % len(names)],) if names else ()

    def _account(self, which: int | None) -> Named | None:
        return None if which is None else next(map(Named, self._picked(ACCOUNTS, which)), None)

    def _update(self, module: str, which: int, changes: Mapping[str, Any]) -> Steps:
        return tuple([do("update", record=each, fields=changes) for each in self._picked(module, which)])

    def _delete(self, module: str, which: int) -> Steps:
        names = self._picked(module, which)
        self._gone.setdefault(module, []).extend(names)
        return tuple([do("delete", record=each) for each in names])

    def _restore(self, module: str, which: int) -> Steps:
        gone = self._gone[module]
        return (do("restore", record=gone.pop(which % len(gone))),) if gone else ()

    def _merge(self, module: str, master: int, loser: int) -> Steps:
        winners, losers = self._picked(module, master), self._picked(module, loser)
        return (do("merge", record=winners[0], others=losers),) if winners != losers else ()

    def _made_for(self, kind: str, module: str, which: int, field: str, fields: Mapping[str, Any]) -> Steps:
        customers = self._picked(CUSTOMERS, which)
        new = self._new(kind)
        return tuple(
            [do("create", name=new, module=module, fields={field: Named(each), **fields}) for each in customers]
        )


def _account(name: str, called: str) -> Steps:
    return (
        do("create", name=name, module=ACCOUNTS, fields={"Account_Name": called, "Phone": "1", "For_Finance": True}),
    )


def _contact(name: str, first: str, account: str) -> Steps:
    fields = {"First_Name": first, "Last_Name": "Hill", "Account_Name": Named(account), "For_Finance": True}
    return (do("create", name=name, module=CONTACTS, fields=fields),)


def _customer(name: str, called: str) -> ScriptStep:
    return do("create", name=name, module=CUSTOMERS, fields={"contact_name": called, "phone": "1"})


def _two_way(product: str) -> bool:
    """Whether the product has preferences to choose."""
    return catalogue().product(product).two_way
