"""Text of a world as markup: nothing in it is markup, line breaks stay, and right-to-left words turn nothing around."""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

PLAIN = re.compile(r"[ -%'-;=-~]*")
"""A text that is its own markup."""
LETTERS = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RIGHT_TO_LEFT = re.compile(f"[{LETTERS}](?:[{LETTERS} \\d]*[{LETTERS}])?")
TURNING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn around whatever follows them."""
LONG = 240
GONE = "\N{MINUS SIGN}"
"""The sign of what went, or is not there."""


def marked(text: str) -> Markup:
    r"""A text of the world as a template shows it.

    >>> print(marked("<Acme> & sons\nPune"))
    &lt;Acme&gt; &amp; sons<br>Pune
    """
    return as_markup(markup_of(text))


def as_markup(told: str) -> Markup:
    """Markup that was put together of texts of which each went through ``markup_of``."""
    return Markup(told)  # noqa: S704  that is what this module is for


def markup_of(text: str) -> str:
    """The same for whoever puts markup together."""
    if PLAIN.fullmatch(text):
        return text
    told = escape(text, quote=False)  # it never stands in an attribute
    if not text.isascii():
        told = RIGHT_TO_LEFT.sub(lambda found: f"<bdi>{found[0]}</bdi>", TURNING.sub("", told))
    return told.replace("\n", "<br>") if "\n" in told else told


def cut(text: str) -> str:
    """A text, of a very long one the beginning and how long it is.

    >>> cut("x" * 1000)[-20:]
    'xxx… (1,000 letters)'
    """
    return text if len(text) <= LONG else f"{text[:LONG]}… ({len(text):,} letters)"
