"""What people do around one connection, as verbs that take small numbers and words.

A script is a list of such verbs, so the same one can be drawn by Hypothesis, shrunk, written down, and played again in
another process. Records are named by a number that counts round the live ones; a verb that finds none does nothing,
and one that an app refuses for a reason the documents give is a step like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, NamedTuple

from zsim import World
from zsim.fakes.finance import Finance
from zsim.fakes.store.face import ModuleFace
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.errors import DuplicateValue, InvalidCredentials, NotAllowed, NotFound, VendorError
from zsim.sync import EngineFunctions, Integration, IntegrationState
from zsim.sync.leads import LeadFunctions

VIEW = "For finance"


class Start(NamedTuple):
    """How a world begins: the product, how long a call takes, whether names may repeat, and the policies."""

    product: str
    call_ms: int = 0
    equal_names: bool = False
    policies: Mapping[str, str] = {}


class Step(NamedTuple):
    """One thing somebody does."""

    verb: str
    given: Mapping[str, Any]


class People:
    """A CRM and one finance organisation whose records correspond already, and everybody who works with them."""

    def __init__(self, start: Start, functions: EngineFunctions | LeadFunctions | None = None) -> None:
        self.world = World(call_ms=start.call_ms, policies=start.policies, functions=functions)
        self.start = start
        self.gone: dict[str, list[Handle]] = {"accounts": [], "contacts": []}
        self._make_fields()
        self.finance.preferences.update(allow_equal_names=start.equal_names)
        self.sync = self._linked()

    @property
    def finance(self) -> Finance:
        """The finance organisation."""
        return self.world[self.start.product]

    @property
    def two_way(self) -> bool:
        """Whether the product has preferences to choose."""
        return self.finance.product.two_way

    def do(self, step: Step) -> None:
        """Do one thing, and let everything happen that is due at once."""
        getattr(self, step.verb)(**step.given)
        self.world.settle()
        self.world.check()

    def settle_down(self) -> None:
        """Open the connection and sync until nothing is left to do: twice, and the second run must be quiet."""
        self.finish()
        self.renew_credentials()
        self.enable()
        self.resume()
        for _ in range(2):
            self.instant_sync()
            self.finish()

    def finish(self) -> None:
        """Let a run under way come to its end."""
        self.world.advance(minutes=5)

    # In the CRM.

    def create_account(self, name: str, phone: str | None, ticked: bool) -> None:
        """Add an account."""
        self.world.crm.accounts.create(Account_Name=name, Phone=phone, For_Finance=ticked)

    def edit_account(self, which: int, changes: Mapping[str, str | None]) -> None:
        """Change fields of an account."""
        for account in _picked(self.world.crm.accounts, which):
            self.world.crm.accounts.update(account, **changes)

    def rename_account(self, which: int, name: str) -> None:
        """Give an account another name."""
        for account in _picked(self.world.crm.accounts, which):
            self.world.crm.accounts.update(account, Account_Name=name)

    def tick_account(self, which: int, ticked: bool) -> None:
        """Tick or untick an account for finance."""
        for account in _picked(self.world.crm.accounts, which):
            self.world.crm.accounts.update(account, For_Finance=ticked)

    def delete_account(self, which: int) -> None:
        """Delete an account."""
        for account in _picked(self.world.crm.accounts, which):
            self.gone["accounts"].append(account)
            self.world.crm.accounts.delete(account)

    def restore_account(self, which: int) -> None:
        """Bring a deleted account back."""
        self._restore("accounts", which)

    def merge_accounts(self, master: int, loser: int) -> None:
        """Merge an account into another."""
        _merge(self.world.crm.accounts, master, loser)

    def create_contact(
        self, first: str | None, last: str, email: str | None, account: int | None, ticked: bool
    ) -> None:
        """Add a contact, with or without an account."""
        self.world.crm.contacts.create(
            First_Name=first, Last_Name=last, Email=email, Account_Name=self._account(account), For_Finance=ticked
        )

    def edit_contact(self, which: int, changes: Mapping[str, str | None]) -> None:
        """Change fields of a contact."""
        for contact in _picked(self.world.crm.contacts, which):
            self.world.crm.contacts.update(contact, **changes)

    def rename_contact(self, which: int, first: str | None, last: str) -> None:
        """Give a contact another name."""
        for contact in _picked(self.world.crm.contacts, which):
            self.world.crm.contacts.update(contact, First_Name=first, Last_Name=last)

    def move_contact(self, which: int, account: int | None) -> None:
        """Move a contact to another account, or away from any."""
        for contact in _picked(self.world.crm.contacts, which):
            self.world.crm.contacts.update(contact, Account_Name=self._account(account))

    def tick_contact(self, which: int, ticked: bool) -> None:
        """Tick or untick a contact for finance."""
        for contact in _picked(self.world.crm.contacts, which):
            self.world.crm.contacts.update(contact, For_Finance=ticked)

    def delete_contact(self, which: int) -> None:
        """Delete a contact."""
        for contact in _picked(self.world.crm.contacts, which):
            self.gone["contacts"].append(contact)
            self.world.crm.contacts.delete(contact)

    def restore_contact(self, which: int) -> None:
        """Bring a deleted contact back."""
        self._restore("contacts", which)

    def merge_contacts(self, master: int, loser: int) -> None:
        """Merge a contact into another."""
        _merge(self.world.crm.contacts, master, loser)

    def change_view(self, of_accounts: bool, ticked: bool) -> None:
        """Let the view list the ticked records, or the others."""
        module = self.world.crm.accounts if of_accounts else self.world.crm.contacts
        module.views.update(VIEW, ("For_Finance", "is", ticked))

    # In finance.

    def create_customer(self, name: str, kind: str, phone: str | None) -> None:
        """Add a customer."""
        with _refused(DuplicateValue):
            self.finance.customers.create(contact_name=name, customer_sub_type=kind, phone=phone)

    def edit_customer(self, which: int, changes: Mapping[str, str | None]) -> None:
        """Change fields of a customer."""
        for customer in _picked(self.finance.customers, which):
            self.finance.customers.update(customer, **changes)

    def rename_customer(self, which: int, name: str) -> None:
        """Give a customer another name."""
        for customer in _picked(self.finance.customers, which):
            with _refused(DuplicateValue):
                self.finance.customers.update(customer, contact_name=name)

    def set_status(self, which: int, active: bool) -> None:
        """Make a customer active or inactive."""
        for customer in _picked(self.finance.customers, which):
            change = self.finance.customers.activate if active else self.finance.customers.deactivate
            change(customer)

    def delete_customer(self, which: int) -> None:
        """Delete a customer, unless it has transactions or was imported."""
        for customer in _picked(self.finance.customers, which):
            with _refused(NotAllowed):
                self.finance.customers.delete(customer)

    def merge_customers(self, master: int, loser: int) -> None:
        """Merge a customer into another, where an imported one may lose."""
        with _refused(NotAllowed):
            _merge(self.finance.customers, master, loser)

    def invoice_customer(self, which: int) -> None:
        """Make an invoice for a customer, unless it is inactive."""
        for customer in _picked(self.finance.customers, which):
            with _refused(NotAllowed):
                self.finance.invoices.create(customer_id=customer)

    def create_person(self, customer: int, first: str | None, last: str, email: str | None) -> None:
        """Add a contact person."""
        for each in _picked(self.finance.customers, customer):
            self.finance.contact_persons.create(contact_id=each, first_name=first, last_name=last, email=email)

    def edit_person(self, which: int, changes: Mapping[str, str | None]) -> None:
        """Change fields of a contact person."""
        for person in _picked(self.finance.contact_persons, which):
            self.finance.contact_persons.update(person, **changes)

    def delete_person(self, which: int) -> None:
        """Delete a contact person."""
        for person in _picked(self.finance.contact_persons, which):
            self.finance.contact_persons.delete(person)

    def allow_equal_names(self, allowed: bool) -> None:
        """Let customers carry one name, or not."""
        self.finance.preferences.update(allow_equal_names=allowed)

    # Time and the connection.

    def advance(self, minutes: float) -> None:
        """Let time pass."""
        self.world.advance(minutes=minutes)

    def instant_sync(self) -> None:
        """Sync now."""
        if self.sync.open and not self.sync.customers.paused:
            self.sync.customers.instant_sync()

    def fetch(self, of_accounts: bool, which: int) -> None:
        """Fetch one record from the CRM; one of a module that is not chosen is refused."""
        for record in _picked(self.world.crm.accounts if of_accounts else self.world.crm.contacts, which):
            if self.sync.open:
                with suppress(UsageError):
                    self.sync.customers.fetch(record)

    def choose(self, choices: Mapping[str, Any]) -> None:
        """Change the preferences."""
        if self.sync.open:
            with _refused(InvalidCredentials):
                self.sync.customers.edit(**choices)

    def save_and_sync(self) -> None:
        """Save the preferences as they are and sync everything."""
        if self.sync.open and not self.sync.customers.paused:
            self.sync.customers.save_and_sync()

    def regenerate_key(self) -> None:
        """Generate another key in the CRM; the former one dies."""
        self.world.crm.generate_zsc_key()

    def renew_credentials(self) -> None:
        """Give the connection the CRM's present key."""
        if self.sync.credentials.key is not None:
            self.sync.update_credentials(key=self.world.crm.zsc_key)

    def pause(self) -> None:
        """Pause the sync."""
        if self.sync.open:
            self.sync.pause()

    def resume(self) -> None:
        """Resume the sync."""
        if self.sync.open:
            self.sync.resume()

    def disable(self) -> None:
        """Disable the integration."""
        if self.sync.open:
            self.sync.disable()

    def enable(self) -> None:
        """Enable the integration, which needs a living key."""
        if self.sync.state is IntegrationState.DISABLED:
            with _refused(InvalidCredentials):
                self.sync.enable()

    def reconnect(self, convert: str) -> None:
        """Delete the integration, which forgets every link, and connect anew."""
        self.disable()
        self.sync.delete(convert=convert)
        self.sync = self._connected()

    def _make_fields(self) -> None:
        crm = self.world.crm
        for module in (crm.accounts, crm.contacts):
            module.add_field("For_Finance", "boolean")
            module.views.create(VIEW, ("For_Finance", "is", True))
        crm.accounts.add_field("Terms", "picklist", options=("15", "30"))

    def _linked(self) -> Integration:
        """Records that correspond: two accounts with a contact each, and one of finance's where those reach the CRM."""
        crm = self.world.crm
        for name, first in (("Acme", "Ada"), ("Bolt", "Ben")):
            account = crm.accounts.create(Account_Name=name, Phone="1", For_Finance=True)
            crm.contacts.create(First_Name=first, Last_Name="Hill", Account_Name=account, For_Finance=True)
        if self.two_way:
            self.finance.customers.create(contact_name="Cora", phone="1")
        sync = self._connected()
        self.finish()
        assert len(sync.links) == 4 + self.two_way, "the records correspond before anybody does anything"
        return sync

    def _connected(self) -> Integration:
        sync = self.world.connect(self.start.product)
        if self.two_way:
            sync.customers.configure(module="accounts_and_contacts", duplicates="overwrite", extent="both_ways")
        else:
            sync.customers.configure(auto_update=True)
        sync.customers.save_and_sync()
        return sync

    def _account(self, which: int | None) -> Handle | None:
        if which is None:
            return None
        return next(iter(_picked(self.world.crm.accounts, which)), None)

    def _restore(self, name: str, which: int) -> None:
        held = self.gone[name]
        if held:
            record = held.pop(which % len(held))
            with _refused(NotFound):
                getattr(self.world.crm, name).restore(record)


def _picked(face: ModuleFace, which: int) -> Sequence[Handle]:
    """The live record of that number, counting round; none if there are none."""
    held = face.all()
    return [held[which % len(held)]] if held else []


def _merge(face: ModuleFace, master: int, loser: int) -> None:
    winners, losers = _picked(face, master), _picked(face, loser)
    if winners and winners != losers:
        face.merge(winners[0], losers[0])


def _refused(*kinds: type[VendorError]) -> AbstractContextManager[None]:
    """A refusal that the documents give a reason for is a step like any other."""
    return suppress(*kinds)
