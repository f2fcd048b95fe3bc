"""What a trigger does about a deal, or why it does nothing: pure, from what was gathered to a decision.

Source: TRG-01 to TRG-05, TRG-10, TRG-11, TRG-15, TRG-16, TRG-18, TRG-19, TRG-29, TRG-32, TRG-33, TRG-37 to TRG-39,
TRG-43, TRG-44.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zsim.ports.folding import folded
from zsim.ports.records import Create, Record, Update
from zsim.sync.model.kinds import FINANCE
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason
from zsim.sync.triggers.choices import DealTrigger, TriggerChoices
from zsim.sync.triggers.content import content
from zsim.sync.triggers.decisions import TriggerDecision, called
from zsim.sync.triggers.judging import Judged, Phase, phase_of
from zsim.sync.triggers.rules import US_EDITION, Rule, TriggerRules

ENDED = {DealTrigger.ESTIMATE: frozenset({"declined"}), DealTrigger.INVOICE: frozenset({"void"})}
"""The states of documents that stand for nothing any more."""

NOT_SENT = frozenset({"draft", "pending_approval", "approved", "accepted", "declined", "void"})
"""The states that a document comes to without being marked sent."""

SETTLED = frozenset({"paid", "partially_paid", "invoiced"})
"""The states in which a document is what payments or other documents rest on, quirk or no quirk. Source: TRG-38."""

UNAPPROVED = frozenset({"draft", "pending_approval"})
"""The states of documents that nobody approved, where that is asked for. Source: TRG-43."""

ASKED = {
    (DealTrigger.ESTIMATE, Phase.WON): ("accepted", "deal-accepted"),
    (DealTrigger.ESTIMATE, Phase.LOST): ("declined", "deal-declined"),
    (DealTrigger.INVOICE, Phase.LOST): ("void", "deal-voided"),
}
"""What a phase asks of a document that stands: another status, for the reason of that code."""


@dataclass(frozen=True, slots=True)
class TriggerContext:
    """What all deals of a run have in common.

    ``edition`` is that of the finance organisation and ``organisation`` its name. ``probabilities``
    are those of the CRM's stages, ``None`` where the deal's own counts; ``has_field`` says that deals have that field.
    ``may_move`` tells whether the status of a document may become another by a person's hand.
    """

    trigger: DealTrigger
    choices: TriggerChoices
    rules: TriggerRules
    edition: str
    organisation: str
    probabilities: Mapping[str, int] | None
    has_field: bool
    may_move: Callable[[str, str, str], bool]


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a document is for: a customer of finance, or the reason there is none, to be looked at ``later`` again."""

    customer: Record | None = None
    missing: Reason | None = None
    later: bool = False


@dataclass(frozen=True, slots=True)
class DealInput:
    """One deal with what was gathered: how it was last judged, the documents its triggers made, and its party.

    ``party`` is looked for only where a document is to be made, ``owner`` is what the deal's owner is called.
    """

    deal: Record
    judged: Judged
    documents: tuple[Record, ...] = ()
    party: Party = Party()
    owner: str = ""


def is_news(context: TriggerContext, deal: Record, judged: Judged) -> bool:
    """Whether a deal stands otherwise than it was last judged, so that its documents are to be looked at."""
    halt = _halt(context)
    return not (halt and halt.rule.on) and _phase(context, deal) is not judged.phase(context.trigger)


def makes(context: TriggerContext, given: DealInput) -> bool:
    """Whether a document is to be made for a deal, should there be somebody to make it for."""
    return is_news(context, given.deal, given.judged) and _why_made(context, given, _phase(context, given.deal)) != ""


def plan_deal(context: TriggerContext, given: DealInput) -> TriggerDecision:
    """What the trigger does about a deal, or why nothing."""
    halt = _halt(context)
    if halt is not None and halt.rule.on:
        return _nothing(context, given, halt.code, None, detail=halt.detail)._replace(quirk=halt.rule.fired)
    decision = _decided(context, given)
    return decision._replace(quirk=halt.rule.fired) if halt is not None else decision


class _Halt(NamedTuple):
    """A rule by which no trigger of the organisation works, whether or not it is in force."""

    rule: Rule
    code: str
    detail: str


def _halt(context: TriggerContext) -> _Halt | None:
    rules = context.rules
    if rules.edition is not None and folded(context.edition) == US_EDITION:
        imported = rules.edition.id != "TRG-07"
        return _Halt(rules.edition, "deal-edition-import" if imported else "deal-edition", context.organisation)
    if rules.by_field is not None and not context.has_field:
        return _Halt(rules.by_field, "deal-no-field", "")
    return None


def _decided(context: TriggerContext, given: DealInput) -> TriggerDecision:
    phase = _phase(context, given.deal)
    if phase is given.judged.phase(context.trigger):
        return _nothing(context, given, "deal-unchanged", None)._replace(outcome=Outcome.UNCHANGED)
    why = _why_made(context, given, phase)
    if why:
        return _made(context, given, why, phase)
    if (context.trigger, phase) in ASKED:
        return _moved(context, given, phase)
    if phase is Phase.OPEN or not given.documents:
        return _nothing(context, given, "deal-left" if given.documents else "deal-open", phase)
    return _nothing(context, given, "deal-stands", phase, given.documents[-1])


def _phase(context: TriggerContext, deal: Record) -> Phase:
    return phase_of(deal, context.trigger, context.choices, context.probabilities)


def _why_made(context: TriggerContext, given: DealInput, phase: Phase) -> str:
    """The code of the reason for which a document is to be made; empty where none is."""
    former, new = given.judged.phase(context.trigger), given.judged.phase(context.trigger) is None
    if context.trigger is DealTrigger.INVOICE:
        if phase is not Phase.WON or _standing(context, given):
            return ""
        return "deal-invoice-again" if given.documents else "deal-invoice-new" if new else "deal-invoice"
    if given.documents:
        return ""
    if phase is Phase.DUE:
        return "deal-estimate-stage" if context.choices.created_at else "deal-estimate" if new else ""
    if phase is Phase.WON and (new or former is Phase.OPEN):
        return "deal-estimate-won" if new else "deal-estimate-passed"
    return ""


def _made(context: TriggerContext, given: DealInput, code: str, phase: Phase) -> TriggerDecision:
    party, deal = given.party, given.deal
    if party.customer is None:
        assert party.missing is not None, "the party is looked for where a document is to be made"
        return TriggerDecision(deal.ref, context.trigger, Outcome.EXCLUDED, party.missing, later=party.later)
    step = WriteStep(FINANCE, context.trigger.module, Create(content(deal, party.customer, given.owner)))
    reason = Reason(code, called(deal), detail=str(deal.fields.get("Stage") or ""))
    accepts = context.trigger is DealTrigger.ESTIMATE and phase is Phase.WON
    return TriggerDecision(
        deal.ref, context.trigger, Outcome.CREATED, reason, None, step, Phase.DUE if accepts else phase, accepts
    )


def _moved(context: TriggerContext, given: DealInput, phase: Phase) -> TriggerDecision:
    """What becomes of the document of a deal that was won or lost; several are voided one after the other."""
    standing = given.documents[-1:] if phase is Phase.WON else _standing(context, given)
    if not standing:
        return _nothing(context, given, "deal-none", phase, detail=ASKED[context.trigger, phase][0])
    decisions = [_moved_to(context, given, phase, each) for each in reversed(standing)]
    first = next((each for each in decisions if each.step is not None), decisions[0])
    return first._replace(phase=None, goes_on=True) if first.step is not None and len(standing) > 1 else first


def _moved_to(context: TriggerContext, given: DealInput, phase: Phase, document: Record) -> TriggerDecision:
    status, code = ASKED[context.trigger, phase]
    held = str(document.fields.get("status") or "")
    frozen = context.rules.frozen(context.trigger) if held not in NOT_SENT else None
    if held == status:
        return _nothing(context, given, "deal-already", phase, document, _in_words(held))
    if held in SETTLED or _is_paid(document):
        return _nothing(context, given, "deal-settled", phase, document, _in_words(held))
    if frozen is not None and frozen.on:
        code = "deal-frozen" if frozen.id == "TRG-10" else "deal-frozen-import"
        return _nothing(context, given, code, phase, document, _in_words(held))._replace(quirk=frozen.fired)
    if not context.may_move(context.trigger.module, held, status):
        if held in UNAPPROVED:
            waits = _nothing(context, given, "deal-unapproved", None, document, _in_words(held))
            return waits._replace(later=True)
        told = f"{_in_words(held)}, and is not {status} from there"
        return _nothing(context, given, "deal-no-move", phase, document, told)
    chosen = context.choices.accepted_at if phase is Phase.WON else context.choices.declined_at
    by_stage = bool(chosen) and context.trigger is DealTrigger.ESTIMATE
    reason = Reason(f"{code}-stage" if by_stage else code, called(given.deal), _named(document), chosen)
    step = WriteStep(FINANCE, context.trigger.module, Update(document.id, {"status": status}))
    target, quirk = document.ref, frozen.fired if frozen is not None else None
    return TriggerDecision(given.deal.ref, context.trigger, Outcome.UPDATED, reason, target, step, phase, quirk=quirk)


def _standing(context: TriggerContext, given: DealInput) -> tuple[Record, ...]:
    return tuple([each for each in given.documents if each.fields.get("status") not in ENDED[context.trigger]])


def _nothing(
    context: TriggerContext,
    given: DealInput,
    code: str,
    phase: Phase | None,
    document: Record | None = None,
    detail: str = "",
) -> TriggerDecision:
    named = context.trigger.value if document is None else _named(document)
    reason = Reason(code, called(given.deal), named, detail)
    target = None if document is None else document.ref
    return TriggerDecision(given.deal.ref, context.trigger, Outcome.EXCLUDED, reason, target, phase=phase)


def _is_paid(document: Record) -> bool:
    """Whether payments rest on it, such as on one that is overdue for the rest."""
    balance = document.fields.get("balance")
    return balance is not None and balance != document.fields.get("total")


def _in_words(status: str) -> str:
    return status.replace("_", " ")


def _named(document: Record) -> str:
    noun = document.ref.module.removesuffix("s")
    return f"{noun} {document.fields.get(f'{noun}_number') or document.id}"
