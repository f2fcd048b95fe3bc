"""What there is in a world that is being drawn, for people to act on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from zsim.catalogue import catalogue
from zsim.explore.drawing.dice import Dice
from zsim.explore.drawing.tables import CRM_TABLES, FINANCE_TABLES, EditedModule
from zsim.explore.script import Named, Player, ScriptStep
from zsim.explore.script.names import NothingToDo
from zsim.kernel.errors import UsageError
from zsim.ports.records import Ref
from zsim.sync import Integration
from zsim.world import World

Steps = Sequence[ScriptStep]

CONNECTED_BY_ANOTHER = 25
"""In so many of a hundred worlds."""

OLGA = "olga@x.example"
"""The email of the user who connects there."""


class DrawnScene:
    """A world that is being drawn: what is in it by name, and the dice that pick from it.

    Each deed is about one of the products, which ``turn`` draws. ``syncs`` are the modules of master data that are on
    stage, such as "customers", ``parts`` what else is, such as "leads". With ``connector`` another user of the CRM
    than the administrator connects, so that it is seen to whom records belong (CON-05). ``gone`` are
    records that were deleted, ``removed`` fields by their modules.
    """

    def __init__(
        self, player: Player, dice: Dice, syncs: Sequence[str], parts: Sequence[str], *, faulty: bool = False
    ) -> None:
        self.player = player
        self.faulty = faulty
        self.parts = parts
        self.dice = dice
        self.products: list[str] = list(player.start.products)
        self.product = self.products[0]
        self.gone: list[str] = []
        self.removed: list[tuple[str, str]] = []
        self.connector = Dice(player.start.seed, "connector").chance(CONNECTED_BY_ANOTHER)
        self._syncs = syncs
        self._made = 0

    @property
    def world(self) -> World:
        """The world as it is now."""
        return self.player.world

    @property
    def today(self) -> date:
        """The present day."""
        return self.world.now.date()

    # Products.

    def turn(self) -> None:
        """Let the next deed be about another product, most often the first."""
        self.product = self.dice.hot(self.products) if len(self.products) > 1 else self.products[0]

    @property
    def key(self) -> str:
        """The present product's key; that of a further organisation's product, too."""
        return self.product.partition("-")[0]

    @property
    def account(self) -> Mapping[str, str]:
        """Whose account of the CRM a connection is made with, where it is not the administrator's."""
        return {"email": OLGA} if self.connector else {}

    @property
    def two_way(self) -> bool:
        """Whether the present product has preferences to choose."""
        return catalogue().product(self.key).two_way

    @property
    def of(self) -> Mapping[str, str]:
        """Which product a step is about, where it is not the first."""
        return {} if self.product == self.products[0] else {"product": self.product}

    @property
    def syncs(self) -> tuple[str, ...]:
        """The modules of master data on stage that the present product has."""
        found = [each for each in self._syncs if each in catalogue().product(self.key).modules]
        return tuple(found or catalogue().product(self.key).modules[:1])

    @property
    def has_leads(self) -> bool:
        """Whether MarketingHub is on stage."""
        return "leads" in self.parts

    @property
    def integration(self) -> Integration | None:
        """The connection of the present product; ``None`` if there never was one."""
        try:
            return self.world.integration(self.product)
        except UsageError:
            return None

    # Records.

    def tables(self, *, crm: bool = True, finance: bool = True) -> Mapping[str, EditedModule]:
        """The modules of master data on stage, as scripts call them."""
        ours = {f"crm.{name}": each for name, each in CRM_TABLES.items() if crm and each.sync in self.syncs}
        there = {f"{self.product}.{name}": each for name, each in FINANCE_TABLES.items() if finance}
        return {**ours, **{module: each for module, each in there.items() if each.sync in self.syncs}}

    def names(self, module: str) -> list[str]:
        """The names of the live records of a module, oldest first."""
        return self.player.names.all(module)

    def one(self, module: str) -> str | None:
        """One of them, the first ones more often; ``None`` without any."""
        found = self.names(module)
        return self.dice.hot(found) if found else None

    def named(self, module: str, *, none: int = 0) -> Named | None:
        """One of them as a field's value; in so many of a hundred cases none."""
        found = None if self.dice.chance(none) else self.one(module)
        return None if found is None else Named(found)

    def name_of(self, app: str, module: str, record_id: Any) -> str | None:
        """What the record of that id is called, if anything."""
        return self.player.names.of(Ref(app, module, record_id)) if record_id else None

    def field(self, name: str, field: str) -> Any:
        """What a record holds."""
        return self.player.names.record(name).record.fields.get(field)

    def there(self, name: str) -> bool:
        """Whether there is a live record of that name."""
        try:
            return self.player.names.record(name).alive
        except NothingToDo:
            return False

    def by(self, *, in_crm: bool) -> Mapping[str, str]:
        """Who acts, as a step has it: the administrator, or somebody else, who must be a user of finance there."""
        users = ("Rita", "Rita", "Igor", "Nora") if in_crm else ("Rita",)
        return {"by": self.dice.pick(users)} if "settings" in self.parts and self.dice.chance(40) else {}

    def is_in_crm(self, name: str) -> bool:
        """Whether that name is one of a record of the CRM."""
        return self.player.names.record(name).ref.app == "crm"

    def new(self, kind: str) -> str:
        """A name that nothing has yet."""
        self._made += 1
        return f"{kind} {self._made} made"

    def day(self, days: int) -> date:
        """The day so many days from now."""
        return self.today + timedelta(days=days)


Deed = Callable[[DrawnScene], Steps]
"""What somebody does, as steps; none where there is nothing to do it to."""
