"""Comparisons: two products, a quirk and its twin, a ruling and its alternative, a fault and none, two releases."""

from __future__ import annotations

from zsim.report.comparing.part import ComparePart

__all__ = ["ComparePart"]
