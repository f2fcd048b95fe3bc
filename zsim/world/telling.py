"""What a world tells of what happened in it: its journal in words, its runs, and why a record is as it is."""

from __future__ import annotations

from dataclasses import replace

from zsim.catalogue import did_you_mean
from zsim.fakes.store.handle import Handle
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.kernel.printed import Printed
from zsim.ports.documents import PROJECTED
from zsim.ports.folding import folded
from zsim.ports.records import HasRef, RecordId, Ref, ref_of
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync.triggers import DEALS
from zsim.world.apps import Apps
from zsim.world.connections import Connections
from zsim.world.counterparts import counterpart_of, made_for
from zsim.world.journal_words.answers import Answer, answer
from zsim.world.journal_words.formatter import JournalFormatter
from zsim.world.journal_words.line import Line
from zsim.world.journal_words.record_story import about, story
from zsim.world.journal_words.runs import RunLine, finished_runs
from zsim.world.journal_words.unprocessed import overlooked, unconsidered, untriggered
from zsim.world.organisations import CRM
from zsim.world.sources import Sources


class Telling:
    """Tells one world; what it tells is in words, with moments in the zone of the clock."""

    def __init__(
        self,
        apps: Apps,
        journal: Journal,
        clock: Clock,
        connections: Connections,
        sources: Sources,
        formatter: type[JournalFormatter] = JournalFormatter,
    ) -> None:
        self._apps = apps
        self._journal = journal
        self._clock = clock
        self._connections = connections
        self._sources = sources
        self._formatter = formatter

    def formatter(self) -> JournalFormatter:
        """What tells records and entries in words."""
        return self._formatter(self._apps.name_resolver(), self._clock.zone)

    def lines(self) -> Printed[Line]:
        """The journal in words."""
        return Printed(self.formatter().lines(self._journal))

    def runs(self) -> Printed[RunLine]:
        """The finished runs, in the order they ended."""
        return finished_runs(self._journal, self._clock.zone)

    def why(self, record: HasRef | Ref | str) -> Answer:
        """What the runs decided about a record, given by itself, its id or its name, and why."""
        ref = self.meant(record)
        integrations, services = self._connections.integrations, self._sources.services
        found = answer(ref, self._journal, lambda: unconsidered(ref, integrations, services), self._clock.zone)
        upto = len(self._journal)
        if ref.module == DEALS and not found.failing and found.outcome is not None:
            found = replace(found, failing=untriggered(integrations.values()))
        return found.told_by(lambda told: self._story(told, upto))

    def counterpart(self, record: HasRef | Ref | str, app: str) -> Handle:
        """The record of another organisation, given by its key, that one is synced with now, or was last.

        Of a document, what shows it in the CRM; of a module such as "books.invoices", what was made last for it.
        """
        ref, modules = self.meant(record), self._apps.modules()
        key, _, name = app.partition(".")
        found = self._in_module(ref, key, name) if name else None if ref.app != key else ref
        if found is None and not name:
            found = self._shown(ref) if key == CRM else None
            found = found or counterpart_of(ref, key, self._connections.integrations.values(), self._sources.services)
        if found is None:
            called = self.formatter().called(ref)
            right = "one that is synced with it, or was"
            raise UsageError(asked=f"the counterpart of {called} in {app}", found="it never had one there", right=right)
        return Handle(modules[key][found.module], found, modules[key].get)

    def _in_module(self, ref: Ref, key: str, name: str) -> Ref | None:
        """What was made last for a record in a module, which scripts write in small letters."""
        modules = self._apps.modules().get(key, {})
        module = next((modules[each] for each in modules if each.lower() == name.rpartition(".")[2].lower()), None)
        return None if module is None else made_for(module, ref)

    def _shown(self, ref: Ref) -> Ref | None:
        """What shows a document of finance in the CRM."""
        module = self._apps.module(CRM, PROJECTED.get(ref.module, ""))
        found = module.table.find(OWN_ID_FIELD, f"{ref.app}:{ref.id}") if module is not None else ()
        return found[0].ref if found else None

    def overlooked(self) -> dict[str, str]:
        """The live records that no run decided anything about, by their ids, with why that is so."""
        modules, services = self._apps.in_use(), self._sources.services
        return overlooked(modules, self._journal, self._connections.integrations, services)

    def meant(self, record: HasRef | Ref | str) -> Ref:
        """The record given by itself, its id or its name; two of one name that are synced are told as the CRM's."""
        if isinstance(record, Ref):
            return self._owned(record)
        if not isinstance(record, str):
            return self._owned(ref_of(record))
        found = list(dict.fromkeys(map(self._owned, self._named(record))))
        if len(found) > 1:
            found = self._one_pair(found)
        if len(found) == 1:
            return found[0]
        formatter = self.formatter()
        called = [f"{formatter.called(ref)}, id {ref.id}" for ref in found]
        names = dict.fromkeys(module.name_of(each) for module in self._apps.in_use() for each in module.table)
        raise UsageError(
            asked=f"why {record!r}",
            found=f"{len(called)} records have that name: {'; '.join(called)}" if called else "no record has that name",
            right="give the id of one, or the record itself" if called else did_you_mean(record, names),
        )

    def _owned(self, ref: Ref) -> Ref:
        """The record itself; where the CRM shows a document of finance, that document, which all is decided about."""
        module = self._apps.module(ref.app, ref.module) if ref.module in PROJECTED.values() else None
        held = module.table.get(ref.id) if module is not None else None
        if held is None:
            return ref
        organisation, _, document = str(held.fields[OWN_ID_FIELD]).partition(":")
        types = {shown: each for each, shown in PROJECTED.items()}
        return Ref(organisation, types[ref.module], RecordId(document))

    def _story(self, told: Answer, upto: int) -> str:
        """The answer as ``zsim why`` tells it, from the entries up to that number."""
        formatter = self.formatter()
        lines = tuple(formatter.lines(self._journal.since(0)[:upto]))
        return "\n".join([formatter.called(told.ref), *story(about(told.ref.id, lines), told.reasons, told.failing)])

    def _named(self, text: str) -> list[Ref]:
        """The records of that id or name: those that live, else those that went."""
        record_id, name = RecordId(text.strip()), folded(text)
        live = [
            record.ref
            for module in self._apps.in_use()
            for record in module.table
            if record.ref.id == record_id or folded(module.name_of(record)) == name
        ]
        if live:
            return live
        gone = [entry.subject for entry in self._journal if entry.kind == "effect" and isinstance(entry.subject, Ref)]
        formatter = self.formatter()
        return [ref for ref in dict.fromkeys(gone) if ref.id == record_id or folded(formatter.name(ref)) == name]

    def _one_pair(self, found: list[Ref]) -> list[Ref]:
        """The CRM's record alone, where the others are synced with it."""
        ours = [ref for ref in found if ref.app == CRM]
        linked = {
            other
            for each in self._connections.integrations.values()
            for ref in ours
            if (link := each.link_of("crm", ref.id)) is not None
            for other in each.refs_of(link)
        }
        return ours if len(ours) == 1 and linked.issuperset(found) else found
