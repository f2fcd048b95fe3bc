"""Cases of triggers, commands, lists and closing: which there are, what may become of a command, what they find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from zsim.explore.interruptions import Finding, Sweep, SweepCase, Swept, all_cases
from zsim.explore.interruptions.stage import Stage
from zsim.ports.errors import NoAnswer, VendorError
from zsim.ports.records import Create, Record, Write
from zsim.sync import EngineFunctions, Run, SyncState, System, disconnect
from zsim.sync.execution import Calls, DocumentCommand, Steps, carry_out
from zsim.sync.runs import WriteStep, traced
from zsim.sync.triggers import DealInput, Phase, TriggerContext, TriggerDecision, plan_deal

CASES: Mapping[str, SweepCase] = {each.name: each for each in all_cases()}
COMMANDS = ("create", "create and send", "edit", "convert", "mark", "delete")


def mark_nothing(step: WriteStep, entry: int) -> Write:
    """A document that does not say that a trigger made it, so that the engine does not know its own."""
    write = traced(step, entry)
    if isinstance(write, Create):
        return write._replace(fields={name: each for name, each in write.fields.items() if name != "zcrm_potential_by"})
    return write


def wait_for_nobody(context: TriggerContext, given: DealInput) -> TriggerDecision:
    """A deal whose customer could not be had is taken for one that has its document."""
    decision = plan_deal(context, given)
    return decision._replace(phase=Phase.WON, later=False) if decision.later else decision


def ask_twice(calls: Calls, command: DocumentCommand) -> Steps[Record]:
    """A command that got no answer is given again."""
    try:
        return (yield from carry_out(calls, command))
    except NoAnswer:
        return (yield from carry_out(calls, command))


def tell_as_done(calls: Calls, command: DocumentCommand) -> Steps[Record]:
    """A command that was refused is told as done."""
    try:
        return (yield from carry_out(calls, command))
    except VendorError:
        assert command.document is not None, "it is about a document"
        (found,) = yield from calls.read(System.FINANCE, command.module, [command.document])
        return found


def give_up(*given: Any) -> Steps[None]:
    """A deletion that is refused ends as if all were done."""
    try:
        yield from disconnect(*given)
    except VendorError:
        return


def move_on(former: SyncState, left: SyncState | None, run: Run) -> SyncState:
    """A run that failed is taken for one that read everything."""
    return SyncState(int(run.started.timestamp() * 1000)) if left is None else left


class Mistake(NamedTuple):
    """What is wrong with an engine, and the case and disturbances that find it."""

    case: str
    functions: EngineFunctions
    found_by: tuple[str, ...]


MISTAKES = {
    "marks nothing": Mistake("invoice trigger won", EngineFunctions(traced=mark_nothing), ("killed after",)),
    "waits for nobody": Mistake(
        "books trigger customer missing", EngineFunctions(plan_deals=wait_for_nobody), ("deleted",)
    ),
    "asks twice": Mistake("billing command create", EngineFunctions(carry_out=ask_twice), ("answer lost",)),
    "tells as done": Mistake("import command mark", EngineFunctions(carry_out=tell_as_done), ("refused",)),
    "gives up": Mistake("invoice deleted, converting all", EngineFunctions(disconnect=give_up), ("refused",)),
    "moves on": Mistake("books list told of a document", EngineFunctions(remember=move_on), ("broken for long",)),
}


def swept(case: SweepCase, functions: EngineFunctions, kinds: tuple[str, ...]) -> Swept:
    """What a sweep with these disturbances met."""
    return Sweep(case, functions).run(lambda plays: [each for each in plays if each[0].kind in kinds])


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_is_wrong_with_them_is_found(mistake: str):
    name, functions, kinds = MISTAKES[mistake]
    assert swept(CASES[name], EngineFunctions(), kinds).findings == []
    found = swept(CASES[name], functions, kinds).findings
    assert {each.disturbance.partition(":")[0] for each in found} == set(kinds)


def expected() -> Iterator[str]:
    """What there is a case of for each product."""
    for product in ("invoice", "import", "books", "billing"):
        yield from [f"{product} trigger {each}" for each in ("won", "lost", "mass update", "customer missing")]
        yield from [f"{product} trigger {each}" for each in ("customer inactive", "frozen")]
        yield from [f"{product} command {each}" for each in COMMANDS]
    for product in ("invoice", "books", "billing"):
        yield from [f"{product} {each}" for each in ("enabled", "deleted, converting all")]
    yield from ("invoice trigger US edition", "invoice trigger both", "books trigger estimate at a stage")


def test_a_case_is_there_for_each_of_them_and_each_product():
    assert set(expected()) <= CASES.keys()


def test_a_command_is_done_or_as_if_nobody_had_asked():
    stage = Stage(CASES["invoice command create"])
    done, (unasked,) = stage.end(), stage.ends_unasked()
    assert (done.asked, unasked.asked) == (True, False)
    assert [each.what for each in (done.content - unasked.content)] == ["crm's Finance_Invoices", "invoice's invoices"]
    refused = stage.end(({"kind": "refused", "app": "invoice", "of": "perform", "call": 1, "error": "NotAllowed"},))
    assert (refused.asked, refused.content) == (False, unasked.content)


def test_who_was_told_that_it_is_done_is_not_to_find_it_undone():
    name, functions, kinds = MISTAKES["tells as done"]
    (finding, *_) = swept(CASES[name], functions, kinds).findings
    assert isinstance(finding, Finding)
    assert any("status 'draft'" in each for each in finding.told)
