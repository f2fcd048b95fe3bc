"""What must hold of what people did: no run and no app undoes it without having seen it.

It is told from the journal: what was decided, what changed between that and its writes, and what came of commands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from zsim.checks import InvariantViolated, Violation
from zsim.fakes.store.effects import Effect
from zsim.kernel.journal import Command, Entry
from zsim.ports.records import Fields, Ref
from zsim.ports.refusals import Refusal
from zsim.sync import DecisionEntry

if TYPE_CHECKING:
    from zsim.world import World

LOST = "nothing-is-lost"
"""The invariant of what people did."""

SECOND_MS, DAY_MS = 1000, 24 * 3600 * 1000
STAGE, PROBABILITY = "Stage", "Probability"
RESTORE, MERGE = "restore", "merge"


def check_lost(world: World) -> None:
    """Find what people did and was lost unseen; ``InvariantViolated`` where something was."""
    entries = list(world.journal)
    found = [*_written_over(entries), *_taken_along(entries), *_probabilities(entries), *_in_the_bin(world, entries)]
    if found:
        raise InvariantViolated(tuple([Violation(LOST, each) for each in found]))


def _changes(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Ref, Effect]]:
    for each in entries:
        if isinstance(each.detail, Effect) and isinstance(each.subject, Ref):
            yield each, each.subject, each.detail


def _written_over(entries: Sequence[Entry]) -> Iterator[str]:
    """That no write goes over an edit made after it was decided, but in one second. Source: FLT-19."""
    decided = {each.number for each in entries if isinstance(each.detail, DecisionEntry)}
    last: dict[Ref, Entry] = {}
    before: dict[Ref, int] = {}
    for entry, ref, effect in _changes(entries):
        edit = last.get(ref)
        if entry.cause in decided and effect.before is not None and effect.after is not None and edit is not None:
            over = _changed(edit) & _differing(effect.before, effect.after)
            seen = edit.number < entry.cause or edit.actor == entry.actor
            if over and not seen and edit.at_ms // SECOND_MS > before.get(ref, -SECOND_MS) // SECOND_MS:
                told = (
                    f"entry {entry.number} writes over {', '.join(sorted(over))} of {ref.app}'s {ref.module} {ref.id}"
                )
                yield f"{told}, which entry {edit.number} edited after that was decided (FLT-19)"
        if edit is not None:
            before[ref] = edit.at_ms
        last[ref] = entry


def _changed(entry: Entry) -> set[str]:
    effect = entry.detail
    assert isinstance(effect, Effect), "an edit is one"
    return _differing(effect.before or {}, effect.after or {})


def _differing(before: Fields, after: Fields) -> set[str]:
    return {name for name in {**before, **after} if before.get(name) != after.get(name)}


def _taken_along(entries: Sequence[Entry]) -> Iterator[str]:
    """That nobody goes with a customer whom people brought there after its deletion was decided. Source: FLT-22."""
    decided = {each.number for each in entries if isinstance(each.detail, DecisionEntry)}
    brought: dict[Ref, Entry] = {}
    for entry, ref, effect in _changes(entries):
        if ref.module != "contact_persons":
            continue
        if effect.after is None:
            came = brought.pop(ref, None)
            if came is not None and entry.cause in decided and entry.cause < came.number:
                told = f"entry {entry.number} deletes {ref.app}'s contact person {ref.id} along with a customer"
                yield f"{told}, to whom entry {came.number} brought it after that was decided (FLT-22)"
        elif (effect.before or {}).get("contact_id") != effect.after.get("contact_id"):
            brought[ref] = entry


def _probabilities(entries: Sequence[Entry]) -> Iterator[str]:
    """That a probability entered on a deal stays until the deal moves. Source: TRG-25."""
    given = {each.number: each.detail.given for each in entries if isinstance(each.detail, Command)}
    entered: set[Ref] = set()
    for entry, ref, effect in _changes(entries):
        if ref.module != "Deals" or effect.before is None or effect.after is None:
            entered.discard(ref)
            continue
        asked = given.get(entry.cause, {})
        was, now = effect.before, effect.after
        if was.get(STAGE) != now.get(STAGE) or PROBABILITY not in was or PROBABILITY not in now:
            entered.discard(ref)
        elif asked.get(PROBABILITY) is not None:
            entered.add(ref)
        elif ref in entered and PROBABILITY not in asked and was[PROBABILITY] != now[PROBABILITY]:
            told = f"entry {entry.number} makes the probability of the deal {ref.id} {now[PROBABILITY]}"
            yield f"{told}, and {was[PROBABILITY]} was entered (TRG-25)"


def _in_the_bin(world: World, entries: Sequence[Entry]) -> Iterator[str]:
    """That what was deleted in the CRM can be restored for as long as the bin keeps it. Source: DEL-07.

    What was merged away, by somebody or by a run, which deletes nothing else there, is in no bin.
    """
    asked = {each.number: each.detail.name for each in entries if isinstance(each.detail, Command)}
    restores = {each.number: each for each in entries if asked.get(each.number) == RESTORE}
    deleted: dict[Ref, Entry] = {}
    for each in entries:
        match each.subject, each.detail:
            case Ref() as ref, Effect() as effect if ref.app == "crm":
                if effect.after is None and asked.get(each.cause, MERGE) != MERGE:
                    deleted[ref] = each
                else:
                    deleted.pop(ref, None)
            case _, Refusal() as refusal if each.cause in restores:
                restore = restores[each.cause]
                if not isinstance(restore.subject, Ref) or restore.subject not in deleted:
                    continue
                gone, gone_ms = restore.subject, restore.at_ms - deleted[restore.subject].at_ms
                if gone_ms <= world.crm.modules[gone.module].table.bin_days * DAY_MS:
                    told = f"entry {restore.number}: {gone.module} {gone.id} went {gone_ms // DAY_MS} days ago"
                    yield f"{told}, and cannot be restored: {refusal.message} (DEL-07)"
