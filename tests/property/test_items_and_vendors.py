"""Whatever people do to items, products and vendors, every run leaves both sides in order.

The world's own checks judge every run; at the end nothing is left to do, and one more run writes nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from zsim import World
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import VendorError
from zsim.sync import ModuleSync

NAMES = ("Anvil", " anvil", "Rope", "Nail")
CODES = (None, "A-1", "A-1 ", "a-1", "B-2")
AMOUNTS = (None, Decimal(1), Decimal(2))
MINUTES = (0, 1, 30, 120)
VERBS = ("create", "rename", "edit", "delete", "use", "run", "wait", "choose", "merge", "restore")


class Kind(NamedTuple):
    """How people make records of a kind on either side, and the document that uses one of finance's."""

    sync: str
    crm: str
    finance: str
    crm_names: tuple[str, str, str]
    finance_names: tuple[str, str, str]
    document: tuple[str, str]


ITEMS = Kind(
    "items",
    "products",
    "items",
    ("Product_Name", "Product_Code", "Unit_Price"),
    ("name", "sku", "rate"),
    ("invoices", "item_id"),
)
VENDORS = Kind(
    "vendors",
    "vendors",
    "vendors",
    ("Vendor_Name", "Phone", "Website"),
    ("contact_name", "phone", "website"),
    ("bills", "vendor_id"),
)


class Step(NamedTuple):
    """Something done: the verb, on which side, to which record, and values to pick from."""

    verb: str
    in_crm: bool
    which: int
    name: int
    code: int
    amount: int


STEPS = st.builds(
    Step,
    st.sampled_from(VERBS),
    st.booleans(),
    st.integers(0, 4),
    st.integers(0, len(NAMES) - 1),
    st.integers(0, len(CODES) - 1),
    st.integers(0, len(AMOUNTS) - 1),
)
CHOICES = st.fixed_dictionaries(
    {"extent": st.sampled_from(["fetch", "both_ways"]), "duplicates": st.sampled_from(["clone", "overwrite", "skip"])}
)


class Shop:
    """People at work in the CRM and one finance product."""

    def __init__(self, product: str, kind: Kind, choices: dict[str, str], equal_names: bool) -> None:
        self.world = World()
        self._finance = self.world[product]
        self._kind = kind
        if equal_names:
            if kind is ITEMS:
                self._finance.preferences.update(sku_mandatory=True, allow_equal_item_names=True)
            else:
                self._finance.preferences.update(allow_equal_names=True)
        self._customer = self._finance.customers.create(contact_name="Buyer")
        self._deleted: list[Handle] = []
        self.sync: ModuleSync = self.world.connect(product).module(kind.sync)
        self.sync.configure(**choices).save_and_sync()
        self.world.settle()

    def do(self, step: Step) -> None:
        """Do it, as far as the apps allow."""
        with contextlib.suppress(VendorError):
            self._do(step)

    def rest(self) -> None:
        """Run until nothing is left to do, then once more."""
        for _ in range(4):
            self._run()
        before = self.world.snapshot()
        self._run()
        assert self.world.snapshot() == before

    def _do(self, step: Step) -> None:
        names = self._kind.crm_names if step.in_crm else self._kind.finance_names
        face = getattr(self.world.crm, self._kind.crm) if step.in_crm else getattr(self._finance, self._kind.finance)
        amount = AMOUNTS[step.amount]
        third = amount if self._kind is ITEMS else None if amount is None else f"{amount}.example"
        values = dict(zip(names, (NAMES[step.name], CODES[step.code], third), strict=True))
        records = face.all()
        match step.verb:
            case "create":
                face.create(**values)
            case "run":
                self._run()
            case "wait":
                self.world.advance(minutes=MINUTES[step.name])
            case "choose":
                self.sync.edit(extent=("fetch", "both_ways")[step.in_crm])
            case "restore" if self._deleted:
                getattr(self.world.crm, self._kind.crm).restore(self._deleted.pop())
            case _ if records:
                self._touch(step, face, records, values, names)

    def _touch(
        self,
        step: Step,
        face: Any,
        records: Sequence[Handle],
        values: dict[str, object],
        names: tuple[str, str, str],
    ) -> None:
        record = records[step.which % len(records)]
        match step.verb:
            case "rename":
                face.update(record, **{names[0]: values[names[0]]})
            case "edit":
                face.update(record, **{names[1]: values[names[1]], names[2]: values[names[2]]})
            case "delete":
                face.delete(record)
                if step.in_crm:
                    self._deleted.append(record)
            case "merge" if len(records) > 1:
                face.merge(record, records[(step.which + 1) % len(records)])
            case "use" if not step.in_crm:
                document, field = self._kind.document
                party = {"customer_id": self._customer} if self._kind is ITEMS else {}
                getattr(self._finance, document).create(**party, **{field: record}, total=Decimal(1))

    def _run(self) -> None:
        self.world.advance(minutes=1)
        self.sync.instant_sync()
        self.world.settle()


@given(st.sampled_from(["invoice", "books", "billing"]), CHOICES, st.booleans(), st.lists(STEPS, max_size=25))
def test_items_and_products_stay_in_order(
    product: str, choices: dict[str, str], equal_names: bool, steps: list[Step]
) -> None:
    shop = Shop(product, ITEMS, choices, equal_names)
    for step in steps:
        shop.do(step)
    shop.rest()


@given(CHOICES, st.booleans(), st.lists(STEPS, max_size=25))
def test_vendors_stay_in_order(choices: dict[str, str], equal_names: bool, steps: list[Step]) -> None:
    shop = Shop("books", VENDORS, choices, equal_names)
    for step in steps:
        shop.do(step)
    shop.rest()
