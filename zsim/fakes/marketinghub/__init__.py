"""MarketingHub, so far as its sync services know the accounts they read."""

from zsim.fakes.marketinghub.app import Account, MarketingHub

__all__ = ["Account", "MarketingHub"]
