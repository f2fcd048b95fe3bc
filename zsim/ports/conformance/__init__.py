"""Whether something is a proper ``App``, whatever stands behind it: one function tests any implementation.

The checks are plain assertions and know no test library. Under pytest, ``pytest.register_assert_rewrite`` with the name
of this package, before it is imported, makes a failing one show its values.
"""

from __future__ import annotations

from zsim.ports.conformance.checking import check_app
from zsim.ports.conformance.commanding import DocumentsUnderTest, check_documents
from zsim.ports.conformance.under_test import Advance, AppUnderTest, CreateRecord

__all__ = ["Advance", "AppUnderTest", "CreateRecord", "DocumentsUnderTest", "check_app", "check_documents"]
