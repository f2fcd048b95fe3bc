"""An office: one connection, and everybody who works on its deals and documents, with the steps they take.

A number picks one of the records there are by counting round them; the step that comes of it names the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from hypothesis import note

from tests.property.office_start import (
    ACCOUNTS,
    FROM_VENDORS,
    SECTION,
    Beginning,
    Steps,
    faults_of,
    is_two_way,
    opening,
    start_of,
    types_of,
)
from tests.property.people import renewing
from zsim.catalogue.life_cycles import APPROVES, LifeCycle, life_cycles
from zsim.explore.script import Player, ScriptStep, do
from zsim.kernel.journal import Journal
from zsim.world import Functions

Picked = TypeVar("Picked")


class Move(NamedTuple):
    """Something drawn: what is done, to documents of which type, to which of them and by whom, and a choice."""

    doing: Doing
    type: str
    which: int
    choice: int
    user: str | None
    in_crm: bool


class Office:
    """One connection, its documents and deals, and everybody who works on them."""

    def __init__(self, product: str, beginning: Beginning, functions: Functions | None = None) -> None:
        self.product = product
        self.player = Player(start_of(product, beginning), functions, faults=faults_of(product, beginning))
        self._former: list[Journal] = []
        self.faulty = bool(beginning.faults)
        self._made = 0
        self.gone: list[str] = []
        self.play(*opening(product, beginning))

    def do(self, move: Move) -> None:
        """Do it, as far as the apps allow."""
        self.play(*move.doing(self, move))

    def play(self, *steps: ScriptStep) -> None:
        """Take some steps."""
        for step in steps:
            note(step)
            if step.verb == "export_and_load":
                self._former.append(self.player.world.journal)
            self.player.do(step)

    @property
    def journals(self) -> tuple[Journal, ...]:
        """The journals of all worlds they worked in, the present one's last."""
        return (*self._former, self.player.world.journal)

    def rest(self) -> None:
        """Open everything, live on into the next day until nothing is left to do, then sync and look once more."""
        self.play(*self._opened(), do("advance", days=1), *self._opened())
        self.play(do("advance_to", moment=f"{self.today + timedelta(days=1)} 12:00"), *self._synced(), *self._synced())
        before = self.player.world.snapshot()
        self.play(*self._synced())
        assert self.player.world.snapshot() == before, "one more run writes nothing"

    def _opened(self) -> Steps:
        types = types_of(self.product).shown if is_two_way(self.product) else ()
        return (
            do("settle"),
            *renewing(self.product),
            do("enable"),
            do("resume"),
            *[do("resume_sync", sync=each) for each in types],
            do("advance", minutes=5),
        )

    def _synced(self) -> Steps:
        lists = [f"{SECTION}.{each}" for each in types_of(self.product).shown]
        refreshed = [do("refresh", module=each, party=party) for each in lists for party in ACCOUNTS]
        return (do("instant_sync", sync="customers"), do("advance", minutes=5), *refreshed)

    # What there is.

    @property
    def today(self) -> date:
        return self.player.world.now.date()

    def names(self, module: str) -> list[str]:
        return self.player.names.all(module)

    def documents(self, move: Move) -> list[str]:
        """The documents of a type, in the CRM's section or in finance."""
        types = types_of(self.product)
        if move.in_crm and move.type in types.shown:
            return self.names(f"{SECTION}.{move.type}")
        return self.names(f"finance.{move.type}") if move.type in types.all else []

    def cycle(self, move: Move) -> LifeCycle:
        return life_cycles()[move.type]

    def legal(self, type: str, name: str) -> tuple[str, ...]:
        asked = self.product == APPROVES and self.player.world[self.product].preferences.approvals
        return life_cycles()[type].verbs(str(self.field(name, "status")), asked)

    def field(self, name: str, field: str) -> Any:
        return self.player.names.record(name).record.fields.get(field)

    def paid(self, name: str) -> Decimal:
        return (self.field(name, "total") or Decimal(0)) - (self.field(name, "balance") or Decimal(0))

    def party(self, move: Move, in_crm: bool) -> str | None:
        if not in_crm:
            module = "finance.vendors" if move.type in FROM_VENDORS else "finance.customers"
            return pick(self.names(module), move.which)
        module = "crm.vendors" if move.type in FROM_VENDORS else "crm.accounts"
        if move.choice == 6 and move.type not in FROM_VENDORS:
            module = "crm.contacts"
        return pick(self.names(module), move.which)

    def is_shown(self, name: str) -> bool:
        return self.player.names.record(name).ref.app == "crm"

    def by(self, move: Move, in_crm: bool) -> Mapping[str, str]:
        """Who does it: in finance, those who are its users."""
        return {"by": move.user} if move.user is not None and (in_crm or move.user == "Rita") else {}

    def by_of(self, move: Move, name: str) -> Mapping[str, str]:
        return self.by(move, self.is_shown(name))

    def shown(self, move: Move) -> str:
        return move.type if move.type in types_of(self.product).shown else "invoices"

    def new(self, kind: str) -> str:
        self._made += 1
        return f"{kind} {self._made} made"


Doing = Callable[[Office, Move], Steps]
"""What somebody does, as steps."""


def pick(found: Sequence[Picked], which: int) -> Picked | None:
    """One of those there are, counting round; none if there are none."""
    return found[which % len(found)] if found else None
