"""An event whose consequences are to be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zsim.world import World


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to a world which stands: ``happens`` does it.

    ``name`` is what its page is called by, ``title`` the event as a sentence, ``theme`` what it is grouped under.
    ``rules`` are the ids of the behaviours that decide what follows, ``product`` the key of the product it happens to,
    ``None`` for the CRM's and others. ``before`` is what must have happened long before it.
    """

    name: str
    theme: str
    title: str
    rules: tuple[str, ...]
    happens: Callable[[World], object]
    product: str | None = None
    before: Callable[[World], object] | None = None
