"""The situations that a campaign of CI's size may miss, as ``rare.toml`` has them; all others must be met.

Rare is what fewer than one in a hundred of the worlds met that were drawn with faults and without, in equal parts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from zsim.catalogue.rows import TomlTable


@cache
def rare() -> Mapping[str, str]:
    """The reasons why situations are rare, by their names."""
    rows = TomlTable(tomllib.loads(Path(__file__).with_name("rare.toml").read_text(encoding="utf-8")))
    told = [(row.text("reason"), row.texts("names")) for row in rows.rows("rare")]
    return {name: reason for reason, names in told for name in names}
