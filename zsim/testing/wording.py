"""Values as a story tells them: its steps are read by people who know no Python."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zsim.kernel.errors import UsageError

NOTHING = "nothing"
LITERAL = re.compile(
    r"\b(?:None|True|False)(?=$|[,;:.)])|\{['\"}]|\[['\"\]]|\(['\"][^'\"]*['\"],"
    r"|\b\w+\(\)|\bDecimal\(|<[\w.-]+[: ][^>]*>"
)
"""What Python makes of values, and no sentence holds: ``None`` at its end, dicts, lists, tuples, objects."""


def in_words(value: object) -> str:
    """A value for the text of a step; an option of several words by those, pairs and sequences one by one.

    >>> in_words({"extent": "both_ways", "mapping": {"Fax": None}}), in_words(("payment_terms", "is", 15))
    ('extent: both ways, mapping: Fax: none', 'payment terms is 15')
    """
    match value:
        case Mapping():
            return ", ".join(f"{in_words(key)}: {in_words(each)}" for key, each in value.items()) or NOTHING
        case list() | tuple():
            return " ".join(map(in_words, value)) or NOTHING
        case str():
            return (value.replace("_", " ") if value.islower() else value) if value.strip() else NOTHING
        case bool():
            return "yes" if value else "no"
        case None:
            return "none"
        case _:
            return str(value)


def require_words(asked: str, text: str) -> None:
    """Refuse with ``UsageError`` a step that shows a value as Python writes it."""
    found = LITERAL.search(text)
    if found is not None:
        raise UsageError(
            asked=asked, found=f"{found[0]} is Python, and a story is read by people", right="in_words() says a value"
        )
