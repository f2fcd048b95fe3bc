"""MarketingHub: its modules, the people's faces on them, and its port."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from zsim.fakes.marketinghub.faces import LeadsFace, ListsFace, SuppressionsFace
from zsim.fakes.marketinghub.module import APP, HubModule
from zsim.fakes.marketinghub.modules import HubModuleMaker
from zsim.fakes.marketinghub.port import HubPort
from zsim.fakes.store.codec import told
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.modules import Modules
from zsim.fakes.store.table import Table
from zsim.kernel.clock import Clock
from zsim.kernel.ids import IdCounter
from zsim.kernel.journal import Journal
from zsim.kernel.stand_ins import NO_STAND_INS, StandIns
from zsim.ports.app import Organisation
from zsim.ports.codec import Plain
from zsim.ports.errors import PartlyModelled, Unmodelled

NAME = "MarketingHub"
EMAIL = "admin@marketinghub.example"
USER = "Administrator"
SYNC = "sync"
"""Who writes over the port."""

ORGANISATION_NUMBER = 6_040_000
"""Seven digits that begin every id of the hub."""


UNMODELLED: Unmodelled = (
    NAME,
    {
        **dict.fromkeys(("campaigns", "journeys", "segments", "topics", "forms"), "lists, and leads that are on them"),
        **dict.fromkeys(("triggers", "workflows", "automations"), "a sync's timetable; world.sync_services() has them"),
        **dict.fromkeys(("contacts", "notes", "tags"), "leads and their fields"),
        **dict.fromkeys(("users", "permissions"), "the administrator, who may do everything"),
        "reports": "print(leads), and the history of a sync",
    },
)
"""What the hub has and is not modelled, with the nearest thing that is."""


class MarketingHub(PartlyModelled):
    """The hub of one world, as its administrator uses it; what befalls the leads stands in their face."""

    _unmodelled = UNMODELLED

    def __init__(self, clock: Clock, journal: Journal, stand_ins: StandIns = NO_STAND_INS) -> None:
        self._clock = clock
        self._journal = journal
        self._ids = IdCounter(ORGANISATION_NUMBER)
        self._recorder = CommandLog(journal, USER, _anyone_may)
        self._stand_ins = stand_ins
        self._maker = HubModuleMaker(self._table, stand_ins)
        self.modules: Modules[HubModule] = self._maker.modules()

    def __repr__(self) -> str:
        return f"<{NAME} with {len(self._maker.leads.table)} leads>"

    @cached_property
    def leads(self) -> LeadsFace:
        """The leads."""
        maker = self._maker
        return LeadsFace(maker.leads, maker.lists, self._recorder, self.modules.get)

    @cached_property
    def lists(self) -> ListsFace:
        """The mailing lists."""
        maker = self._maker
        return ListsFace(maker.lists, maker.leads, self._recorder, self.modules.get)

    @cached_property
    def suppressions(self) -> SuppressionsFace:
        """The addresses remembered; they can be read only."""
        return SuppressionsFace(self._maker.suppressions, self._recorder, self.modules.get)

    @property
    def name(self) -> str:
        """What people call the hub."""
        return NAME

    @property
    def organisation(self) -> Organisation:
        """What the hub tells of itself; it knows no money and tells the world's usual currency."""
        return Organisation(APP, NAME, EMAIL, country="IN", currency="INR", multi_currency=False, edition="IN")

    def port(self, check: Callable[[str | None], None] | None = None) -> HubPort:
        """What the engine may call; without ``check`` it stands inside its own product and needs no key."""
        return self._stand_ins.of(HubPort)(
            organisation=lambda: self.organisation, modules=self.modules, actor=SYNC, check=check or _always_open
        )

    def export(self) -> dict[str, Plain]:
        """The whole state, fit for JSON."""
        return {
            "ids": self._ids.value,
            "modules": told({name: module.export() for name, module in self.modules.items()}),
        }

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave; the hub must be empty."""
        self._ids.go_on_from(data["ids"])
        for name, module in data["modules"].items():
            self.modules[name].load(module)

    def _table(self, module: str, indexed: tuple[str, ...]) -> Table:
        return self._stand_ins.of(Table)(APP, module, self._clock, self._journal, self._ids, indexed)


def _anyone_may(module: str, action: str) -> None:
    """Everybody who works in the hub may do everything in it."""


def _always_open(module: str | None) -> None:
    """The engine's own product never shuts it out."""
