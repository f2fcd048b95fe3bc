"""How the invariants of leads are told from a fetch; a run that is none breaks none of them."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.checks.effects import EffectSeen
from zsim.checks.facts import RunSeen, Violation
from zsim.checks.fetches import FetchSeen
from zsim.ports.records import Ref

LEADS, LISTS = "Leads", "lists"
ACTIVE = "active"
ADDED = ("created", "readded")
ARRIVED = (*ADDED, "duplicate")
RESUMED = "lead-resumed"
PEOPLE = (*ARRIVED, "ignored")


def counts_add_up(run: RunSeen) -> Iterator[Violation]:
    """The history's numbers are those of the decisions; in a fetch that broke off some were not carried out."""
    fetch = run.fetch
    if fetch is None:
        return
    counts, name = fetch.counts, f"{run.name}: "
    total, ignored = counts["total"], counts["ignored"]
    if total != counts["new"] + counts["readded"] + counts["duplicate"] + ignored:
        yield Violation("counts-add-up", f"{name}{total} in all is not the sum of {dict(counts)}")
    if ignored != sum(fetch.ignored_by.values()):
        yield Violation("counts-add-up", f"{name}{ignored} ignored are not those of {dict(fetch.ignored_by)}")
    handled = run.decisions.count(*PEOPLE)
    if total > handled or (run.finished and total < handled):
        yield Violation("counts-add-up", f"{name}{total} in all, but {handled} people were handled")
    added = counts["new"] + counts["readded"]
    made = sum(ref.module == LEADS for ref in run.effects.created())
    made += run.decisions.count_coded(RESUMED)  # by a fetch before, which was broken off uncounted
    if added > made or (run.finished and made - added > len(run.refused)):
        yield Violation("counts-add-up", f"{name}{added} new and re-added, but {made} leads were made")


def suppressed_stay_out(run: RunSeen) -> Iterator[Violation]:
    """No write, carried out or refused, is to mail an address that was not mailed any more."""
    fetch = run.fetch
    if fetch is None:
        return
    for ref in _meant_to_mail(run, fetch) if fetch.unmailed else ():
        told = f"{run.name}: {ref} was to be mailed, and {fetch.address_of(ref)} is not mailed any more"
        yield Violation("suppressed-stay-out", told)
    for effect in run.effects.of("updated"):
        before, after = effect.before or {}, effect.after or {}
        if effect.ref.module == LEADS and after.get("status") == ACTIVE != before.get("status"):
            yield Violation("suppressed-stay-out", f"{run.name}: {effect.ref} was {before.get('status')} and is active")


def one_lead_per_address(run: RunSeen) -> Iterator[Violation]:
    """No lead that a fetch made or readdressed shares its address, and none is to be made beside one it was shown."""
    fetch = run.fetch
    if fetch is None:
        return
    ours = [ref for ref in run.effects.created() if ref.module == LEADS]
    ours += [each.ref for each in run.effects.of("updated") if "email" in each.changed_fields]
    for ref, other in fetch.sharing(ours):
        told = f"{run.name}: {ref} and {other} are both {fetch.address_of(ref)}"
        yield Violation("one-lead-per-address", told)
    for contact in _refused(run, ADDED):
        for lead in fetch.leads_with(fetch.address_of(contact)):
            if lead in fetch.shown and lead not in run.touched:
                yield Violation("one-lead-per-address", f"{run.name}: {contact} was to be added beside {lead}")


def one_fetch_a_date(run: RunSeen) -> Iterator[Violation]:
    """A scheduled fetch fell due later than the one before it, and on a later local date."""
    slot = run.fetch.slot if run.fetch is not None else None
    former = run.fetch.former_slot if run.fetch is not None else None
    if slot is not None and former is not None and (slot.at_ms <= former.at_ms or slot.date <= former.date):
        yield Violation(
            "one-fetch-a-date", f"{run.name}: it is of {slot.date}, and so is the one before, {former.date}"
        )


def repeat_adds_nobody(run: RunSeen) -> Iterator[Violation]:
    """All data read again, with nothing edited, is nobody new."""
    if run.fetch is not None and run.fetch.repeated:
        added = run.decisions.count(*ADDED)
        if added:
            yield Violation("repeat-adds-nobody", f"{run.name}: nothing was edited, and {added} were to be added")


def _meant_to_mail(run: RunSeen, fetch: FetchSeen) -> Iterator[Ref]:
    """Leads not mailed that were made or put on a list, and contacts for whom that was refused."""
    unmailed = {lead for address in fetch.unmailed for lead in fetch.leads_with(address)}
    if unmailed:
        yield from [ref for ref in run.effects.created() if ref in unmailed]
        yield from [each.ref for each in run.effects.of("updated") if each.ref in unmailed and _joined(each)]
    for contact in _refused(run, ARRIVED):
        if fetch.address_of(contact) in fetch.known_unmailed:
            yield contact


def _joined(effect: EffectSeen) -> bool:
    """Whether a lead is on a list that it was not on before."""
    before, after = (fields.get(LISTS) if fields else None for fields in (effect.before, effect.after))
    return isinstance(after, tuple) and not (isinstance(before, tuple) and set(before).issuperset(after))


def _refused(run: RunSeen, outcomes: tuple[str, ...]) -> list[Ref]:
    """The contacts for whom such an outcome was refused, but for those that others changed meanwhile."""
    refused = run.refused - run.touched
    return [each.ref for each in run.decisions.of(*outcomes) if each.ref in refused] if refused else []
