"""What there is in a world that is being drawn, for people to act on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from zsim.catalogue import catalogue
from zsim.explore.drawing.dice import Dice
from zsim.explore.script import Named, Player, ScriptStep
from zsim.kernel.errors import UsageError
from zsim.world import World

Steps = Sequence[ScriptStep]

CRM = "crm"


class Scene:
    """A world that is being drawn: what is in it by name, and the dice that pick from it.

    ``products`` are those on stage. Each deed is about one of them, which ``turn`` draws.
    """

    def __init__(self, player: Player, dice: Dice) -> None:
        self.player = player
        self.dice = dice
        self.products = player.start.products
        self.product = self.products[0]
        self.gone: dict[str, list[str]] = {}
        self._made: dict[str, int] = {}

    @property
    def world(self) -> World:
        """The world as it is now."""
        return self.player.world

    @property
    def today(self) -> date:
        """The present day."""
        return self.world.now.date()

    @property
    def two_way(self) -> bool:
        """Whether the present product has preferences to choose."""
        return catalogue().product(self.product).two_way

    def turn(self) -> None:
        """Let the next deed be about another product, most often the first."""
        self.product = self.dice.hot(self.products) if len(self.products) > 1 else self.products[0]

    def of(self) -> Mapping[str, str]:
        """Which product a step is about, where it is not the first."""
        return {} if self.product == self.products[0] else {"product": self.product}

    def app(self, module: str) -> str:
        """A module of the present product as scripts call it: "books.customers" for "customers"."""
        return f"{self.product}.{module}"

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

    def new(self, kind: str) -> str:
        """A name that nothing has yet."""
        self._made[kind] = self._made.get(kind, 0) + 1
        return f"{kind} {self._made[kind]}"

    def field(self, name: str, field: str) -> Any:
        """What a record holds."""
        return self.player.names.record(name).record.fields.get(field)

    def connected(self) -> bool:
        """Whether the present product was connected at least once."""
        try:
            self.world.integration(self.product)
        except UsageError:
            return False
        return True

    def days(self, number: int) -> date:
        """The day so many days from now."""
        return self.today + timedelta(days=number)


Deed = Callable[[Scene], Steps]
"""What somebody does, as steps; none where there is nothing to do it to."""
