"""The fetches of leads as the checks are told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zsim.checks import Effects, RunSeen
from zsim.kernel.journal import Command
from zsim.ports.addresses import folded
from zsim.ports.records import Fields, Ref
from zsim.sync import RunStarted, Told, Trigger
from zsim.sync.leads import LeadState, LeadSync, SyncServices, Turned

HUB = "marketinghub"
KEY_COMMANDS = ("generate_zsc_key", "set_email")
ACCOUNT_COMMANDS = ("connect_source", "update_account")


@dataclass(slots=True)
class LeadConnection:
    """What closes one sync of leads: that it is not active, or that its source's key is stale."""

    active: bool = False
    stale_key: bool = False

    def closed(self, trigger: Trigger) -> str | None:
        """Why nothing should be written now. Source: KEY-05."""
        if self.stale_key:
            return "the key of its source was stale"
        return None if self.active else "the sync was not active"


class LeadWatch:
    """What the journal told so far of the syncs of leads."""

    def __init__(self, services: Mapping[str, SyncServices]) -> None:
        self._services = services
        self._connections: dict[str, LeadConnection] = {}

    def connection(self, sync: str) -> LeadConnection:
        """What closes the sync of that name; one that was loaded stands as it does."""
        found = self._connections.get(sync)
        if found is None:
            state = self.sync(sync).state
            found = self._connections[sync] = LeadConnection(state in (LeadState.ACTIVE, LeadState.COMPLETED))
        return found

    def sync(self, name: str) -> LeadSync:
        """The sync of that name."""
        return next(each for services in self._services.values() for each in services if each.description == name)

    def turned(self, turned: Turned) -> None:
        """Take in that a sync changed its state."""
        self.connection(turned.sync).active = turned.state is LeadState.ACTIVE

    def command(self, subject: object, command: Command) -> None:
        """Take in what makes keys stale, and what enters a fresh one."""
        match subject:
            case (str() as source, "organisation") if command.name in KEY_COMMANDS and source in self._services:
                services = self._services[source]
                email = folded(str(command.given.get("email") or ""))
                if command.name == "generate_zsc_key" or email != folded(services.credentials.email):
                    self._stale(services, stale=True)
            case (str() as app, "Accounts") if app == HUB and command.name in ACCOUNT_COMMANDS:
                entered = self._services.get(str(command.given["source"]))
                if entered is not None:
                    self._stale(entered, stale=False)

    def _stale(self, services: SyncServices, *, stale: bool) -> None:
        for each in services:
            self.connection(each.description).stale_key = stale

    def seen(
        self,
        started: RunStarted,
        *,
        finished: bool,
        quiet: bool,
        read: Sequence[Ref],
        decisions: Sequence[Told],
        effects: Effects,
        touched: frozenset[Ref],
        refused: frozenset[Ref],
    ) -> RunSeen:
        """A fetch as the checks see a run; it joins no pairs, so what is asked about those is answered with none."""
        targets = frozenset(self.sync(started.module).mapping_in(started.number).values())
        return RunSeen(
            name=f"fetch {started.number} of {started.module!r}",
            finished=finished,
            whole=True,
            overwrites=False,
            merges=False,
            quiet=quiet,
            read=tuple(read),
            decisions=decisions,
            effects=effects,
            allowed={(HUB, "Leads"): targets},
            pair_of=_none,
            lives=lambda ref: True,
            namesakes=_nobody,
            followed=lambda ref: False,
            source=_none,
            born_in=_none,
            used=lambda ref: False,
            noting_the_same=_nobody,
            unlike=_nothing,
            fields=_no_fields,
            touched=touched,
            refused=refused,
        )


def _none(ref: Ref) -> None:
    return None


def _nobody(ref: Ref) -> tuple[Ref, ...]:
    return ()


def _nothing(ref: Ref) -> tuple[str, ...]:
    return ()


def _no_fields(ref: Ref) -> Fields | None:
    return None
