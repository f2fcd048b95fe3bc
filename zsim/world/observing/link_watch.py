"""Which live links of a connection ended, whoever ended them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from zsim.checks import Decisions, Effects, Pair
from zsim.ports.records import RecordId, Ref
from zsim.sync import KINDS, Integration, Link, Links, LinkState, System
from zsim.sync.model import CRM, FINANCE

MODULES = {name: (kind.crm.module, kind.finance.module) for name, kind in KINDS.items()}


class LinkWatch:
    """Compares the links of one connection with those there were when it was last asked.

    ``closed`` says that it is disabled, ``leaving`` that it is being deleted, which ends links itself.
    As long as none ended, which the links count themselves, that costs nothing, or a copy where some were made: nobody
    goes through a hundred thousand links because one record was edited.
    """

    __slots__ = ("_ended", "_key", "_known", "_links", "_origins", "closed", "decided", "leaving")

    def __init__(self, key: str, links: Links) -> None:
        self._links = links
        self._key = key
        self._known: Mapping[RecordId, Link] = {}
        self._ended = 0
        self._origins: dict[tuple[str, RecordId, RecordId], System] = {}
        self.decided: set[Ref] = set()
        self.closed = False
        self.leaving = False

    def forget(self) -> None:
        """Take the links as they stand, whatever became of others."""
        self._known, self._ended = dict(self._links.rows(CRM)), self._links.ended

    def stay(self) -> None:
        """Take in that the integration is used again; a deletion that an app refused had let some links go."""
        self.closed = False
        if self.leaving:
            self.leaving = False
            live = self._links.rows(CRM)
            for link in [each for crm_id, each in self._known.items() if crm_id not in live]:
                self._origins.pop(link[:3], None)  # should they meet once more, that is a pair of its own
            self.forget()

    def remember(self) -> None:
        """Take the links as they stand, and where the pairs of all that there were have been born.

        What was absorbed into a pair was none with it.
        """
        self.forget()
        for link in (*self._links.tombstones(), *self._known.values()):
            if link.state is not LinkState.ABSORBED:
                self._origins[link[:3]] = link.origin

    def wait(self, own: Decisions, effects: Effects) -> None:
        """Keep what a run decided about, and what it took away, if any link ended, until no other is under way."""
        if self._links.ended != self._ended:
            self.decided.update(own.named(), [each.ref for each in effects.of("deleted")])

    def changed(self, refs: Iterable[Ref]) -> tuple[dict[Link, None], list[Ref]]:
        """Of the links of some records, those whose pair had another origin when it was seen first.

        And those of the records that are in a link of a kind of other modules.
        """
        ours, theirs = self._links.rows(CRM), self._links.rows(FINANCE)
        reborn: dict[Link, None] = {}
        misplaced: list[Ref] = []
        for ref in refs:
            app, module, record_id = ref
            link = (ours if app == "crm" else theirs).get(record_id)
            if link is None:
                continue
            if self._origins.setdefault(link[:3], link.origin) is not link.origin:
                reborn[link] = None
            crm, finance = MODULES[link.kind]
            if (module != crm) if app == "crm" else (module != finance or app != self._key):
                misplaced.append(ref)
        return reborn, misplaced

    def parted(self) -> list[Link]:
        """The links that ended since this was asked, and whose record of the CRM is in none now.

        Asked while it is disabled, of a run that was broken off by that, they wait: a deletion may have ended them.
        """
        live, known = self._links.rows(CRM), self._known
        if self._links.ended == self._ended or self.closed:
            if len(live) != len(known):
                self.forget()
            return []
        self.forget()
        return [link for crm_id, link in known.items() if crm_id not in live]


class LinkWatches:
    """The links of all connections; ``links`` gives those of one."""

    def __init__(self, links: Callable[[str], Links], integrations: Mapping[str, Integration]) -> None:
        self._links = links
        self._integrations = integrations
        self._watches: dict[str, LinkWatch] = {}

    def load(self) -> None:
        """Take the links as they stand, after they were loaded."""
        for key in self._integrations:
            self._watch(key).remember()

    def command(self, key: str, command: str) -> None:
        """Take in a command on a connection: one that is deleted ends its links, and a new one has its own."""
        match command:
            case "connect":
                self._watches.pop(key, None)
            case "disable":
                self._watch(key).closed = True
            case "delete":
                self._watch(key).closed = self._watch(key).leaving = True
            case "enable":
                self._watch(key).stay()

    def parted(
        self, key: str, own: Decisions, effects: Effects, since: Decisions, *, others: bool, broken_off: bool = False
    ) -> tuple[Pair, ...]:
        """The links of a connection that ended until a run did, but for those that others decided about since.

        While ``others`` are under way they wait: what one of them does may end links before it speaks of them. What a
        run took away that was ``broken_off`` counts as decided: the one that takes that in ends the links.
        Source: FLT-16.
        """
        watch = self._watch(key)
        if others:
            watch.wait(own, effects)
            return ()
        ended = watch.parted()
        named = watch.decided | set(since.named()) if ended else frozenset()
        if broken_off:
            watch.decided.update([each.ref for each in effects.of("deleted")])
        else:
            watch.decided.clear()
        pairs = [Pair(*self._integrations[key].refs_of(link)) for link in ended]
        return tuple([pair for pair in pairs if named.isdisjoint((pair.crm, pair.finance))])

    def changed(self, key: str, refs: Iterable[Ref]) -> tuple[tuple[Pair, ...], tuple[Ref, ...]]:
        """The pairs of some records that have another origin than before, and records in a link of another kind."""
        reborn, misplaced = self._watch(key).changed(refs)
        return tuple([Pair(*self._integrations[key].refs_of(link)) for link in reborn]), tuple(misplaced)

    def _watch(self, key: str) -> LinkWatch:
        watch = self._watches.get(key)
        if watch is None:
            watch = self._watches[key] = LinkWatch(key, self._links(key))
        return watch
