"""Recordings: what happened in worlds, as data, written once and read by whatever reports on it."""
