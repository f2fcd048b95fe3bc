"""What can go wrong between the engine and the apps, wrapped around the ports from outside.

A fault is a value that says which call of which app it meets; nothing goes wrong until one is pinned. The engine cannot
tell a wrapped port from a bare one.
"""

from __future__ import annotations

from zsim.faults.codec import fault_of, plain
from zsim.faults.deeds import KeyRegenerated, Killed, Meanwhile, RightWithdrawn
from zsim.faults.errors import EngineKilled
from zsim.faults.fault import ANY, METHODS, OPEN, AtCall, Fault
from zsim.faults.faults import Faults, Unfired
from zsim.faults.kinds import (
    KINDS,
    AnswerLost,
    ClockSkew,
    DuplicateNotification,
    LateNotification,
    PageDrift,
    PartialBatch,
    RateLimit,
    Refused,
    SearchLagged,
    ServerFailed,
    SlowAnswer,
    TruncatedPage,
)
from zsim.faults.surroundings import Surroundings
from zsim.faults.words import Fired

__all__ = [
    "ANY",
    "KINDS",
    "METHODS",
    "OPEN",
    "AnswerLost",
    "AtCall",
    "ClockSkew",
    "DuplicateNotification",
    "EngineKilled",
    "Fault",
    "Faults",
    "Fired",
    "KeyRegenerated",
    "Killed",
    "LateNotification",
    "Meanwhile",
    "PageDrift",
    "PartialBatch",
    "RateLimit",
    "Refused",
    "RightWithdrawn",
    "SearchLagged",
    "ServerFailed",
    "SlowAnswer",
    "Surroundings",
    "TruncatedPage",
    "Unfired",
    "fault_of",
    "plain",
]
