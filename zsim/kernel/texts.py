"""Text that can be written down: half of a surrogate pair, which is left when a character is cut in two, cannot."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.kernel.errors import UsageError


def require_whole(value: object) -> None:
    """Refuse with ``UsageError`` a text, or one in a mapping or sequence, that UTF-8 cannot hold."""
    if isinstance(value, str):
        if not value.isascii() and shown(value) != value:
            raise UsageError(
                asked=f"take the text '{shown(value)}'",
                found="it holds half a character, which UTF-8 cannot",
                right="the whole character, or none of it",
            )
    elif isinstance(value, (tuple, list)):
        for each in value:
            require_whole(each)
    elif isinstance(value, Mapping):
        require_whole(tuple(value))
        require_whole(tuple(value.values()))


def shown(text: str) -> str:
    r"""The text with half characters told by their number, so that it can be written.

    >>> print(shown("caf\ud83d"))
    caf\ud83d
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
