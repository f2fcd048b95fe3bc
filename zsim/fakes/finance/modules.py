"""The modules of a finance organisation: which there are in its product, and how each is made."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from functools import cached_property

from zsim.catalogue.life_cycles import life_cycles
from zsim.catalogue.loader import catalogue
from zsim.catalogue.model import AppName, Product
from zsim.catalogue.policies import Policies
from zsim.catalogue.quirks import Quirks
from zsim.fakes.finance.contact_persons import CONTACT_PERSON_INDEXES, ContactPersonModule
from zsim.fakes.finance.customer_fields import CUSTOMER_INDEXES
from zsim.fakes.finance.customers import CustomerModule
from zsim.fakes.finance.details import Details
from zsim.fakes.finance.documents.bills import BillModule
from zsim.fakes.finance.documents.connected_crm import ConnectedCrm
from zsim.fakes.finance.documents.documents import AllDocuments, DocumentContext
from zsim.fakes.finance.documents.due_dates import DueDates
from zsim.fakes.finance.documents.estimates import EstimateModule
from zsim.fakes.finance.documents.expenses import ExpenseModule
from zsim.fakes.finance.documents.functions import DocumentFunctions
from zsim.fakes.finance.documents.invoices import InvoiceModule
from zsim.fakes.finance.documents.module import DocumentModule
from zsim.fakes.finance.documents.outbox import Outbox
from zsim.fakes.finance.documents.payments import PaymentModule
from zsim.fakes.finance.documents.purchase_orders import PurchaseOrderModule
from zsim.fakes.finance.documents.remarks import Remarks
from zsim.fakes.finance.documents.sales_orders import SalesOrderModule
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
PAYMENTS = "payments"
DOCUMENTS: tuple[type[DocumentModule], ...] = (
    EstimateModule,
    InvoiceModule,
    SalesOrderModule,
    PurchaseOrderModule,
    BillModule,
    ExpenseModule,
)


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
        outbox: Outbox,
        due: DueDates,
        crm: ConnectedCrm,
        remarks: Remarks,
        functions: DocumentFunctions,
    ) -> None:
        self._functions, self._kind = functions, functions.stand_ins.of
        self._crm = crm
        self._remarks = remarks
        self._outbox = outbox
        self._due = due
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
        }
        if ITEMS in self._product.modules:
            makers[ITEMS] = lambda: self._items
        if VENDORS in self._product.modules:
            makers[VENDORS] = lambda: self._vendors
        for each in DOCUMENTS:
            if self._product.key in life_cycles()[each.type].products:
                makers[each.type] = functools.partial(self._document, each)
        makers[PAYMENTS] = self._payments
        self._made = Modules(makers)
        return self._made

    @cached_property
    def _documents(self) -> AllDocuments:
        return AllDocuments(self._documents_made)

    def _documents_made(self) -> Iterator[DocumentModule | PaymentModule]:
        return (each for each in self._made.made() if isinstance(each, (DocumentModule, PaymentModule)))

    @cached_property
    def _context(self) -> DocumentContext:
        tables = {"customers": lambda: self._customer_table, VENDORS: lambda: self._vendor_table}
        return DocumentContext(
            product=self._product.key,
            clock=self._clock,
            details=self._details,
            preferences=self._preferences,
            outbox=self._outbox,
            due=self._due,
            crm=self._crm,
            remarks=self._remarks,
            parties=lambda module: tables[module](),
            items=(lambda: self._item_table) if ITEMS in self._product.modules else None,
            module=self._document_module,
            made=self._documents_made,
            functions=self._functions,
        )

    def _document_module(self, name: str) -> DocumentModule | PaymentModule:
        module = self._made[name]
        assert isinstance(module, (DocumentModule, PaymentModule)), f"{name} are documents"
        return module

    def _document(self, kind: type[DocumentModule]) -> DocumentModule:
        return self._kind(kind)(self._table(kind.type, kind.indexes(ITEMS in self._product.modules)), self._context)

    def _payments(self) -> PaymentModule:
        with_bills = VENDORS in self._product.modules
        return self._kind(PaymentModule)(
            self._table(PAYMENTS, PaymentModule.indexes(with_bills)), self._context, with_bills
        )

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
        return self._kind(CustomerModule)(
            self._customer_table,
            profile=self._profile,
            quirks=self._quirks,
            details=self._details,
            preferences=self._preferences,
            contact_persons=self._contact_persons,
            documents=self._documents,
        )

    @cached_property
    def _contact_persons(self) -> ContactPersonModule:
        table = self._table("contact_persons", CONTACT_PERSON_INDEXES)
        return self._kind(ContactPersonModule)(table, profile=self._profile, customers=self._customer_table)

    @cached_property
    def _items(self) -> ItemModule:
        return self._kind(ItemModule)(
            self._item_table, profile=self._profile, preferences=self._preferences, documents=self._documents
        )

    @cached_property
    def _vendors(self) -> VendorModule:
        return self._kind(VendorModule)(
            self._vendor_table,
            profile=self._profile,
            quirks=self._quirks,
            details=self._details,
            preferences=self._preferences,
            documents=self._documents,
        )


def require_offered(product: Product, module: str) -> None:
    """Refuse with ``NotModelled`` the items or vendors of a product that has none, naming those that do."""
    if module not in product.modules:
        others = [each.name for each in catalogue().products if each.app is AppName.FINANCE and module in each.modules]
        raise NotModelled(
            f"the {module} of {product.name}: it has {', '.join(product.modules)} only; take {' or '.join(others)}"
        )


def require_document(product: Product, type: str, asked: str) -> None:
    """Refuse with ``NotModelled`` a type of document that the product has not, or does not call so."""
    cycle = life_cycles()[type]
    if product.key not in cycle.products:
        others = [each.name for each in catalogue().products if each.key in cycle.products]
        nearest = (
            "invoices"
            if cycle.type == "sales_orders"
            else "expenses"
            if "expenses" in product_types(product)
            else "invoices"
        )
        raise NotModelled(
            f"the {asked} of {product.name}: it has none; take those of {' or '.join(others)}, or {nearest}"
        )
    if asked != type and cycle.called(product.key) != asked.removesuffix("s"):
        raise NotModelled(f"the {asked} of {product.name}: it calls them {type}")


def product_types(product: Product) -> tuple[str, ...]:
    """The types of documents that a product has."""
    return tuple([each.type for each in life_cycles().values() if product.key in each.products])
