"""How the links and records of a connection stand when a run has ended, as the checks ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from zsim.checks import Pair
from zsim.fakes.store.module import Module
from zsim.ports.records import Ref
from zsim.sync import Integration, Link, Preferences
from zsim.sync.kinds import CRM, FINANCE


class Standing:
    """Answers about records just after a run; what holds for all of them is looked up once.

    ``preferences`` are those the run went by. ``find`` gives a module of an app. ``departed`` are records that people
    deleted while the run was under way.
    """

    __slots__ = (
        "_asked",
        "_departed",
        "_exact_names",
        "_find",
        "_followed",
        "_integration",
        "_modules",
        "_preferences",
    )

    def __init__(
        self,
        integration: Integration,
        preferences: Preferences | None,
        find: Callable[[str, str], Module | None],
        departed: frozenset[Ref],
        *,
        exact_names: bool,
    ) -> None:
        self._integration = integration
        self._preferences = preferences
        self._find = find
        self._modules: dict[str, dict[str, Module | None]] = defaultdict(dict)
        self._departed = departed
        self._exact_names = exact_names
        self._followed: dict[str, bool] = {}
        self._asked: tuple[Link, Pair] | None = None

    def pair_of(self, ref: Ref) -> Pair | None:
        """The live link of a record."""
        app, _, record_id = ref
        link = self._integration.link_of(CRM if app == CRM else FINANCE, record_id)
        if link is None:
            return None
        if self._asked is None or self._asked[0] is not link:  # the two ends of a link are asked about in a row
            crm, finance = self._integration.refs_of(link)
            self._asked = link, Pair(crm, finance, self._follows(link))
        return self._asked[1]

    def lives(self, ref: Ref) -> bool:
        """Whether a record is in its module, but for a person who took it out meanwhile."""
        module = self._module(ref)
        if module is not None and module.table.get(ref.id) is not None:
            return True
        return ref in self._departed

    def namesakes(self, ref: Ref) -> tuple[Ref, ...]:
        """The active customers of a customer's name beside itself, oldest first."""
        module = self._module(ref)
        record = module.table.get(ref.id) if module is not None else None
        if module is None or record is None:
            return ()
        name = record.fields.get(module.name_field)
        if module.table.count(module.name_field, name) == 1:
            return ()
        found = module.table.find(module.name_field, name)
        if self._exact_names:
            found = tuple([each for each in found if each.fields.get(module.name_field) == name])
        return tuple([each.ref for each in found if each.ref != ref and each.fields.get("status") != "inactive"])

    def _module(self, ref: Ref) -> Module | None:
        app, name, _ = ref
        modules = self._modules[app]
        if name not in modules:
            modules[name] = self._find(app, name)
        return modules[name]

    def _follows(self, link: Link) -> bool:
        followed = self._followed.get(link.kind)
        if followed is None:
            followed = self._followed[link.kind] = self._integration.follows(link, self._preferences)
        return followed
