"""What of a connection and of its modules must not be forgotten, as rows of the engine's state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

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

    ``mapped_ms`` is when fields of the CRM were mapped to others last, by their names. ``begun`` says that a run that
    was no single fetch has ended, from which on the slots stay where they are.
    """

    draft: Preferences | None = None
    saved: Preferences | None = None
    paused: bool = False
    mapped_ms: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    begun: bool = False

    def saving(self, chosen: Preferences, now_ms: int) -> ModuleRow:
        """The same with these choices saved, which may map fields otherwise than those before."""
        before = chosen.mapping if self.saved is None else self.saved.mapping
        remapped = [each for each in {**before, **chosen.mapping} if before.get(each) != chosen.mapping.get(each)]
        mapped_ms = MappingProxyType({**self.mapped_ms, **dict.fromkeys(remapped, now_ms)})
        return replace(self, saved=chosen, mapped_ms=mapped_ms)

    def fetching(self) -> ModuleRow:
        """The same with what was chosen and saved fetching from the CRM only."""
        draft, saved = [each and replace(each, extent=Extent.FETCH) for each in (self.draft, self.saved)]
        return replace(self, draft=draft, saved=saved)
