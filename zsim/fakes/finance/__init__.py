"""The finance products: one organisation of Invoice, Books or Billing, as people and the engine see it."""

from __future__ import annotations

from zsim.fakes.finance.organisation import Finance

__all__ = ["Finance"]
