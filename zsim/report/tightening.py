r"""Pages without what HTML does not need: quotes around attributes, escaped ones, end tags of rows, cells and items.

>>> tightened('<tr class="odd">\n<td title="a b">"x" is <a href="y.html">y</a></td>\n</tr>\n</table>')
'<tr class=odd>\n<td title="a b">"x" is <a href=y.html>y</a></table>'
"""

from __future__ import annotations

import re

QUOTED_TAG = re.compile(r'<[a-z][^<>"]*"[^<>]*>')
QUOTES = re.compile(r"""="([^\s"'=<>`]+)"(?=[ >])""")
END_TAG = re.compile(r"</(?:td|th|tr|tbody|dt|dd|option)>\s*|</li>")


def tightened(page: str) -> str:
    """The same page in fewer bytes; in its texts ``<`` has to be told as HTML has it, as Jinja does."""
    return END_TAG.sub("", QUOTED_TAG.sub(_unquoted, page.replace("&#39;", "'")))


def _unquoted(tag: re.Match[str]) -> str:
    return QUOTES.sub(r"=\1", tag[0])
