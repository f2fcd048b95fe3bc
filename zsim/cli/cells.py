"""A row of a list: what each column holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Cells = Mapping[str, str | int | Sequence[str] | Mapping[str, str]]
