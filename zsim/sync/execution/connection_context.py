"""What every run of a connection works with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from zsim.catalogue import Policies, Product, Quirks, catalogue
from zsim.kernel.journal import Journal
from zsim.kernel.printed import Printed
from zsim.ports.app import Credentials, Gate, Registry
from zsim.ports.documents import DocumentPort
from zsim.ports.errors import InvalidCredentials
from zsim.sync.execution.functions import EngineFunctions
from zsim.sync.model.kinds import CRM, FINANCE
from zsim.sync.model.links import Links
from zsim.sync.model.mapping import FieldMap, FieldMaps
from zsim.sync.runs.calls import Calls
from zsim.sync.runs.engine_state import EngineState
from zsim.sync.runs.entries import DecisionEntry
from zsim.sync.runs.patience import Patience


class Sandbox(Protocol):
    """Where a run can be rehearsed: a copy of both apps and their connections that nobody else sees."""

    def rehearse(self, organisation_key: str, module: str) -> Printed[DecisionEntry]:
        """The decisions that a run of the module, begun now, takes in the copy."""


@dataclass(frozen=True)
class ConnectionContext:
    """What every run of one connection works with.

    ``state`` are the tables of this connection. ``mark`` begins what it notes on the records it makes in the CRM, and
    is another for each connection, so that a later one does not take them for its own.
    """

    product: Product
    organisation_key: str
    gate: Gate
    registry: Registry
    finance: DocumentPort
    journal: Journal
    policies: Policies
    quirks: Quirks
    state: EngineState
    functions: EngineFunctions
    sandbox: Sandbox
    mark: str

    @cached_property
    def links(self) -> Links:
        """The links of the connection."""
        return self.functions.stand_ins.of(Links)(self.state)

    @cached_property
    def maps(self) -> FieldMaps:
        """The field maps of the connection."""
        made = self.functions.stand_ins.of
        return made(FieldMaps)(made(FieldMap))

    def calls(self, credentials: Credentials) -> Calls:
        """The calls that somebody's command makes: written down, and a refusal is told at once."""
        crm = self.gate.open(self.product.key, credentials)
        return self.functions.stand_ins.of(Calls)(
            {CRM: crm, FINANCE: self.finance}, self.journal, f"sync {self.organisation_key}"
        )

    def opens(self, credentials: Credentials) -> bool:
        """Whether credentials open the CRM now."""
        try:
            self.gate.look(self.product.key, credentials).organisation()
        except InvalidCredentials:
            return False
        return True

    @property
    def one_currency(self) -> bool:
        """Whether items rule out differing base currencies, with multi-currency or without. Source: CON-14."""
        return catalogue().behaviour("CON-14").holds_for(self.product.key)

    @property
    def patience(self) -> Patience:
        """How long runs ask an app again that does not serve them at once."""
        return self.functions.patience(self.policies.patience)
