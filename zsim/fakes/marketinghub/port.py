"""MarketingHub's port: everything can be read, leads can be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zsim.fakes.marketinghub.module import HUB_CODES
from zsim.fakes.store.port import AppPort
from zsim.ports.errors import NotAllowed
from zsim.ports.records import Create, Delete, Update, Write, Written

WRITABLE: Mapping[str, tuple[type[Write], ...]] = {"Leads": (Create, Update, Delete)}


class HubPort(AppPort):
    """Answers the ``App`` protocol for the hub."""

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        """Carry out the writes in order; what integrations may not do is refused."""
        offered = WRITABLE.get(module, ())
        refused = {number for number, each in enumerate(writes) if each.__class__ not in offered}
        if not refused:
            return super().write(module, writes)
        carried_out = iter(super().write(module, [each for each in writes if each.__class__ in offered]))
        return tuple(
            [
                Written(None, _refusal(module, each)) if number in refused else next(carried_out)
                for number, each in enumerate(writes)
            ]
        )


def _refusal(module: str, write: Write) -> NotAllowed:
    action = type(write).__name__.lower()
    return NotAllowed(f"{module}: no integration may {action} them", code=HUB_CODES.invalid)
