"""Pages of rules: each rule with where it stands, whether it is proven, its smallest example and its twin."""

from zsim.report.rules.part import RulesPart

__all__ = ["RulesPart"]
