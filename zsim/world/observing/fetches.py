"""The fetches of leads as the checks are told of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from zsim.checks import Decisions, Effects, FetchSeen, RunSeen, SlotSeen
from zsim.fakes.store.module import Module
from zsim.fakes.store.table import Table
from zsim.kernel.clock import to_datetime
from zsim.kernel.journal import Command
from zsim.kernel.zones import zone
from zsim.ports.errors import InvalidCredentials
from zsim.ports.folding import folded
from zsim.ports.records import Fields, Ref
from zsim.sync import RunStarted, Trigger
from zsim.sync.leads import EMAIL, LEADS, ON_LISTS, SUPPRESSIONS, Fetch, LeadState, LeadSync, StateChanged, SyncServices
from zsim.sync.leads import ORGANISATION as HUB
from zsim.sync.runs import INTERRUPTED

KEY_COMMANDS = ("generate_zsc_key", "set_email")
ACCOUNT_COMMANDS = ("connect_source", "update_account")


@dataclass(slots=True)
class LeadConnection:
    """What closes one sync of leads: that it is not active, or that its source has another key or email now.

    ``fell_with_key`` says that it was active until the source had another, and so may have had a write on its way.
    """

    source: str
    active: bool = False
    fell_with_key: bool = False
    stale_key: bool = False
    stale_email: bool = False

    @property
    def dead_app(self) -> str | None:
        """The source, while what was entered does not open it. Source: KEY-05."""
        return self.source if self.stale_key or self.stale_email else None

    def closed(self, started: RunStarted) -> str | None:
        """Why nothing at all should be written now; where one fell with its key, that key says what may still be."""
        falling = self.fell_with_key and self.dead_app is not None
        return None if self.active or falling else "the sync was not active"


class LeadWatch:
    """What the journal told so far of the syncs of leads."""

    def __init__(self, services: Mapping[str, SyncServices], find: Callable[[str, str], Module | None]) -> None:
        self._services = services
        self._find = find
        self._connections: dict[str, LeadConnection] = {}

    def load(self) -> None:
        """Take the syncs as they stand, after they were loaded."""
        for source, services in self._services.items():
            stale = _stale_field(services)
            for each in services:
                self._connections[each.description] = LeadConnection(
                    source,
                    each.state is LeadState.ACTIVE,
                    stale_key=stale == "key",
                    stale_email=stale == "email",
                )

    def connection(self, sync: str) -> LeadConnection:
        """What closes the sync of that name; a new one is not active until the journal says so."""
        found = self._connections.get(sync)
        if found is None:
            source = next(key for key, services in self._services.items() for each in services if _is(each, sync))
            found = self._connections[sync] = LeadConnection(source)
        return found

    def sync(self, name: str) -> LeadSync:
        """The sync of that name."""
        return next(each for services in self._services.values() for each in services if _is(each, name))

    def turned(self, turned: StateChanged) -> None:
        """Take in that a sync changed its state."""
        connection = self.connection(turned.sync)
        connection.fell_with_key = connection.active and connection.dead_app is not None
        connection.active = turned.state is LeadState.ACTIVE

    def command(self, subject: object, command: Command) -> None:
        """Take in what makes keys stale, and what enters a fresh one."""
        match subject:
            case (str() as source, "organisation") if command.name in KEY_COMMANDS and source in self._services:
                services = self._services[source]
                email = folded(str(command.given.get("email") or ""))
                for each in self._connections_of(services):
                    if command.name == "generate_zsc_key":
                        each.stale_key = True
                    else:
                        each.stale_email = email != folded(services.credentials.email)
            case (str() as app, "Accounts") if app == HUB and command.name in ACCOUNT_COMMANDS:
                entered = self._services.get(str(command.given["source"]))
                for each in self._connections_of(entered) if entered is not None else ():
                    each.stale_key = each.stale_email = False

    def _connections_of(self, services: SyncServices) -> list[LeadConnection]:
        return [self.connection(each.description) for each in services]

    def seen(
        self,
        started: RunStarted,
        *,
        finished: bool,
        quiet: bool,
        repeated: bool,
        read: Sequence[Ref],
        decisions: Decisions,
        effects: Effects,
        touched: frozenset[Ref],
        refused: frozenset[Ref],
        shown: frozenset[Ref],
        shut_out: bool,
        ended: bool,
    ) -> RunSeen:
        """A fetch as the checks see a run; it joins no pairs, so what is asked about those is answered with none.

        One without an end is in no history yet, and nothing more is told of it.
        """
        mapping = self.sync(started.module).mapping_in(started.number)
        roll = _Roll(self._find, next(source for source, target in mapping.items() if target == EMAIL))
        return RunSeen(
            name=f"fetch {started.number} of {started.module!r}",
            finished=finished,
            whole=True,
            overwrites=False,
            merges=False,
            product=HUB,
            quiet=quiet,
            read=tuple(read),
            decisions=decisions,
            effects=effects,
            allowed={(HUB, LEADS): frozenset({*mapping.values(), ON_LISTS})},
            pair_of=_none,
            lives=lambda ref: True,
            same_named=_nobody,
            followed=lambda ref: False,
            source=_none,
            born_in=_none,
            used=lambda ref: False,
            unlike=_nothing,
            fields=_no_fields,
            touched=touched,
            refused=refused,
            shut_out=shut_out,
            ended=ended,
            checkpoint_ms=self.sync(started.module).runs.last_retrieval_ms,
            done_ms=self.sync(started.module).runs.last_done_ms,
            fetch=self._fetch(started, roll, touched, shown, repeated=repeated, wrote=bool(effects or refused))
            if ended
            else None,
        )

    def _fetch(
        self,
        started: RunStarted,
        roll: _Roll,
        touched: frozenset[Ref],
        shown: frozenset[Ref],
        *,
        repeated: bool,
        wrote: bool,
    ) -> FetchSeen:
        sync = self.sync(started.module)
        fetches = sync.history[: started.number]
        fetch = fetches[-1]
        slots = [each for each in fetches if each.trigger is Trigger.SCHEDULED]
        former = [each for each in slots[:-1] if each.run.reason != INTERRUPTED]  # what that broke off begins anew
        unmailed = roll.unmailed(touched) if wrote else frozenset()
        return FetchSeen(
            counts=fetch.counts,
            ignored_by=fetch.ignored_by,
            repeated=repeated and sync.retrieves_all,
            address_of=roll.address_of,
            leads_with=roll.leads_with,
            sharing=roll.sharing,
            shown=shown,
            unmailed=unmailed,
            known_unmailed=frozenset([each for each in unmailed if roll.was_shown(each, shown)]),
            slot=_slot(fetch, fetch.zone) if fetch.trigger is Trigger.SCHEDULED else None,
            former_slot=_slot(former[-1], fetch.zone) if former and slots[-1] is fetch else None,
        )


class _Roll:
    """Contacts and leads as they stand, by address; ``field`` is where contacts have theirs."""

    def __init__(self, find: Callable[[str, str], Module | None], field: str) -> None:
        self._find = find
        self._field = field
        self._leads = _table(find, LEADS)

    def address_of(self, ref: Ref) -> str:
        """The folded address of a live contact or lead, empty without one."""
        module = self._find(ref.app, ref.module)
        record = module.table.get(ref.id) if module is not None else None
        address = None if record is None else record.fields.get(EMAIL if ref.app == HUB else self._field)
        return folded(str(address or ""))

    def leads_with(self, address: str) -> tuple[Ref, ...]:
        """The live leads of an address."""
        return tuple([each.ref for each in self._leads.find(EMAIL, address)])

    def sharing(self, refs: Sequence[Ref]) -> list[tuple[Ref, Ref]]:
        """Those of the leads that share their address, each with every other that does."""
        if self._leads.all_differ(EMAIL):
            return []
        leads = [lead for ref in refs if (lead := self._leads.get(ref.id)) is not None]
        return [
            (each.ref, other)
            for each in leads
            for other in self.leads_with(str(each.fields[EMAIL]))
            if other != each.ref
        ]

    def unmailed(self, touched: frozenset[Ref]) -> frozenset[str]:
        """The addresses not mailed any more, but for those that people took out meanwhile."""
        held = [each for each in _table(self._find, SUPPRESSIONS) if each.ref not in touched]
        return frozenset([str(each.fields[EMAIL]) for each in held if each.fields["reason"] != "deleted"])

    def was_shown(self, address: str, shown: frozenset[Ref]) -> bool:
        """Whether searches showed that the address is remembered, or the lead that has it."""
        remembered = [each.ref for each in _table(self._find, SUPPRESSIONS).find(EMAIL, address)]
        return not shown.isdisjoint((*remembered, *self.leads_with(address)))


def _is(sync: LeadSync, name: str) -> bool:
    return sync.description == name


def _stale_field(services: SyncServices) -> str | None:
    """What of the account entered does not open the source any more."""
    try:
        services.check_account()
    except InvalidCredentials as refusal:
        return refusal.field
    return None


def _table(find: Callable[[str, str], Module | None], name: str) -> Table:
    module = find(HUB, name)
    assert module is not None, "a fetch has read it"
    return module.table


def _slot(fetch: Fetch, zone_key: str) -> SlotSeen:
    at = to_datetime(fetch.due_ms).astimezone(zone(zone_key))
    return SlotSeen(fetch.due_ms, at.date().isoformat())


def _none(ref: Ref) -> None:
    return None


def _nobody(ref: Ref) -> tuple[Ref, ...]:
    return ()


def _nothing(ref: Ref) -> tuple[str, ...]:
    return ()


def _no_fields(ref: Ref) -> Fields | None:
    return None
