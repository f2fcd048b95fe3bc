"""The engine of one world: what it must not forget, and how it starts anew from that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zsim.sync import ROWS, Alarm, EngineState, RunQueue, load_state, plain_state
from zsim.sync.leads import LEAD_ROWS
from zsim.world.connections import Connections
from zsim.world.sources import Sources
from zsim.world.timing import WorldTiming


class Engine:
    """Starts the connections and the sync services anew, in one order whether they were stopped or loaded."""

    def __init__(self, state: EngineState, timing: WorldTiming, connections: Connections, sources: Sources) -> None:
        self._state = state
        self._timing = timing
        self._connections = connections
        self._sources = sources

    def export(self) -> dict[str, Any]:
        """What is committed, fit for JSON."""
        return plain_state(self._state)

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave, and go on from there."""
        load_state(self._state, data, (*ROWS, *LEAD_ROWS))
        self._connections.load()
        self._sources.load()
        for queue in self.queues():
            queue.forget_causes()
        self._go_on()

    def restart(self) -> None:
        """Forget what is not committed and whatever was to be done later, and go on from what is committed."""
        self._timing.forget()
        self._state.roll_back()
        self._go_on()

    def _go_on(self) -> None:
        """Take up what was under way: it is told as broken off, the alarms are set, and it is begun anew."""
        queues = list(self.queues())
        for queue in queues:
            queue.recover()
        armed = [(alarm.armed.number, alarm) for alarm in self._alarms() if alarm.armed is not None]
        for _, alarm in sorted(armed, key=lambda each: each[0]):
            alarm.rearm()
        for integration in self._connections.integrations.values():
            integration.restart()
        for services in self._sources.services.values():
            for sync in services:
                sync.runs.restart()
        for queue in queues:
            queue.go_on()
        self._state.commit()

    def queues(self) -> Iterator[RunQueue]:
        """The queues in which runs wait for their turn."""
        for integration in self._connections.integrations.values():
            yield from [sync.queue for sync in integration.syncs]
        yield from self._sources.queues

    def _alarms(self) -> Iterator[Alarm]:
        for integration in self._connections.integrations.values():
            yield from [sync.slots.alarm for sync in integration.modules]
            yield integration.triggers.slots.alarm
            yield from [sync.slots.alarm for sync in integration.transactions]
        for services in self._sources.services.values():
            yield from [sync.runs.alarm for sync in services]
