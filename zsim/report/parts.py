"""What the site is put together from: kinds of pages, each shown every story once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from zsim.report.telling import ToldStory


class SitePage(NamedTuple):
    """A file of the site: its path under the site's root, and its text."""

    path: str
    text: str


class Door(NamedTuple):
    """A link of the index: what is behind it, with its totals."""

    title: str
    path: str
    says: str


class Part(Protocol):
    """One kind of pages.

    All runs are read in one pass: ``story`` is called for each story in order, while its worlds are held; what a part
    needs later it keeps, in little. ``pages`` is called after the last story, ``doors`` after that.
    """

    def story(self, told: ToldStory) -> Iterator[SitePage]:
        """The pages of one story."""
        ...

    def pages(self) -> Iterator[SitePage]:
        """The pages that tell of all."""
        ...

    def doors(self) -> tuple[Door, ...]:
        """What the index leads to."""
        ...
