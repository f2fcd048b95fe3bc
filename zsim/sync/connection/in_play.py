"""Which kinds the saved choices of a connection bring into play, and what its runs may change for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zsim.ports.documents import PROJECTED
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.model.kinds import Kind
from zsim.sync.model.links import Link
from zsim.sync.model.preferences import Preferences
from zsim.sync.model.writable_fields import WritableFields, writable_fields
from zsim.sync.planning.projecting import SHOWN_FIELDS


class InPlay:
    """The kinds in play over one connection; ``modules`` gives its syncs.

    Wherever ``preferences`` are given, they stand for the saved ones of ``module``.
    """

    def __init__(self, organisation_key: str, modules: Callable[[], tuple[ModuleSync, ...]]) -> None:
        self._organisation_key = organisation_key
        self._modules = modules
        self._writable_fields: tuple[tuple[Preferences | None, ...], WritableFields] | None = None

    def follows(self, link: Link, module: str, preferences: Preferences | None = None) -> bool:
        """Whether the modules chosen have to do with the link's kind. Source: CUS-29."""
        return any(
            kind.name == link.kind
            for each in self._modules()
            for kind in each.pairs(preferences if each.name == module else None)
        )

    def writable_fields(self, module: str, preferences: Preferences | None = None) -> WritableFields:
        """The fields a sync may change; one that shows documents, those the CRM shows."""
        if module in PROJECTED:
            return {("crm", PROJECTED[module]): SHOWN_FIELDS}
        chosen = tuple(
            preferences if each.name == module and preferences else each.preferences for each in self._modules()
        )
        # Runs ask each time, and choices hardly ever change.
        if self._writable_fields is None or self._writable_fields[0] != chosen:
            pairs = self._found(module, preferences)
            self._writable_fields = chosen, writable_fields(self._organisation_key, pairs)
        return self._writable_fields[1]

    def _found(self, module: str, given: Preferences | None) -> Mapping[Kind, Mapping[str, str]]:
        """The mapped pairs of each kind in play, or found by searches."""
        pairs: dict[Kind, Mapping[str, str]] = {}
        for each in self._modules():
            pairs.update(each.pairs(given if each.name == module else None, found=True))
        return pairs
