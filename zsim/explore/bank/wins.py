"""Planted bugs of what deals make in finance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.ports.records import Create, Record, RecordId, Row
from zsim.sync import EngineFunctions
from zsim.sync.triggers import POTENTIAL, DealInput, TriggerContext, TriggerDecision, TriggerRules, Triggers, plan_deal


class HandsOnAll(TriggerRules):
    """Rules by which any document of a deal counts as a trigger's."""

    __slots__ = ()

    def made(self, document: Record, deal: RecordId) -> bool:
        """Whether a document counts as made for the deal."""
        return document.fields.get(POTENTIAL) == deal


class AnyDocument(Triggers):
    """Triggers that take what somebody linked for their own."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.rules = HandsOnAll(*[getattr(self.rules, name) for name in TriggerRules.__dataclass_fields__])


class SentQuotesFreeze(Triggers):
    """Triggers of every product leave a sent quote alone, which only Books' do."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.rules = replace(self.rules, sent_quotes=not self.rules.sent_quotes)


class ConvertedIsAnother(Triggers):
    """Triggers to which the invoice of their estimate is somebody else's."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.rules = replace(self.rules, converted_serve=not self.rules.converted_serve)


class ActsOnWhatStands(Triggers):
    """Triggers that, switched on, act on the deals there are."""

    def _note(self, deals: Sequence[Record], probabilities: Any, code: str, former: Any) -> None:
        super()._note([] if code == "deal-noted" else deals, probabilities, code, former)


class CatchesUp(Triggers):
    """Triggers that act on what was won while the connection was closed."""

    def pass_over_missed(self, credentials: Any, former: Any = None) -> None:
        """Pass over nothing."""


class OnNoticeOnly(Triggers):
    """Triggers that run when they are told, and never at a slot."""

    def _slot(self) -> None:
        """Do nothing."""


Deals = Callable[[TriggerDecision], TriggerDecision]


def _each(change: Deals) -> EngineFunctions:
    def planned(context: TriggerContext, given: DealInput) -> TriggerDecision:
        return change(plan_deal(context, given))

    return EngineFunctions(plan_deals=planned)


def _status(decision: TriggerDecision) -> object:
    return getattr(decision.step and decision.step.write, "fields", {}).get("status")


def leave(status: str) -> Deals:
    """Documents that do not become what their deal says."""
    return lambda each: each._replace(step=None) if _status(each) == status else each


def made_with(change: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Deals:
    """Documents made with other fields."""

    def changed(decision: TriggerDecision) -> TriggerDecision:
        step = decision.step
        if step is None or not isinstance(step.write, Create):
            return decision
        return decision._replace(step=step._replace(write=Create(change(step.write.fields), step.write.trace)))

    return changed


def lined(change: Callable[[Row], Row]) -> Deals:
    """Documents made with another line."""
    return made_with(lambda fields: {**fields, "line_items": tuple(map(change, fields["line_items"]))})


def forget_the_phase(decision: TriggerDecision) -> TriggerDecision:
    """A deal that was lost is not noted as lost."""
    return decision._replace(phase=None) if _status(decision) == "void" else decision


def look_no_more(decision: TriggerDecision) -> TriggerDecision:
    """What could not be made for want of a customer is not tried at each slot."""
    return decision._replace(later=False)


WIN_BUGS: tuple[Bug, ...] = (
    Bug(
        "lost-but-not-void",
        "The invoice of a lost deal stays.",
        Family.TRIGGERS,
        ("TRG-05",),
        lambda: _each(leave("void")),
    ),
    Bug(
        "won-but-not-accepted",
        "The estimate of a won deal stays a draft.",
        Family.TRIGGERS,
        ("TRG-02",),
        lambda: _each(leave("accepted")),
    ),
    Bug(
        "lost-but-not-declined",
        "The estimate of a lost deal stays open.",
        Family.TRIGGERS,
        ("TRG-03",),
        lambda: _each(leave("declined")),
    ),
    Bug(
        "made-and-left",
        "A deal created as won gets an estimate that nobody accepts.",
        Family.TRIGGERS,
        ("TRG-16",),
        lambda: _each(lambda each: each._replace(goes_on=False)),
    ),
    Bug(
        "no-salesperson",
        "A deal's owner is not its document's salesperson.",
        Family.TRIGGERS,
        ("TRG-13",),
        lambda: _each(made_with(lambda fields: {**fields, "salesperson_name": None})),
    ),
    Bug(
        "no-description",
        "A deal's description is missing in its document.",
        Family.TRIGGERS,
        ("TRG-13",),
        lambda: _each(lined(lambda row: {**row, "description": None})),
    ),
    Bug(
        "cents-lost",
        "An amount of 99.90 becomes 99.",
        Family.NUMBERS,
        ("TRG-13",),
        lambda: _each(lined(lambda row: {**row, "rate": int(str(row["rate"] or 0).split(".")[0])})),
    ),
    Bug(
        "not-its-deals",
        "A trigger's document is not listed under its deal.",
        Family.TRIGGERS,
        ("POT-06",),
        lambda: _each(made_with(lambda fields: {**fields, "zcrm_potential_by": None})),
    ),
    Bug(
        "forget-the-phase",
        "A deal that was lost and is saved again is judged once more.",
        Family.TRIGGERS,
        ("TRG-15",),
        lambda: _each(forget_the_phase),
    ),
    Bug(
        "look-no-more",
        "A deal won before its customer was synced gets no invoice.",
        Family.TRIGGERS,
        ("TRG-43",),
        lambda: _each(look_no_more),
    ),
    Bug(
        "hands-on-all",
        "A trigger voids an invoice that somebody linked by hand.",
        Family.TRIGGERS,
        ("TRG-37",),
        lambda: in_place(AnyDocument),
    ),
    Bug(
        "sent-quotes-freeze",
        "A sent estimate is left alone in Invoice, and a sent quote is changed in Books.",
        Family.TRIGGERS,
        ("TRG-10",),
        lambda: in_place(SentQuotesFreeze),
    ),
    Bug(
        "converted-is-another",
        "A won deal gets an invoice beside the one its estimate became.",
        Family.TRIGGERS,
        ("TRG-44",),
        lambda: in_place(ConvertedIsAnother),
    ),
    Bug(
        "act-on-what-stands",
        "Switched on, a trigger invoices all deals ever won.",
        Family.TRIGGERS,
        ("TRG-30",),
        lambda: in_place(ActsOnWhatStands),
    ),
    Bug(
        "catch-up",
        "What was won while the integration was disabled is invoiced afterwards.",
        Family.TRIGGERS,
        ("TRG-31",),
        lambda: in_place(CatchesUp),
    ),
    Bug(
        "on-notice-only",
        "A deal whose notification got lost never gets its invoice.",
        Family.TRIGGERS,
        ("TRG-34",),
        lambda: in_place(OnNoticeOnly),
    ),
)
