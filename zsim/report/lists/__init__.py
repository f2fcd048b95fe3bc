"""Lists: what is proven for a product, rulings, oddities, faults, gaps, and the tables of decisions and triggers."""

from zsim.report.lists.part import ListsPart

__all__ = ["ListsPart"]
