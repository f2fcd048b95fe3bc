"""What one run is to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from zsim.ports.app import Credentials
from zsim.ports.records import Ref
from zsim.sync.model.kinds import Kind
from zsim.sync.model.preferences import Preferences
from zsim.sync.planning.routing import Router


class Job(NamedTuple):
    """What a run is to do: the kinds and choices; ``only`` names the CRM records of a single fetch.

    ``mapped_ms`` is when fields of the CRM were mapped last, by name; they come with records modified since. Source:
    MAP-09.
    """

    kinds: tuple[Kind, ...]
    pairs: Mapping[str, Mapping[str, str]]
    preferences: Preferences
    credentials: Credentials
    includes: bool
    router: Router
    actor: str
    started_ms: int
    only: tuple[Ref, ...] = ()
    mapped_ms: Mapping[str, int] = MappingProxyType({})
