"""MarketingHub: leads, mailing lists, and the addresses that are not mailed."""

from __future__ import annotations

from zsim.fakes.marketinghub.app import MarketingHub

__all__ = ["MarketingHub"]
