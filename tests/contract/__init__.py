"""Conformance: one function per port tests any implementation of it."""
