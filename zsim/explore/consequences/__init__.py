"""What follows from one event, over all areas: a full setting, the event, and a day on which work goes on."""

from __future__ import annotations

from zsim.explore.consequences.event import Event
from zsim.explore.consequences.events import EVENTS, NOTHING
from zsim.explore.consequences.playing import events_of, played_consequences

__all__ = ["EVENTS", "NOTHING", "Event", "events_of", "played_consequences"]
