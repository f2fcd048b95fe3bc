"""Classes made in the place of sound ones, so that a test can plant a broken one anywhere without patching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

Sound = TypeVar("Sound")


@dataclass(frozen=True, slots=True)
class StandIns:
    """Classes by the sound ones in whose place they are made; each is made as that one is, so derive it from that.

    Whoever makes one asks for its class, once for all that it makes of it.

    >>> class Loud(str):
    ...     pass
    >>> StandIns({str: Loud}).of(str) is Loud, StandIns().of(str) is str
    (True, True)
    """

    classes: Mapping[type, type] = field(default_factory=dict)

    def of(self, sound: type[Sound]) -> type[Sound]:
        """The class to make in the place of the sound one: that itself, unless another stands in for it."""
        return self.classes.get(sound, sound)


NO_STAND_INS = StandIns()
"""Everything is made as it is."""
