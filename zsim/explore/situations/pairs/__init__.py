"""Pairs of things that matter when they come together: edits, runs, connections, faults, sales and mailings."""

from zsim.explore.situations.pairs.recognising import RECOGNISERS, Recogniser, called, pairs, pairs_met

__all__ = ["RECOGNISERS", "Recogniser", "called", "pairs", "pairs_met"]
