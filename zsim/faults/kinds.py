"""The kinds of faults, each with one field for every property; all are off until they are pinned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from zsim.faults.deeds import WHEN, KeyRegenerated, Killed, Meanwhile, RightWithdrawn
from zsim.faults.errors import LIMITS, REFUSALS, family
from zsim.faults.fault import AFTER, NOTIFICATION, AtCall, Fault

DELAY: Mapping[str, int] = {**AtCall.LEAST, "delay_ms": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(AtCall):
    """An app refuses a call and does nothing."""

    kind: ClassVar[str] = "refused"
    rule: ClassVar[str] = "FLT-01"
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {**AtCall.ONE_OF, "error": REFUSALS}

    error: str = "ServerError"
    """The name of the ``VendorError`` it is refused with; "NoAnswer" is a call that got lost on its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFailed(AtCall):
    """An app breaks down over a call and answers with an internal error."""

    kind: ClassVar[str] = "server_failed"
    rule: ClassVar[str] = "FLT-02"

    done: bool = False
    """Whether the app had carried the call out before it broke down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLost(AtCall):
    """An app carries a call out, and its answer gets lost."""

    kind: ClassVar[str] = "answer_lost"
    rule: ClassVar[str] = "FLT-03"

    of: str = "write"
    """Which calls count; an answer to a write is what is missed most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit(AtCall):
    """An app has had too many calls, and says how long to wait."""

    kind: ClassVar[str] = "rate_limit"
    rule: ClassVar[str] = "FLT-04"
    LEAST: ClassVar[Mapping[str, int]] = {**AtCall.LEAST, "wait_ms": 1}
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **AtCall.ONE_OF,
        "limit": ("minute", "credits", "day", "concurrency"),
    }

    limit: str = "minute"
    """Which of its limits was reached: the CRM has "minute", "credits" and "concurrency", the finance products
    "minute", "day" and "concurrency", MarketingHub "minute"."""

    wait_ms: int | None = None
    """How long it asks to wait, in milliseconds; ``None`` is what that limit asks for as a rule."""

    def contradiction(self) -> str | None:
        """Not every app has every limit."""
        known = LIMITS[family(self.app)]
        return None if self.limit in known else f"{self.app} has no limit {self.limit!r} but {', '.join(known)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowAnswer(AtCall):
    """An answer takes its time, and others act meanwhile."""

    kind: ClassVar[str] = "slow_answer"
    rule: ClassVar[str] = "FLT-05"
    LEAST: ClassVar[Mapping[str, int]] = DELAY
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = WHEN

    delay_ms: int = 30_000
    """How long it takes, in milliseconds."""

    when: str = AFTER
    """Whether the time passes before the app acts on the call, or after it did and while the answer is on its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDrift(AtCall):
    """Between two pages, records of the page just given move, and come again."""

    kind: ClassVar[str] = "page_drift"
    rule: ClassVar[str] = "FLT-06"
    LEAST: ClassVar[Mapping[str, int]] = {**AtCall.LEAST, "records": 1}
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {"of": ("changed",)}

    of: str = "changed"
    """Only pages of changes drift."""

    records: int = 1
    """How many records come again: the last ones of the page."""

    saved: bool = True
    """True: somebody saves them anew, so that they come again as the latest changes. False: others slid in before
    them, so that they come again first on the next page, as they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TruncatedPage(AtCall):
    """A page is shorter than was asked for, although more follow."""

    kind: ClassVar[str] = "truncated_page"
    rule: ClassVar[str] = "FLT-07"
    LEAST: ClassVar[Mapping[str, int]] = {**AtCall.LEAST, "size": 1}
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {"of": ("changed", "deleted")}

    of: str = "changed"
    """Pages of changes, or of deletions."""

    size: int = 1
    """How many the page holds at most; its token goes on right behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLagged(AtCall):
    """A search does not find yet what was written a moment ago."""

    kind: ClassVar[str] = "search_lag"
    rule: ClassVar[str] = "FLT-08"
    LEAST: ClassVar[Mapping[str, int]] = {**AtCall.LEAST, "lag_ms": 1}
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {"of": ("search",)}

    of: str = "search"
    """Only searches lag."""

    lag_ms: int = 60_000
    """How old a record's last change must be for the search to find it, in milliseconds; told to the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialBatch(AtCall):
    """Of several writes in one call, only the first are done, or only the first are answered."""

    kind: ClassVar[str] = "partial_batch"
    rule: ClassVar[str] = "FLT-09"
    LEAST: ClassVar[Mapping[str, int]] = {**AtCall.LEAST, "done": 0, "answered": 0}
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {"of": ("write",)}

    of: str = "write"
    """Only writes come in batches."""

    done: int | None = None
    """How many of the writes the app carries out, the first ones; the others are refused for now. ``None``: all."""

    answered: int | None = None
    """How many of the writes it answers, the first ones; the answers to the others get lost. ``None``: all."""

    def contradiction(self) -> str | None:
        """A batch that is done and answered whole is no fault."""
        return "neither done nor answered is given" if self.done is None and self.answered is None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateNotification(AtCall):
    """A notification comes more than once."""

    kind: ClassVar[str] = "duplicate_notification"
    rule: ClassVar[str] = "FLT-10"
    LEAST: ClassVar[Mapping[str, int]] = {**AtCall.LEAST, "more": 1}
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {"of": (NOTIFICATION,)}

    of: str = NOTIFICATION
    """Only notifications count."""

    more: int = 1
    """How often it comes again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateNotification(AtCall):
    """A notification comes late."""

    kind: ClassVar[str] = "late_notification"
    rule: ClassVar[str] = "FLT-11"
    LEAST: ClassVar[Mapping[str, int]] = DELAY
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {"of": (NOTIFICATION,)}

    of: str = NOTIFICATION
    """Only notifications count."""

    delay_ms: int = 60_000
    """How late, in milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSkew(Fault):
    """The clock of an app is ahead, or behind, from the moment of pinning."""

    kind: ClassVar[str] = "clock_skew"
    rule: ClassVar[str] = "FLT-17"

    skew_ms: int
    """How far it is ahead, in milliseconds; below zero: behind."""

    def contradiction(self) -> str | None:
        """A clock that is right is no fault."""
        return "skew_ms is 0" if self.skew_ms == 0 else None


KINDS: Mapping[str, type[Fault]] = {
    each.kind: each
    for each in (
        Refused,
        ServerFailed,
        AnswerLost,
        RateLimit,
        SlowAnswer,
        PageDrift,
        TruncatedPage,
        SearchLagged,
        PartialBatch,
        DuplicateNotification,
        LateNotification,
        Meanwhile,
        KeyRegenerated,
        RightWithdrawn,
        Killed,
        ClockSkew,
    )
}
"""All kinds by name."""
