"""The finance products: one organisation of Invoice, Books or Billing, as people and the engine see it."""

from __future__ import annotations

from zsim.fakes.finance.documents.functions import DocumentFunctions
from zsim.fakes.finance.documents.lines import Totals, priced_lines, rounded, totals_of
from zsim.fakes.finance.documents.numbering import NumberSeries
from zsim.fakes.finance.organisation import Finance

__all__ = ["DocumentFunctions", "Finance", "NumberSeries", "Totals", "priced_lines", "rounded", "totals_of"]
