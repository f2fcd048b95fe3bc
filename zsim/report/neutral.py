"""Sentences of a journal without what is only called otherwise: the product, its documents and their numbers, ids.

>>> from zsim.catalogue import catalogue
>>> billing = catalogue().product("billing")
>>> print(neutral("invoice 'INV-000001' in Billing now exists (Billing City Pune)", billing))
invoice 'number 000001' in the product now exists (Billing City Pune)
>>> print(general("sync created item Bolt from product Bolt: none has its SKU (ITM-04)", ("Bolt",)))
sync created item … from product …: none has its SKU (ITM-04)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from zsim.catalogue import Product
from zsim.catalogue.life_cycles import life_cycles
from zsim.kernel.article import with_article
from zsim.report.telling import THE_PRODUCT, called

ANYTHING = "…"
ID = re.compile(r"\b\d{15,}\b")
QUOTED = re.compile(r"(?<!\w)'[^']*'(?!\w)")
NUMBER = re.compile(r"(?<![\w-])\d+(?:[,.:-]\d+)*(?![\w-])")
"""A number, a date or a time of day; none is part of a rule's id."""
SHORT = 4
"""A name that is shorter may be part of another word."""
SPACE = re.compile(r" {2,}")


def neutral(text: str, product: Product | None) -> str:
    """The sentence as it would read for any product."""
    if product is not None:
        text = called(product.key, product.name).sub(THE_PRODUCT, text)
    words, other = _document_words()
    return ID.sub(ANYTHING, words.sub(lambda found: other[found[0]], text))


def general(text: str, names: Iterable[str] = ()) -> str:
    """The sentence as it would read of any record; ``names`` are those of the records it speaks of."""
    for name in sorted(dict.fromkeys(names), key=len, reverse=True):
        if len(name) >= SHORT:
            text = text.replace(name, ANYTHING)
        elif name.strip():
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", ANYTHING, text)
    text = QUOTED.sub(f"'{ANYTHING}'", text)
    return SPACE.sub(" ", NUMBER.sub(ANYTHING, text))


@cache
def _document_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """What documents are called somewhere and what their numbers begin with, each with what stands for it."""
    other: dict[str, str] = {}
    for cycle in life_cycles().values():
        first, *rest = [each.called for each in cycle.names]
        for other_name in rest:
            if other_name != first:
                other |= {each(other_name): each(first) for each in (str, _plural, str.capitalize, with_article)}
        other |= {f"{each.prefix}": "number " for each in cycle.names if each.prefix}
    longest = sorted(other, key=lambda each: (-len(each), each))
    words = "|".join([rf"{re.escape(each)}(?=\d)" if other[each] == "number " else rf"{each}\b" for each in longest])
    return re.compile(rf"\b(?:{words})"), other


def _plural(called: str) -> str:
    return f"{called}s"
