"""What a module's sync asks of whoever knows what may be chosen for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from zsim.ports.records import Ref
from zsim.sync.execution.job import Job
from zsim.sync.model.kinds import Kind
from zsim.sync.model.links import Links
from zsim.sync.model.preferences import Preferences


class ModuleSettings(Protocol):
    """Knows what may be chosen for a module, and turns saved choices into a job."""

    @property
    def defaults(self) -> Preferences:
        """What a new configuration starts from."""

    @property
    def period_hours(self) -> int:
        """The hours between two slots; zero where the module has no schedule."""

    def choose(self, base: Preferences, choices: Mapping[str, object]) -> Preferences:
        """``base`` with the choices made; an impossible one is refused."""

    def check_currencies(self) -> None:
        """Refuse to save while the base currencies rule it out."""

    def job(self, preferences: Preferences, actor: str, now_ms: int, only: tuple[Ref, ...]) -> Job:
        """What a run under these preferences is to do."""

    def selected(self, job: Job) -> Job:
        """The job of fetching, as a customer, a record that a search of everybody found. Source: FND-10."""

    def fetchable(self, preferences: Preferences) -> Mapping[Kind, Mapping[str, str]]:
        """The mapped pairs of each kind that is in play, or that a search finds."""

    def pairs(self, preferences: Preferences) -> Mapping[Kind, Mapping[str, str]]:
        """The mapped pairs of each kind in play."""

    def includes(self, preferences: Preferences) -> bool:
        """Whether contacts without an account are customers of their own."""

    def importable(self, preferences: Preferences) -> tuple[str, ...]:
        """The CRM modules whose records can be fetched one by one by their id. Source: FND-06."""

    def crm_ref(self, ref: Ref, links: Links, preferences: Preferences) -> Ref:
        """The CRM record meant by one of either side; one that the choices leave out is refused."""
