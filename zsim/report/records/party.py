"""A party through all apps: its records wherever they are, what each hangs on, and how it came to be.

Works for any recorded world: ``party_of(world_in(run), "Acme")``. Nodes of the graph are records; an edge says that two
of different apps are one thing, or that one record names another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import networkx as nx

from zsim.fakes.store import Effect
from zsim.ports.documents import PROJECTED
from zsim.ports.folding import folded
from zsim.ports.records import Fields, Ref
from zsim.ports.schema import OWN_ID_FIELD
from zsim.recording.worlds import RecordedWorld
from zsim.sync import DecisionEntry, Outcome
from zsim.sync.triggers import DEAL
from zsim.world import Line

HEADS = ("Accounts", "customers", "Vendors", "vendors")
"""The modules whose records are parties; in others records are a party's."""
STATUS = ("status", "Status", "Stage")
APART = frozenset({Outcome.SKIPPED, Outcome.EXCLUDED, Outcome.FAILED, Outcome.CLONED})
"""The outcomes of decisions that speak of a record of another app and leave the two apart."""
GONE, THERE = "deleted", "there"
NAMELESS = "without a name"


class Tie(StrEnum):
    """Why two records belong together."""

    SYNCED = "is synced with"
    MADE = "has, made by its trigger,"
    SHOWN = "is shown by"
    NAMES = "belongs to"


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """A record of a party: what it is, how it stands at the end, and by which sentence it came to be.

    ``shows`` is the organisation whose document it shows, if it is one of the CRM that shows one.
    """

    ref: Ref
    kind: str
    name: str
    state: str
    came: str
    shows: str = ""

    @property
    def gone(self) -> bool:
        """Whether it was deleted."""
        return self.state == GONE


@dataclass(frozen=True, slots=True)
class PartyTie:
    """Two records that belong together, and why: the sentence of the journal, or the field that names the other."""

    one: PartyRecord
    other: PartyRecord
    tie: Tie
    why: str


@dataclass(frozen=True, slots=True)
class PartyGraph:
    """A party: its records in the order they came to be, and what ties them together."""

    name: str
    records: tuple[PartyRecord, ...]
    ties: tuple[PartyTie, ...]

    def graph(self) -> nx.Graph[Ref]:
        """The records by their refs, tied together."""
        graph: nx.Graph[Ref] = nx.Graph()
        graph.add_nodes_from([each.ref for each in self.records])
        graph.add_edges_from([(each.one.ref, each.other.ref, {"tie": each.tie}) for each in self.ties])
        return graph


def party_of(world: RecordedWorld, name: str, lines: Sequence[Line] = ()) -> PartyGraph:
    """The party of that name, or that a record of that name belongs to; one nobody is called has no records.

    ``lines`` are those of the world, where somebody told them already.
    """
    read = _Journalled()
    for entry, line in zip(world.journal, lines or world.lines(), strict=True):
        read.take_in(entry.subject, entry.detail, line)
    refs = read.of_party(name)
    records = {ref: _record(ref, read, world) for ref in refs}
    ties = [PartyTie(records[a], records[b], tie, why) for a, b, tie, why in read.ties(set(refs))]
    called = next((each.name for ref, each in records.items() if ref.module in HEADS), name)
    return PartyGraph(called, tuple(records.values()), tuple(ties))


@dataclass(slots=True)
class _Journalled:
    """What a journal tells of records: their fields, names, and what ties them together."""

    fields: dict[Ref, Fields] = field(default_factory=dict)
    names: dict[Ref, str] = field(default_factory=dict)
    came: dict[Ref, str] = field(default_factory=dict)
    gone: set[Ref] = field(default_factory=set)
    _pairs: dict[tuple[Ref, Ref], tuple[Tie, str]] = field(default_factory=dict)
    _decisions: dict[int, tuple[DecisionEntry, str]] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)

    def take_in(self, subject: object, detail: object, line: Line) -> None:
        """Take in the next entry."""
        if isinstance(detail, DecisionEntry):
            self._decisions[line.number] = detail, line.text
            target = detail.target if detail.outcome not in APART else None
            if target is not None and target.app != detail.subject.app:
                self._pairs.setdefault((detail.subject, target), (_tie(detail), line.text))
        elif isinstance(detail, Effect) and isinstance(subject, Ref):
            self._changed(subject, detail, line)
        self._texts[line.number] = line.text

    def of_party(self, name: str) -> list[Ref]:
        """The records of a party, those it is called by first, in the order they came to be."""
        graph = self._graph()
        called = [ref for ref in self.fields if folded(self.names.get(ref, "")) == folded(name)]
        starts = [above for ref in called for above in self._heads(ref, graph)]
        found = dict.fromkeys(starts)
        waiting = list(found)
        for ref in waiting:
            for near, _ in graph.in_edges(ref):
                self._reach(near, found, waiting)
            for _, near, data in graph.out_edges(ref, data=True):
                if data["tie"] is not Tie.NAMES:
                    self._reach(near, found, waiting)
        order = {ref: number for number, ref in enumerate(self.fields)}
        return sorted(found, key=order.__getitem__)

    def ties(self, among: set[Ref]) -> Iterator[tuple[Ref, Ref, Tie, str]]:
        """What ties these together, in the order of the journal."""
        for one, other, data in self._graph().edges(data=True):
            if one in among and other in among and not data["back"]:
                yield one, other, data["tie"], data["why"]

    def _changed(self, ref: Ref, effect: Effect, line: Line) -> None:
        if effect.after is None:
            self.gone.add(ref)
        else:
            self.fields[ref] = effect.after
            self.gone.discard(ref)
        self.names[ref] = line.about[1] if len(line.about) > 1 else ref.id
        if effect.before is None:
            decided = self._decisions.get(line.cause)
            self.came.setdefault(ref, decided[1] if decided else self._texts.get(line.cause, line.text))
            if decided is not None and decided[0].subject.app != ref.app:
                self._pairs.setdefault((decided[0].subject, ref), (_tie(decided[0]), decided[1]))

    def _heads(self, ref: Ref, graph: nx.DiGraph[Ref]) -> list[Ref]:
        """The party itself, or that which a record names."""
        if ref.module in HEADS:
            return [ref]
        above = [other for _, other, data in graph.out_edges(ref, data=True) if data["tie"] is Tie.NAMES]
        return [each for each in above if each.module in HEADS] or [ref]

    def _reach(self, ref: Ref, found: dict[Ref, None], waiting: list[Ref]) -> None:
        if ref not in found:
            found[ref] = None
            waiting.append(ref)

    def _graph(self) -> nx.DiGraph[Ref]:
        graph: nx.DiGraph[Ref] = nx.DiGraph()
        graph.add_nodes_from(self.fields)
        for (one, other), (tie, why) in self._pairs.items():
            if one in self.fields and other in self.fields:
                graph.add_edge(one, other, tie=tie, why=why, back=False)
                graph.add_edge(other, one, tie=tie, why=why, back=True)
        by_id: dict[tuple[str, str], Ref] = {(ref.app, ref.id): ref for ref in self.fields}
        for ref, fields in self.fields.items():
            for name, other in _named(ref, fields, by_id):
                if not graph.has_edge(ref, other):
                    graph.add_edge(ref, other, tie=Tie.NAMES, why=name, back=False)
        return graph


def _tie(decision: DecisionEntry) -> Tie:
    if decision.kind == DEAL:
        return Tie.MADE
    return Tie.SHOWN if decision.kind in PROJECTED else Tie.SYNCED


def _named(ref: Ref, fields: Fields, by_id: Mapping[tuple[str, str], Ref]) -> Iterator[tuple[str, Ref]]:
    """The records that a record names in its fields."""
    for name, value in fields.items():
        if not isinstance(value, str):
            continue
        if name == OWN_ID_FIELD:
            organisation, _, document = value.partition(":")
            other = by_id.get((organisation, document))
        else:
            other = by_id.get((ref.app, value))
        if other is not None and other != ref:
            yield name, other


def _record(ref: Ref, read: _Journalled, world: RecordedWorld) -> PartyRecord:
    kind = world.resolver.kind(ref.app, ref.module)
    standing = next((str(read.fields[ref][name]) for name in STATUS if read.fields[ref].get(name)), THERE)
    state = GONE if ref in read.gone else standing.replace("_", " ")
    shows, colon, _ = str(read.fields[ref].get(OWN_ID_FIELD) or "").partition(":")
    name = read.names.get(ref, ref.id)
    called = name if name != ref.id else NAMELESS
    return PartyRecord(ref, kind, called, state, read.came.get(ref, ""), shows if colon else "")


def things(graph: PartyGraph) -> tuple[tuple[PartyRecord, ...], ...]:
    """The records by what they are in whatever app: each group is one thing, the party itself first."""
    one: nx.Graph[Ref] = nx.Graph()
    one.add_nodes_from([each.ref for each in graph.records])
    one.add_edges_from([(each.one.ref, each.other.ref) for each in graph.ties if _same(each)])
    group_of = {ref: number for number, group in enumerate(nx.connected_components(one)) for ref in group}
    found: defaultdict[int, list[PartyRecord]] = defaultdict(list)
    for each in graph.records:
        found[group_of[each.ref]].append(each)
    groups = sorted(found.values(), key=lambda group: not any(each.ref.module in HEADS for each in group))
    return tuple([tuple(group) for group in groups])


def _same(tie: PartyTie) -> bool:
    """Whether two records are one thing: synced with each other, or shown by each other."""
    return tie.tie is not Tie.NAMES or tie.why == OWN_ID_FIELD
