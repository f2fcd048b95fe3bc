"""What must hold of what a world tells: its histories, its journal in words, why, and what somebody owes.

It is compared with the entries of the journal and with the records themselves, each read in the plainest way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zsim.checks import InvariantViolated, Violation
from zsim.fakes.store.effects import Effect
from zsim.kernel.clock import to_datetime
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Entry
from zsim.ports.errors import VendorError
from zsim.ports.records import Ref
from zsim.ports.refusals import Refusal
from zsim.sync import DecisionEntry, Failure, Grade, Outcome, Run, RunEnded, RunStarted

if TYPE_CHECKING:
    from zsim.world import World

TOLD = "told-as-it-was"
"""The invariant that no single run can tell."""

NOTABLE = (Outcome.FAILED.value, Outcome.CONFLICT.value)
"""The outcomes of single records that a history remarks on. Source: CUS-21, CUS-28."""

CARRYING = ("updated", "reconciled")
"""The reasons of decisions by which values cross. Source: CUS-23."""

SYNCED = {
    "crm": ("Accounts", "Contacts", "Vendors", "Products"),
    "finance": ("customers", "contact_persons", "vendors", "items"),
}
ASKED_MAX = 3
"""So many records are asked about: to tell of one, the whole journal is read."""


def check_told(world: World) -> None:
    """Compare what a world tells with what happened in it; ``InvariantViolated`` where it tells otherwise."""
    entries = list(world.journal)
    found = [*_histories(world, entries), *_lines(world, entries), *_why(world, entries), *_owed(world)]
    if found:
        raise InvariantViolated(tuple([Violation(TOLD, each) for each in found]))
    check_listed(world)


def _histories(world: World, entries: list[Entry]) -> Iterator[str]:
    """That a history holds each run as it began and ended, in their order, in the world's zone."""
    began = {each.number: each for each in entries if isinstance(each.detail, RunStarted)}
    runs: dict[tuple[str, str, int], tuple[Entry, RunEnded]] = {}
    for each in entries:
        if isinstance(each.detail, RunEnded) and each.cause in began:
            started = began[each.cause].detail
            assert isinstance(started, RunStarted), "what began is a run"
            runs[started.organisation, started.module, started.number] = began[each.cause], each.detail
    for integration in world.integrations:
        for sync in integration.syncs:
            where = f"the history of {integration.organisation_key}'s {sync.name}"
            numbers = [run.number for run in sync.history]
            if numbers != sorted(numbers):
                yield f"{where} tells its runs in the order {numbers}"
            for run in sync.history:
                known = runs.get((integration.organisation_key, sync.name, run.number))
                if known is not None:
                    yield from _run(world, f"{where}, run {run.number},", run, *known)
            if sync.next_slot is not None and not _is_local(world, sync.next_slot):
                yield f"{where}: its next slot is told as {sync.next_slot}, which is no moment of {world.clock.zone}"


def _run(world: World, called: str, run: Run, began: Entry, ended: RunEnded) -> Iterator[str]:
    if (run.grade, run.reason, dict(run.counts)) != (ended.grade, ended.reason, dict(ended.counts)):
        yield f"{called} tells {run}, where it ended as {ended.sentence}"
    if not run.remarks and any(run.counts.get(each) for each in NOTABLE):
        yield f"{called} says nothing of single records, of which some are notable: {run}"
    at = to_datetime(began.at_ms, world.clock.zone)
    if f"{run.started}" != f"{at}" and run.started_ms == began.at_ms:
        yield f"{called} tells that it began at {run.started}, which was {at}"


def _lines(world: World, entries: list[Entry]) -> Iterator[str]:
    """That the journal in words has a line for each entry, and tells moments, names and fates as they were."""
    lines, refused = {each.number: each for each in world.lines()}, _refused(entries)
    for each in entries:
        line, detail = lines.get(each.number), each.detail
        if line is None:
            yield f"entry {each.number} has no line ({detail.message if isinstance(detail, Refusal) else each.kind})"
            continue
        if not _is_local(world, line.at):
            yield f"entry {each.number} is told at {line.at}, which is no moment of {world.clock.zone}"
        if each.number in refused and line.outcome != "failed":
            yield f"entry {each.number} was refused, and is told as {line.outcome}: {line.text}"
        if isinstance(detail, DecisionEntry) and detail.code in CARRYING and not detail.detail:
            yield f"entry {each.number} does not say which value crossed: {line.text}"
        if isinstance(detail, Effect) and isinstance(each.subject, Ref):
            name = _name(world, each.subject, detail)
            if name and name not in line.about:
                yield f"entry {each.number} is of {name!r}, as it was called then, and tells: {line.text}"


def _refused(entries: list[Entry]) -> set[int]:
    """The decisions that were refused and had done nothing before."""
    changing = {each.cause for each in entries if isinstance(each.detail, Effect)}
    return {each.cause for each in entries if isinstance(each.detail, Failure)} - changing


def _name(world: World, ref: Ref, effect: Effect) -> object:
    """What a record was called once that had happened, where a field of its own says so."""
    app: Any = world.crm if ref.app == "crm" else None
    modules = app.modules if app is not None else None
    if modules is None or ref.module not in SYNCED["crm"]:
        return None
    return (effect.after or effect.before or {}).get(modules[ref.module].name_field)


def _is_local(world: World, at: datetime) -> bool:
    return at.utcoffset() == at.astimezone(world.now.tzinfo).utcoffset()


def _why(world: World, entries: list[Entry]) -> Iterator[str]:
    """That what is told of a record is all that was decided about it, and whose runs fail; and who was overlooked."""
    decided: dict[Ref, dict[int, Outcome]] = {}
    failing: dict[str, bool] = {}
    unclear: set[Ref] = set()
    syncs: dict[Ref, str] = {}
    refs = {each.number: each.detail for each in entries if isinstance(each.detail, DecisionEntry)}
    for each in entries:
        match each.detail:
            case DecisionEntry() as told:
                for ref in told.concerned:
                    decided.setdefault(ref, {})[each.number] = told.outcome
                    syncs[ref] = each.actor
                if each.cause in refs:
                    unclear.update(told.concerned, refs[each.cause].concerned)
            case Failure():
                unclear.update(refs[each.cause].covers if each.cause in refs else ())
            case RunEnded() as ended:
                failing[each.actor] = ended.grade is Grade.FAILED
                if ended.grade is Grade.FAILED:
                    unclear.update([ref for ref, by in syncs.items() if by == each.actor])
    plain = [ref for ref in decided if ref not in unclear and ref.module in SYNCED["crm"]]
    for ref in sorted(plain, key=lambda ref: -len(decided[ref]))[:ASKED_MAX]:
        answer, outcomes = world.why(ref), tuple(decided[ref].values())
        if (answer.outcomes, answer.outcome, len(answer.reasons)) != (outcomes, outcomes[-1], len(outcomes)):
            said = ", ".join(answer.outcomes) or "nothing"
            yield f"why of {ref.module} {ref.id} tells {said}, at last {answer.outcome}: it was {', '.join(outcomes)}"
    stuck = [ref for ref in decided if failing.get(syncs[ref]) and ref.module in SYNCED["crm"]]
    for ref in stuck[:1]:
        if not world.why(ref).failing:
            yield f"why of {ref.module} {ref.id} does not tell that the runs of {syncs[ref]} fail"
    yield from _overlooked(world, entries, decided)


def _concerned(told: DecisionEntry) -> tuple[Ref, ...]:
    return (*told.covers, *([told.target] if told.target else ()))


def _overlooked(world: World, entries: list[Entry], decided: dict[Ref, dict[int, Outcome]]) -> Iterator[str]:
    known = {ref.id for ref in decided}
    known |= {each.subject.id for each in entries if isinstance(each.subject, Ref) and each.actor.startswith("sync")}
    told = world.overlooked()
    for app, modules in world.snapshot().items():
        for module in SYNCED.get(app, SYNCED["finance"]):
            for record_id in modules.get(module, {}):
                if record_id not in known and record_id not in told:
                    yield f"{app}'s {module} {record_id}, which no run looked at, is not told as overlooked"


def check_listed(world: World) -> None:
    """Find records listed as come from the CRM that somebody made in finance and no run overwrote, or that parted.

    Source: DEL-16, FND-01, VEN-06.
    """
    found = list(_listed(world, list(world.journal)))
    if found:
        raise InvariantViolated(tuple([Violation(TOLD, each) for each in found]))


def _listed(world: World, entries: list[Entry]) -> Iterator[str]:
    made = [each for each in entries if isinstance(each.detail, Effect) and each.detail.change == "created"]
    born = {each.subject for each in made if not each.actor.startswith("sync")}
    over = {Outcome.OVERWRITTEN, Outcome.MERGED, Outcome.FINISHED}
    taken = {ref for told in _decided(entries) if told.outcome in over for ref in (*told.covers, told.target)}
    last = {ref: told.outcome for told in _decided(entries) for ref in (*told.covers, told.target)}
    for integration in world.integrations:
        finance = world[integration.organisation_key]
        linked = {ref for link in integration.links for ref in integration.refs_of(link)}
        for face in (finance.customers, finance.vendors) if "vendors" in finance.modules else (finance.customers,):
            for each in face.from_crm():
                parted = last.get(each.ref) is Outcome.KEPT and each.ref not in linked
                if parted or (each.ref in born and each.ref not in taken):
                    yield f"{each.ref.app}'s {each.ref.module} {each.ref.id} is listed as come from the CRM, and is not"


def _decided(entries: list[Entry]) -> list[DecisionEntry]:
    return [each.detail for each in entries if isinstance(each.detail, DecisionEntry)]


def _owed(world: World) -> Iterator[str]:
    """That what a customer owes is told in its currency, and what was sold to it where the product tells that."""
    for integration in world.integrations:
        pairs = [integration.refs_of(link) for link in integration.links] if integration.open else []
        for crm, finance in [pair for pair in pairs if pair[1].module == "customers"][:ASKED_MAX]:
            with suppress(VendorError, UsageError):
                party = world.counterpart(finance, "crm")
                summary = world.crm.summary(party, integration.organisation_key)
                customer = world.counterpart(crm, integration.organisation_key)
                if summary.currency != customer.currency_code:
                    yield f"what {crm.id} owes is told in {summary.currency}, and is {customer.currency_code}"
                if (summary.sales is None) == (integration.product == "billing"):
                    yield f"what was sold to {crm.id} is told as {summary.sales} by {integration.organisation_key}"
