"""The bank of planted bugs: engines that are wrong in one way each, to show that each invariant can fail.

A bug is a sound part of the engine, or of finance's documents, with something broken in it, handed to a world through
``EngineFunctions`` and their like; nothing is patched. Its script is the shortest one that shows it, and is clean on a
sound engine.
"""

from __future__ import annotations

from zsim.explore.bank.access import ACCESS_BUGS
from zsim.explore.bank.apart import APART_BUGS
from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.crm_writes import CRM_BUGS
from zsim.explore.bank.crossing import CROSSING_BUGS
from zsim.explore.bank.decisions import DECISION_BUGS
from zsim.explore.bank.departing import DEPARTING_BUGS
from zsim.explore.bank.documents import DOCUMENT_BUGS
from zsim.explore.bank.finance import FINANCE_BUGS
from zsim.explore.bank.lead_lists import LEAD_LIST_BUGS
from zsim.explore.bank.lead_times import LEAD_TIME_BUGS
from zsim.explore.bank.leads import LEAD_BUGS
from zsim.explore.bank.master_data import MASTER_DATA_BUGS
from zsim.explore.bank.memories import MEMORY_BUGS
from zsim.explore.bank.pairing import PAIRING_BUGS
from zsim.explore.bank.papers import PAPER_BUGS
from zsim.explore.bank.parties import PARTY_BUGS
from zsim.explore.bank.reading_on import READING_BUGS
from zsim.explore.bank.showing import SHOWING_BUGS
from zsim.explore.bank.slipping import SLIPPING_BUGS
from zsim.explore.bank.slots import SLOT_BUGS
from zsim.explore.bank.stopping import STOPPING_BUGS
from zsim.explore.bank.telling import TELLING_BUGS
from zsim.explore.bank.triggers import TRIGGER_BUGS
from zsim.explore.bank.views import VIEW_BUGS
from zsim.explore.bank.wins import WIN_BUGS
from zsim.ports.records import Update, Write
from zsim.sync import EngineFunctions, Links, Outcome, System
from zsim.sync.planning import Decision, DeletionInput, PlanContext, PlanInput, Planned, plan, plan_deletions
from zsim.sync.runs import WriteStep
from zsim.world import World


def forget_unchanged(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that say nothing of records that need nothing."""
    planned = plan(context, inputs)
    return planned._replace(decisions=tuple([d for d in planned.decisions if d.outcome is not Outcome.UNCHANGED]))


def answer_twice(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that decide about an updated record a second time."""
    planned = plan(context, inputs)
    again = [each for each in planned.decisions if each.outcome is Outcome.UPDATED]
    return planned._replace(decisions=(*planned.decisions, *again))


def keep_dead_links(links: Links, gone: DeletionInput) -> tuple[Decision, ...]:
    """Deletions carried out without ending the links."""
    return tuple([each._replace(endings=()) for each in plan_deletions(links, gone)])


def overlook_links(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that take a customer linked to another record for a free one."""
    candidates = {each.ref.id for found in inputs.candidates.values() for each in found}
    others = Links()
    others.load(
        [link for link in context.links if link.id(inputs.source.other) not in candidates], context.links.tombstones()
    )
    return plan(context._replace(links=others), inputs)


def never_match(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that look for no record of the same name."""
    return plan(context, inputs._replace(candidates={}))


def write_again(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that write the name of every linked customer once more."""
    planned = plan(context, inputs)
    return planned._replace(decisions=tuple([_rewritten(context, each) for each in planned.decisions]))


def tidy_up(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that leave a note on every customer they update."""
    planned = plan(context, inputs)
    return planned._replace(decisions=tuple([each._replace(steps=_noted(each.steps)) for each in planned.decisions]))


def run_always(open: bool, paused: bool) -> bool:
    """Slots that start a run although the sync is paused or the connection disabled."""
    return True


def lose_trace(step: WriteStep, entry: int) -> Write:
    """Writes that do not say which decision they carry out."""
    return step.write


def _rewritten(context: PlanContext, decision: Decision) -> Decision:
    links = [link for ref in decision.covers if (link := context.links.live(System.CRM, ref.id)) is not None]
    writes = [Update(link.finance_id, {"contact_name": link.base.finance[0]}) for link in links]
    steps = [WriteStep(System.FINANCE, "customers", write) for write in writes]
    return decision._replace(steps=(*decision.steps, *steps))


def _noted(steps: tuple[WriteStep, ...]) -> tuple[WriteStep, ...]:
    return tuple(
        [
            step._replace(write=step.write._replace(fields={**step.write.fields, "notes": "synced"}))
            if isinstance(step.write, Update) and step.module == "customers"
            else step
            for step in steps
        ]
    )


def _connected(world: World) -> None:
    """One account, synced to Books."""
    world.crm.accounts.create(Account_Name="Acme", Phone="1")
    sync = world.connect("books")
    sync.customers.configure(module="accounts", duplicates="overwrite").save_and_sync()
    world.settle()


def _sync_again(world: World) -> None:
    world.integrations[0].customers.instant_sync()
    world.settle()


def _nothing_changes(world: World) -> None:
    _connected(world)
    _sync_again(world)


def _account_is_deleted(world: World) -> None:
    _connected(world)
    world.advance(minutes=1)
    world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
    _sync_again(world)


def _account_gets_a_namesake(world: World) -> None:
    _connected(world)
    world.crm.accounts.create(Account_Name="Acme", Phone="2")
    _sync_again(world)


def _customer_stands_already(world: World) -> None:
    world.books.customers.create(contact_name="Acme", phone="2")
    world.books.preferences.update(allow_equal_names=True)
    _connected(world)


def _account_is_edited(world: World) -> None:
    _connected(world)
    world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="2")
    _sync_again(world)


def _account_is_edited_while_paused(world: World) -> None:
    _connected(world)
    world.integrations[0].pause()
    world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="2")
    world.advance(hours=3)


BUGS: tuple[Bug, ...] = (
    Bug(
        "forget-unchanged",
        "A record that needs nothing gets no outcome.",
        Family.COUNTS,
        ("SYN-05",),
        lambda: EngineFunctions(plan=forget_unchanged),
        "one-outcome",
        _nothing_changes,
    ),
    Bug(
        "answer-twice",
        "An updated record gets two outcomes.",
        Family.COUNTS,
        ("SYN-05",),
        lambda: EngineFunctions(plan=answer_twice),
        "one-outcome",
        _account_is_edited,
    ),
    Bug(
        "keep-dead-links",
        "The link of a deleted record lives on.",
        Family.DELETIONS,
        (
            "DEL-02",
            "DEL-05",
        ),
        lambda: EngineFunctions(plan_deletions=keep_dead_links),
        "links-pair-up",
        _account_is_deleted,
    ),
    Bug(
        "overlook-links",
        "A customer is linked to a second account.",
        Family.MATCHING,
        (
            "CUS-11",
            "CUS-12",
        ),
        lambda: EngineFunctions(plan=overlook_links),
        "links-pair-up",
        _account_gets_a_namesake,
    ),
    Bug(
        "never-match",
        "A customer is added beside one of the same name.",
        Family.MATCHING,
        (
            "CUS-09",
            "CUS-12",
        ),
        lambda: EngineFunctions(plan=never_match),
        "no-duplicates-after-overwrite",
        _customer_stands_already,
    ),
    Bug(
        "write-again",
        "Every run writes what the customers hold already.",
        Family.CHECKPOINTS,
        ("CUS-23",),
        lambda: EngineFunctions(plan=write_again),
        "quiet-second-run",
        _nothing_changes,
    ),
    Bug(
        "lose-trace",
        "Writes go out without telling which decision they carry out.",
        Family.JOURNAL,
        ("SYN-15",),
        lambda: EngineFunctions(traced=lose_trace),
        "no-effect-without-cause",
        _account_is_edited,
    ),
    Bug(
        "tidy-up",
        "Updated customers get a note nobody mapped.",
        Family.MAPPING,
        ("CUS-15",),
        lambda: EngineFunctions(plan=tidy_up),
        "unmapped-fields-stay",
        _account_is_edited,
    ),
    Bug(
        "run-always",
        "A paused sync runs on schedule.",
        Family.SCHEDULE,
        ("SYN-06",),
        lambda: EngineFunctions(may_run=run_always),
        "closed-means-closed",
        _account_is_edited_while_paused,
    ),
    *MASTER_DATA_BUGS,
    *DECISION_BUGS,
    *CRM_BUGS,
    *MEMORY_BUGS,
    *DOCUMENT_BUGS,
    *LEAD_BUGS,
    *TRIGGER_BUGS,
    *FINANCE_BUGS,
    *APART_BUGS,
    *PAIRING_BUGS,
    *DEPARTING_BUGS,
    *CROSSING_BUGS,
    *READING_BUGS,
    *STOPPING_BUGS,
    *SLOT_BUGS,
    *VIEW_BUGS,
    *ACCESS_BUGS,
    *LEAD_LIST_BUGS,
    *LEAD_TIME_BUGS,
    *PAPER_BUGS,
    *PARTY_BUGS,
    *SHOWING_BUGS,
    *WIN_BUGS,
    *TELLING_BUGS,
    *SLIPPING_BUGS,
)
