"""Tests that mirror `zsim.explore.failures`."""
