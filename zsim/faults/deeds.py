"""The kinds of faults that somebody does in the middle of a run: at the apps, or to the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from zsim.faults.errors import CRM, has_key
from zsim.faults.fault import BEFORE, MOMENTS, AtCall

WHEN: Mapping[str, tuple[str, ...]] = {**AtCall.ONE_OF, "when": MOMENTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile(AtCall):
    """Somebody acts in the middle of a run."""

    kind: ClassVar[str] = "meanwhile"
    rule: ClassVar[str] = "FLT-12"
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = WHEN

    do: str | Callable[[], object]
    """What is done: the name of a step of the script, or something to call, which cannot be written down as data."""

    when: str = BEFORE
    """Whether it is done just before the app acts on the call, or just after and before the run's next call. What stops
    the run itself, such as a pause, is done after a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRegenerated(AtCall):
    """The key of an app is regenerated in the middle of a run."""

    kind: ClassVar[str] = "key_regenerated"
    rule: ClassVar[str] = "FLT-13"
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = WHEN

    when: str = BEFORE
    """Whether just before the app acts on the call, or just after."""

    def contradiction(self) -> str | None:
        """An app that is connected without a key has none."""
        return None if has_key(self.app) else f"{self.app} has no key"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightWithdrawn(AtCall):
    """A profile of the CRM loses a right in the middle of a run."""

    kind: ClassVar[str] = "right_withdrawn"
    rule: ClassVar[str] = "FLT-14"
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {**WHEN, "app": (CRM,)}

    hides: str
    """The module that is hidden from the users of the profile, by its API name."""

    profile: str = "Standard"
    """The profile; administrators see everything, always."""

    when: str = BEFORE
    """Whether just before the app acts on the call, or just after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed(AtCall):
    """The engine is killed at a call."""

    kind: ClassVar[str] = "killed"
    rule: ClassVar[str] = "FLT-16"
    ONE_OF: ClassVar[Mapping[str, tuple[str, ...]]] = WHEN

    when: str = BEFORE
    """Whether before the app got the call, or after it carried it out."""
