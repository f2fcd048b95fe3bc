"""MarketingHub: leads, mailing lists, and the addresses that are not mailed."""

from __future__ import annotations

from zsim.fakes.marketinghub.app import MarketingHub
from zsim.fakes.marketinghub.faces import LeadsFace, ListsFace, SuppressionsFace
from zsim.fakes.marketinghub.leads import LeadStatus
from zsim.fakes.marketinghub.suppressions import SuppressionReason

__all__ = [
    "LeadStatus",
    "LeadsFace",
    "ListsFace",
    "MarketingHub",
    "SuppressionReason",
    "SuppressionsFace",
]
