"""Whatever people do to items, products and vendors, every run leaves both sides in order.

The world's own checks judge every run; at the end nothing is left to do, and one more run writes nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from hypothesis import given, note
from hypothesis import strategies as st

from zsim.explore.script import Named, Player, ScriptStep, Start, do

NAMES = ("Anvil", " anvil", "Rope", "Nail")
CODES = (None, "A-1", "A-1 ", "a-1", "B-2")
AMOUNTS = (None, Decimal(1), Decimal(2))
MINUTES = (0, 1, 30, 120)
MINUTE = do("advance", minutes=1)
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
    "crm.products",
    "finance.items",
    ("Product_Name", "Product_Code", "Unit_Price"),
    ("name", "sku", "rate"),
    ("finance.invoices", "item_id"),
)
VENDORS = Kind(
    "vendors",
    "crm.vendors",
    "finance.vendors",
    ("Vendor_Name", "Phone", "Website"),
    ("contact_name", "phone", "website"),
    ("finance.bills", "vendor_id"),
)


class Move(NamedTuple):
    """Something drawn: the verb, on which side, to which record, and values to pick from."""

    verb: str
    in_crm: bool
    which: int
    name: int
    code: int
    amount: int


MOVES = st.builds(
    Move,
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
        self._player = Player(Start(product))
        self._kind = kind
        self._run = (MINUTE, do("instant_sync", sync=kind.sync))
        self._made = 0
        self._deleted: list[str] = []
        preferences = ("sku_mandatory", "allow_equal_item_names") if kind is ITEMS else ("allow_equal_names",)
        self._play(
            do("update_preferences", app="finance", changes=dict.fromkeys(preferences, equal_names)),
            do("create", name="buyer", module="finance.customers", fields={"contact_name": "Buyer"}),
            do("connect"),
            do("configure", sync=kind.sync, choices=choices),
            do("save_and_sync", sync=kind.sync),
        )

    def do(self, move: Move) -> None:
        """Do it, as far as the apps allow."""
        self._play(*self._steps(move))

    def rest(self) -> None:
        """Run until nothing is left to do, then once more."""
        self._play(*self._run * 4)
        before = self._player.world.snapshot()
        self._play(*self._run)
        assert self._player.world.snapshot() == before

    def _play(self, *steps: ScriptStep) -> None:
        for step in steps:
            note(step)
            self._player.do(step)

    def _steps(self, move: Move) -> tuple[ScriptStep, ...]:
        match move.verb:
            case "create":
                module = self._kind.crm if move.in_crm else self._kind.finance
                return (do("create", name=self._new("record"), module=module, fields=self._values(move)),)
            case "run":
                return self._run
            case "wait":
                return (do("advance", minutes=MINUTES[move.name]),)
            case "choose":
                return (do("edit", sync=self._kind.sync, choices={"extent": ("fetch", "both_ways")[move.in_crm]}),)
            case "restore" if self._deleted:
                return (do("restore", record=self._deleted.pop()),)
            case _:
                return self._touch(move)

    def _touch(self, move: Move) -> tuple[ScriptStep, ...]:
        """What is done to a record that is there, if there is one."""
        names = self._player.names.all(self._kind.crm if move.in_crm else self._kind.finance)
        if not names:
            return ()
        record, values = names[move.which % len(names)], self._values(move)
        fields = tuple(values)
        match move.verb:
            case "rename":
                return (do("update", record=record, fields={fields[0]: values[fields[0]]}),)
            case "edit":
                return (do("update", record=record, fields={each: values[each] for each in fields[1:]}),)
            case "delete":
                self._deleted += [record] * move.in_crm
                return (do("delete", record=record),)
            case "merge" if len(names) > 1:
                return (do("merge", record=record, others=[names[(move.which + 1) % len(names)]]),)
            case "use" if not move.in_crm:
                module, field = self._kind.document
                used: dict[str, object] = {field: Named(record), "lines": ({"name": "Work", "rate": 1},)}
                if self._kind is ITEMS:
                    used = {"customer_id": Named("buyer"), "lines": ({"item": Named(record), "rate": 1},)}
                return (do("create", name=self._new("document"), module=module, fields=used),)
            case _:
                return ()

    def _values(self, move: Move) -> dict[str, object]:
        names = self._kind.crm_names if move.in_crm else self._kind.finance_names
        amount = AMOUNTS[move.amount]
        third = amount if self._kind is ITEMS else None if amount is None else f"{amount}.example"
        return dict(zip(names, (NAMES[move.name], CODES[move.code], third), strict=True))

    def _new(self, kind: str) -> str:
        self._made += 1
        return f"{kind} {self._made}"


@given(st.sampled_from(["invoice", "books", "billing"]), CHOICES, st.booleans(), st.lists(MOVES, max_size=25))
def test_items_and_products_stay_in_order(
    product: str, choices: dict[str, str], equal_names: bool, moves: list[Move]
) -> None:
    shop = Shop(product, ITEMS, choices, equal_names)
    for move in moves:
        shop.do(move)
    shop.rest()


@given(CHOICES, st.booleans(), st.lists(MOVES, max_size=25))
def test_vendors_stay_in_order(choices: dict[str, str], equal_names: bool, moves: list[Move]) -> None:
    shop = Shop("books", VENDORS, choices, equal_names)
    for move in moves:
        shop.do(move)
    shop.rest()
