"""Tests that mirror `zsim.explore.python_form`."""
