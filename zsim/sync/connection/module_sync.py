"""The sync of one module as its user sees it: configure, save, run, pause, look at the history.

Source: SYN-01 to SYN-09, SYN-11 to SYN-13, VIW-05, MAP-09, MAP-10, CON-10, CON-13.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zsim.kernel.clock import to_datetime
from zsim.kernel.errors import UsageError
from zsim.ports.app import Timing
from zsim.ports.errors import NotAllowed
from zsim.ports.records import HasRef, RecordId, Ref
from zsim.sync.connection.crm_search import Found, search
from zsim.sync.execution.applying import RunResults
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.run import run
from zsim.sync.model.kinds import Kind
from zsim.sync.model.preferences import Preferences, plain_choices
from zsim.sync.model.saved_preferences import plain_preferences, preferences_of
from zsim.sync.runs.entries import DecisionEntry
from zsim.sync.runs.queue import RunQueue, RunRequest, StartedRun
from zsim.sync.runs.run_history import Run, Status, Trigger
from zsim.sync.runs.saved_runs import memory_of, plain_memory, plain_runs, runs_of
from zsim.sync.runs.slots import Slots
from zsim.sync.runs.sync_state import SyncState
from zsim.sync.settings.chooser import ModuleSettings
from zsim.sync.settings.owner import Owner

HOUR_MS = 3600 * 1000


class ModuleSync:
    """The sync of one module over one connection.

    Nothing moves before the preferences are saved. Runs of a module never overlap (see ``queue``).
    """

    def __init__(
        self, name: str, owner: Owner, context: ConnectionContext, timing: Timing, chooser: ModuleSettings, actor: str
    ) -> None:
        self.name = name
        self._actor = actor
        self._owner = owner
        self._context = context
        self._timing = timing
        self._chooser = chooser
        self._draft: Preferences | None = None
        self._saved: Preferences | None = None
        self._queue = RunQueue(name, owner, timing, context.journal, actor, self._begin, self._ended, SyncState())
        self._slots = Slots(timing, self._period_ms, self._slot)
        self._paused = False
        self._mapped_ms = 0

    @property
    def preferences(self) -> Preferences | None:
        """The saved preferences."""
        return self._saved

    @property
    def history(self) -> tuple[Run, ...]:
        """The finished runs, oldest first. Source: SYN-05."""
        return self._queue.history

    @property
    def status(self) -> Status:
        """How the sync stands. Source: SYN-08."""
        return self._queue.status

    @property
    def paused(self) -> bool:
        """Whether the sync is paused."""
        return self._paused

    @property
    def next_slot_ms(self) -> int | None:
        """When the next scheduled run is due, in milliseconds of UTC; ``None`` without a schedule. Source: SYN-11."""
        return self._slots.next_ms

    def preferences_in(self, number: int) -> Preferences | None:
        """The preferences that the run of that number works by, whatever was saved after it began. Source: SYN-07."""
        return self._queue.choices_in(number) or self._saved

    def pairs(self, preferences: Preferences | None = None) -> Mapping[Kind, Mapping[str, str]]:
        """The mapped pairs of each kind in play, by the saved preferences unless others are given. Source: MAP-01."""
        chosen = preferences or self._saved
        return self._chooser.pairs(chosen) if chosen is not None else {}

    def configure(self, **choices: object) -> ModuleSync:
        """Choose the preferences, starting from the product's defaults; a refused choice changes nothing.

        ``extent``, ``duplicates``, ``mapping`` (CRM field to finance field), and a view by its name or handle:
        ``account_view`` and ``contact_view``, ``vendor_view``, or ``product_view``. Customers have ``module`` and
        ``include_contacts_without_account``, too; the one-way import has nothing but ``auto_update``. They count once
        they are saved.
        """
        self._owner.require_open(f"configure {self.name}")
        self._draft = self._chooser.choose(self._chooser.defaults, choices)
        self._owner.note("configure", {"module": self.name, **plain_choices(choices)})
        return self

    def edit(self, **choices: object) -> ModuleSync:
        """Change saved preferences; they apply from the next run on. Source: SYN-07."""
        self._owner.require_open(f"edit {self.name}")
        edited = self._chooser.choose(self._require_saved("edit"), choices)
        self._owner.note("edit", {"module": self.name, **plain_choices(choices)})
        self._keep(edited)
        return self

    def map(self, crm_field: str, finance_field: str) -> ModuleSync:
        """Map one more field, or map a field elsewhere; applies from the next run on. Source: MAP-09."""
        mapping = {**self._require_saved("map a field").mapping, crm_field: finance_field}
        return self.edit(mapping=mapping)

    def unmap(self, crm_field: str) -> ModuleSync:
        """Take a field out of the mapping; applies from the next run on."""
        mapping = {**self._require_saved("unmap a field").mapping, crm_field: ""}
        return self.edit(mapping=mapping)

    def save_and_sync(self) -> ModuleSync:
        """Save the preferences and start a run at once that reads everything. Source: SYN-03, SYN-06, MAP-09."""
        self._require_unpaused("save_and_sync")
        cause = self._save("save_and_sync")
        self._queue.ask(RunRequest(Trigger.INSTANT if self.history else Trigger.INITIAL, cause, whole=True))
        return self

    def save_and_sync_later(self) -> ModuleSync:
        """Save the preferences; nothing moves until the next sync, a period from now at the latest. Source: SYN-03."""
        self._save("save_and_sync_later")
        if self._slots.base_ms is None:
            self._slots.count_from(self._timing.now_ms)
        return self

    def instant_sync(self) -> ModuleSync:
        """Run now, outside the schedule. Source: SYN-04, SYN-06."""
        self._owner.require_open(f"instant sync of {self.name}")
        self._require_saved("instant sync")
        self._require_unpaused("instant sync")
        self._queue.ask(RunRequest(Trigger.INSTANT, self._owner.note("instant_sync", {"module": self.name})))
        return self

    def notice(self, cause: int) -> None:
        """Run now, because an app says that something changed; ``cause`` is that change's entry. Source: SYN-10."""
        if self._saved is not None and not self._paused:
            self._queue.ask(RunRequest(Trigger.NOTIFIED, cause))

    def fetch(self, record: HasRef) -> ModuleSync:
        """Bring one CRM record, or the one behind a synced record of finance, up to date in finance.

        Works while paused, outside the view, and on what a search found. Source: SYN-09, SYN-13, FND-04, VEN-04.
        """
        self._owner.require_open("fetch one record from the CRM")
        saved = self._require_saved("fetch one record")
        ref = self._chooser.crm_ref(record.ref, self._context.links, saved)
        cause = self._owner.note("fetch", {"module": self.name, "record": ref})
        self._queue.ask(RunRequest(Trigger.SINGLE, cause, (ref,)))
        return self

    def search(self, text: str) -> tuple[Found, ...]:
        """The CRM records of that name, to be fetched by selecting one; works while paused.

        With accounts synced the text is an account's name, with contacts alone a first name, a last name or both, else
        the name of a vendor or product; blanks around it and letter case do not count. Source: FND-02, FND-03, SYN-13,
        VEN-05.
        """
        self._owner.require_open("search the CRM")
        saved = self._require_saved("search")
        with self._context.journal.because(self._owner.note("search", {"module": self.name, "text": text})):
            kinds = tuple(self._chooser.pairs(saved))
            return search(self._owner.crm(), kinds, text, includes=self._chooser.includes(saved))

    def import_by_id(self, crm_module: str, record_id: str) -> ModuleSync:
        """Fetch the CRM record of that id; refused for a module that the saved choice leaves out. Source: FND-06."""
        asked = f"import the record {record_id} of {crm_module}"
        self._owner.require_open(asked)
        importable = self._chooser.importable(self._require_saved(asked))
        if crm_module not in importable:
            raise NotAllowed(
                f"{asked}: {self.name} as configured are imported by the id of {' or '.join(importable) or 'nothing'}",
                code="NOT_ALLOWED",
            )
        ref = Ref("crm", crm_module, RecordId(record_id))
        self._queue.ask(
            RunRequest(Trigger.SINGLE, self._owner.note("fetch", {"module": self.name, "record": ref}), (ref,))
        )
        return self

    def preview(self) -> tuple[DecisionEntry, ...]:
        """The decisions the next run would take, without writing anything. Paused, those of the first after that."""
        self._owner.require_open("preview a run")
        self._require_saved("preview a run")
        return self._owner.rehearse(self.name)

    def pause(self) -> None:
        """Stop syncing but for single fetches; a run under way ends before its next call. Source: SYN-06, SYN-13."""
        self._owner.note("pause", {"module": self.name})
        self._paused = True
        self._queue.stop("paused", spare=Trigger.SINGLE)

    def resume(self) -> None:
        """Sync again from the next slot on; missed runs are not made up for one by one. Source: SYN-12."""
        self._owner.note("resume", {"module": self.name})
        self._paused = False

    def stop(self, reason: str) -> None:
        """End a run under way and forget what was waiting for it."""
        self._queue.stop(reason)

    def bury(self) -> None:
        """End the schedule for good."""
        self.stop("the integration was deleted")
        self._slots.count_from(None)

    def export(self) -> dict[str, Any]:
        """The state as plain JSON; refused while a run is under way."""
        if self._queue.running:
            raise UsageError(
                asked=f"export the sync of {self.name}",
                found="a run is under way",
                right="let it end first: advance or settle the world",
            )
        return {
            "draft": plain_preferences(self._draft),
            "saved": plain_preferences(self._saved),
            "memory": plain_memory(self._queue.sync_state),
            "history": plain_runs(self.history),
            "slot_base_ms": self._slots.base_ms,
            "paused": self._paused,
            "mapped_ms": self._mapped_ms,
        }

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over an exported state and set the timer for the next slot."""
        self._draft = preferences_of(data["draft"])
        self._saved = preferences_of(data["saved"])
        self._queue.load(runs_of(data["history"]), memory_of(data["memory"]))
        self._paused = data["paused"]
        self._mapped_ms = data["mapped_ms"]
        self._slots.count_from(data["slot_base_ms"])

    def _period_ms(self) -> int:
        """The time between two slots; zero where scheduled runs were to be asked for and were not. Source: SYN-02."""
        asked = not self._context.product.repeats_if_asked or (self._saved is not None and self._saved.auto_update)
        return self._chooser.period_hours * HOUR_MS if asked else 0

    def _slot(self) -> None:
        if self._saved is not None and self._context.functions.may_run(self._owner.open, self._paused):
            self._queue.ask(RunRequest(Trigger.SCHEDULED, self._context.journal.cause))

    def _save(self, command: str) -> int:
        self._owner.require_open(f"{command} of {self.name}")
        chosen = self._draft or self._require_saved(command)
        if self._draft is not None:
            self._chooser.check_currencies()
        cause = self._owner.note(command, {"module": self.name})
        self._keep(chosen)
        self._draft = None
        return cause

    def _keep(self, chosen: Preferences) -> None:
        """Save the preferences, and note when a mapping replaced another."""
        if self._saved is not None and self._saved.mapping != chosen.mapping:
            self._mapped_ms = self._timing.now_ms
        self._saved = chosen
        self._slots.reset()

    def _begin(self, request: RunRequest) -> StartedRun[Preferences, SyncState]:
        assert self._saved is not None, "nothing runs before the preferences are saved"
        job = self._chooser.job(self._saved, self._actor, self._timing.now_ms, request.only)
        if request.whole:
            self._queue.sync_state = replace(self._queue.sync_state, reading=())
        elif not request.only:
            job = job._replace(mapped_ms=self._mapped_ms)
        results = RunResults()
        return StartedRun(job.preferences, run(self._context, job, self._queue.sync_state, results), results)

    def _ended(self, finished: Run) -> None:
        if finished.trigger is not Trigger.SINGLE and self._queue.only_singles:
            self._slots.count_from(finished.ended_ms)

    def _require_saved(self, asked: str) -> Preferences:
        if self._saved is None:
            raise UsageError(
                asked=f"{asked} of {self.name}",
                found="the module was never saved",
                right="configure it, then save_and_sync() or save_and_sync_later()",
            )
        return self._saved

    def _require_unpaused(self, asked: str) -> None:
        if self._paused:
            raise UsageError(asked=f"{asked} of {self.name}", found="the sync is paused", right="resume it first")

    def __repr__(self) -> str:
        state, at_ms = self.status
        since = f" since {to_datetime(at_ms):%Y-%m-%d %H:%M}" if at_ms is not None else ""
        return f"<sync of {self.name}: {state.value}{since}>"
