"""Planted bugs of what is told: the journal in words, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import decided, in_place, of_deletions
from zsim.sync import EngineFunctions, Outcome
from zsim.sync.planning import Decision
from zsim.sync.triggers import DealInput, TriggerContext, TriggerDecision, plan_deal
from zsim.testing.told import check_told
from zsim.world import Answer, Line, World
from zsim.world.journal_words.formatter import JournalFormatter
from zsim.world.telling import Telling


class TellsInUtc(JournalFormatter):
    """Tells moments in UTC, whatever the zone."""

    def __init__(self, resolver: Any, zone: str = "UTC") -> None:
        super().__init__(resolver)


class TellsNoRefusal(JournalFormatter):
    """Tells nothing of who was refused."""

    def lines(self, entries: Any, *, calls: bool = True) -> Iterator[Line]:
        """The entries in words, but for refusals."""
        return (each for each in super().lines(entries, calls=calls) if each.kind != "refusal")


class FirstAnswer(Telling):
    """Tells what was decided first about a record for what was decided last."""

    def why(self, record: Any) -> Answer:
        """What the runs decided about a record."""
        found = super().why(record)
        return replace(found, outcome=found.outcomes[0] if found.outcomes else found.outcome)


class LastReasonOnly(Telling):
    """Tells of a record no more than the last decision."""

    def why(self, record: Any) -> Answer:
        """What the run before decided about a record."""
        found = super().why(record)
        return replace(found, reasons=found.reasons[-1:], outcomes=found.outcomes[-1:], entries=found.entries[-1:])


class NothingOverlooked(Telling):
    """Says that every record was looked at."""

    def overlooked(self) -> dict[str, str]:
        """Nobody."""
        return {}


def invoice_the_inactive(context: TriggerContext, given: DealInput) -> TriggerDecision:
    """An inactive customer is told as one that is not synced."""
    decision = plan_deal(context, given)
    if decision.reason.code != "deal-inactive":
        return decision
    return decision._replace(reason=decision.reason._replace(code="deal-not-synced"))


def name_another_rule(decision: Decision) -> Decision:
    """What was kept in finance is told as deleted there."""
    told = {"kept": "finance-deleted", "crm-deactivated": "crm-deleted"}.get(decision.reason.code)
    return decision._replace(reason=decision.reason._replace(code=told)) if told else decision


def blame_the_name(decision: Decision) -> Decision:
    """A record overwritten for its SKU is told as overwritten for its name."""
    code = decision.reason.code.replace("-code", "-name")
    return decision._replace(reason=decision.reason._replace(code=code))


def swap_the_names(decision: Decision) -> Decision:
    """An overwrite is told the wrong way round."""
    told = decision.reason
    swaps = decision.outcome is Outcome.OVERWRITTEN
    return decision._replace(reason=told._replace(source=told.target, target=told.source)) if swaps else decision


def _account_is_edited(world: World) -> None:
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    sync = world.connect("books").customers
    sync.configure(module="accounts").save_and_sync()
    world.advance(minutes=1)
    world.crm.accounts.update(acme, Phone="2")
    sync.instant_sync()
    world.settle()
    check_told(world)


TELLING_BUGS: tuple[Bug, ...] = (
    Bug(
        "tell-in-utc",
        "The journal tells moments in UTC to somebody in Kolkata.",
        Family.TIME_ZONES,
        ("SYN-05",),
        lambda: in_place(TellsInUtc),
    ),
    Bug(
        "tell-no-refusal",
        "The journal leaves out who was refused.",
        Family.JOURNAL,
        ("PRM-05",),
        lambda: in_place(TellsNoRefusal),
    ),
    Bug(
        "first-answer",
        "What became of a record at first is told for what it is.",
        Family.WHY,
        ("CUS-28",),
        lambda: in_place(FirstAnswer),
        "told-as-it-was",
        _account_is_edited,
    ),
    Bug(
        "last-reason-only",
        "What was decided about a record before is not told.",
        Family.WHY,
        ("CUS-16",),
        lambda: in_place(LastReasonOnly),
    ),
    Bug(
        "nothing-overlooked",
        "Records that no run looked at are not told.",
        Family.WHY,
        ("CUS-07", "CUS-29"),
        lambda: in_place(NothingOverlooked),
    ),
    Bug(
        "blame-inactivity",
        "An inactive customer is told as one that is not synced.",
        Family.WHY,
        ("TRG-32",),
        lambda: EngineFunctions(plan_deals=invoice_the_inactive),
    ),
    Bug(
        "name-another-rule",
        "A customer kept is told as deleted in finance.",
        Family.WHY,
        ("DEL-01",),
        lambda: of_deletions(name_another_rule),
    ),
    Bug(
        "blame-the-name",
        "A record matched by its SKU is told as matched by its name.",
        Family.WHY,
        ("ITM-04",),
        lambda: decided(blame_the_name),
    ),
    Bug(
        "swap-the-names",
        "An overwrite is told the wrong way round.",
        Family.WHY,
        ("CUS-12",),
        lambda: decided(swap_the_names),
    ),
)
