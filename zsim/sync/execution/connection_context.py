"""What every run of a connection works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from zsim.catalogue import Policies, Product, Quirks
from zsim.kernel.journal import Journal
from zsim.ports.app import App, Gate
from zsim.sync.execution.functions import EngineFunctions
from zsim.sync.model.links import Links
from zsim.sync.model.mapping import FieldMaps
from zsim.sync.runs.entries import DecisionEntry


class Sandbox(Protocol):
    """Where a run can be rehearsed: a copy of both apps and their connections that nobody else sees."""

    def rehearse(self, organisation_key: str, module: str) -> tuple[DecisionEntry, ...]:
        """The decisions that a run of the module, begun now, takes in the copy."""


@dataclass(frozen=True, slots=True)
class ConnectionContext:
    """What every run of one connection works with."""

    product: Product
    gate: Gate
    finance: App
    journal: Journal
    policies: Policies
    quirks: Quirks
    links: Links
    functions: EngineFunctions
    sandbox: Sandbox
    maps: FieldMaps = field(default_factory=FieldMaps)
