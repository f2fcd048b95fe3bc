"""What must hold of a world that goes on: previews come true, and a loaded copy lives as the world itself does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeVar

from zsim.checks import InvariantViolated, Violation
from zsim.fakes.store.effects import Effect
from zsim.faults import LateNotification
from zsim.ports.records import Ref
from zsim.sync import Call, DecisionEntry, Integration, ModuleSync, RunStarted
from zsim.testing.hearing import HEARD, not_found

if TYPE_CHECKING:
    from zsim.world import World

Told = TypeVar("Told")

ONWARD = PREVIEWS, LOADED = ("previews-come-true", "loaded-goes-on-alike")
"""The invariants that no single run can tell."""
HOURS = 13
"""How long both live on: every product has a slot by then."""


def check_onward(world: World) -> int:
    """Let a world that is at rest, and a copy loaded from its export, sync everything and live on for half a day.

    Gives how many decisions were foreseen; ``InvariantViolated`` if a preview was not what the run asked for right
    after decided, or the two worlds did not do the same. Nothing is asked of one with a run under way, which a copy
    begins anew, or with faults to come, which are in no export; notifications that are late are waited for. An app that
    refuses to tell the copy of changes need not have refused the world, which it was to tell before.
    """
    late_ms = sum([each.delay_ms for each in world.faults.fired if isinstance(each, LateNotification)])
    if late_ms:
        world.advance(seconds=late_ms // 1000)
    world.settle()
    if world.faults.remaining() or any(map(_is_running, world.integrations)):
        return 0
    copy = world.copied()
    begun = len(world.journal), len(copy.journal)
    rehearsed = [_foreseen(world, sync) for sync in _syncs(world)]
    for sync in _syncs(copy):
        _run(copy, sync)
    for each in (world, copy):
        each.advance(hours=HOURS)
        each.check()
    found = [Violation(PREVIEWS, told) for _, told in rehearsed if told]
    ours, theirs = (_entries(each, since) for each, since in zip((world, copy), begun, strict=True))
    if ours != theirs and not _is_told_nothing(copy):
        one, other = _first_apart(ours, theirs)
        found.append(Violation(LOADED, f"{one or 'nothing'} is {other or 'nothing'} in the copy"))
    if _views(world) != _views(copy):
        found.append(Violation(LOADED, "the views of the CRM's modules are others in the copy"))
    if _in_the_bin(world, world) != _in_the_bin(world, copy):
        found.append(Violation(LOADED, "what can be restored in the CRM is something else in the copy"))
    found += [Violation(HEARD, each) for each in not_found(copy)]
    if found:
        raise InvariantViolated(tuple(found))
    return sum(count for count, _ in rehearsed)


def _views(world: World) -> list[str]:
    """Whatever a user is offered to look at."""
    modules = world.crm.accounts, world.crm.contacts, world.crm.products, world.crm.vendors
    return [str(module.views) for module in modules]


def _in_the_bin(told: World, world: World) -> list[Ref]:
    """What can be restored in the CRM, of all that the journal of one of both tells to have been deleted."""
    gone = [each.subject for each in told.journal if isinstance(each.detail, Effect) and each.detail.after is None]
    deleted = [ref for ref in gone if isinstance(ref, Ref) and ref.app == "crm"]
    return [ref for ref in deleted if world.crm.modules[ref.module].table.recycled(ref.id) is not None]


def _is_running(integration: Integration) -> bool:
    """Whether a run of any kind is under way, also a first one, after which alone others can be asked for."""
    holders = (*integration.modules, *integration.transactions, integration.triggers)
    return any(each.runs.running for each in holders)


def _is_told_nothing(world: World) -> bool:
    """Whether an app refuses to tell of changes."""
    calls = [each.detail for each in world.journal if isinstance(each.detail, Call)]
    return any(each.method == "watch" and each.refusal for each in calls)


def _syncs(world: World) -> list[ModuleSync]:
    """The syncs of which a run can be asked for now."""
    modules = [each for integration in world.integrations if integration.open for each in integration.modules]
    return [each for each in modules if each.preferences and not each.paused and each.next_slot is not None]


def _foreseen(world: World, sync: ModuleSync) -> tuple[int, str]:
    """How many decisions a preview told of the run that is then asked for, and the first that came otherwise."""
    _wait(world, sync)
    planned, begun = sync.preview(), len(world.journal)
    _run(world, sync)
    entries = world.journal.since(begun)
    run = next((each.number for each in entries if isinstance(each.detail, RunStarted)), 0)
    taken = [each.detail for each in entries if isinstance(each.detail, DecisionEntry) and each.cause == run]
    one, other = _first_apart([*planned], taken)
    sentences = [each.sentence if each else "nothing" for each in (one, other)]
    return len(
        planned
    ), "" if one == other else f"entry {run}: foreseen was '{sentences[0]}', and '{sentences[1]}' came"


def _first_apart(ours: Sequence[Told], theirs: Sequence[Told]) -> tuple[Told | None, Told | None]:
    """The first two that differ, or of which there is one alone; none where there are no such."""
    pairs = zip_longest(ours, theirs)
    return next(((one, other) for one, other in pairs if one != other), (None, None))


def _wait(world: World, sync: ModuleSync) -> None:
    """Let a run end that began at its slot while others were asked for: during one, nothing is previewed."""
    while sync.runs.running:
        assert world.next_event(), "a run ends"


def _run(world: World, sync: ModuleSync) -> None:
    _wait(world, sync)
    runs = len(sync.history)
    sync.instant_sync()
    while len(sync.history) == runs:
        assert world.next_event(), "a run asked for ends"
    world.settle()


def _entries(world: World, since: int) -> list[tuple[Any, ...]]:
    """What happened since an entry, each with its cause counted from there; of causes before that nothing is known."""
    return [
        (each.at_ms, each.actor, each.kind, each.subject, each.detail, max(0, each.cause - since))
        for each in world.journal.since(since)
    ]
