"""Whole reports compared with golden files."""
