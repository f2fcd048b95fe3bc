"""All that one CRM organisation knows; the faces and the gate act on it."""

from __future__ import annotations

from zsim.catalogue import Policies, Quirks
from zsim.fakes.crm import accounts, contacts, finance_module
from zsim.fakes.crm.accounts import Accounts
from zsim.fakes.crm.connections import Connections
from zsim.fakes.crm.contacts import Contacts
from zsim.fakes.crm.fields import ACCOUNT_FIELDS, CONTACT_FIELDS
from zsim.fakes.crm.finance_module import FinanceInvoices
from zsim.fakes.crm.keys import Keys
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.profiles import ADMINISTRATOR, Profiles
from zsim.fakes.crm.users import ADMIN_EMAIL, Person, Users
from zsim.fakes.crm.views import Views
from zsim.fakes.store.currencies import CURRENCIES, currency
from zsim.fakes.store.table import Table
from zsim.kernel.clock import Clock
from zsim.kernel.ids import IdCounter
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.app import Organisation
from zsim.ports.errors import NotModelled
from zsim.ports.records import RecordId

CRM = "crm"
ORGANISATION_NUMBER = 1_100_000
ADMIN_NUMBER = 1
COUNTED_FROM = 1000
PREDEFINED = {"Accounts": accounts.VIEWS, "Contacts": contacts.VIEWS, finance_module.INVOICES: finance_module.VIEWS}


class CrmState:
    """One CRM organisation: its settings, its people and its records."""

    def __init__(
        self,
        clock: Clock,
        journal: Journal,
        streams: Streams,
        quirks: Quirks,
        policies: Policies,
        *,
        currency: str,
        country: str,
    ) -> None:
        self.clock = clock
        self.journal = journal
        self.policies = policies
        self.name = "CRM organisation"
        self.country = country
        self.currency = currency
        self.multi_currency = False
        self.ids = IdCounter(ORGANISATION_NUMBER, COUNTED_FROM)
        self.modules: dict[str, CrmModule] = {}
        self.profiles = Profiles(self.modules)
        self.users = Users(self.profiles)
        self.users.add(_reserved(ADMIN_NUMBER), Person(ADMINISTRATOR, ADMIN_EMAIL, ADMINISTRATOR, True))
        self.keys = Keys(lambda: streams["crm.keys"], quirks)
        self.connections = Connections(quirks)
        self.read: dict[RecordId, None] = {}
        self._views: dict[str, Views] = {}
        self._add_modules()

    def new_id(self) -> RecordId:
        """The next id of this organisation."""
        return RecordId(self.ids.new())

    def organisation(self) -> Organisation:
        """What the CRM tells of itself."""
        return Organisation(
            key=CRM,
            name=self.name,
            email=ADMIN_EMAIL,
            country=self.country,
            currency=self.currency,
            multi_currency=self.multi_currency,
            edition="Enterprise",
        )

    def views(self, module: str) -> Views:
        """The views of a module."""
        views = self._views.get(module)
        if views is None:
            views = self._views[module] = self._make_views(module)
        return views

    def is_read(self, record_id: RecordId) -> bool:
        """Whether somebody opened the record."""
        return record_id in self.read

    def mark_read(self, record_id: RecordId) -> None:
        """Note that somebody opened the record."""
        self.read[record_id] = None

    def set_base_currency(self, code: str) -> None:
        """Take another base currency."""
        self.currency = currency(code)
        if self.multi_currency:
            self.enable_multi_currency()

    def enable_multi_currency(self) -> None:
        """Let each record have a currency of its own."""
        self.multi_currency = True
        for module in self.modules.values():
            module.offer_currencies(CURRENCIES, self.currency)

    def _add_modules(self) -> None:
        self.modules["Accounts"] = Accounts(
            self._table("Accounts", accounts.INDEXED), ACCOUNT_FIELDS, self.modules, self.users
        )
        self.modules["Contacts"] = Contacts(
            self._table("Contacts", contacts.INDEXED), CONTACT_FIELDS, self.modules, self.users
        )

        self.modules[finance_module.INVOICES] = FinanceInvoices(
            self._table(finance_module.INVOICES, finance_module.INDEXED),
            finance_module.INVOICE_FIELDS,
            self.modules,
            self.users,
        )

    def _table(self, name: str, indexed: tuple[str, ...]) -> Table:
        return Table(CRM, name, self.clock, self.journal, self.new_id, indexed)

    def _make_views(self, name: str) -> Views:
        module = self.modules.get(name)
        if module is None:
            raise NotModelled(f"there is no module {name!r}; there is {', '.join(self.modules)}")
        predefined = tuple([(_reserved(number), view, lists) for number, view, lists in PREDEFINED[name]])
        return Views(module, predefined, self.clock, self.policies.recently_created_days, self.is_read)


def _reserved(number: int) -> RecordId:
    """An id of something every CRM comes with, so that looking at it takes none from the counter."""
    return RecordId(IdCounter(ORGANISATION_NUMBER, number - 1).new())
