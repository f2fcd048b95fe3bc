"""The situations that a campaign of CI's size may miss, each with the reason; all others must be met."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, tuple[str, ...]] = {}
"""Situations by the reason for which they are rare."""

RARE: Mapping[str, str] = {name: reason for reason, names in REASONS.items() for name in names}
"""Why a situation is rare, by its name."""
