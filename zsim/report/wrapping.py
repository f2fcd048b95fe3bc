r"""Lines of Markdown that are no longer than a reader of their source, or of a difference, can see at once.

>>> print("\n".join(wrapped(["- a story that is told"], 16)))
- a story that
  is told
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

WIDTH = 200
MARKUP = re.compile(r" (?=(?:[-+*>#|=~]|\d+[.)])\S*(?: |$))")
"""A blank before what would begin a list or the like, if it stood first on a line."""
GLUE = "\0"
LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
BEFORE_LINK = re.compile(rf" (?=(?:and |or )?{LINK.pattern})")
"""A blank before a link, and before the "and" of the last one."""
KEPT = ("#", "|", " ", "```")
"""What lines begin with that stay as they are."""


def shortened(lines: Iterable[str], width: int = WIDTH) -> Iterator[str]:
    """The lines, those of tables that are too long with their links told by name, and where these lead at the end."""
    places: dict[str, str] = {}

    def named(link: re.Match[str]) -> str:
        return f"[{link[1]}]" if places.setdefault(link[1], link[2]) == link[2] else link[0]

    for line in lines:
        yield LINK.sub(named, line) if line.startswith("|") and len(line) > width else line
    if places:
        yield from ("", *[f"[{name}]: {place}" for name, place in places.items()])


def one_link_a_line(lines: Iterable[str]) -> Iterator[str]:
    r"""The lines, those of sentences and lists cut before each link but the first: one more is one more line.

    A reader of a difference sees so which link came, and the page reads as before.

    >>> print("\n".join(one_link_a_line(["It covers [A](a.md) and [B](b.md)."])))
    It covers [A](a.md)
    and [B](b.md).
    """
    for line in lines:
        if line.startswith(KEPT):
            yield line
            continue
        rest = line
        while (first := LINK.search(rest)) and (cut := BEFORE_LINK.search(rest, first.end())):
            yield rest[: cut.start()]
            rest = ("  " if line.startswith("- ") else "") + rest[cut.end() :]
        yield rest


def wrapped(lines: Iterable[str], width: int = WIDTH) -> Iterator[str]:
    """The lines, those of sentences and lists cut at blanks; headings, tables and what is indented stay as they are."""
    for line in lines:
        if len(line) <= width or line.startswith(KEPT):
            yield line
            continue
        indent = "  " if line.startswith("- ") else ""
        head, rest = (line[:2], line[2:]) if indent else ("", line)
        cut = textwrap.wrap(
            head + MARKUP.sub(GLUE, rest),
            width,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from [each.replace(GLUE, " ") for each in cut]
