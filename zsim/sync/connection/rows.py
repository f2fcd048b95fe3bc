"""What of a connection and of its modules must not be forgotten, as rows of the engine's state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from zsim.ports.app import Credentials
from zsim.sync.connection.disconnecting import Conversion
from zsim.sync.model.preferences import Extent, Preferences


class IntegrationState(StrEnum):
    """How an integration stands."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class IntegrationRow:
    """What of a connection must not be forgotten; ``leaving`` is what was chosen for a deletion that is under way."""

    credentials: Credentials
    user: str
    both_ways: bool
    state: IntegrationState = IntegrationState.ENABLED
    leaving: Conversion | None = None

    @property
    def told_state(self) -> str:
        """How it stands, in words."""
        return "being deleted" if self.leaving is not None else self.state.value


NEVER = IntegrationRow(Credentials("", None), "", both_ways=False, state=IntegrationState.DELETED)
"""How a connection stands that was never made."""


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """What of a module's sync must not be forgotten: what was chosen, and whether it is paused.

    ``mapped_ms`` is when the mapping was edited last. ``begun`` says that a run that was no single fetch has ended,
    from which on the slots stay where they are.
    """

    draft: Preferences | None = None
    saved: Preferences | None = None
    paused: bool = False
    mapped_ms: int = 0
    begun: bool = False

    def fetching(self) -> ModuleRow:
        """The same with what was chosen and saved fetching from the CRM only."""
        draft, saved = [each and replace(each, extent=Extent.FETCH) for each in (self.draft, self.saved)]
        return replace(self, draft=draft, saved=saved)
