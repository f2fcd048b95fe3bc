"""The article before a noun that texts are made with."""

from __future__ import annotations

SOUNDS_LIKE_YOU = ("us", "uni", "eu")


def with_article(noun: str) -> str:
    """The noun after "a" or "an", by how it begins.

    >>> with_article("invoice"), with_article("bill"), with_article("user"), with_article("unbilled expense")
    ('an invoice', 'a bill', 'a user', 'an unbilled expense')
    """
    vowel = noun[:1].lower() in tuple("aeiou") and not noun.lower().startswith(SOUNDS_LIKE_YOU)
    return f"{'an' if vowel else 'a'} {noun}"
