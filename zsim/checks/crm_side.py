"""How it is told that a run keeps to what it may do in the CRM: whose its records are, and whether it writes at all."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.checks.facts import RunSeen, Violation

CRM, OWNER = "crm", "Owner"
MERGED = "merged"


def connecting_user_owns(run: RunSeen) -> Iterator[Violation]:
    """What a run made in the CRM belongs to the connecting user, and what it updated there to whom it belonged before.

    With other credentials since the run began, either user may be the one. Source: CON-05, CON-24.
    """
    name = "connecting-user-owns"
    for effect in run.effects.of("created") if any(ref.app == CRM for ref in run.effects.created()) else ():
        owner = (effect.after or {}).get(OWNER)
        if effect.ref.app == CRM and owner not in run.owners:
            yield Violation(name, f"{run.name}: made {effect.ref}, which {owner} owns and not the connecting user")
    for effect in run.effects.of("updated"):
        if effect.ref.app == CRM and (effect.before or {}).get(OWNER) != (effect.after or {}).get(OWNER):
            yield Violation(name, f"{run.name}: gave {effect.ref} another owner")


def fetching_leaves_the_crm_alone(run: RunSeen) -> Iterator[Violation]:
    """A run that only fetches changes nothing in the CRM, unless it may merge duplicates there."""
    if not run.fetches or all(ref.app != CRM for ref in run.effects.refs):
        return
    for effect in run.effects:
        merged = any(each.outcome == MERGED for each in run.decisions.by(effect.cause))
        if effect.ref.app == CRM and not (run.merges_in_crm and merged):
            told = f"{run.name}: it only fetches, yet entry {effect.number} {effect.change} {effect.ref}"
            yield Violation("fetching-leaves-the-crm-alone", told)
