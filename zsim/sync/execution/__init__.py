"""One pass over records: read, gather, plan, apply."""

from zsim.sync.execution.commands import DocumentCommand, carry_out
from zsim.sync.runs.calls import Calls, Steps

__all__ = [
    "Calls",
    "DocumentCommand",
    "Steps",
    "carry_out",
]
