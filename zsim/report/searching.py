"""What a search over the site finds: rules, stories and reasons, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol, runtime_checkable


class SearchEntry(NamedTuple):
    """Something that can be found: its kind, its title, its path under the site's root, and more words of it."""

    kind: str
    title: str
    path: str
    more: str = ""


@runtime_checkable
class Searchable(Protocol):
    """A part of the site that has something to be found besides rules and stories."""

    def searchable(self) -> Iterator[SearchEntry]:
        """What it has; asked after its pages."""
        ...
