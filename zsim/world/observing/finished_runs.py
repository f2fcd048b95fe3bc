"""A finished run as the checks are told of it."""

from __future__ import annotations

from collections.abc import Callable

from zsim.catalogue import Policies, Quirks
from zsim.checks import RunSeen, TriggersSeen
from zsim.fakes.store.module import Module
from zsim.ports.documents import PROJECTED
from zsim.sync import KINDS, Duplicates, Extent, Grade, Integration, Preferences, RunEnded, Trigger
from zsim.sync.leads import ORGANISATION as HUB
from zsim.sync.model import WritableFields
from zsim.sync.triggers import TRIGGERS, DealTrigger
from zsim.world.connections import Connections
from zsim.world.observing.active_runs import ActiveRun
from zsim.world.observing.fetches import LeadWatch
from zsim.world.observing.post_run_state import PostRunState
from zsim.world.observing.shown_documents import shown_apart
from zsim.world.observing.trigger_runs import triggers_seen

MOVED = frozenset({"status", "balance", "invoice_ids"})
"""The fields of a document that change when a trigger moves it."""


class FinishedRuns:
    """Puts together what was seen of a run and how it left links and records.

    ``find`` gives a module of an app.
    """

    def __init__(
        self,
        connections: Connections,
        leads: LeadWatch,
        find: Callable[[str, str], Module | None],
        quirks: Quirks,
        policies: Policies,
    ) -> None:
        self._connections = connections
        self._leads = leads
        self._find = find
        self._quirks = quirks
        self._policies = policies

    def seen(self, run: ActiveRun, ended: RunEnded | None) -> RunSeen:
        """The run, which has just ended; or which takes no further step, and has no end."""
        if run.started.organisation == HUB:
            return self._fetch(run, ended)
        integration = self._connections.integrations[run.started.organisation]
        triggers = integration.triggers if run.started.module == TRIGGERS else None
        sync = integration.sync_of("customers" if triggers is not None else run.started.module)  # which triggers fetch
        runs, number = sync.runs if triggers is None else triggers.runs, run.started.number
        preferences = sync.preferences_in(number) if triggers is None else sync.preferences
        on = triggers.choices_in(number).on if triggers is not None else None
        finished = _went_well(ended)
        standing = self._standing(run, integration, sync.name, preferences)
        return RunSeen(
            name=f"run {run.started.number} of {run.started.organisation}'s {run.started.module}",
            finished=finished,
            whole=run.started.trigger is not Trigger.SINGLE and triggers is None,
            overwrites=self._overwrites(run, preferences),
            merges=self._connections.merges(integration),
            product=integration.product,
            owners=self._owners(run, integration) if run.effects else frozenset(),
            fetches=self._fetches(integration, preferences),
            merges_in_crm=self._policies.merge_reach == "always",
            quiet=run.quiet and finished and not run.decisions.finished,
            read=tuple(run.read),
            decisions=run.decisions,
            effects=run.effects,
            allowed=self._allowed(run, integration, sync.name, preferences, on) if run.effects else {},
            pair_of=standing.pair_of,
            lives=standing.lives,
            same_named=standing.same_named,
            named_apart=standing.named_apart,
            paired=standing.paired,
            followed=standing.followed,
            source=standing.source,
            born_in=standing.born_in,
            used=lambda ref: standing.used(ref, run.touched),
            unlike=standing.unlike,
            fields=standing.fields,
            ended=ended is not None,
            grade="" if ended is None else ended.grade,
            history_grade="" if ended is None else runs.grade_of(run.started.number),
            checkpoint_ms=runs.left.checkpoint_ms,
            done_ms=runs.last_done_ms,
            parted=run.parted,
            reborn=run.reborn,
            misplaced=run.misplaced,
            astray=frozenset(run.astray),
            noting_the_same=standing.noting_the_same,
            persons_of=standing.persons_of,
            hanging_on=standing.hanging_on,
            handed_over=run.handed_over,
            sides_of=standing.sides_of,
            touched=frozenset(run.touched),
            refused=frozenset(run.refused),
            shut_out=run.shut_out,
            shown_apart=lambda refs: shown_apart(self._find, refs),
            keeps_born_in_finance=self._quirks.on("DEL-01"),
            spares_used=self._quirks.on("DEL-03") and not self._lags(run),
            triggers=self._triggers(run, ended, integration),
        )

    def _fetches(self, integration: Integration, preferences: Preferences | None) -> bool:
        """Whether nothing of finance's goes to the CRM."""
        chosen = preferences is not None and preferences.extent is Extent.FETCH
        return chosen or not self._connections.both_ways(integration)

    def _triggers(self, run: ActiveRun, ended: RunEnded | None, integration: Integration) -> TriggersSeen | None:
        """What more there is to tell of a run of triggers."""
        if ended is None or run.started.module != TRIGGERS:
            return None
        return triggers_seen(run, integration.triggers, self._find, self._connections.edition(integration))

    def _overwrites(self, run: ActiveRun, preferences: Preferences | None) -> bool:
        """Whether a run overwrites duplicates; one that no search finds yet cannot be overwritten. Source: FLT-08."""
        return preferences is not None and preferences.duplicates is Duplicates.OVERWRITE and not self._lags(run)

    def _lags(self, run: ActiveRun) -> bool:
        """Whether searches of finance may have left out what a run looked for."""
        customers = self._find(run.started.organisation, "customers")
        return run.lagged or (customers is not None and customers.table.lags)

    def _owners(self, run: ActiveRun, integration: Integration) -> frozenset[str]:
        return frozenset([each for each in (run.owner, self._connections.owner(integration)) if each])

    def _allowed(
        self,
        run: ActiveRun,
        integration: Integration,
        module: str,
        preferences: Preferences | None,
        on: tuple[DealTrigger, ...] | None,
    ) -> WritableFields:
        """The fields that the run may change; the triggers ``on`` move documents, and what hangs on their status.

        One that finishes what another was broken off in may note what that was to, of whatever module was chosen then.
        Source: FLT-16.
        """
        allowed = integration.in_play.writable_fields(module, preferences)
        for kind in KINDS.values() if run.decisions.finished else ():
            place = integration.organisation_key, kind.finance.module
            allowed = {**allowed, place: allowed.get(place, frozenset()) | {kind.link_field}}
        if module in PROJECTED:
            return {(app, shown): fields | self._custom(app, shown) for (app, shown), fields in allowed.items()}
        if on is None:
            return allowed
        moved = {(integration.organisation_key, each.module): MOVED for each in on}
        return {**allowed, **moved}

    def _custom(self, app: str, module: str) -> frozenset[str]:
        """The custom fields of a module, which the CRM's section has from finance. Source: TXN-11."""
        found = self._find(app, module)
        return frozenset([] if found is None else [each.name for each in found.schema.values() if each.custom])

    def _standing(
        self, run: ActiveRun, integration: Integration, module: str, preferences: Preferences | None
    ) -> PostRunState:
        return PostRunState(
            integration,
            self._connections.links(run.started.organisation),
            module,
            preferences,
            self._find,
            frozenset(run.departed),
            exact_names=self._policies.names == "exact",
        )

    def _fetch(self, run: ActiveRun, ended: RunEnded | None) -> RunSeen:
        finished = _went_well(ended)
        return self._leads.seen(
            run.started,
            finished=finished,
            quiet=run.quiet and finished,
            repeated=run.repeated,
            read=run.read,
            decisions=run.decisions,
            effects=run.effects,
            touched=frozenset(run.touched),
            refused=frozenset(run.refused),
            shown=frozenset(run.shown),
            shut_out=run.shut_out,
            ended=ended is not None,
        )


def _went_well(ended: RunEnded | None) -> bool:
    return ended is not None and ended.grade is not Grade.FAILED
