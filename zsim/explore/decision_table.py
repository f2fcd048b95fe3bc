"""The decision table: the engine asked, in a small world for each question, what becomes of a record.

Source: CUS-06 to CUS-13, VEN-02, VEN-03, ITM-02 to ITM-06.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product as every
from typing import NamedTuple

from zsim.catalogue import AppName, Product, catalogue
from zsim.fakes.store.handle import Handle
from zsim.sync import Duplicates, Extent, Outcome
from zsim.world import World

CRM, FINANCE, BOTH = PLACES = ("in the CRM", "in finance", "in both")
NAME = "Acme"
EQUAL_NAMES = {"allow_equal_names": True, "sku_mandatory": True, "allow_equal_item_names": True}


class TableKind(NamedTuple):
    """How records of a kind are made on either side, and which sync carries them with which choices.

    ``shows`` are the CRM's and finance's field of a mapped value that tells whose stands.
    """

    sync: str
    choices: Mapping[str, str]
    crm: tuple[str, Mapping[str, str]]
    finance: tuple[str, Mapping[str, str]]
    shows: tuple[str, str] = ("Phone", "phone")


SORTS: Mapping[str, TableKind] = {
    "account": TableKind(
        "customers",
        {"module": "accounts"},
        ("accounts", {"Account_Name": NAME}),
        ("customers", {"contact_name": NAME}),
    ),
    "contact": TableKind(
        "customers",
        {"module": "contacts"},
        ("contacts", {"Last_Name": NAME}),
        ("customers", {"contact_name": NAME, "customer_sub_type": "individual"}),
    ),
    "vendor": TableKind("vendors", {}, ("vendors", {"Vendor_Name": NAME}), ("vendors", {"contact_name": NAME})),
    "item": TableKind(
        "items",
        {},
        ("products", {"Product_Name": NAME, "Product_Code": "A-1"}),
        ("items", {"name": NAME}),
        ("Description", "description"),
    ),
}


class Question(NamedTuple):
    """A cell of the table: what kind of record, where one of that name exists, the direction, and the policy."""

    kind: str
    exists: str
    direction: Extent
    policy: Duplicates


class TableAnswer(NamedTuple):
    """What the first run made of it: the outcome of either side's record, and what stands on each side then.

    ``in_crm`` and ``in_finance`` tell of each record there, oldest first, which side's value it holds.
    """

    crm: Outcome | None
    finance: Outcome | None
    in_crm: tuple[str, ...]
    in_finance: tuple[str, ...]


class TableRow(NamedTuple):
    """A question, its answer, and the products that give it."""

    question: Question
    answer: TableAnswer
    products: tuple[str, ...]


def decision_table() -> tuple[TableRow, ...]:
    """Every question with the answers of all products that sync both ways and have the kind."""
    return tuple(row for asked in every(SORTS, PLACES, Extent, Duplicates) for row in _rows(Question(*asked)))


def ask(question: Question, product: str) -> TableAnswer:
    """What a product does. Finance accepts equal names here, so that a clone is what the policy makes of it."""
    world = World()
    sort = SORTS[question.kind]
    finance = world[product]
    (crm_module, crm_fields), (finance_module, finance_fields) = sort.crm, sort.finance
    there, here = getattr(world.crm, crm_module), getattr(finance, finance_module)
    shown_there, shown_here = sort.shows
    made: dict[str, Handle] = {}
    if question.exists != FINANCE:
        made[CRM] = there.create(**crm_fields, **{shown_there: "CRM"})
    if question.exists != CRM:
        made[FINANCE] = here.create(**finance_fields, **{shown_here: "finance"})
    finance.preferences.update(**EQUAL_NAMES)
    sync = world.connect(product).module(sort.sync)
    sync.choose({"extent": question.direction, "duplicates": question.policy, **sort.choices}).save_and_sync()
    world.settle()
    crm, finance_outcome = (world.why(made[place]).outcome if place in made else None for place in (CRM, FINANCE))
    return TableAnswer(crm, finance_outcome, _values(there.all(), shown_there), _values(here.all(), shown_here))


def _rows(question: Question) -> Iterator[TableRow]:
    sync = SORTS[question.kind].sync
    answers: dict[TableAnswer, list[str]] = {}
    for product in catalogue().products:
        if _has(product, sync):
            answers.setdefault(ask(question, product.key), []).append(product.key)
    for answer, products in answers.items():
        yield TableRow(question, answer, tuple(products))


def _values(records: Iterable[Handle], field: str) -> tuple[str, ...]:
    return tuple(str(each.fields[field]) for each in records)


def _has(product: Product, sync: str) -> bool:
    return product.app is AppName.FINANCE and product.two_way and sync in product.modules
