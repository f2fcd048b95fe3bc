"""Traces: scripts with what came of them; made from the journal of any world, written down, and played again."""

from zsim.explore.traces.recorded import NoScript
from zsim.explore.traces.recording import play_along, script_of_world
from zsim.explore.traces.replaying import OtherEntry, Replayed, replay
from zsim.explore.traces.trace import Trace, entries_of, read_trace, save, text_of, told_failure, trace_of_script

__all__ = [
    "NoScript",
    "OtherEntry",
    "Replayed",
    "Trace",
    "entries_of",
    "play_along",
    "read_trace",
    "replay",
    "save",
    "script_of_world",
    "text_of",
    "told_failure",
    "trace_of_script",
]
