"""The planted bugs that exploration cannot catch, each with its reason; at most one in twenty of the bank."""

from __future__ import annotations

from collections.abc import Mapping

UNEXPLORED: Mapping[str, str] = {
    "paused-for-all": "random worlds take a refusal for an answer; what must not be refused is told by scenarios",
}
"""Why no random world and no interruption shows them, by their names. One that is caught all the same fails."""
