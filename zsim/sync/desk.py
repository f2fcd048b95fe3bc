"""What every run of a connection works with, what one run is to do, and what it leaves for the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zsim.catalogue import Policies, Product, Quirks
from zsim.kernel.journal import Journal
from zsim.ports.app import App, Credentials, Gate
from zsim.ports.records import Ref, Write
from zsim.sync.applying import traced
from zsim.sync.context import Context, Facts
from zsim.sync.decisions import Decision, Step, Told
from zsim.sync.deleting import Gone, plan_deletions
from zsim.sync.kinds import Kind
from zsim.sync.links import Links
from zsim.sync.mapping import FieldMaps
from zsim.sync.planning import Planned, plan
from zsim.sync.preferences import Preferences
from zsim.sync.routing import Router
from zsim.sync.slots import may_run

if TYPE_CHECKING:
    from zsim.sync.leads import LeadParts


@dataclass(frozen=True, slots=True)
class Parts:
    """The pure parts of the engine, so that a test can put a broken one in the place of a sound one.

    ``leads`` are the parts of ``zsim.sync.leads``, the sound ones unless others are given.
    """

    plan: Callable[[Context, Facts], Planned] = plan
    plan_deletions: Callable[[Links, Gone], tuple[Decision, ...]] = plan_deletions
    may_run: Callable[[bool, bool], bool] = may_run
    traced: Callable[[Step, int], Write] = traced
    leads: LeadParts | None = None


class Sandbox(Protocol):
    """Where a run can be rehearsed: a copy of both apps and their connections that nobody else sees."""

    def rehearse(self, organisation_key: str, module: str) -> tuple[Told, ...]:
        """The decisions that a run of the module, begun now, takes in the copy."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every run of one connection works with."""

    product: Product
    gate: Gate
    finance: App
    journal: Journal
    policies: Policies
    quirks: Quirks
    links: Links
    parts: Parts
    sandbox: Sandbox
    maps: FieldMaps = field(default_factory=FieldMaps)


@dataclass(frozen=True, slots=True)
class Memory:
    """What a run leaves for the next: the checkpoint, what was being read, and records to look at again."""

    checkpoint_ms: int | None = None
    reading: tuple[object, ...] = ()
    again: tuple[Ref, ...] = ()


class Job(NamedTuple):
    """What a run is to do: the kinds and choices; ``only`` names the CRM records of a single fetch.

    ``mapped_ms`` is when the mapping was edited last; fields mapped then come with records modified since. Source:
    MAP-09.
    """

    kinds: tuple[Kind, ...]
    pairs: Mapping[str, Mapping[str, str]]
    preferences: Preferences
    credentials: Credentials
    includes: bool
    router: Router
    actor: str
    started_ms: int
    only: tuple[Ref, ...] = ()
    mapped_ms: int = 0
