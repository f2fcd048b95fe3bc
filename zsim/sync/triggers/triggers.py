"""The triggers of one connection as a person holds them: choose which are on, and look at their runs.

A saved deal notifies and its run starts at once; a notification that was lost is made good at the next slot. Runs wait
for their turn with those of customers, since either may fetch one. What stood before the triggers were switched on, or
was won while the connection was closed, is noted and acted on by none.

Source: TRG-12, TRG-20, TRG-21, TRG-24, TRG-30, TRG-31, TRG-34.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from zsim.kernel.clock import to_datetime
from zsim.kernel.completion import hiding
from zsim.kernel.errors import UsageError
from zsim.kernel.printed import Printed
from zsim.kernel.recurrence import HOUR_MS
from zsim.ports.app import Cancellable, Credentials, Timing
from zsim.ports.records import Record, RecordId, Ref
from zsim.ports.refusals import tells_refusals
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.job import Job
from zsim.sync.model.kinds import CRM, ModuleChoice
from zsim.sync.model.preferences import Preferences
from zsim.sync.runs.calls import OVERLAP_MS, at_once
from zsim.sync.runs.channels import Channels
from zsim.sync.runs.engine_state import StateCell, StateTable
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason
from zsim.sync.runs.results import RunResults
from zsim.sync.runs.run_history import Run, Status, Trigger
from zsim.sync.runs.run_queue import RunQueue, RunRequest, UnderWay
from zsim.sync.runs.slots import Slots
from zsim.sync.runs.sync_runs import StartedRun, SyncRuns
from zsim.sync.settings.customer_settings import CustomerSettings
from zsim.sync.settings.owner import Owner
from zsim.sync.triggers.choices import NONE_ON, DealTrigger, TriggerChoices, chosen, spelled
from zsim.sync.triggers.decisions import DEALS, TriggerDecision, called
from zsim.sync.triggers.judging import NEVER, Judged, phase_of
from zsim.sync.triggers.parties import Customers
from zsim.sync.triggers.rules import rules_of
from zsim.sync.triggers.trigger_run import TriggerJob, TriggerLeft, probabilities_by, run_triggers

TRIGGERS = "triggers"
SLOT_HOURS = 2


class SyncedCustomers(Protocol):
    """The sync of customers, as triggers use it."""

    queue: RunQueue

    @property
    def preferences(self) -> Preferences | None:
        """The saved preferences."""


@hiding(
    "choices_in", "close", "judged", "pass_over_missed", "queue", "reopen", "restart", "rules", "runs", "slots", "stop"
)
@tells_refusals("configure")
class Triggers:
    """The triggers of one connection; none is on until one is chosen. Source: TRG-24."""

    def __init__(self, owner: Owner, context: ConnectionContext, timing: Timing, customers: SyncedCustomers) -> None:
        self._owner, self._context, self._timing = owner, context, timing
        self._customers = customers
        made = context.functions.stand_ins.of
        self._settings = made(CustomerSettings)(context, lambda: owner.credentials, lambda: owner.both_ways)
        self.rules = rules_of(context.product, context.quirks, context.policies)
        self._actor = f"sync {owner.organisation_key} {TRIGGERS}"
        self._choices: StateCell[TriggerChoices] = context.state.cell(TRIGGERS, "choices", NONE_ON)
        self._judged: StateTable[RecordId, Judged] = context.state.table("judged deals")
        self.queue = customers.queue
        self.runs: SyncRuns[TriggerChoices, TriggerLeft] = made(SyncRuns)(
            (owner.organisation_key, TRIGGERS),
            self._actor,
            self.queue,
            timing,
            context.journal,
            context.state,
            first=TriggerLeft(),
            is_open=lambda: owner.open,
            begin=self._begin,
            on_end=self._ended,
        )
        self.slots = made(Slots)(TRIGGERS, timing, context.state, self._period_ms, self._slot)
        self._channels = made(Channels)(timing, context.journal, self._watched, self._listens, self._notice)
        if not context.product.two_way:
            context.registry.offer_workflows(owner.organisation_key, self._chosen_in_the_crm)

    @property
    def choices(self) -> TriggerChoices:
        """Which triggers are on, and the stages chosen."""
        return self._choices.value

    def choices_in(self, number: int) -> TriggerChoices:
        """The choices that the run of that number works by, whatever was chosen after it began."""
        return self.runs.choices_in(number) or self.choices

    @property
    def judged(self) -> Mapping[RecordId, Judged]:
        """How deals were judged last, and what was made for them, by their ids."""
        return self._judged.rows

    @property
    def history(self) -> Printed[Run]:
        """The finished runs, oldest first."""
        return self.runs.history

    @property
    def status(self) -> Status:
        """How the triggers stand."""
        return self.runs.status

    @property
    def next_slot(self) -> datetime | None:
        """When the deals that changed are read, whatever was notified; ``None`` while no trigger is on."""
        return to_datetime(self.slots.next_ms, self._timing.zone) if self.slots.next_ms is not None else None

    def configure(
        self,
        *,
        estimate: bool = False,
        invoice: bool = False,
        estimate_created_at: str | None = None,
        estimate_accepted_at: str | None = None,
        estimate_declined_at: str | None = None,
    ) -> None:
        """Choose which triggers are on from now on; what is left out is off.

        In Books an estimate, there a quote, may be made, accepted and declined at stages of deals; left out, it is made
        with the deal, accepted when that is won and declined when it is lost. No deal that stands is acted on. Refused
        with ``UsageError`` is what the product does not offer; the import's are switched on in the CRM. Source: TRG-12,
        TRG-20, TRG-21, TRG-23, TRG-30, TRG-35.
        """
        self._owner.require_open("configure the triggers")
        if not self._context.product.two_way:
            raise UsageError(
                asked=f"configure the triggers of {self._context.product.name}",
                found="they are switched on in the CRM's set-up page (TRG-21)",
                right="world.crm.workflows.configure(...)",
            )
        stages = (estimate_created_at, estimate_accepted_at, estimate_declined_at)
        given = dict(zip(("created_at", "accepted_at", "declined_at"), stages, strict=True))
        told = {f"estimate_{name}": stage for name, stage in given.items() if stage is not None}
        cause = self._owner.note("configure_triggers", {"estimate": estimate, "invoice": invoice, **told})
        with self._context.journal.because(cause):
            self._choose(estimate, invoice, given)

    def _chosen_in_the_crm(self, estimate: bool, invoice: bool) -> None:
        """Take over what somebody chose in the CRM's set-up page. Source: TRG-21."""
        self._owner.require_open("switch workflows on")
        self._choose(estimate, invoice, {})

    def _choose(self, estimate: bool, invoice: bool, stages: Mapping[str, str | None]) -> None:
        """Take these choices, once the CRM has told how all deals stand."""
        context = self._context
        choices = chosen(
            context.product, context.policies.both_triggers, estimate=estimate, invoice=invoice, stages=stages
        )
        deals: Sequence[Record] = ()
        probabilities: Mapping[str, int] | None = None
        if choices.on:
            calls = context.calls(self._owner.credentials)
            fields = at_once(calls.fields(CRM, DEALS))
            choices, probabilities = spelled(choices, fields["Stage"].options), probabilities_by(self.rules, fields)
            deals = at_once(calls.changed(CRM, DEALS, None, None))
            if self._listens_to(choices):
                self._channels.open()
        if not self._listens_to(choices):
            self._channels.close()
        former = self.choices.on
        self._choices.set(choices)
        self._note(deals, probabilities, "deal-noted", former)
        self.slots.count_from(self._timing.now_ms if choices.on else None)
        context.state.commit()

    def pass_over_missed(self, credentials: Credentials, former: Credentials | None = None) -> None:
        """Note how the deals stand that changed while the connection was closed, unless the policy has them caught up.

        Those that a run was still to judge when it was closed are looked at again. ``former`` are credentials that
        closed it only if they open the CRM no more. Source: TRG-31.
        """
        missed = self.choices.on and self._context.policies.missed_wins == "stay"
        if not missed or (former is not None and (not self._owner.open or self._context.opens(former))):
            return
        calls, since_ms = self._context.calls(credentials), self.runs.left.since_ms
        fields = at_once(calls.fields(CRM, DEALS))
        left = self.runs.left
        changed = at_once(calls.changed(CRM, DEALS, since_ms and since_ms - OVERLAP_MS, None))
        deals = [each for each in changed if each not in left.seen]
        self.runs.leave(left.reopened(deals))
        self._note(deals, probabilities_by(self.rules, fields), "deal-missed", self.choices.on)

    def reopen(self) -> None:
        """Listen again once the connection is enabled, and pass over what was missed."""
        if self.choices.on:
            self.pass_over_missed(self._owner.credentials)
            if self._listens_to(self.choices):
                self._channels.open()

    def restart(self) -> None:
        """Listen anew after the engine stopped."""
        self._channels.restart()

    def stop(self, reason: str) -> None:
        """Listen no more, end a run under way and forget what waits; what a dead key closed before was closed then."""
        self._channels.close()
        if self.choices.on and self._context.opens(self._owner.credentials):
            self.runs.leave(self.runs.left.closing(self._timing.now_ms, asked=self.runs.asked))
        self.runs.stop(reason)

    def close(self) -> None:
        """End the slots for good."""
        self.stop("the integration was deleted")
        self.slots.count_from(None)

    def _let_in(self) -> None:
        self.runs.leave(replace(self.runs.left, open_ms=self._timing.now_ms))

    def _note(
        self,
        deals: Sequence[Record],
        probabilities: Mapping[str, int] | None,
        code: str,
        former: Sequence[DealTrigger],
    ) -> None:
        """Note how deals stand, but for those that a trigger that was on is still to look at again."""
        choices, left = self.choices, self.runs.left
        told: list[TriggerDecision] = []
        for deal in deals:
            for trigger in choices.on:
                phase = phase_of(deal, trigger, choices, probabilities)
                judged = self._judged.get(deal.id) or NEVER
                waits = deal.ref in left.retry and trigger in former
                if not waits and (code == "deal-noted" or judged.phase(trigger) is not phase):
                    self._judged.put(deal.id, judged.judged(trigger, phase))
                    reason = Reason(code, called(deal), trigger.value)
                    told.append(TriggerDecision(deal.ref, trigger, Outcome.UNCHANGED, reason))
        if told:
            entries = [each.entry() for each in told]
            self._context.journal.extend(self._actor, "decision", [each.deal for each in told], entries, None)
        self.runs.leave(left.noted(self._timing.now_ms, deals))

    def _begin(self, request: RunRequest) -> StartedRun[TriggerChoices, TriggerLeft]:
        now_ms, credentials = self._timing.now_ms, self._owner.credentials
        customers = Customers(self._chosen_module(), self._fetch_job)
        job = TriggerJob(self.choices, self.rules, credentials, customers, self._actor, now_ms, self._let_in)
        steps = run_triggers(self._context, job, self.runs.left, results := RunResults())
        return StartedRun(self.choices, steps, results)

    def _chosen_module(self) -> ModuleChoice | None:
        saved = self._customers.preferences
        return None if saved is None else saved.module

    def _fetch_job(self, refs: tuple[Ref, ...]) -> Job:
        """The single fetch of these CRM records, as the sync of customers does it. Source: TRG-17."""
        saved = self._customers.preferences
        assert saved is not None, "nothing is fetched before customers were saved"
        actor = f"sync {self._owner.organisation_key} customers"
        return self._settings.job(saved, actor, self._timing.now_ms, refs)

    def _ended(self, finished: Run, interrupted: UnderWay | None) -> None:
        """Nothing hangs on how a run ended but what it left, and whom it fetched."""
        if interrupted is None:
            self._owner.after_run()

    def _watched(self) -> Iterator[Cancellable]:
        calls = self._context.calls(self._owner.credentials)
        yield at_once(calls.watch(CRM, DEALS, self._changed))

    def _listens(self) -> bool:
        return self._owner.open and self._listens_to(self.choices)

    def _listens_to(self, choices: TriggerChoices) -> bool:
        return bool(choices.on) and self._context.policies.trigger_timing == "at_once"

    def _changed(self) -> None:
        self._notice(len(self._context.journal))

    def _notice(self, cause: int) -> None:
        if self._listens():
            self.runs.ask(RunRequest(Trigger.NOTIFIED, cause))

    def _slot(self) -> None:
        if self.choices.on and self._context.functions.may_run(self._owner.open, False):
            self.runs.ask(RunRequest(Trigger.SCHEDULED, self._context.journal.cause))

    def _period_ms(self) -> int:
        return SLOT_HOURS * HOUR_MS if self.choices.on else 0

    def __repr__(self) -> str:
        return f"<triggers of {self._owner.organisation_key}: {' and '.join(self.choices.on) or 'none'}>"
