"""Planted bugs of what decisions stand for: pairs, conflicts, links, effects, and how a run ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from zsim.explore.bank.bug import Bug, Family
from zsim.ports.records import Create, Delete, Ref, Update, Write
from zsim.sync import EngineFunctions, Links, LinkState, Outcome, Run, SyncState, System
from zsim.sync.planning import Decision, DeletionInput, Ending, PlanContext, PlanInput, Planned, plan, plan_deletions
from zsim.sync.runs import WriteStep, traced
from zsim.world import World


def push_twice(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that make two records in the CRM for one of finance."""
    return _each(plan(context, inputs), lambda decision: decision._replace(steps=_pushed_twice(decision.steps)))


def add_to_nobody(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that add new people to a customer that is not there."""
    return _each(plan(context, inputs), lambda decision: decision._replace(steps=_led_astray(decision.steps)))


def say_only(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that say of a conflict whose value stands, and write it nowhere."""
    return _each(plan(context, inputs), lambda each: each._replace(steps=()) if each.conflicts else each)


def clear_the_way(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that delete the record for whose name they skip another."""
    return _each(plan(context, inputs), lambda decision: _cleared(context, inputs, decision))


def tell_as_import(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans whose decisions are told as those of the one-way import, whatever product they are of."""
    return _each(plan(context, inputs), Decision.imported)


def forget_the_next(links: Links, gone: DeletionInput) -> tuple[Decision, ...]:
    """Deletions that end a link of another record as well."""
    decisions = plan_deletions(links, gone)
    ended = {ending.link for each in decisions for ending in each.endings}
    others = [link for link in links if link not in ended]
    more = tuple([Ending(link, LinkState.CONVERTED) for link in others[:1]]) if ended else ()
    return tuple([each._replace(endings=(*each.endings, *more)) for each in decisions])


def blame_the_one_before(step: WriteStep, entry: int) -> Write:
    """Writes that name the entry before the decision they carry out."""
    return traced(step, entry - 1 if isinstance(step.write, Update) else entry)


def move_on(former: SyncState, left: SyncState | None, run: Run) -> SyncState:
    """Memories whose checkpoint moves whether or not the run failed."""
    return left or replace(former, checkpoint_ms=run.started_ms)


def give_up(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that leave the program over a name that has no letter."""
    for record in inputs.records:
        if not any(map(str.isalpha, str(record.fields.get(context.kind.side(inputs.source).name_field)))):
            sys.exit(f"{record.ref} has no name")
    return plan(context, inputs)


def _each(planned: Planned, change: Callable[[Decision], Decision]) -> Planned:
    return planned._replace(decisions=tuple(map(change, planned.decisions)))


def _pushed_twice(steps: tuple[WriteStep, ...]) -> tuple[WriteStep, ...]:
    pushed = [step for step in steps if step.system is System.CRM and isinstance(step.write, Create)]
    return (*pushed, *steps)


def _led_astray(steps: tuple[WriteStep, ...]) -> tuple[WriteStep, ...]:
    return tuple(
        [
            step._replace(write=Create({**step.write.fields, "contact_id": "1"}))
            if step.module == "contact_persons" and isinstance(step.write, Create)
            else step
            for step in steps
        ]
    )


def _cleared(context: PlanContext, inputs: PlanInput, decision: Decision) -> Decision:
    if decision.outcome is not Outcome.SKIPPED or decision.target is None:
        return decision
    receiver = inputs.source.other
    return decision._replace(
        steps=(WriteStep(receiver, context.kind.side(receiver).module, Delete(decision.target.id)),)
    )


def _connected(world: World, **choices: object) -> None:
    sync = world.connect("books")
    sync.customers.choose({"module": "accounts", **choices}).save_and_sync()
    world.settle()
    world.advance(minutes=1)


def _sync_again(world: World) -> None:
    world.integration("books").customers.instant_sync()
    world.settle()


def _two_accounts(world: World) -> tuple[Ref, Ref]:
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    bolt = world.crm.accounts.create(Account_Name="Bolt", Phone="1")
    _connected(world, extent="both_ways")
    return acme.ref, bolt.ref


def _customer_is_pushed(world: World) -> None:
    world.books.customers.create(contact_name="Acme")
    _connected(world, extent="both_ways")


def _contact_has_an_account(world: World) -> None:
    acme = world.crm.accounts.create(Account_Name="Acme")
    _connected(world, extent="both_ways")
    world.integration("books").customers.edit(module="accounts_and_contacts")
    world.crm.contacts.create(First_Name="Ada", Last_Name="Hill", Account_Name=acme)
    _sync_again(world)


def _both_sides_are_edited(world: World) -> None:
    acme, _ = _two_accounts(world)
    world.crm.accounts.update(acme.id, Phone="2")
    world.books.customers.update(world.books.customers.one(contact_name="Acme"), phone="3")
    _sync_again(world)


def _customer_stands_already(world: World) -> None:
    world.books.customers.create(contact_name="Acme")
    world.crm.accounts.create(Account_Name="Acme")
    _connected(world, duplicates="skip")


def _two_accounts_are_fetched(world: World) -> None:
    _two_accounts(world)


def _account_is_deleted(world: World) -> None:
    acme, _ = _two_accounts(world)
    _sync_again(world)  # which reads its own writes, so that they are not read with the deletion
    world.advance(minutes=1)
    world.crm.accounts.delete(acme.id)
    _sync_again(world)


def _two_accounts_are_edited(world: World) -> None:
    for ref in _two_accounts(world):
        world.crm.accounts.update(ref.id, Phone="2")
    _sync_again(world)


def _key_dies(world: World) -> None:
    _two_accounts(world)
    world.crm.generate_zsc_key()
    _sync_again(world)


def _account_has_no_name_to_speak_of(world: World) -> None:
    world.crm.accounts.create(Account_Name="2000")
    with suppress(SystemExit):
        _connected(world)
    world.check()


DECISION_BUGS: tuple[Bug, ...] = (
    Bug(
        "push-twice",
        "A customer becomes two accounts.",
        Family.DIRECTION,
        ("CUS-06",),
        lambda: EngineFunctions(plan=push_twice),
        "one-to-one",
        _customer_is_pushed,
    ),
    Bug(
        "add-to-nobody",
        "New people are to be added to a customer that is not there.",
        Family.MATCHING,
        ("CUS-03",),
        lambda: EngineFunctions(plan=add_to_nobody),
        "no-lone-persons",
        _contact_has_an_account,
    ),
    Bug(
        "forget-the-next",
        "A deletion ends the link of another record, too.",
        Family.DELETIONS,
        ("DEL-04",),
        lambda: EngineFunctions(plan_deletions=forget_the_next),
        "links-end-by-decision",
        _account_is_deleted,
    ),
    Bug(
        "clear-the-way",
        "A customer is deleted because an account was skipped for its name.",
        Family.DUPLICATES,
        ("CUS-13",),
        lambda: EngineFunctions(plan=clear_the_way),
        "gone-by-decision",
        _customer_stands_already,
    ),
    Bug(
        "blame-the-one-before",
        "Writes name the decision before the one they carry out.",
        Family.JOURNAL,
        ("CUS-19",),
        lambda: EngineFunctions(traced=blame_the_one_before),
        "effects-have-their-decision",
        _two_accounts_are_edited,
    ),
    Bug(
        "tell-as-import",
        "Decisions of another product rest on rules of the import.",
        Family.WHY,
        ("CUS-21",),
        lambda: EngineFunctions(plan=tell_as_import),
        "cites-its-own",
        _two_accounts_are_fetched,
    ),
    Bug(
        "say-only",
        "The value that stands after a conflict is written nowhere.",
        Family.CONFLICTS,
        ("CUS-21",),
        lambda: EngineFunctions(plan=say_only),
        "conflicts-stand",
        _both_sides_are_edited,
    ),
    Bug(
        "give-up",
        "A run stops in its tracks over a name without a letter.",
        Family.INTERRUPTION,
        ("CUS-01",),
        lambda: EngineFunctions(plan=give_up),
        "every-run-ends",
        _account_has_no_name_to_speak_of,
    ),
    Bug(
        "move-on-anyway",
        "A failed run moves the checkpoint.",
        Family.CHECKPOINTS,
        (
            "CON-15",
            "SYN-14",
        ),
        lambda: EngineFunctions(remember=move_on),
        "failure-keeps-checkpoint",
        _key_dies,
        grade="failed",
    ),
)
