"""Conformance: one function per port tests any implementation of it."""

import pytest

pytest.register_assert_rewrite("zsim.ports.conformance")  # so that a failing check shows its values
