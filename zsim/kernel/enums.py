"""Enumerations of words that stand as keys in the busiest places."""

from __future__ import annotations

from enum import StrEnum


class WordEnum(StrEnum):
    """An enumeration of words, each hashed as the word it is.

    Python's own enumerations are hashed by a function written in Python, which takes ten times as long.
    """

    __hash__ = str.__hash__
