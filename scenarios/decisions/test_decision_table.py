"""The decision table: what becomes of a record, by its kind, the policy, the direction, and on which side it exists.

The outcomes are written down here from the catalogue (CUS-06 to CUS-18, VEN-02, VEN-03, ITM-02 to ITM-05), and the
engine must come to the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from zsim import World, given, scenario, then, when

CRM_VALUE, FINANCE_VALUE = "111", "999"


class End(NamedTuple):
    """One side of a kind: the module, the fields that make a record of it, and the mapped field that is looked at."""

    module: str
    fields: Mapping[str, str]
    shows: str


class Kind(NamedTuple):
    """A kind of record: its two sides, the sync that carries it, what is chosen for it, and which side goes first.

    ``allows`` are the preferences under which finance takes several of one name.
    """

    crm: End
    finance: End
    sync: str
    choices: Mapping[str, str]
    first: str
    allows: tuple[str, ...] = ("allow_equal_names",)


KINDS = {
    "account": Kind(
        End("accounts", {"Account_Name": "Acme"}, "Phone"),
        End("customers", {"contact_name": "Acme"}, "phone"),
        "customers",
        {"module": "accounts"},
        "crm",
    ),
    "contact": Kind(
        End("contacts", {"First_Name": "Anna", "Last_Name": "Berg"}, "Phone"),
        End("customers", {"contact_name": "Anna Berg", "customer_sub_type": "individual"}, "phone"),
        "customers",
        {"module": "contacts"},
        "crm",
    ),
    "vendor": Kind(
        End("vendors", {"Vendor_Name": "Acme"}, "Phone"),
        End("vendors", {"contact_name": "Acme"}, "phone"),
        "vendors",
        {},
        "crm",
    ),
    # The item has no SKU, so that Billing goes by its name as the other products do (ITM-04).
    "item": Kind(
        End("products", {"Product_Name": "Acme", "Product_Code": "A-1"}, "Description"),
        End("items", {"name": "Acme"}, "description"),
        "items",
        {},
        "finance",
        ("sku_mandatory", "allow_equal_item_names"),
    ),
}


class Cell(NamedTuple):
    """What must come of one cell of the table.

    ``crm`` and ``finance`` are the outcomes of the record that stood on that side, ``None`` where none did.
    ``crm_holds`` and ``finance_holds`` stand for the records on either side afterwards, oldest first: whose value each
    carries, the CRM's, finance's, or that of the side which goes first.
    """

    crm: str | None
    finance: str | None
    crm_holds: tuple[str, ...]
    finance_holds: tuple[str, ...]


C, F, FIRST = ("crm",), ("finance",), ("first",)
FETCHED = Cell("created", None, C, C)
PUSHED = Cell(None, "created", F, F)
HELD = Cell(None, "excluded", (), F)

# Without a duplicate the policy makes no difference. Under 'fetch' finance's own record never travels (CUS-07): it is
# excluded, unless it is the one that is overwritten, or half of a pair that is skipped (CUS-16). A clone stands beside
# the existing record; two ways in the app that receives first, whose own stays out.
TABLE = {
    ("clone", "fetch", "in the CRM"): FETCHED,
    ("clone", "fetch", "in finance"): HELD,
    ("clone", "fetch", "in both"): Cell("cloned", "excluded", C, F + C),
    ("clone", "both_ways", "in the CRM"): FETCHED,
    ("clone", "both_ways", "in finance"): PUSHED,
    ("clone", "both_ways", "in both"): Cell("cloned", "excluded", C, F + C),
    ("overwrite", "fetch", "in the CRM"): FETCHED,
    ("overwrite", "fetch", "in finance"): HELD,
    ("overwrite", "fetch", "in both"): Cell("overwritten", "overwritten", C, C),
    ("overwrite", "both_ways", "in the CRM"): FETCHED,
    ("overwrite", "both_ways", "in finance"): PUSHED,
    ("overwrite", "both_ways", "in both"): Cell("overwritten", "overwritten", FIRST, FIRST),
    ("skip", "fetch", "in the CRM"): FETCHED,
    ("skip", "fetch", "in finance"): HELD,
    ("skip", "fetch", "in both"): Cell("skipped", "skipped", C, F),
    ("skip", "both_ways", "in the CRM"): FETCHED,
    ("skip", "both_ways", "in finance"): PUSHED,
    ("skip", "both_ways", "in both"): Cell("skipped", "skipped", C, F),
}
DIRECTIONS = {"fetch": "fetched from the CRM", "both_ways": "synced both ways"}

REFUSED = {"clone_name": "refuse", "clone_reach": "both"}
each_policy = pytest.mark.parametrize("policy", ["clone", "overwrite", "skip"])
each_direction = pytest.mark.parametrize("direction", list(DIRECTIONS))
each_place = pytest.mark.parametrize("exists", ["in the CRM", "in finance", "in both"])


def enter(world: World, product: str, kind: str, exists: str) -> None:
    """Enter a record of the kind where it is to exist, unlinked."""
    crm, finance = KINDS[kind].crm, KINDS[kind].finance
    if exists != "in finance":
        getattr(world.crm, crm.module).create(**crm.fields, **{crm.shows: CRM_VALUE})
    if exists != "in the CRM":
        getattr(world[product], finance.module).create(**finance.fields, **{finance.shows: FINANCE_VALUE})


def sync(world: World, product: str, kind: str, policy: str, direction: str) -> None:
    """Connect, and make the first run of the kind; the one-way import has its policy and direction given."""
    module = world.connect(product).module(KINDS[kind].sync)
    if world[product].product.two_way:
        module.configure(extent=direction, duplicates=policy, **KINDS[kind].choices).save_and_sync()
    else:
        module.configure(auto_update=True).save_and_sync()
    world.settle()


def outcomes(world: World, product: str, kind: str, exists: str) -> tuple[str | None, str | None]:
    """What became of the record that was entered on either side: the oldest of its module."""
    ends = (("in finance", world.crm, KINDS[kind].crm), ("in the CRM", world[product], KINDS[kind].finance))
    crm, finance = (
        None if exists == without else world.why(getattr(app, end.module).all()[0]).outcome
        for without, app, end in ends
    )
    return crm, finance


def held(world: World, product: str, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values that the records of the kind carry on either side, oldest first."""
    ends = ((world.crm, KINDS[kind].crm), (world[product], KINDS[kind].finance))
    crm, finance = (tuple(getattr(each, end.shows) for each in getattr(app, end.module).all()) for app, end in ends)
    return crm, finance


def values(kind: str, holders: tuple[str, ...]) -> tuple[str, ...]:
    """The values that a cell speaks of."""
    told = {"crm": CRM_VALUE, "finance": FINANCE_VALUE}
    return tuple(told[KINDS[kind].first if each == "first" else each] for each in holders)


def cell_of(kind: str, policy: str, direction: str, exists: str) -> Cell:
    """The cell of the table; items are pushed first two ways, so that the copy falls in the CRM."""
    if (kind, policy, direction, exists) == ("item", "clone", "both_ways", "in both"):
        return Cell("excluded", "cloned", C + F, F)
    return TABLE[policy, direction, exists]


def show_cell(world: World, product: str, kind: str, policy: str, direction: str, exists: str) -> None:
    """The story of one cell: enter, sync, compare with the table, and let a second run find nothing to do."""
    cell = cell_of(kind, policy, direction, exists)
    with given(f"the {kind} exists {exists}, linked with nothing, and finance takes equal names"):
        enter(world, product, kind, exists)
        world[product].preferences.update(**dict.fromkeys(KINDS[kind].allows, True))
    with when(f"it is {DIRECTIONS[direction]} with {policy!r}"):
        sync(world, product, kind, policy, direction)
    with then("each side's record came to what the table says"):
        assert outcomes(world, product, kind, exists) == (cell.crm, cell.finance)
    with then("each side holds just the records, with just the values, that the table says"):
        assert held(world, product, kind) == (values(kind, cell.crm_holds), values(kind, cell.finance_holds))
    with then("a second run writes nothing and counts nothing but what it passes over again"):
        before = world.snapshot()
        world.advance(hours=world[product].product.period_hours)
        first, second = world.integration(product).module(KINDS[kind].sync).history
        assert world.snapshot() == before
        assert set(second.counts) <= {"unchanged", "excluded", "skipped"}
        assert first.count("skipped") == second.count("skipped")
        assert (first.grade, second.grade) == ("done", "done")


@pytest.mark.parametrize("kind", ["account", "contact"])
@each_policy
@each_direction
@each_place
@scenario(covers=["CUS-06", "CUS-07", "CUS-09", "CUS-11", "CUS-12", "CUS-13", "CUS-17"], tags=["decision-table"])
def test_the_decision_table_holds_for_customers(
    world: World, product: str, kind: str, policy: str, direction: str, exists: str
) -> None:
    """Accounts and contacts become customers as the table says, for every policy, direction and place."""
    show_cell(world, product, kind, policy, direction, exists)


@pytest.mark.parametrize("kind", ["account", "contact"])
@each_place
@scenario(covers=["IMP-01", "IMP-09"], tags=["decision-table"])
def test_the_one_way_import_adds_what_the_crm_has(world: World, product: str, kind: str, exists: str) -> None:
    """The import has no choices: what it brings is added beside what is there, and nothing of finance's travels."""
    cell = TABLE["clone", "fetch", exists]
    with given(f"the {kind} exists {exists}, linked with nothing"):
        enter(world, product, kind, exists)
    with when("it is imported"):
        sync(world, product, kind, "clone", "fetch")
    with then("the CRM's was created, finance's left alone, and each side holds what the row of clone and fetch says"):
        created = "created" if cell.crm == "cloned" else cell.crm
        assert outcomes(world, product, kind, exists) == (created, cell.finance)
        assert held(world, product, kind) == (values(kind, cell.crm_holds), values(kind, cell.finance_holds))
    with then("a second import writes nothing"):
        before = world.snapshot()
        world.advance(hours=12)
        assert world.snapshot() == before


@pytest.mark.parametrize("kind", ["vendor"])
@each_policy
@each_direction
@each_place
@scenario(covers=["VEN-01", "VEN-02", "VEN-03"], tags=["decision-table"])
def test_the_decision_table_holds_for_vendors(
    world: World, product: str, kind: str, policy: str, direction: str, exists: str
) -> None:
    """Vendors go by the same table as customers, for every policy, direction and place."""
    show_cell(world, product, kind, policy, direction, exists)


@pytest.mark.parametrize("kind", ["item"])
@each_policy
@each_direction
@each_place
@scenario(covers=["ITM-01", "ITM-02", "ITM-05"], tags=["decision-table"])
def test_the_decision_table_holds_for_items(
    world: World, product: str, kind: str, policy: str, direction: str, exists: str
) -> None:
    """Items go by the same table, except that two ways finance goes first, so its values stand under overwrite."""
    show_cell(world, product, kind, policy, direction, exists)


@scenario(covers=["ITM-02", "ITM-05"], quirks_off=["ITM-02"], tags=["decision-table"])
def test_without_the_oddity_items_go_by_the_table_of_customers(world: World, product: str) -> None:
    """Were the CRM read first for items, too, its values would stand under overwrite."""
    with given("the item exists in both, linked with nothing"):
        enter(world, product, "item", "in both")
    with when("items are synced both ways with 'overwrite'"):
        sync(world, product, "item", "overwrite", "both_ways")
    with then("both sides hold one record with the CRM's value"):
        assert outcomes(world, product, "item", "in both") == ("overwritten", "overwritten")
        assert held(world, product, "item") == ((CRM_VALUE,), (CRM_VALUE,))


def show_refused_clone(world: World, product: str, kind: str, direction: str) -> None:
    """The story of a clone into finance while its names are unique."""
    with given(f"the {kind} exists in both, and finance keeps names unique"):
        enter(world, product, kind, "in both")
    with when(f"it is {DIRECTIONS[direction]} with 'clone'"):
        sync(world, product, kind, "clone", direction)
    with then("the CRM's record failed, and finance's did as if names could be equal"):
        finance = "excluded" if direction == "fetch" else "cloned"
        assert outcomes(world, product, kind, "in both") == ("failed", finance)
    with then("finance holds its own record alone, and the CRM what was cloned into it"):
        crm = C if direction == "fetch" else C + F
        assert held(world, product, kind) == (values(kind, crm), (FINANCE_VALUE,))
    with then("a second run fails it again and writes nothing"):
        before = world.snapshot()
        world.advance(hours=2)
        first, second = world.integration(product).module(KINDS[kind].sync).history
        assert world.snapshot() == before
        assert (first.count("failed"), second.count("failed")) == (1, 1)
        assert (first.grade, second.grade) == ("partial", "partial")


@pytest.mark.parametrize("kind", ["account", "contact"])
@each_direction
@scenario(covers=["CUS-11", "CUS-18"], tags=["decision-table"], policies=REFUSED)
def test_a_customer_is_not_cloned_where_names_are_unique(world: World, product: str, kind: str, direction: str) -> None:
    """The one cell that a preference changes: a clone into finance fails while it keeps names unique, as it does."""
    show_refused_clone(world, product, kind, direction)


@each_direction
@scenario(covers=["VEN-03"], tags=["decision-table"], policies=REFUSED)
def test_a_vendor_is_not_cloned_where_names_are_unique(world: World, product: str, direction: str) -> None:
    """A vendor's clone into finance fails while names are unique, as a customer's does."""
    show_refused_clone(world, product, "vendor", direction)


@each_direction
@scenario(covers=["ITM-05"], tags=["decision-table"], policies=REFUSED)
def test_an_item_is_not_cloned_where_names_are_unique(world: World, product: str, direction: str) -> None:
    """An item's clone into finance fails while names are unique; the clone into the CRM is made all the same."""
    show_refused_clone(world, product, "item", direction)
