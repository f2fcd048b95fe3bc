"""How a world is brought to rest: nothing goes wrong any more, everything is open, and a few runs later all is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from zsim.catalogue import ConnectsBy, catalogue
from zsim.explore.drawing.leads import SOURCES
from zsim.explore.failures import NotAtRest
from zsim.explore.script import Player, ScriptStep, StepOutcome, do
from zsim.kernel.errors import UsageError
from zsim.sync import Integration, IntegrationState
from zsim.sync.leads import LeadState, SyncServices

ROUNDS_MAX = 4
"""How many runs of everything bring a world to rest."""


def resting(player: Player) -> Iterator[ScriptStep]:
    """The steps that bring a world to rest, each to be done before the next is asked for.

    Faults end, keys are renewed, everything is enabled, resumed and run, four times at most. Where the run after these
    still writes something, ``NotAtRest`` is raised.
    """
    yield do("heal")
    yield do("settle")
    yield from _opened(player)
    yield from _paused(player)
    yield do("advance_to", moment=f"{player.world.now.date() + timedelta(days=1)} 12:00")
    yield from _opened(player)
    yield from _until_quiet(player, _round)
    if _services(player):
        yield from _paused(player)
        yield from _until_quiet(player, lambda player: iter([do("advance", days=1)]))


def _until_quiet(player: Player, another: Callable[[Player], Iterator[ScriptStep]]) -> Iterator[ScriptStep]:
    """Run after run, until one writes nothing."""
    for _ in range(ROUNDS_MAX + 1):
        before = player.world.snapshot()
        yield from another(player)
        after = player.world.snapshot()
        if after == before:
            return
    raise NotAtRest(before, after)


def _paused(player: Player) -> Iterator[ScriptStep]:
    """A day may pass, and with it what falls due in the apps, without a dozen runs."""
    for each in _connections(player):
        if each.open:
            yield do("pause", **_of(player, each))


def _opened(player: Player) -> Iterator[ScriptStep]:
    """Everything that keeps runs from going on is taken away."""
    for each in _connections(player):
        of = _of(player, each)
        if each.organisation_key != "billing" and catalogue().product(each.product).connects_by is ConnectsBy.KEY:
            yield do("update_credentials", key="present", email="present", **of)
            renewed = player.results[-1]
            assert renewed.outcome is StepOutcome.DONE, f"the right key is refused (CON-17): {renewed}"
        if not each.open:
            yield do("enable", **of)
        for sync in each.syncs if each.open else ():
            if sync.paused:
                yield do("resume_sync", sync=sync.name, **of)
    for source, services in _services(player):
        given = {} if source == "invoice" else {"source": source}
        yield do("update_account", email="present", key="present", **given)
        for lead_sync in services.syncs:
            if lead_sync.state is LeadState.INACTIVE:
                yield do("activate_sync", sync=lead_sync.description, **given)
            if lead_sync.state is LeadState.ACTIVE:
                yield do("edit_retrieval", sync=lead_sync.description, frequency="daily", data="all", **given)


def _round(player: Player) -> Iterator[ScriptStep]:
    """Everything runs once."""
    for each in _connections(player):
        for sync in each.modules if each.open else ():
            if sync.preferences is not None:
                yield do("instant_sync", sync=sync.name, **_of(player, each))
    yield do("advance", minutes=5)


def _connections(player: Player) -> list[Integration]:
    return [each for each in player.world.integrations if each.state is not IntegrationState.DELETED]


def _of(player: Player, integration: Integration) -> dict[str, str]:
    key = integration.organisation_key
    return {} if key == player.start.products[0] else {"product": key}


def _services(player: Player) -> list[tuple[str, SyncServices]]:
    found = []
    for key in dict.fromkeys((*player.start.products, *SOURCES)):
        try:
            found.append((key, player.world.sync_services(key)))
        except UsageError:  # never connected with MarketingHub
            continue
    return found
