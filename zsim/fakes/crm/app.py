"""The CRM of one world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.catalogue import Policies, Quirks
from zsim.fakes.crm.export import export_state, load_state
from zsim.fakes.crm.face import CrmFace
from zsim.fakes.crm.gate import CrmGate
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.profiles import ADMINISTRATOR
from zsim.fakes.crm.state import CrmState
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.store.modules import Modules
from zsim.kernel.clock import Clock
from zsim.kernel.completion import hiding
from zsim.kernel.journal import Journal
from zsim.kernel.stand_ins import NO_STAND_INS, StandIns
from zsim.kernel.streams import Streams


@hiding("export", "gate", "load", "modules")
class Crm(CrmFace):
    """One CRM organisation. Used directly, it is used by its administrator; ``as_user`` acts for somebody else."""

    def __init__(
        self,
        clock: Clock,
        journal: Journal,
        streams: Streams,
        quirks: Quirks,
        policies: Policies,
        stand_ins: StandIns = NO_STAND_INS,
        *,
        currency: str = "INR",
        country: str = "IN",
    ) -> None:
        state = CrmState(clock, journal, streams, quirks, policies, stand_ins, currency=currency, country=country)
        super().__init__(state, state.users.named(ADMINISTRATOR))
        self.gate = stand_ins.of(CrmGate)(state)
        self.registry = state.connections

    @property
    def modules(self) -> Modules[CrmModule]:
        """The modules by API name."""
        return self._state.modules

    def as_user(self, user: CrmUser | str) -> CrmFace:
        """The CRM as that user uses it; an unknown name raises ``UsageError``. Source: CON-06."""
        return CrmFace(self._state, self._state.users.named(user))

    def export(self) -> dict[str, Any]:
        """The whole state as plain JSON values."""
        return export_state(self._state)

    @classmethod
    def load(
        cls,
        data: Mapping[str, Any],
        clock: Clock,
        journal: Journal,
        streams: Streams,
        quirks: Quirks,
        policies: Policies,
        stand_ins: StandIns = NO_STAND_INS,
    ) -> Crm:
        """The CRM that was exported, in another world."""
        crm = cls(clock, journal, streams, quirks, policies, stand_ins)
        load_state(crm._state, data)
        return crm
