"""The format of exported worlds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.kernel.errors import UsageError

FORMAT = "zsim-world"
VERSION = 9
HEADER: Mapping[str, object] = {"format": FORMAT, "version": VERSION}


def check_format(data: Mapping[str, Any]) -> None:
    """Refuse with ``UsageError`` what this zsim did not export."""
    told = f"format {data.get('format')!r}, version {data.get('version')!r}"
    if (data.get("format"), data.get("version")) != (FORMAT, VERSION):
        raise UsageError(
            asked="load a world", found=told, right=f"what this zsim exports: format {FORMAT!r}, version {VERSION}"
        )
