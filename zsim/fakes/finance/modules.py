"""The modules of a finance organisation: which there are in its product, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from zsim.catalogue.loader import catalogue
from zsim.catalogue.model import AppName, Product
from zsim.catalogue.policies import Policies
from zsim.catalogue.quirks import Quirks
from zsim.fakes.finance.bills import BILL_INDEXES, BillModule
from zsim.fakes.finance.contact_persons import CONTACT_PERSON_INDEXES, ContactPersonModule
from zsim.fakes.finance.customer_fields import CUSTOMER_INDEXES
from zsim.fakes.finance.customers import CustomerModule
from zsim.fakes.finance.details import Details
from zsim.fakes.finance.invoices import INVOICE_INDEXES, INVOICE_INDEXES_WITHOUT_ITEM, InvoiceModule
from zsim.fakes.finance.items import ITEM_INDEXES, ItemModule
from zsim.fakes.finance.module import FinanceModule
from zsim.fakes.finance.preferences import OrganisationPreferences
from zsim.fakes.finance.profile import Profile, profile_of
from zsim.fakes.finance.vendors import VENDOR_INDEXES, VendorModule
from zsim.fakes.store.modules import Modules
from zsim.fakes.store.table import Table
from zsim.kernel.clock import Clock
from zsim.ports.errors import NotModelled

ITEMS = "items"
VENDORS = "vendors"
BILLS = "bills"


class FinanceModuleMaker:
    """Makes the modules of one organisation, each once and with those it depends on."""

    def __init__(
        self,
        product: Product,
        table: Callable[[str, tuple[str, ...]], Table],
        clock: Clock,
        details: Details,
        preferences: OrganisationPreferences,
        quirks: Quirks,
        policies: Policies,
    ) -> None:
        self._product = product
        self._table = table
        self._clock = clock
        self._details = details
        self._preferences = preferences
        self._quirks = quirks
        self._policies = policies

    def modules(self) -> Modules[FinanceModule]:
        """The modules the product has, items and vendors only where it syncs them. Source: ITM-01, VEN-01."""
        makers: dict[str, Callable[[], FinanceModule]] = {
            "customers": lambda: self._customers,
            "contact_persons": lambda: self._contact_persons,
            "invoices": lambda: self._invoices,
        }
        if ITEMS in self._product.modules:
            makers[ITEMS] = lambda: self._items
        if VENDORS in self._product.modules:
            makers |= {VENDORS: lambda: self._vendors, BILLS: lambda: self._bills}
        return Modules(makers)

    @cached_property
    def _profile(self) -> Profile:
        return profile_of(self._product, self._policies)

    @cached_property
    def _customer_table(self) -> Table:
        return self._table("customers", CUSTOMER_INDEXES)

    @cached_property
    def _item_table(self) -> Table:
        return self._table(ITEMS, ITEM_INDEXES)

    @cached_property
    def _vendor_table(self) -> Table:
        return self._table(VENDORS, VENDOR_INDEXES)

    @cached_property
    def _customers(self) -> CustomerModule:
        return CustomerModule(
            self._customer_table,
            profile=self._profile,
            quirks=self._quirks,
            details=self._details,
            preferences=self._preferences,
            contact_persons=self._contact_persons,
            invoices=self._invoices,
        )

    @cached_property
    def _contact_persons(self) -> ContactPersonModule:
        table = self._table("contact_persons", CONTACT_PERSON_INDEXES)
        return ContactPersonModule(table, profile=self._profile, customers=self._customer_table)

    @cached_property
    def _invoices(self) -> InvoiceModule:
        has_items = ITEMS in self._product.modules
        return InvoiceModule(
            self._table("invoices", INVOICE_INDEXES if has_items else INVOICE_INDEXES_WITHOUT_ITEM),
            clock=self._clock,
            customers=self._customer_table,
            items=(lambda: self._item_table) if has_items else None,
        )

    @cached_property
    def _items(self) -> ItemModule:
        return ItemModule(
            self._item_table, profile=self._profile, preferences=self._preferences, invoices=self._invoices
        )

    @cached_property
    def _vendors(self) -> VendorModule:
        return VendorModule(
            self._vendor_table,
            profile=self._profile,
            quirks=self._quirks,
            details=self._details,
            preferences=self._preferences,
            bills=self._bills,
        )

    @cached_property
    def _bills(self) -> BillModule:
        return BillModule(self._table(BILLS, BILL_INDEXES), clock=self._clock, vendors=self._vendor_table)


def require_offered(product: Product, module: str) -> None:
    """Refuse with ``NotModelled`` the items or vendors of a product that has none, naming those that do."""
    if module not in product.modules:
        others = [each.name for each in catalogue().products if each.app is AppName.FINANCE and module in each.modules]
        raise NotModelled(
            f"the {module} of {product.name}: it has {', '.join(product.modules)} only; take {' or '.join(others)}"
        )
