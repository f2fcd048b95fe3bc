"""The sync of one module as its user sees it: configure, save, run, pause, look at the history.

Source: SYN-01 to SYN-09, SYN-11 to SYN-13, VIW-05, MAP-09, MAP-10, CON-10, CON-13.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn, Self

from zsim.kernel.clock import to_datetime
from zsim.kernel.completion import hiding
from zsim.kernel.errors import UsageError
from zsim.kernel.printed import Printed
from zsim.kernel.recurrence import HOUR_MS
from zsim.ports.app import Timing
from zsim.ports.errors import NotAllowed, PartlyModelled
from zsim.ports.records import HasRef, Ref, id_of, ref_of
from zsim.ports.refusals import tells_refusals
from zsim.sync.connection.crm_search import Found, search
from zsim.sync.connection.rows import ModuleRow
from zsim.sync.documents.unmodelled import MODULE
from zsim.sync.execution.applying import PairResults
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.run import run
from zsim.sync.model.kinds import Kind
from zsim.sync.model.preferences import Preferences, plain_choices
from zsim.sync.runs.entries import DecisionEntry
from zsim.sync.runs.run_history import Run, Status, Trigger
from zsim.sync.runs.run_queue import RunQueue, RunRequest, UnderWay
from zsim.sync.runs.slots import Slots
from zsim.sync.runs.sync_runs import StartedRun, SyncRuns
from zsim.sync.runs.sync_state import SyncState
from zsim.sync.settings.chooser import ModuleSettings
from zsim.sync.settings.owner import Owner


@hiding("choose", "choose_anew", "close", "notice", "pairs", "preferences_in", "queue", "runs", "slots", "stop")
@tells_refusals(
    "choose choose_anew map unmap save_and_sync save_and_sync_later instant_sync fetch import_by_id pause resume"
)
class ModuleSync(PartlyModelled):
    """The sync of one module over one connection.

    Nothing moves before the preferences are saved. Runs of a module never overlap (see ``run_queue``).
    """

    _unmodelled = MODULE

    def __init__(
        self, name: str, owner: Owner, context: ConnectionContext, timing: Timing, settings: ModuleSettings
    ) -> None:
        self.name = name
        self._actor = actor = f"sync {owner.organisation_key} {name}"
        self._owner, self._context = owner, context
        self._timing, self._settings = timing, settings
        journal, state, made = context.journal, context.state, context.functions.stand_ins.of
        self._row = state.cell("modules", name, ModuleRow())
        self.queue = made(RunQueue)(name, timing, journal, state)
        self.runs: SyncRuns[Preferences, SyncState] = made(SyncRuns)(
            *((owner.organisation_key, name), actor, self.queue, timing, journal, state),
            first=SyncState(),
            is_open=lambda: owner.open,
            begin=self._begin,
            on_end=self._ended,
            remember=context.functions.remember,
        )
        self.slots = made(Slots)(name, timing, state, self._period_ms, self._slot)

    @property
    def preferences(self) -> Preferences | None:
        """The saved preferences."""
        return self._row.value.saved

    @property
    def history(self) -> Printed[Run]:
        """The finished runs, oldest first. Source: SYN-05."""
        return self.runs.history

    @property
    def status(self) -> Status:
        """How the sync stands. Source: SYN-08."""
        return self.runs.status

    @property
    def paused(self) -> bool:
        """Whether the sync is paused."""
        return self._row.value.paused

    @property
    def next_slot(self) -> datetime | None:
        """When the next scheduled run is due; ``None`` without a schedule. Source: SYN-11."""
        return to_datetime(self.slots.next_ms, self._timing.zone) if self.slots.next_ms is not None else None

    def preferences_in(self, number: int) -> Preferences | None:
        """The preferences that the run of that number works by, whatever was saved after it began. Source: SYN-07."""
        return self.runs.choices_in(number) or self._row.value.saved

    def pairs(self, chosen: Preferences | None = None, *, found: bool = False) -> Mapping[Kind, Mapping[str, str]]:
        """The mapped pairs of each kind in play, or also ``found`` by searches. Source: MAP-01, FND-10."""
        of = self._settings.fetchable if found else self._settings.pairs
        return of(chosen) if (chosen := chosen or self.preferences) else {}

    def choose(self, choices: Mapping[str, object]) -> Self:
        """Choose the preferences, as ``configure`` does (see ``choosing``); a refusal changes nothing."""
        self._owner.require_open(f"configure {self.name}")
        with self._because("configure", plain_choices(choices)):
            self._change(draft=self._settings.choose(self._settings.defaults, choices))
        return self

    def choose_anew(self, choices: Mapping[str, object]) -> Self:
        """Change saved preferences; they apply from the next run on. Source: SYN-07."""
        self._owner.require_open(f"edit {self.name}")
        saved = self._require_saved("edit")
        with self._because("edit", plain_choices(choices)):
            self._keep(self._settings.choose(saved, choices))
        return self

    def map(self, crm_field: str, finance_field: str) -> Self:
        """Map one more field, or map a field elsewhere; applies from the next run on. Source: MAP-09."""
        return self.choose_anew({"mapping": {**self._require_saved("map a field").mapping, crm_field: finance_field}})

    def unmap(self, crm_field: str) -> Self:
        """Take a field out of the mapping; applies from the next run on."""
        return self.choose_anew({"mapping": {**self._require_saved("unmap a field").mapping, crm_field: ""}})

    def save_and_sync(self) -> Self:
        """Save the preferences and start a run at once that reads everything. Source: SYN-03, SYN-06, MAP-09."""
        self._require_unpaused("save_and_sync")
        return self.start(self._save("save_and_sync"))

    def start(self, cause: int) -> Self:
        """Run for the command of that entry and read everything, unless paused; never saved, by the defaults."""
        if self.preferences is None:
            self._keep(self._settings.defaults)
        if not self.paused:
            self.runs.ask(RunRequest(Trigger.INSTANT if self.history else Trigger.INITIAL, cause, whole=True))
        return self

    def save_and_sync_later(self) -> Self:
        """Save the preferences; nothing moves until the next sync, a period from now at the latest. Source: SYN-03."""
        self._save("save_and_sync_later")
        if self.slots.base_ms is None:
            self.slots.count_from(self._timing.now_ms)
        return self

    def instant_sync(self) -> Self:
        """Run now, outside the schedule. Source: SYN-04, SYN-06."""
        self._owner.require_open(f"instant sync of {self.name}")
        self._require_saved("instant sync")
        self._require_unpaused("instant sync")
        self.runs.ask(RunRequest(Trigger.INSTANT, self._owner.note("instant_sync", {"module": self.name})))
        return self

    def notice(self, cause: int, trigger: Trigger = Trigger.NOTIFIED) -> None:
        """Run now, because an app says that something changed; ``cause`` is that change's entry. Source: SYN-10."""
        if self.preferences is not None and not self.paused:
            self.runs.ask(RunRequest(trigger, cause))

    def fetch(self, record: HasRef) -> Self:
        """Bring one CRM record, or the one behind a synced record of finance, up to date in finance.

        Works while paused, outside the view, and on what a search found. Source: SYN-09, SYN-13, FND-04, VEN-04.
        """
        self._owner.require_open("fetch one record from the CRM")
        saved = self._require_saved("fetch one record")
        if isinstance(record, Found) and record.itself:
            return self._fetch(record.ref, selected=True)
        return self._fetch(self._settings.crm_ref(ref_of(record), self._context.links, saved))

    def search(self, text: str) -> Printed[Found]:
        """The CRM records of that name, to be fetched by selecting one; works while paused.

        The text is an account's name, with contacts alone a first or last name or both, else a vendor's or product's.
        Source: FND-02, FND-03, FND-10, SYN-13, VEN-05.
        """
        self._owner.require_open("search the CRM")
        includes = self._settings.includes(saved := self._require_saved("search"))
        with self._because("search", {"text": text}):
            kinds, calls = tuple(self._settings.pairs(saved)), self._context.calls(self._owner.credentials)
            return search(calls, kinds, text, includes=includes, everybody=self._context.product.searches_all)

    def import_by_id(self, crm_module: str, record: HasRef | str) -> Self:
        """Fetch the CRM record of that id; refused for a module that the saved choice leaves out. Source: FND-06."""
        self._owner.require_open(asked := f"import the record {id_of(record)} of {crm_module}")
        importable = self._settings.importable(self._require_saved(asked))
        if crm_module not in importable:
            right = f"{self.name} as configured are imported by the id of {' or '.join(importable) or 'nothing'}"
            raise NotAllowed(f"{asked}: {right}", code="NOT_ALLOWED")
        return self._fetch(Ref("crm", crm_module, id_of(record)))

    def preview(self) -> Printed[DecisionEntry]:
        """The decisions the next run would take, without writing anything. Paused, those of the first after that.

        While it is running it is refused, for nobody can say what its next run will find.
        """
        self._owner.require_open("preview a run")
        self._require_saved("preview a run")
        if self.runs.running:
            self._refuse("preview the next run", "a run is under way", "let it end first: advance or settle")
        return self._owner.rehearse(self.name)

    def pause(self) -> None:
        """Stop syncing but for single fetches; a run under way ends before its next call. Source: SYN-06, SYN-13."""
        self._owner.note("pause", {"module": self.name})
        self._change(paused=True)
        self.runs.stop("paused", spare=Trigger.SINGLE)

    def resume(self) -> None:
        """Sync again from the next slot on; what has none, as transactions, runs at once. Source: SYN-10, SYN-12."""
        cause = self._owner.note("resume", {"module": self.name})
        self._change(paused=False)
        if not self._settings.period_hours:  # as transactions: nobody tells of what was missed
            self.notice(cause)

    def only_fetch(self) -> None:
        """Fetch from the CRM alone from now on, whatever was chosen. Source: CON-10."""
        self._row.set(self._row.value.fetching())

    def stop(self, reason: str) -> None:
        """End a run under way and forget what was waiting for it."""
        self.runs.stop(reason)

    def close(self) -> None:
        """End the schedule for good."""
        self.stop("the integration was deleted")
        self.slots.count_from(None)

    def _fetch(self, ref: Ref, *, selected: bool = False) -> Self:
        noted = self._owner.note("fetch", {"module": self.name, "record": ref})
        self.runs.ask(RunRequest(Trigger.SINGLE, noted, (ref,), selected=selected))
        return self

    def _period_ms(self) -> int:
        """The time between two slots; zero where scheduled runs were to be asked for and were not. Source: SYN-02."""
        asked = not self._context.product.repeats_if_asked or ((saved := self.preferences) and saved.auto_update)
        return self._settings.period_hours * HOUR_MS if asked else 0

    def _slot(self) -> None:
        if self.preferences is not None and self._context.functions.may_run(self._owner.open, self.paused):
            self.runs.ask(RunRequest(Trigger.SCHEDULED, self._context.journal.cause))

    def _save(self, command: str) -> int:
        self._owner.require_open(f"{command} of {self.name}")
        chosen = (draft := self._row.value.draft) or self._require_saved(command)
        cause = self._owner.note(command, {"module": self.name})
        with self._context.journal.because(cause):
            if draft is not None:
                self._settings.check_currencies()
        self._keep(chosen)
        self._change(draft=None)
        return cause

    def _keep(self, chosen: Preferences) -> None:
        """Save the preferences, and note when which fields were mapped otherwise."""
        self._row.set(self._row.value.saving(chosen, self._timing.now_ms))
        self._context.state.commit()
        self.slots.reset()

    def _change(self, **changes: Any) -> None:
        self._row.set(replace(self._row.value, **changes))
        self._context.state.commit()

    def _because(self, command: str, given: Mapping[str, object]) -> AbstractContextManager[None]:
        return self._context.journal.because(self._owner.note(command, {"module": self.name, **given}))

    def _begin(self, request: RunRequest) -> StartedRun[Preferences, SyncState]:
        row = self._row.value
        assert row.saved is not None, "nothing runs before the preferences are saved"
        job = self._settings.job(row.saved, self._actor, self._timing.now_ms, request.only)
        job = self._settings.selected(job) if request.selected else job
        if request.whole:
            self.runs.leave(replace(self.runs.left, reading=()))
        elif not request.only:
            job = job._replace(mapped_ms=row.mapped_ms)
        return StartedRun(job.preferences, run(self._context, job, self.runs.left, results := PairResults()), results)

    def _ended(self, finished: Run, interrupted: UnderWay | None) -> None:
        if interrupted is not None:
            return
        if finished.trigger is not Trigger.SINGLE and not self._row.value.begun:
            self.slots.count_from(finished.ended_ms)
            self._change(begun=True)
        self._owner.after_run()

    def _require_saved(self, asked: str) -> Preferences:
        return self.preferences or self._refuse(asked, "the module was never saved", "configure it and save it")

    def _require_unpaused(self, asked: str) -> None:
        if self._row.value.paused:
            self._refuse(asked, "the sync is paused", "resume it first")

    def _refuse(self, asked: str, found: str, right: str) -> NoReturn:
        raise UsageError(asked=f"{asked} of {self.name}", found=found, right=right)

    def __repr__(self) -> str:
        return f"<sync of {self.name}: {self.status}>"
