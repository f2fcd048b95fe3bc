"""Late bugs in what runs carry, and in how a connection ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import of_deletions
from zsim.explore.bank.slipping.late import late
from zsim.ports.records import NOT_SEEN, Delete, Fields, RecordId, Seen, Value
from zsim.sync import Conversion, EngineFunctions, Links, LinkState, Outcome, RunQueue, System, disconnect
from zsim.sync.execution import Calls, PairApplier, Steps
from zsim.sync.leads import LeadChoices, LeadDecision, LeadFunctions, LeadPlanInput, plan_leads
from zsim.sync.model import CRM, Exchange, FieldMap, MappedPair
from zsim.sync.planning import Decision, PlanContext, PlanInput, Planned, Reading, plan, project
from zsim.sync.runs import WriteStep


class NotifiesNobody(Calls):
    """Tells nobody that an integration was deleted."""

    __slots__ = ()

    def notify(self, system: Any, text: str) -> Steps[None]:
        """Do nothing."""
        return
        yield


class NoOtherApps(Calls):
    """Knows of no other apps."""

    __slots__ = ()

    def of_organisation(self, system: Any, method: str, **given: str) -> Steps[tuple[Any, ...]]:
        """A call about an organisation."""
        if method == "other_apps":
            return ()
        return (yield from super().of_organisation(system, method, **given))


class NoCurrency(FieldMap):
    """Carries no currency."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair], unique: Mapping[str, int | None]) -> None:
        super().__init__([each for each in rows if each.finance != "currency_code"], unique)


class RoundedDown(Exchange):
    """Prices cut to their digits."""

    def to_finance(self, price: Value, record: Fields) -> Value:
        """A price of the CRM in finance's currency."""
        sound = super().to_finance(price, record)
        rate = record.get("Exchange_Rate")
        if self.needless(record) or not isinstance(sound, Decimal) or not rate:
            return sound
        return (Decimal(str(price)) / Decimal(str(rate))).quantize(sound, ROUND_DOWN)


class RoundedDownMap(FieldMap):
    """Carries prices that are cut."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair], unique: Mapping[str, int | None]) -> None:
        super().__init__(
            [each._replace(exchange=each.exchange and RoundedDown(*each.exchange)) for each in rows], unique
        )


class FetchedAgain(Links):
    """What was deleted in finance counts as never seen."""

    __slots__ = ()

    def tombstone(self, system: System, record_id: RecordId) -> Any:
        """The link a record was last in, unless finance deleted it."""
        held = super().tombstone(system, record_id)
        return None if held is not None and held.state is LinkState.FINANCE_DELETED and system is CRM else held


class AllInTurn(RunQueue):
    """Lets every request wait for its turn."""

    def ask(self, key: Any, request: Any) -> None:
        """Start a run, or put it behind those before."""
        row = self._cell.value
        if row.under_way is not None or row.waiting:
            self._cell.set(row._replace(waiting=(*row.waiting, (key, request))))
            self._state.commit()
        else:
            super().ask(key, request)


class NoSecondLook(PairApplier):
    """What overtakes a decision fails it."""

    __slots__ = ()

    def apply(self, decisions: Any, seen: Seen = NOT_SEEN, *, anew: bool = True) -> Steps[list[Decision]]:
        """Carry decisions out, each once."""
        return (yield from super().apply(decisions, seen, anew=False))


def leave_the_inactive(context: PlanContext, inputs: PlanInput) -> Planned:
    """An inactive customer is not updated any more."""
    planned = plan(context, inputs)
    idle = {each.ref for each in inputs.counterparts.values() if each.fields.get("status") == "inactive"}
    return planned._replace(
        decisions=tuple(
            [
                each._replace(outcome=Outcome.UNCHANGED, steps=(), link=None)
                if each.target in idle and each.outcome is Outcome.UPDATED
                else each
                for each in planned.decisions
            ]
        )
    )


def take_all_along(step: WriteStep) -> WriteStep:
    """A customer is deleted with contact persons nobody saw."""
    return step._replace(write=step.write._replace(own=None)) if isinstance(step.write, Delete) else step


def let_nothing_go(context: Any, actor: str, convert: Conversion, cause: int) -> Steps[None]:
    """Every record is converted, whatever was chosen."""
    return disconnect(context, actor, Conversion.ALL, cause)


def show_deals_that_are_gone(links: Links, reading: Reading) -> list[Decision]:
    """A document shows with its potential, deleted or not."""
    named = {
        str(each.fields["zcrm_potential_id"]) for each in reading.documents if each.fields.get("zcrm_potential_id")
    }
    return project(links, replace(reading, deals=frozenset(map(RecordId, named))))


def go_on_outside(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadDecision, ...]:
    """A lead whose contact meets the criteria no more goes on updating."""
    held, known = choices.criteria, {*inputs.leads}
    if held is None or not known.intersection(inputs.addresses):
        return plan_leads(choices, inputs)
    return plan_leads(replace(choices, criteria=None), inputs)


IN_RUNS: tuple[Bug, ...] = (
    late("notify-nobody", "Nobody is told that the integration was deleted.", Family.JOURNAL, "DIS-10", NotifiesNobody),
    late("no-other-apps", "The integrations of other finance apps stay.", Family.DELETIONS, "DIS-08", NoOtherApps),
    late("no-currency", "An account in dollars becomes a customer in rupees.", Family.NUMBERS, "CUS-37", NoCurrency),
    late("rounded-down", "A price of 0.005 rupees becomes nothing.", Family.NUMBERS, "ITM-15", RoundedDownMap),
    late(
        "fetched-again",
        "A customer deleted in finance comes back though nobody edited its account.",
        Family.DELETIONS,
        "DEL-06",
        FetchedAgain,
    ),
    late(
        "all-in-turn",
        "Each of ten changes during a run starts a run after it.",
        Family.SCHEDULE,
        "FLT-10",
        AllInTurn,
    ),
    late(
        "no-second-look",
        "A name taken while a run is under way makes a record fail.",
        Family.RETRIES,
        "FLT-19",
        NoSecondLook,
    ),
    late(
        "leave-the-inactive",
        "An inactive customer's fields stay as they are.",
        Family.MAPPING,
        "DEL-13",
        lambda: EngineFunctions(plan=leave_the_inactive),
    ),
    late(
        "take-all-along",
        "A contact person added during a run is deleted with its customer.",
        Family.DELETIONS,
        "FLT-22",
        lambda: of_deletions(lambda each: each._replace(steps=tuple(map(take_all_along, each.steps)))),
    ),
    late(
        "let-nothing-go",
        "Deleting keeps records without transactions, whatever was chosen.",
        Family.DELETIONS,
        "DIS-09",
        lambda: EngineFunctions(disconnect=let_nothing_go),
    ),
    late(
        "deals-that-are-gone",
        "A document of a deleted potential cannot be shown.",
        Family.DOCUMENTS,
        "TXN-38",
        lambda: EngineFunctions(project=show_deals_that_are_gone),
    ),
    late(
        "go-on-outside",
        "A lead goes on updating though its contact meets the criteria no more.",
        Family.LISTS,
        "LED-40",
        lambda: LeadFunctions(plan=go_on_outside),
    ),
)
