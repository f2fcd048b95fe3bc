"""Preferences as plain JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.ports.codec import Plain, encode
from zsim.sync.model.kinds import ModuleChoice
from zsim.sync.model.preferences import Duplicates, Extent, Preferences


def plain_preferences(preferences: Preferences | None) -> Plain:
    """The preferences, or ``None``."""
    if preferences is None:
        return None
    return {name: encode(getattr(preferences, name)) for name in Preferences.__slots__}


def preferences_of(data: Mapping[str, Any] | None) -> Preferences | None:
    """What ``plain_preferences`` was given."""
    if data is None:
        return None
    chosen = {
        "module": None if data["module"] is None else ModuleChoice(data["module"]),
        "extent": Extent(data["extent"]),
        "duplicates": Duplicates(data["duplicates"]),
    }
    return Preferences(**{**data, **chosen})
