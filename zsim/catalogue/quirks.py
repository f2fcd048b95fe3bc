"""The oddities of one world: which are on, and which fired."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zsim.catalogue.loader import catalogue
from zsim.catalogue.suggest import did_you_mean, listed
from zsim.kernel.errors import UsageError

if TYPE_CHECKING:
    from zsim.kernel.journal import Journal


class Quirks:
    """Every oddity is on unless it stands in ``off``; each is asked for in one place of the code."""

    __slots__ = ("_fired", "_journal", "_off", "_suppressed", "_titles")

    def __init__(self, journal: Journal, off: str | Iterable[str] = ()) -> None:
        """Switch off the oddities of these behaviour ids; an id that is no oddity raises ``UsageError``."""
        self._journal = journal
        self._titles = {each.id: each.title for each in catalogue().quirks}
        self._off = dict.fromkeys(self._checked(each) for each in listed("quirks_off", off))
        self._fired: dict[str, None] = {}
        self._suppressed: dict[str, None] = {}

    def fires(self, behaviour_id: str, subject: object) -> bool:
        """Whether the oddity acts on ``subject`` now; if so, a mark is left in the journal."""
        title = self._titles[behaviour_id]
        if behaviour_id in self._off:
            self._suppressed[behaviour_id] = None
            return False
        self._fired[behaviour_id] = None
        self._journal.append("oddity", "mark", subject, (behaviour_id, title))
        return True

    def on(self, behaviour_id: str) -> bool:
        """Whether the oddity is in force; asking leaves no mark."""
        assert behaviour_id in self._titles, f"{behaviour_id} is no oddity"
        return behaviour_id not in self._off

    @property
    def fired(self) -> tuple[str, ...]:
        """The oddities that acted, in the order of their first time."""
        return tuple(self._fired)

    @property
    def off(self) -> tuple[str, ...]:
        """The oddities switched off, in the order they were named."""
        return tuple(self._off)

    @property
    def suppressed(self) -> tuple[str, ...]:
        """The oddities that would have acted had they not been switched off, in the order of their first time."""
        return tuple(self._suppressed)

    def _checked(self, behaviour_id: str) -> str:
        behaviour_id, title = catalogue().behaviour(behaviour_id).id, catalogue().behaviour(behaviour_id).title
        if behaviour_id in self._titles:
            return behaviour_id
        raise UsageError(
            asked=f"switch off the oddity {behaviour_id!r}",
            found=f"{title!r} is a plain behaviour, not an oddity",
            right=did_you_mean(behaviour_id, self._titles),
        )
