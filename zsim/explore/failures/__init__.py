"""Failures of scripts: when two are one, and what a scenario's assertion asks, so that it can be asked of others."""

from zsim.explore.failures.asserting import FailedStatement, comparison_in, names_in
from zsim.explore.failures.comparing import Comparison, comparison_of
from zsim.explore.failures.failing import Failing, as_played, failing_with, without
from zsim.explore.failures.signature import MODEL, NotAtRest, Signature, signature_of

__all__ = [
    "MODEL",
    "Comparison",
    "FailedStatement",
    "Failing",
    "NotAtRest",
    "Signature",
    "as_played",
    "comparison_in",
    "comparison_of",
    "failing_with",
    "names_in",
    "signature_of",
    "without",
]
