"""Planted bugs of who matches whom, which way records travel, and what becomes of duplicates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zsim.catalogue import Policies
from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import by_policies, decided, from_inputs, in_place, planned_by, written
from zsim.fakes.crm.connections import ConnectedOrganisations
from zsim.ports.app import Shared
from zsim.ports.records import RecordId, Update
from zsim.sync import Duplicates, EngineFunctions, Extent, Links, Outcome, Reason, System
from zsim.sync.execution import SyncPass
from zsim.sync.model import CRM, FINANCE, ClonedBeside
from zsim.sync.planning import Decision, PlanContext, PlanInput, Planned, plan
from zsim.sync.runs import WriteStep


class FetchingFirst(SyncPass):
    """Runs that carry the CRM's records first, whatever they are."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._first = CRM


class PushingFirst(SyncPass):
    """Runs that carry finance's records first, whatever they are."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._first = FINANCE


class WideOpen(ConnectedOrganisations):
    """Lets every organisation sync both ways."""

    def admit(self, shared: Shared) -> bool:
        """Whether the organisation may sync both ways: always."""
        super().admit(shared)
        return True


class NothingCloned(Links):
    """Links that do not know what was cloned."""

    __slots__ = ()

    def cloned_beside(self, system: System, record_id: RecordId) -> ClonedBeside | None:
        """Nothing."""
        return None


def by_their_names_alone(context: PlanContext) -> PlanContext:
    """Contact persons are matched by their names, and no email is compared."""
    return context._replace(kind=replace(context.kind, matched_by=context.kind.matched_by[1:]))


def both_ways(context: PlanContext) -> PlanContext:
    """What finance edited travels, though the sync only fetches."""
    return context._replace(preferences=replace(context.preferences, extent=Extent.BOTH_WAYS))


def left_as_edited(context: PlanContext) -> PlanContext:
    """What finance edited stays, in the import as well."""
    policies = Policies({**context.policies.changed, "fetch_drift": "keep"})
    return context._replace(policies=policies, puts_back=False)


def overwriting(context: PlanContext) -> PlanContext:
    """Skip is taken for overwrite."""
    skips = context.preferences.duplicates is Duplicates.SKIP
    chosen = Duplicates.OVERWRITE if skips else context.preferences.duplicates
    return context._replace(preferences=replace(context.preferences, duplicates=chosen))


def skipping(context: PlanContext) -> PlanContext:
    """Clone is taken for skip."""
    clones = context.preferences.duplicates is Duplicates.CLONE
    chosen = Duplicates.SKIP if clones else context.preferences.duplicates
    return context._replace(preferences=replace(context.preferences, duplicates=chosen))


def link_what_was_skipped(decision: Decision) -> Decision:
    """A skipped record is done with."""
    return decision._replace(later=False) if decision.outcome is Outcome.SKIPPED else decision


def keep_the_type(step: WriteStep) -> WriteStep:
    """An overwritten customer stays Business or Individual as it was."""
    if not isinstance(step.write, Update) or "customer_sub_type" not in step.write.fields:
        return step
    fields = {name: value for name, value in step.write.fields.items() if name != "customer_sub_type"}
    return step._replace(write=step.write._replace(fields=fields))


def among_customers_of_others(context: PlanContext, inputs: PlanInput) -> Planned:
    """A linked candidate counts as a free one, and what is linked is looked for no further than the first."""
    candidates = {name: found[:1] for name, found in inputs.candidates.items()}
    return plan(context, inputs._replace(candidates=candidates))


def trimmed_not_at_all(inputs: PlanInput) -> PlanInput:
    """Names with a blank before or behind are none of those that were found."""
    return inputs._replace(
        candidates={
            name: found
            for name, held in inputs.candidates.items()
            if (found := tuple([each for each in held if not _blank_around(each.fields)]))
        }
    )


def tell_the_wrong_side(decision: Decision) -> Decision:
    """What was pushed is told as created from the CRM's."""
    if decision.reason.code != "pushed":
        return decision
    return decision._replace(reason=Reason("created", decision.reason.source, decision.reason.target))


def _blank_around(fields: Any) -> bool:
    names = [str(fields.get(each) or "") for each in ("contact_name", "Account_Name", "name", "Product_Name")]
    return any(each != each.strip() for each in names)


PAIRING_BUGS: tuple[Bug, ...] = (
    Bug(
        "case-matters",
        "ACME and Acme become two customers.",
        Family.MATCHING,
        ("CUS-10",),
        lambda: by_policies(names="exact"),
    ),
    Bug(
        "trim-nothing",
        "A name with a blank behind it matches none without.",
        Family.MATCHING,
        ("CUS-10",),
        lambda: from_inputs(trimmed_not_at_all),
    ),
    Bug(
        "skus-ignored",
        "An item of the same SKU and another name becomes a second product.",
        Family.MATCHING,
        ("ITM-04", "ITM-11"),
        lambda: planned_by(lambda given: given._replace(by_secondary_key=False)),
    ),
    Bug(
        "skus-for-all",
        "Invoice, too, compares SKUs, which only Books and Billing do.",
        Family.MATCHING,
        ("ITM-03",),
        lambda: planned_by(lambda given: given._replace(by_secondary_key=given.kind.secondary_key is not None)),
    ),
    Bug(
        "emails-ignored",
        "A contact person of the same email and another name is added a second time.",
        Family.MATCHING,
        ("CUS-26",),
        lambda: planned_by(by_their_names_alone),
    ),
    Bug(
        "take-the-latest",
        "Of several duplicates the one made last is overwritten.",
        Family.MATCHING,
        ("CUS-31",),
        lambda: by_policies(candidates="latest"),
    ),
    Bug(
        "edits-travel-back",
        "Under 'fetch from CRM' an edit made in finance reaches the CRM.",
        Family.DIRECTION,
        ("CUS-07",),
        lambda: planned_by(both_ways),
    ),
    Bug(
        "drift-stays",
        "Under 'fetch from CRM' a field edited in finance stays as it was edited there.",
        Family.DIRECTION,
        ("CUS-07", "IMP-06"),
        lambda: planned_by(left_as_edited),
    ),
    Bug(
        "fetch-items-first",
        "Items are fetched before they are pushed, and duplicates fall in finance.",
        Family.DIRECTION,
        ("ITM-02",),
        lambda: in_place(FetchingFirst),
    ),
    Bug(
        "push-customers-first",
        "Customers are pushed before they are fetched, and duplicates fall in the CRM.",
        Family.DIRECTION,
        ("CUS-08", "VEN-02"),
        lambda: in_place(PushingFirst),
    ),
    Bug(
        "further-goes-both-ways",
        "A further organisation pushes its customers into the CRM.",
        Family.DIRECTION,
        ("CON-10",),
        lambda: in_place(WideOpen),
    ),
    Bug(
        "skip-overwrites",
        "Under skip the existing record is overwritten.",
        Family.DUPLICATES,
        ("CUS-13",),
        lambda: planned_by(overwriting),
    ),
    Bug("clone-skips", "Under clone no copy is made.", Family.DUPLICATES, ("CUS-11",), lambda: planned_by(skipping)),
    Bug(
        "skipped-for-good",
        "A skipped record is never looked at again.",
        Family.DUPLICATES,
        ("CUS-16",),
        lambda: decided(link_what_was_skipped),
    ),
    Bug(
        "merge-nothing",
        "Overwrite leaves further duplicates standing beside the one it overwrote.",
        Family.DUPLICATES,
        ("CUS-14",),
        lambda: planned_by(lambda given: given._replace(may_merge=False, merges=False)),
    ),
    Bug(
        "all-products-merge",
        "Overwrite merges duplicates in products, too, that do not.",
        Family.DUPLICATES,
        ("CUS-14", "CUS-31"),
        lambda: planned_by(lambda given: given._replace(may_merge=True, merges=True)),
    ),
    Bug(
        "cloned-comes-along",
        "A record whose name was cloned is synced all the same, and there are three of one name.",
        Family.DUPLICATES,
        ("CUS-36",),
        lambda: in_place(NothingCloned),
    ),
    Bug(
        "clone-without-number",
        "Under clone the copy fails where the organisation keeps names unique.",
        Family.DUPLICATES,
        ("CUS-18",),
        lambda: from_inputs(lambda given: given._replace(numbers={})),
    ),
    Bug(
        "keep-the-type",
        "A customer that a contact overwrites stays Business.",
        Family.DUPLICATES,
        ("CUS-34",),
        lambda: written(keep_the_type),
    ),
    Bug(
        "see-one-duplicate",
        "Of several records of one name only one is seen.",
        Family.DUPLICATES,
        ("CUS-14", "CUS-31"),
        lambda: EngineFunctions(plan=among_customers_of_others),
    ),
    Bug(
        "tell-the-wrong-side",
        "Why a pushed record was made is told as if it had come from the CRM.",
        Family.WHY,
        ("CUS-06",),
        lambda: decided(tell_the_wrong_side),
    ),
)
