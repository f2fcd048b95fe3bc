"""Watching the journal for finished runs, and having each of them checked.

The observer reads each entry once, in order, and tells the checks what a run did in plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from zsim.catalogue import Policies, Quirks
from zsim.checks import Decisions, InvariantViolated, Violation, changes_party, violations
from zsim.fakes.store.effects import Effect, created
from zsim.fakes.store.module import Module
from zsim.faults import Fired, SearchLagged
from zsim.kernel.journal import ROOT, Command, EntryBatch, Journal
from zsim.ports.records import RecordId, Ref
from zsim.ports.refusals import Refusal
from zsim.sync import DecisionEntry, Failure, Grade, Integration, RunEnded, RunQueue, RunStarted, Trigger
from zsim.sync.leads import ORGANISATION as HUB
from zsim.sync.leads import StateChanged, SyncServices
from zsim.world.connections import Connections
from zsim.world.observing.active_runs import ActiveRun, SyncWatched, is_astray, take_in_decisions, take_in_revised
from zsim.world.observing.connection_state import PERSONAL, ConnectionState, as_it_stands, has_dead_key
from zsim.world.observing.denials import denied
from zsim.world.observing.documents import DocumentWatch
from zsim.world.observing.fetches import LeadWatch
from zsim.world.observing.finished_runs import FinishedRuns
from zsim.world.observing.link_watch import LinkWatches
from zsim.world.organisations import CRM

HARMLESS = frozenset(
    {"instant_sync", "pause", "resume", "disable", "enable", "save_and_sync", "add_user", "remove_user"}
)
KEYS_DIED = "CON-15"


class Observer:
    """Reads a world's journal and checks every run that ends."""

    def __init__(
        self,
        journal: Journal,
        connections: Connections,
        services: Mapping[str, SyncServices],
        find: Callable[[str, str], Module | None],
        quirks: Quirks,
        policies: Policies,
        queues: Callable[[], Iterable[RunQueue]],
    ) -> None:
        self._owner = connections.owner
        self._links = LinkWatches(connections.links, connections.integrations)
        self._queues = queues
        self._journal = journal
        self._integrations = connections.integrations
        self._leads = LeadWatch(services, find)
        self._documents = DocumentWatch(journal, find)
        self._finished_runs = FinishedRuns(connections, self._leads, find, quirks, policies)
        self._seen = self._glanced = 0
        self._connections: dict[str, ConnectionState] = {}
        self._syncs: dict[tuple[str, str], SyncWatched] = {}
        self._runs: dict[int, ActiveRun] = {}
        self._decided: dict[int, int] = {}
        self._refreshing: set[int] = set()
        self._handed_over: list[Ref] = []
        self._unclaimed: list[tuple[int, Ref, Effect]] = []
        self._found: list[Violation] = []
        self.before_looking: Callable[[], None] | None = None

    def look(self) -> None:
        """Take in what was journalled if a run has ended since the last look; that is when it must be checked."""
        if self.before_looking is not None:
            self.before_looking()
        glanced, self._glanced = self._glanced, len(self._journal)
        if RunEnded in map(type, self._journal.details(glanced)):
            self.take_in()

    def take_in(self) -> None:
        """Take in what was journalled since this was done last; ``InvariantViolated`` if runs broke any.

        All is taken in before that is raised, so that a world whose fault was caught goes on to be watched.
        """
        self._read()
        if self._found:
            found, self._found = tuple(self._found), []
            raise InvariantViolated(found)

    def require_ends(self) -> None:
        """Raise ``InvariantViolated`` if a run that began takes no further step and has no end."""
        queues = tuple(self._queues())
        found: list[Violation] = []
        for number in [each for each in self._runs if not any(queue.carries(each) for queue in queues)]:
            found += violations(self._finished_runs.seen(self._runs.pop(number), None))
        if found:
            raise InvariantViolated(tuple(found))

    def export(self) -> dict[str, Any]:
        """What is known that neither the apps nor the engine tell, fit for JSON.

        A run under way will be told as failed by whoever loads this, so its sync is not at rest.
        """
        self._read()
        under_way = {id(run.sync) for run in self._runs.values()}
        return {
            "syncs": [
                [*key, sync.edited, sync.disturbed, sync.settled and id(sync) not in under_way]
                for key, sync in self._syncs.items()
            ],
            "refreshed": [[key, sorted(self._connection(key).refreshed)] for key in self._integrations],
            "strays": [[number, *ref, effect.change] for number, ref, effect in self._unclaimed],
            "numbers": self._documents.export(),
        }

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave; what closes the connections is asked of them as they were loaded."""
        self._connections = {key: as_it_stands(each) for key, each in self._integrations.items()}
        self._leads.load()
        self._documents.load(data["numbers"])
        self._links.load()
        for organisation, module, edited, disturbed, settled in data["syncs"]:
            self._syncs[organisation, module] = SyncWatched(edited, disturbed, settled)
        for key, modules in data["refreshed"]:
            self._connections[key].refreshed = set(modules)
        for number, app, module, record_id, change in data["strays"]:
            self._unclaimed.append((number, Ref(app, module, RecordId(record_id)), Effect(change, None, None)))

    def _read(self) -> None:
        entry_batches = self._journal.entry_batches(self._seen)
        self._seen = len(self._journal)
        for each in entry_batches:
            match each.kind:
                case "effect":
                    self._effects(each)
                case "decision":
                    self._decisions(each)
                case "call":
                    self._calls(each)
                case _:
                    for entry in each.entries():
                        self._found += self._take_in(*entry)
        self._found += self._documents.settled()

    def _take_in(self, number: int, subject: object, cause: int, detail: object) -> Sequence[Violation]:
        match detail:
            case Failure():
                self._failure(cause, detail)
            case Refusal() if cause != ROOT:
                self._documents.refused(cause)
                return denied(self._journal, cause, detail)
            case Command():
                self._command(number, subject, detail)
                self._documents.command(number, subject, detail)
            case Fired(kind=SearchLagged.kind):
                for run in self._runs.values():
                    run.lagged = True
            case StateChanged():
                self._leads.turned(detail)
            case RunStarted():
                self._start(number, cause, detail)
            case RunEnded():
                return self._end(number, cause, detail)
            case (str() as behaviour_id, str()) if behaviour_id == KEYS_DIED:
                self._bury_keys(lambda each: each.credentials.key is not None)
        return ()

    def _effects(self, seen: EntryBatch) -> None:
        """Records that changed: mostly many of one run in a row."""
        self._found += self._documents.effects(seen, lambda cause: cause in self._decided or cause in self._runs)
        for owner, part in seen.split([self._decided.get(cause) for cause in seen.causes]):
            if owner is not None:
                self._effects_of(self._runs.get(owner), part, decided=True)
            else:
                for cause, each in part.split(part.causes):
                    self._effects_of(self._runs.get(cause), each, decided=False)

    def _effects_of(self, run: ActiveRun | None, seen: EntryBatch, *, decided: bool) -> None:
        """Changes that a run decided on, or made undecided, or somebody else made."""
        made = seen.decoder is created
        self._stir(run, disturbs=not made and any(each.change == "deleted" for each in seen.details))
        for under in self._runs.values():
            if under is not run:
                under.touched.update(seen.subjects)
                if not made:
                    gone = [subject for _, subject, _, effect in seen.entries() if effect.change == "deleted"]
                    under.departed.update(gone)
        if run is None:
            for number, subject, cause, effect in seen.entries():
                self._outside(number, subject, cause, effect)
            return
        if made:
            closed = run.closed(seen.subjects[0].app)  # in a row are those of one write, which goes to one app
            run.effects.add_created(seen.numbers, seen.subjects, seen.details, seen.causes, decided, closed)
            return
        for number, subject, cause, effect in seen.entries():
            run.effects.add(number, subject, effect, decided, run.closed(subject.app), cause)

    def _stir(self, run: ActiveRun | None, *, disturbs: bool = False) -> None:
        """Note that somebody but ``run`` changed something, before the next runs or during those under way."""
        disturbs = disturbs or run is None or run.started.organisation != HUB
        for sync in self._syncs.values():
            if run is None or sync is not run.sync:
                sync.edited = True
                sync.disturbed |= disturbs
        for under in self._runs.values():
            if under is not run:
                under.quiet = False
                under.repeated &= not disturbs

    def _outside(self, number: int, ref: Ref, cause: int, effect: Effect) -> None:
        """A change that no run made: a person's, unless nothing caused it."""
        if not ROOT < cause < number:
            self._unclaimed.append((number, ref, effect))
        elif effect.change == "updated" and changes_party(ref.module, effect.before, effect.after):
            command = self._journal[cause].detail
            if not (isinstance(command, Command) and command.name == "merge"):
                self._handed_over.append(ref)

    def _decisions(self, seen: EntryBatch) -> None:
        for cause, part in seen.split(seen.causes):
            run = self._runs.get(cause)
            if run is not None:
                self._decided.update(dict.fromkeys(part.numbers, cause))
                take_in_decisions(run.decisions, part)
            elif cause in self._decided:
                self._decided.update(dict.fromkeys(part.numbers, self._decided[cause]))
                for number, _, _, told in part.entries():
                    take_in_revised(self._runs[self._decided[cause]].decisions, cause, number, told)

    def _failure(self, cause: int, failure: Failure) -> None:
        run = self._runs.get(self._decided.get(cause, ROOT))
        if run is not None:
            run.refused.update(failure.covers)
            decision = self._journal[cause].detail
            if isinstance(decision, DecisionEntry) and is_astray(decision, failure, run.departed):
                run.astray.add(decision.subject)

    def _calls(self, seen: EntryBatch) -> None:
        self._found += self._documents.calls(seen)
        for cause, part in seen.split(seen.causes):
            run = self._runs.get(cause)
            if run is not None:
                for call in part.details:
                    run.called(call)

    def _command(self, number: int, subject: object, command: Command) -> None:
        if command.name not in HARMLESS:
            self._stir(None)
        self._leads.command(subject, command)
        match subject:
            case ("integration", str() as key):
                connection, module = self._connection(key), str(command.given.get("module", ""))
                if command.name == "save_and_sync" and module not in connection.refreshed:
                    self._stir(None)
                    self._refreshing.add(number)
                connection.steer(command.name, module)
                self._links.command(key, command.name)
            case ("crm", "Users", _) if command.name == "deactivate":
                self._bury_keys(has_dead_key)  # the keys that the user made died, and no others: CON-16

    def _bury_keys(self, died: Callable[[Integration], bool]) -> None:
        for key, connection in self._connections.items():
            if key in self._integrations and died(self._integrations[key]):  # a refused organisation has none
                connection.dead_app = CRM

    def _start(self, number: int, cause: int, started: RunStarted) -> None:
        sync = self._syncs.setdefault((started.organisation, started.module), SyncWatched())
        quiet = sync.settled and not sync.edited and started.trigger not in PERSONAL and cause not in self._refreshing
        leads = started.organisation == HUB
        closing = self._leads.connection(started.module) if leads else self._connection(started.organisation)
        dead, repeated = closing.dead_app is not None, sync.settled and not sync.disturbed
        owner = None if leads else self._owner(self._integrations[started.organisation])
        self._runs[number] = ActiveRun(started, sync, closing, quiet, repeated, barred=dead, shut_out=dead, owner=owner)
        sync.edited = sync.disturbed = False

    def _end(self, number: int, cause: int, ended: RunEnded) -> Sequence[Violation]:
        """What is wrong with a run that ended; what others changed since is left aside, as what they changed before."""
        run = self._runs.pop(cause, None)
        if run is None:
            return ()  # it began before the world was exported
        since = Decisions()
        for each in self._journal.entry_batches(number):
            if each.kind == "effect":
                run.touched.update(each.subjects)
            elif each.kind == "decision":
                take_in_decisions(since, each)
        self._decided = {number: owner for number, owner in self._decided.items() if owner != cause}
        run.sync.settled = ended.grade is Grade.DONE and run.started.trigger is not Trigger.SINGLE
        for entry, ref, effect in self._unclaimed:
            run.effects.add(entry, ref, effect, rooted=False)
        self._unclaimed.clear()
        if (key := run.started.organisation) != HUB:
            run.handed_over, self._handed_over = tuple(self._handed_over), []
            others = any(each.started.organisation == key for each in self._runs.values())
            came = {"others": others, "broken_off": ended.grade is Grade.FAILED}
            run.parted = self._links.parted(key, run.decisions, run.effects, since, **came)
            run.reborn, run.misplaced = self._links.changed(key, run.decisions.refs)
        return violations(self._finished_runs.seen(run, ended))

    def _connection(self, key: str) -> ConnectionState:
        return self._connections.setdefault(key, ConnectionState())
