"""Tests that mirror `zsim.explore.traces`."""
