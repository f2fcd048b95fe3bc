"""Tests that mirror `zsim.explore.shrinking`."""
