"""How long a run asks an app again that does not serve it at once."""

from __future__ import annotations

from dataclasses import dataclass

SECOND_MS = 1000
MINUTE_MS = 60 * SECOND_MS
DAY_MS = 24 * 60 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Patience:
    """How often one call is tried in all, and for how many milliseconds it is waited for in all.

    An app that names no time, or none worth waiting for, is asked again after ``first_ms``, then after twice that, and
    so on. Source: FLT-04, FLT-18.
    """

    attempts: int
    total_ms: int
    first_ms: int = SECOND_MS

    def wait_ms(self, attempt: int, asked_ms: int = 0) -> int:
        """How long to wait after the attempt of that number, counted from 1, when the app asked for so long."""
        return asked_ms if asked_ms >= self.first_ms else self.first_ms << (attempt - 1)


PATIENCE = {"patient": Patience(10, DAY_MS), "brief": Patience(3, 10 * MINUTE_MS)}
"""What each option of the policy ``patience`` comes to."""


def patience_of(policy: str) -> Patience:
    """What an option of the policy comes to."""
    return PATIENCE[policy]


AT_ONCE = Patience(1, 0)
"""For what a person waits for: a refusal is told at once, and nothing has changed."""
