"""The first page of the site, and the search over it."""

from zsim.report.index.part import IndexPart

__all__ = ["IndexPart"]
