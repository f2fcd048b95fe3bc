"""Runs of triggers as the reference model is told of them: what people chose, and what the apps say of deals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zsim.catalogue import Policies, Quirks
from zsim.checks.model import (
    DealMemory,
    DecisionTold,
    Difference,
    Memory,
    RecordChange,
    Records,
    TriggersTold,
    TriggerTerms,
    judge_triggers,
)
from zsim.faults import Fired, Killed
from zsim.kernel.journal import Command
from zsim.ports.folding import folded
from zsim.ports.records import Ref, Value
from zsim.sync import Grade, ModuleSync, Outcome, RunEnded, RunStarted, Trigger
from zsim.world.apps import Apps
from zsim.world.connections import Connections
from zsim.world.observing.connection_state import has_dead_key

TRIGGERS = "triggers"
SECOND_MS = 1000
CHOICES = ("estimate_created_at", "estimate_accepted_at", "estimate_declined_at")
SWITCHES = {"estimates": ("estimate", *CHOICES), "invoices": ("invoice",)}


class TriggerWatch:
    """What is chosen for the triggers of each connection, and how its deals were judged."""

    def __init__(self, apps: Apps, connections: Connections, quirks: Quirks, policies: Policies) -> None:
        self._apps, self._connections = apps, connections
        self._quirks, self._policies = quirks, policies
        self._chosen: dict[str, Mapping[str, object]] = {}
        self._deals: dict[str, DealMemory] = {}
        self._shut: dict[str, frozenset[Ref]] = {}
        self._disabled: set[str] = set()
        self._closed_ms: dict[str, int] = {}
        self._saved_s: dict[Ref, int] = {}
        self.now_ms = 0
        self._before: dict[int, tuple[str, Mapping[str, object], DealMemory, frozenset[Ref] | None]] = {}

    def command(self, number: int, subject: object, command: Command, records: Records) -> None:
        """Take in what somebody chose, or that a connection was closed or opened again."""
        match subject:
            case ("integration", str() as key) if command.name == "configure_triggers":
                self._choose(number, key, command.given, records)
            case ("crm", "Workflows"):
                for key, each in self._connections.integrations.items():
                    if each.product == "import":
                        self._choose(number, key, command.given, records)
            case ("integration", str() as key) if command.name == "connect":
                self._keep(number, key)
                self._chosen.pop(key, None)
                self._deals.pop(key, None)
                self._shut.pop(key, None)
                self._disabled.discard(key)
            case ("integration", str() as key) if command.name in ("disable", "delete"):
                self._shut.setdefault(key, frozenset(self._of(key).pending))
                self._closed_ms[key] = self.now_ms
                self._disabled.add(key)
            case ("integration", str() as key) if command.name == "enable" or (
                command.name == "update_credentials" and key not in self._disabled
            ):
                self._disabled.discard(key)
                self._reopen(number, key, records)

    def export(self) -> list[Any]:
        """What is known, fit for ``told``."""
        return [self._chosen, self._deals, self._shut, self._disabled]

    def load(self, known: Sequence[Any]) -> None:
        """Take over what ``export`` gave."""
        self._chosen, self._deals, self._shut, self._disabled = known

    def keys_died(self) -> None:
        """Take in that keys may have died: what happens while one is dead makes nothing. Source: TRG-31."""
        for key, each in self._connections.integrations.items():
            if has_dead_key(each) and key not in self._shut:
                self._shut[key], self._closed_ms[key] = frozenset(self._of(key).pending), self.now_ms

    def refused(self, number: int) -> None:
        """Take in that what somebody asked for was refused."""
        if number in self._before:
            key, chosen, deals, due = self._before.pop(number)
            self._chosen[key], self._deals[key] = chosen, deals
            if due is not None:
                self._shut[key] = due

    def disturbed(self, cause: int, fault: Fired) -> None:
        """Take in a fault that what somebody asked for met: an engine that is killed forgets what was chosen."""
        if fault.kind == Killed.kind:
            self.refused(cause)

    def saved(self, change: RecordChange) -> None:
        """Take in that somebody saved a deal."""
        if change.ref.module == "Deals":
            second = change.at_ms // SECOND_MS
            for deals in self._deals.values():
                deals.pending.add(change.ref)
                if self._saved_s.get(change.ref) == second and any(
                    (change.ref, each) in deals.owed for each in SWITCHES
                ):
                    deals.doubtful.add(change.ref)  # the apps tell seconds: it may look as it did before
            self._saved_s[change.ref] = second
            for key, due in self._shut.items():
                if second == self._closed_ms.get(key, 0) // SECOND_MS:  # whichever came first
                    self._shut[key] = due | {change.ref}

    def judge(
        self,
        records: Records,
        memory: Memory,
        started: RunStarted,
        ended: RunEnded,
        told: Iterable[DecisionTold],
        touched: frozenset[Ref],
        excused: str,
        *,
        skewed: bool,
    ) -> list[Difference]:
        """What a run of triggers did otherwise than it may."""
        key, deals = started.organisation, self._of(started.organisation)
        finished = ended.grade is not Grade.FAILED
        told = tuple(told)
        touched |= {each.subject for each in told if each.outcome == Outcome.FINISHED}  # an earlier run was broken off
        touched |= {each.ref for made in told for each in made.changes if each.ref.module == "Deals"}  # by a merge
        run = TriggersTold(
            name=f"run {started.number} of {key}'s triggers",
            terms=self.terms(key),
            finished=finished,
            excused=excused or ("" if finished else "it failed"),
            skewed=skewed,
            decisions=tuple([each for each in told if each.subject.module == "Deals"]),
            touched=touched,
            fetched=frozenset([ref for each in told if each.subject.module != "Deals" for ref in each.about]),
            slot=started.trigger is Trigger.SCHEDULED,
            counts={str(each): count for each, count in ended.counts.items()},
        )
        return judge_triggers(records, memory, deals, run)

    def terms(self, key: str) -> TriggerTerms:
        """What the triggers of a connection go by just now."""
        integration, finance = self._connections.integrations[key], self._apps.meant(key)
        chosen, customers = self._chosen.get(key, {}), integration.sync_of("customers")
        preferences = customers.preferences if isinstance(customers, ModuleSync) else None
        deals = self._apps.crm.modules["Deals"].schema
        stage = deals["Stage"]
        spelled = {folded(name): name for name in stage.options}
        created, accepted, declined = [spelled.get(folded(str(chosen.get(each) or "")), "") for each in CHOICES]
        return TriggerTerms(
            organisation=key,
            product=integration.product,
            on=tuple([each for each, names in SWITCHES.items() if any(chosen.get(name) for name in names)]),
            created_at=created,
            accepted_at=accepted,
            declined_at=declined,
            probabilities=dict(zip(stage.options, stage.probabilities, strict=True)),
            has_probability="Probability" in deals,
            edition=finance.organisation.edition,
            choice=str(preferences.module.value) if preferences is not None and preferences.module else "",
            set_up=preferences is not None,
            approvals=finance.preferences.approvals,
            owner=self._name,
            policies=self._policies.changed,
            quirks_off=frozenset(self._quirks.off),
        )

    def _name(self, user: Value) -> str:
        return next((each.name for each in self._apps.crm.users.all() if each.id == user), "")

    def _choose(self, number: int, key: str, given: Mapping[str, object], records: Records) -> None:
        self._keep(number, key)
        self._chosen[key] = given
        former = self._of(key)
        owed = {deal for deal, _ in former.owed}  # whether that is noted as it stands, or still made, is not said
        deals = self._deals[key] = DealMemory(made=set(former.made), doubtful=former.doubtful | owed)
        deals.note(records, self.terms(key))

    def _reopen(self, number: int, key: str, records: Records) -> None:
        """How the deals stand is noted, where nothing is made for what happened meanwhile. Source: TRG-31."""
        if key in self._shut:
            self._keep(number, key)
            due = self._shut.pop(key)
            if self._policies.missed_wins == "stay":
                self._of(key).note(records, self.terms(key), due)

    def _keep(self, number: int, key: str) -> None:
        deals = self._of(key)
        held = DealMemory(dict(deals.judged), set(deals.owed), set(deals.made), set(deals.pending), set(deals.doubtful))
        self._before[number] = key, self._chosen.get(key, {}), held, self._shut.get(key)

    def _of(self, key: str) -> DealMemory:
        return self._deals.setdefault(key, DealMemory())
