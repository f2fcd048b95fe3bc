"""One run of triggers: read the deals that changed, judge each, make or move its documents, and move the checkpoint.

Source: TRG-01 to TRG-05, TRG-17, TRG-19, TRG-34, TRG-44.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from zsim.ports.app import Credentials
from zsim.ports.records import Record, RecordId, Ref, seen_of, texts_in
from zsim.ports.schema import Field
from zsim.sync.execution.applying import WHILE_OPEN
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import CRM, FINANCE
from zsim.sync.runs.applier import Applier
from zsim.sync.runs.calls import BATCH_SIZE, OVERLAP_MS, Calls, Steps, batches, with_retry
from zsim.sync.runs.intents import Intents
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason
from zsim.sync.runs.results import RunResults
from zsim.sync.triggers.choices import DealTrigger, TriggerChoices
from zsim.sync.triggers.content import POTENTIAL
from zsim.sync.triggers.decisions import DEALS, TriggerDecision, called
from zsim.sync.triggers.moves import may_move
from zsim.sync.triggers.parties import Customers, parties_of
from zsim.sync.triggers.plan import DealInput, TriggerContext, is_news, makes, plan_deal
from zsim.sync.triggers.rules import TriggerRules
from zsim.sync.triggers.trigger_books import TriggerBooks

PROBABILITY = "Probability"
SECOND_MS = 1000


@dataclass(frozen=True, slots=True)
class TriggerLeft:
    """What a run leaves for the next: the checkpoint, and deals to look at again.

    ``noted_ms`` is when a person's command last had it noted how all deals stand: no run reads further back. ``seen``
    are the deals that the next run reads again, a second being to spare, as this one read them: what was not saved
    since is not judged anew, though its stage may stand for something else by now. ``judged_by`` are the triggers
    that judged them: one that was switched on meanwhile has yet to. ``open_ms`` is, while a run is still
    to be done, when the connection was last known to be open: what was saved by then was not missed. Source: FLT-17,
    TRG-31, TRG-41.
    """

    checkpoint_ms: int | None = None
    retry: tuple[Ref, ...] = ()
    noted_ms: int | None = None
    seen: tuple[Record, ...] = ()
    judged_by: tuple[DealTrigger, ...] = ()
    open_ms: int | None = None

    @property
    def since_ms(self) -> int | None:
        """From when on changes are read."""
        return max([each for each in (self.checkpoint_ms, self.noted_ms) if each is not None], default=None)

    def noted(self, now_ms: int, deals: Sequence[Record]) -> TriggerLeft:
        """The same once it is noted how these deals stand."""
        seen = [each for each in self.seen if each not in deals]
        seen += [each for each in deals if each.modified_ms >= _read_again_ms(now_ms) and each.ref not in self.retry]
        return replace(self, noted_ms=now_ms, seen=tuple(seen), judged_by=tuple(DealTrigger))

    def closing(self, now_ms: int, *, asked: bool) -> TriggerLeft:
        """The same as the connection is closed; ``asked`` says that a run is still to be done.

        Without one all was judged but what no notification told of; of that, what was saved in a second before.
        """
        return replace(self, open_ms=now_ms if asked else now_ms - now_ms % SECOND_MS - 1)

    def reopened(self, changed: Sequence[Record]) -> TriggerLeft:
        """The same where those of the deals are looked at again that were saved while the connection was open."""
        waiting = [each.ref for each in changed if self.open_ms is not None and each.modified_ms <= self.open_ms]
        return replace(self, retry=tuple(dict.fromkeys((*self.retry, *waiting))), open_ms=None)


@dataclass(frozen=True, slots=True)
class TriggerJob:
    """What a run is to do, by which choices and rules; ``let_in`` is called once the CRM has let it in."""

    choices: TriggerChoices
    rules: TriggerRules
    credentials: Credentials
    customers: Customers
    actor: str
    started_ms: int
    let_in: Callable[[], None]


def probabilities_by(rules: TriggerRules, fields: Mapping[str, Field]) -> Mapping[str, int] | None:
    """The probability of each stage, as deals' fields tell it; ``None`` where the deal's own counts.

    Source: TRG-08, TRG-09, TRG-36.
    """
    if rules.by_field is not None and PROBABILITY in fields:
        return None
    stages = fields["Stage"]
    return dict(zip(stages.options, stages.probabilities, strict=False))  # a stage nobody gave one is open


def run_triggers(
    context: ConnectionContext, job: TriggerJob, left: TriggerLeft, results: RunResults
) -> Steps[TriggerLeft]:
    """The steps of one run; gives what to remember. A ``VendorError`` that comes out fails the run whole."""
    crm = yield from with_retry(lambda: context.gate.open(context.product.key, job.credentials), context.patience)
    job.let_in()
    made = context.functions.stand_ins.of
    calls = made(Calls)({CRM: crm, FINANCE: context.finance}, context.journal, job.actor, context.patience)
    books = made(TriggerBooks)(context.state.table("judged deals"), results, context.journal, job.actor)
    intents: Intents[TriggerDecision] = Intents(context.state.table(f"intents of {job.actor}"), job.started_ms)
    told = context.journal, context.quirks, WHILE_OPEN, context.functions.traced, intents
    applier: Applier[TriggerDecision] = made(Applier)(calls, books, *told)
    yield from applier.resume()
    since_ms = None if left.since_ms is None else left.since_ms - OVERLAP_MS
    deals = yield from calls.changed(CRM, DEALS, since_ms, None)
    known = {deal.ref for deal in deals}
    deals = [*(yield from calls.read(CRM, DEALS, [each.id for each in left.retry if each not in known])), *deals]
    gone = yield from calls.deleted(CRM, DEALS, since_ms)
    before = {each.ref: each for each in left.seen}
    seen_before = [deal for deal in deals if before.get(deal.ref) == deal]
    fresh = [deal for deal in deals if before.get(deal.ref) != deal]
    triggers = job.choices.on
    newly = [each for each in triggers if each not in left.judged_by] if left.seen else []
    carrying = made(TriggerPass)(context, job, calls, books, applier, results)
    for some, by in ((fresh, triggers), (seen_before, newly)):
        if some and by:
            yield from carrying.carry(some, by)
    again_ms = _read_again_ms(job.started_ms)
    seen = [each for each in deals if each.modified_ms >= again_ms and each.ref not in results.retry]
    others = [_unchanged(deal, trigger) for deal in seen_before for trigger in triggers if trigger not in newly]
    others += [_kept(each.ref, trigger) for each in gone for trigger in triggers]
    if others:
        yield from applier.apply(others)
    kept = TriggerLeft(job.started_ms, tuple(results.retry), seen=tuple(seen), judged_by=tuple(triggers))
    return replace(kept, noted_ms=left.noted_ms)


class TriggerPass:
    """The deals of one run on their way: gathered for, planned and applied, one trigger after the other."""

    def __init__(
        self,
        context: ConnectionContext,
        job: TriggerJob,
        calls: Calls,
        books: TriggerBooks,
        applier: Applier[TriggerDecision],
        results: RunResults,
    ) -> None:
        self._context = context
        self._job = job
        self._calls = calls
        self._books = books
        self._applier = applier
        self._results = results

    def carry(self, deals: Sequence[Record], triggers: Sequence[DealTrigger]) -> Steps[None]:
        """Carry all of them, for each of these triggers."""
        fields = yield from self._calls.fields(CRM, DEALS)
        finance = yield from self._calls.organisation(FINANCE)
        for trigger in triggers:
            context = TriggerContext(
                trigger=trigger,
                choices=self._job.choices,
                rules=self._job.rules,
                edition=finance.edition,
                organisation=finance.name,
                probabilities=probabilities_by(self._job.rules, fields),
                has_field=PROBABILITY in fields,
                may_move=partial(may_move, approvals=finance.approvals),
            )
            for some in batches(deals, BATCH_SIZE):
                yield from self._carry_some(context, some)

    def _carry_some(self, context: TriggerContext, deals: Sequence[Record]) -> Steps[None]:
        """Decide and apply; what was overtaken is decided once more, and a new estimate of a won deal accepted."""
        planned = self._context.functions.plan_deals or plan_deal
        while deals:
            inputs = yield from self._gather(context, deals)
            decisions = [planned(context, each) for each in inputs]
            documents = [document for each in inputs for document in each.documents]
            again = yield from self._applier.apply(decisions, seen_of(documents))
            overtaken = [each.deal.id for each in again]
            by_id = {deal.id: deal for deal in deals}
            made = [each.deal for each in decisions if each.goes_on and each.deal not in self._results.retry]
            goes_on = [by_id[each.id] for each in made if each.id not in overtaken]
            deals = [*(yield from self._calls.read(CRM, DEALS, overtaken)), *goes_on]

    def _gather(self, context: TriggerContext, deals: Sequence[Record]) -> Steps[list[DealInput]]:
        judged = {deal.id: self._books.of(deal.id) for deal in deals}
        news = [deal for deal in deals if is_news(context, deal, judged[deal.id])]
        documents = yield from self._documents(context.trigger, news)
        inputs = [DealInput(deal, judged[deal.id], documents.get(deal.id, ())) for deal in deals]
        making = [each.deal for each in inputs if makes(context, each)]
        if not making:
            return inputs
        parties = yield from parties_of(self._calls, self._context, self._job.rules, self._job.customers, making)
        owners = [RecordId(str(deal.fields.get("Owner"))) for deal in making if parties[deal.id].customer is not None]
        names = yield from self._calls.user_names(CRM, list(dict.fromkeys(owners)))
        return [
            replace(
                each, party=parties[each.deal.id], owner=names.get(RecordId(str(each.deal.fields.get("Owner"))), "")
            )
            if each.deal.id in parties
            else each
            for each in inputs
        ]

    def _documents(self, trigger: DealTrigger, deals: Sequence[Record]) -> Steps[Mapping[RecordId, tuple[Record, ...]]]:
        """The live documents that a trigger made for these deals, oldest first: those known, and those found.

        What the estimates of a deal became is known by them: a search need not have noticed yet. Source: TRG-44.
        """
        rules = self._job.rules
        known = [document for deal in deals for document in self._books.of(deal.id).made(trigger)]
        if trigger is DealTrigger.INVOICE and rules.converted_serve:
            offered = [estimate for deal in deals for estimate in self._books.of(deal.id).estimates]
            estimates = yield from self._calls.read(FINANCE, DealTrigger.ESTIMATE.module, offered)
            known += [RecordId(each) for found in estimates for each in texts_in(found.fields.get("invoice_ids"))]
        records = list((yield from self._calls.read(FINANCE, trigger.module, known)))
        records += yield from self._calls.search(FINANCE, trigger.module, POTENTIAL, [deal.id for deal in deals])
        by_id = {each.id: each for each in records}
        made = [by_id[each] for each in sorted(by_id)]
        return {deal.id: tuple([each for each in made if rules.made(each, deal.id)]) for deal in deals}


def _read_again_ms(checkpoint_ms: int) -> int:
    """From when on the run after a checkpoint reads changes again; the apps tell them by the second."""
    return (checkpoint_ms - OVERLAP_MS) // SECOND_MS * SECOND_MS


def _unchanged(deal: Record, trigger: DealTrigger) -> TriggerDecision:
    """The decision about a deal that was not saved since it was judged."""
    reason = Reason("deal-seen", called(deal), trigger.value)
    return TriggerDecision(deal.ref, trigger, Outcome.UNCHANGED, reason)


def _kept(deal: Ref, trigger: DealTrigger) -> TriggerDecision:
    """The decision about a deal that was deleted. Source: TRG-19."""
    return TriggerDecision(deal, trigger, Outcome.KEPT, Reason("deal-gone", target=trigger.value))
