"""How the links and records of a connection stand when a run has ended, as the checks ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from typing import NamedTuple

from zsim.checks import PARTY_FIELDS, Noted, Pair, Sides
from zsim.fakes.store.module import Module
from zsim.ports.records import Fields, Record, RecordId, Ref
from zsim.sync import KINDS, Integration, Link, Links, LinkState, Preferences
from zsim.sync.model import CRM, FINANCE, PERSON, FieldMap
from zsim.world.observing.pair_facts import FEW, ID_FIELDS, doubles, sides_of


class LinkedKind(NamedTuple):
    """A kind as its links need it: its modules and its last field map.

    ``ours`` and ``theirs`` look up a record of the CRM and of finance.
    """

    crm: str
    finance: str
    mapped: FieldMap | None
    ours: Callable[[RecordId], Record | None]
    theirs: Callable[[RecordId], Record | None]


class PostRunState:
    """Answers about records just after a run; what holds for all of them is looked up once.

    ``module`` is that of the run, ``preferences`` are those it went by. ``find`` gives a module of an app. ``departed``
    are records that people deleted while the run was under way.
    """

    __slots__ = (
        "_asked",
        "_by_crm",
        "_by_finance",
        "_departed",
        "_exact_names",
        "_find",
        "_followed",
        "_integration",
        "_key",
        "_kinds",
        "_module_name",
        "_modules",
        "_preferences",
    )

    def __init__(
        self,
        integration: Integration,
        links: Links,
        module: str,
        preferences: Preferences | None,
        find: Callable[[str, str], Module | None],
        departed: frozenset[Ref],
        *,
        exact_names: bool,
    ) -> None:
        self._integration = integration
        self._key = integration.organisation_key
        self._by_crm, self._by_finance = links.rows(CRM), links.rows(FINANCE)
        self._module_name = module
        self._preferences = preferences
        self._find = find
        self._modules: dict[str, dict[str, Module | None]] = defaultdict(dict)
        self._departed = departed
        self._exact_names = exact_names
        self._kinds: dict[str, LinkedKind] = {}
        self._followed: dict[str, bool] = {}
        self._asked: tuple[Link, Pair] | None = None

    def pair_of(self, ref: Ref) -> Pair | None:
        """The live link of a record."""
        app, _, record_id = ref
        link = (self._by_crm if app == CRM else self._by_finance).get(record_id)
        if link is None:
            return None
        if self._asked is None or self._asked[0] is not link:  # the two ends of a link are asked about in a row
            kind = self._kinds.get(link.kind) or self._kind_of(link)
            crm, finance = Ref(CRM, kind.crm, link.crm_id), Ref(self._key, kind.finance, link.finance_id)
            followed = self._followed.get(link.kind)
            if followed is None:
                in_play = self._integration.in_play
                followed = self._followed[link.kind] = in_play.follows(link, self._module_name, self._preferences)
            self._asked = link, Pair(crm, finance, followed)
        return self._asked[1]

    def paired(self, refs: Iterable[Ref]) -> bool:
        """Whether each of the records that is in a link is in one of two live records, which is in no other.

        Looked at one by one, an initial sync takes a tenth longer.
        """
        ours, theirs = self._by_crm, self._by_finance
        found = [(ours if app == CRM else theirs).get(record_id) for app, _, record_id in refs]
        links = [link for link in found if link is not None]
        for name in dict.fromkeys([link[0] for link in links]):
            some = [link for link in links if link[0] == name]
            kind = self._kinds.get(name) or self._kind_of(some[0])
            crm_ids, finance_ids = [link[1] for link in some], [link[2] for link in some]
            if list(map(ours.get, crm_ids)) != some or list(map(theirs.get, finance_ids)) != some:
                return False
            if not (all(map(kind.ours, crm_ids)) and all(map(kind.theirs, finance_ids))):
                return False
        return True

    def lives(self, ref: Ref) -> bool:
        """Whether a record is in its module, but for a person who took it out meanwhile."""
        module = self._module(ref)
        if module is not None and module.table.get(ref.id) is not None:
            return True
        return ref in self._departed

    def same_named(self, ref: Ref) -> tuple[Ref, ...]:
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

    def followed(self, ref: Ref) -> bool:
        """Whether a CRM record is in a pair, or was absorbed into one."""
        link = self._link(ref)
        return link is not None and link.state in (LinkState.LIVE, LinkState.ABSORBED)

    def source(self, ref: Ref) -> Ref | None:
        """The CRM record that a finance record is or was linked with; none for one of the CRM."""
        link = self._link(ref) if ref.app != CRM else None
        return None if link is None else self._integration.refs_of(link)[0]

    def born_in(self, ref: Ref) -> str | None:
        """The side where the pair of a record began."""
        link = self._link(ref)
        return None if link is None else link.origin.value

    def used(self, ref: Ref, made_meanwhile: Container[Ref]) -> bool:
        """Whether a finance record has transactions, but for those that others made while the run was under way."""
        link = self._link(ref)
        documents = KINDS[link.kind].used_in if link is not None else ()
        modules = [(self._module(Ref(ref.app, name, ref.id)), field) for name, field in documents]
        found = [each for module, field in modules if module is not None for each in module.table.find(field, ref.id)]
        return any(each.ref not in made_meanwhile for each in found)

    def noting_the_same(self, refs: Sequence[Ref]) -> list[Noted]:
        """Those of the records that hold the same id of a record of the other app as another active one."""
        if len(refs) > FEW:
            refs = self._maybe_noting_the_same(refs)
        found: list[Noted] = []
        for ref in dict.fromkeys(refs):
            module = self._module(ref)
            record = module.table.get(ref.id) if module is not None else None
            if module is not None and record is not None:
                for field in ID_FIELDS.get((ref.app == CRM, ref.module), ()):
                    if record.fields.get(field):
                        found += doubles(module.table, field, record)
        return found

    def _maybe_noting_the_same(self, refs: Sequence[Ref]) -> Sequence[Ref]:
        """Those of modules in which some two records do, which an index tells of all of them at once."""
        suspects: set[tuple[str, str]] = set()
        for app, name in {(app, name) for app, name, _ in refs}:
            module = self._module(Ref(app, name, RecordId("")))
            fields = ID_FIELDS.get((app == CRM, name), ())
            if module is not None and not all(map(module.table.no_two_alike, fields)):
                suspects.add((app, name))
        return [each for each in refs if (each.app, each.module) in suspects] if suspects else ()

    def named_apart(self, refs: Sequence[Ref]) -> bool:
        """Whether no record of the modules of these has the name of another."""
        modules = [self._module(Ref(app, name, RecordId(""))) for app, name in {(app, name) for app, name, _ in refs}]
        return all(module is not None and module.table.no_two_alike(module.name_field) for module in modules)

    def persons_of(self, customer: Ref) -> tuple[Ref, ...]:
        """The live contact persons of a customer, though that one be gone."""
        persons = self._module(customer._replace(module=PERSON.finance.module))
        return () if persons is None else tuple([each.ref for each in persons.table.find("contact_id", customer.id)])

    def hanging_on(self, party: Ref) -> tuple[Ref, ...]:
        """The documents and contact persons of a customer or vendor."""
        modules = [(self._module(party._replace(module=name)), field) for name, field in PARTY_FIELDS.items()]
        found = [module.table.find(field, party.id) for module, field in modules if module is not None]
        return tuple([each.ref for some in found for each in some])

    def sides_of(self, ref: Ref, field: str, winner: str) -> Sides | None:
        """A mapped field of the pair of a record, by its name in the CRM; ``None`` if it is not mapped any more."""
        link = self._integration.link_of(CRM if ref.app == CRM else FINANCE, ref.id)
        mapped = self._integration.field_map(link.kind) if link is not None else None
        names = [row.crm for row in mapped.rows] if mapped is not None else []
        if link is None or mapped is None or field not in names:
            return None
        crm, finance = self._integration.refs_of(link)
        ours, theirs = self.fields(crm), self.fields(finance)
        if ours is None or theirs is None:
            return None
        return sides_of(mapped, names.index(field), (crm, ours), (finance, theirs), winner)

    def unlike(self, ref: Ref) -> tuple[str, ...]:
        """The mapped fields in which a live record differs from what its pair agreed on, but for blank ones."""
        app, _, record_id = ref
        from_crm = app == CRM
        link = (self._by_crm if from_crm else self._by_finance).get(record_id)
        if link is None:
            return ()
        kind = self._kinds.get(link.kind) or self._kind_of(link)
        record, mapped = (kind.ours if from_crm else kind.theirs)(record_id), kind.mapped
        if record is None or mapped is None or mapped.pairs != link.base.pairs:
            return ()
        held, base = (
            (mapped.crm_values(record.fields), link.base.crm)
            if from_crm
            else (mapped.finance_values(record.fields), link.base.finance)
        )
        if held == base:
            return ()
        names = [pair[0 if from_crm else 1] for pair in mapped.pairs]
        return tuple([name for name, now, then in zip(names, held, base, strict=True) if now != then is not None])

    def fields(self, ref: Ref) -> Fields | None:
        """The fields of a live record."""
        module = self._module(ref)
        record = module.table.get(ref.id) if module is not None else None
        return None if record is None else record.fields

    def _link(self, ref: Ref) -> Link | None:
        system = CRM if ref.app == CRM else FINANCE
        return self._integration.link_of(system, ref.id) or self._integration.tombstone_of(system, ref.id)

    def _module(self, ref: Ref) -> Module | None:
        app, name, _ = ref
        modules = self._modules[app]
        if name not in modules:
            modules[name] = self._find(app, name)
        return modules[name]

    def _kind_of(self, link: Link) -> LinkedKind:
        """What there is to know of the kind of a link."""
        crm, finance = KINDS[link.kind].crm.module, KINDS[link.kind].finance.module
        mapped = self._integration.field_map(link.kind)
        look_up = self._look_up(CRM, crm), self._look_up(self._key, finance)
        self._kinds[link.kind] = found = LinkedKind(crm, finance, mapped, *look_up)
        return found

    def _look_up(self, app: str, name: str) -> Callable[[RecordId], Record | None]:
        """How to look up the records of a module by their ids."""
        module = self._module(Ref(app, name, RecordId("")))
        return (lambda record_id: None) if module is None else module.table.live.get
