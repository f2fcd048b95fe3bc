"""Judging a run of triggers: what is made and moved for each deal, and what is told of it.

Source: TRG-01 to TRG-45.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from zsim.catalogue import catalogue
from zsim.checks.model.comparing import unlike
from zsim.checks.model.deals import (
    CREATE,
    ESTIMATE,
    INVOICE,
    LOST,
    OPEN,
    TRIGGERS,
    UNKNOWN,
    WON,
    DealMemory,
    DealScene,
    TriggersTold,
    by_trigger,
    converted,
    party,
    standing,
)
from zsim.checks.model.difference import Difference
from zsim.checks.model.records import DEAL, Records
from zsim.checks.model.state import Memory
from zsim.checks.model.told import DecisionTold, RecordChange
from zsim.checks.model.values import blank, same
from zsim.checks.model.way import IDLE, Made, Way, nothing
from zsim.ports.records import Fields, Ref, Value

REST = IDLE
UNDONE = ("failed", "skipped")
PAID = frozenset({"partially_paid", "paid"})
DECLINED_FROM = frozenset({"draft", "approved", "sent", "accepted"})
ACCEPTED_FROM = frozenset({"draft", "approved", "sent", "declined"})
VOIDED_FROM = frozenset({"draft", "approved", "sent", "overdue"})
SENT = frozenset({"sent", "overdue"})
LEFT_ALONE = ("TRG-10", "TRG-11", "TRG-38")
BARRED = ("TRG-07", "TRG-22")
WAITING = frozenset({"TRG-06", "TRG-17", "TRG-32", "TRG-40", "TRG-43", *BARRED})
"""What a document waits for goes by one of these: a party, a customer, an edition, somebody's approval."""


def judge_triggers(records: Records, memory: Memory, deals: DealMemory, run: TriggersTold) -> list[Difference]:
    """What a run of triggers did otherwise than it may; what it did is taken over."""
    scene = DealScene(records, memory, deals, run, frozenset(deals.pending))
    found: list[Difference] = []
    for told in run.decisions:
        if not run.excused and run.touched.isdisjoint(told.about):
            found += _of_decision(scene, told)
        for change in told.changes:
            records.take(change)
            if change.before is None:
                deals.made.add((told.subject, change.ref.module))
    if run.finished:
        deals.pending.intersection_update(run.touched)
        if not run.excused:
            found += [*_left_out(scene), *_counted(run)]
    _take_over(scene)
    return found


def deal_ways(scene: DealScene, deal: Ref, trigger: str) -> tuple[Way, ...]:
    """What a trigger may do for a deal as all stands now."""
    fields, terms = scene.records.live.get(deal), scene.run.terms
    if fields is None:
        return nothing(REST, "it was deleted", "TRG-19")
    if trigger not in terms.on:
        return nothing(REST, "that trigger is not on", "TRG-20", "TRG-24")
    now, last = standing(terms, fields, trigger), scene.deals.judged.get((deal, trigger))
    if now == UNKNOWN:
        return nothing(REST, "deals have no Probability any more", "TRG-08")
    owed, doubtful = (deal, trigger) in scene.deals.owed, deal in scene.deals.doubtful or last == UNKNOWN
    if last == now and not owed and not doubtful:
        return nothing(REST, f"it was {now} before", "TRG-15", "TRG-18")
    act = _for_estimate if trigger == ESTIMATE else _for_invoice
    ways = act(scene, deal, now, None if owed or doubtful else last)
    if terms.barred and (any(_waits(way) for way in ways) or not all(way.rests for way in ways)):
        return nothing(REST, "no trigger fires in a US edition", *BARRED, *ways[0].rules)
    if all(way.rests for way in ways):
        before = nothing(REST, f"it may have been {now} before", "TRG-15", "TRG-18") if doubtful else ()
        return (*ways, *before)
    if doubtful or (deal not in scene.saved and (deal, trigger) not in _approved_by_now(scene)):
        return (*ways, *nothing(REST, "it need not be looked at", "TRG-31", "TRG-33"))
    return ways


def _for_estimate(scene: DealScene, deal: Ref, now: str, last: str | None) -> tuple[Way, ...]:
    terms, documents = scene.run.terms, by_trigger(scene.records, scene.run.terms, deal, ESTIMATE)
    if documents and now in (WON, LOST):
        before, after = (ACCEPTED_FROM, "accepted") if now == WON else (DECLINED_FROM, "declined")
        rules = ("TRG-02", "TRG-12") if now == WON else ("TRG-03", "TRG-12")
        moves = [each for each in documents if scene.records.live[each].get("status") != after]
        return tuple([way for each in moves for way in _moved(scene, each, before, after, rules)]) or nothing(
            REST, f"its estimate is {after}", *rules
        )
    reached = terms.created_at if now == CREATE else last == LOST and (terms.created_at or terms.accepted_at)
    new = last is None or last == OPEN or bool(reached)
    if documents or now in (LOST, OPEN) or not new:
        return nothing(REST, "there is no estimate to be made", "TRG-01", "TRG-29")
    why: tuple[str, ...] = ("TRG-01", "TRG-12", "TRG-13", *(("TRG-16", "TRG-29") if now == WON else ()))
    made = _made(scene, deal, ESTIMATE, why)
    if last == LOST and now == WON:  # whether one that was lost is past the stage for its quote is not said
        return (*made, *nothing(REST, "it was lost before", "TRG-29"))
    again = (deal, ESTIMATE) in scene.deals.made
    return (*made, *nothing(REST, "its estimate is gone", "TRG-19")) if again else made


def _for_invoice(scene: DealScene, deal: Ref, now: str, last: str | None) -> tuple[Way, ...]:
    records, terms = scene.records, scene.run.terms
    documents = [*by_trigger(records, terms, deal, INVOICE), *converted(records, terms, deal)]
    stand = [each for each in documents if records.live[each].get("status") != "void"]
    if now == WON:
        if stand:
            return nothing(REST, "an invoice of it stands", "TRG-39", "TRG-44")
        return _made(scene, deal, INVOICE, ("TRG-04", "TRG-13", "TRG-15"))
    if now == LOST and stand:
        return tuple([way for each in stand for way in _moved(scene, each, VOIDED_FROM, "void", ("TRG-05",))])
    return nothing(REST, "nothing stands that was to be voided", "TRG-05", "TRG-19")


def _moved(scene: DealScene, ref: Ref, before: frozenset[str], after: str, rules: tuple[str, ...]) -> tuple[Way, ...]:
    """What becomes of a document whose deal was won or lost."""
    terms, fields = scene.run.terms, scene.records.live[ref]
    status, sent = str(fields.get("status")), ref in scene.records.sent
    freezes = ref.module == INVOICE or catalogue().product(terms.product).freezes_sent_quotes
    alone = nothing(REST, f"it is {status}, and is left alone", *LEFT_ALONE)
    if ref.module == INVOICE and terms.quirk("TRG-11"):
        return alone if status != "draft" else (_move(ref, after, rules),)
    if status in PAID or (status == "overdue" and not same(fields.get("balance"), fields.get("total"))):
        return alone
    if status == "pending_approval" or (terms.approvals and ref.module == ESTIMATE and status == "draft"):
        return nothing(REST, "nobody approved it yet", "TRG-43")
    if status not in before:
        return alone
    if sent and freezes and terms.quirk("TRG-10"):
        return alone if status in SENT else (*alone, _move(ref, after, rules))  # that it once was sent does not show
    return (_move(ref, after, rules),)


def _move(ref: Ref, after: str, rules: tuple[str, ...]) -> Way:
    return Way(("updated",), f"its deal makes it {after}", rules, {ref: {"status": after}}, meant=(ref,))


def _made(scene: DealScene, deal: Ref, trigger: str, rules: tuple[str, ...]) -> tuple[Way, ...]:
    """The document that is to be made for a deal, or why none can be."""
    terms, fields = scene.run.terms, scene.records.live[deal]
    whose = party(scene.records, scene.memory, terms, fields)
    if whose.record is not None and whose.customer is None and whose.record not in scene.run.fetched:
        return (Way(("created",), "its customer is to be fetched, and then", ("TRG-17",), made=Made("", "", {})),)
    if whose.lacks or whose.customer is None:
        return nothing(REST, whose.lacks, *whose.rules)
    customer = scene.records.live[whose.customer]
    addresses = {name: value for name, value in customer.items() if name.startswith("billing_address.")}
    held: dict[str, Value] = {
        "customer_id": whose.customer.id,
        "salesperson_name": terms.owner(fields.get("Owner")),
        DEAL: deal.id,
        "status": "draft",
        "currency_code": customer.get("currency_code"),
        **addresses,
    }
    return (Way(("created",), "a document is to be made for it", rules, made=Made(terms.organisation, trigger, held)),)


def _of_decision(scene: DealScene, told: DecisionTold) -> Iterator[Difference]:
    ways = [way for each in scene.run.terms.on or TRIGGERS for way in deal_ways(scene, told.subject, each)]
    if told.refused and any(told.meant in way.outcomes for way in ways):
        return
    wrong = [_unlike(scene, way, told) for way in ways]
    if all(wrong):
        spoken_of = dict.fromkeys([*[each.ref.module for each in told.changes], *[each.module for each in told.named]])
        trigger = next((each for each in TRIGGERS if each in spoken_of), (*scene.run.terms.on, ESTIMATE)[0])
        likely = deal_ways(scene, told.subject, trigger)[0]
        yield _difference(scene, told.subject, likely, str(_unlike(scene, likely, told)))


def _unlike(scene: DealScene, way: Way, told: DecisionTold) -> str | None:
    """What of a decision is not as that way has it; what finance does by itself of an estimate is its own."""
    own = tuple([each for each in told.changes if each.ref.module in TRIGGERS and not _by_itself(each)])
    wrong = unlike(scene.records, way, told._replace(changes=own))
    made = [each.after or {} for each in own if each.before is None]
    deals = scene.deals
    unsure = told.subject in deals.doubtful or any((told.subject, each) in deals.owed for each in TRIGGERS)
    weighs = not way.rests or (_weighs(way) and not unsure)
    rules = {*way.rules, *(BARRED if scene.run.terms.barred else ())}  # of two reasons for nothing, either may be told
    if not wrong and told.cites and weighs and rules.isdisjoint(told.cites):
        return f"and it is told by {', '.join(told.cites)}"
    return wrong or (_line_unlike(scene.records.live[told.subject], made[0]) if made else None)


def _by_itself(change: RecordChange) -> bool:
    """Whether finance made an invoice of an estimate, or noted so in it. Source: TXN-22."""
    held = change.after or {}
    return held.get("status") == "invoiced" or (change.before is None and bool(held.get("estimate_id")))


def _line_unlike(deal: Fields, document: Fields) -> str | None:
    """One line with the deal's name, description and amount; no amount is a rate of 0. Source: TRG-13, TRG-18."""
    lines = document.get("line_items") or ()
    rows = [row for row in lines if isinstance(row, Mapping)] if isinstance(lines, tuple) else []
    if len(rows) != 1:
        return f"so one line is to be in it, and there are {len(rows)}"
    wanted = {"name": deal.get("Deal_Name"), "description": deal.get("Description"), "rate": deal.get("Amount") or 0}
    for name, value in {**wanted, "quantity": 1}.items():
        if not same(rows[0].get(name), value):
            return f"so the {name} of its line is to be {value}, and is {rows[0].get(name)}"
    return None


def _left_out(scene: DealScene) -> Iterator[Difference]:
    """The deals for which something was to be done, and was not."""
    run = scene.run
    undone = {told.subject for told in run.decisions if told.outcome in UNDONE or told.refused}
    spoken = {told.subject for told in run.decisions}
    waiting = {deal for deal, _ in _approved_by_now(scene)}
    for deal in sorted((scene.saved | waiting) - run.touched - undone):
        if deal not in scene.records.live or (run.skewed and deal not in spoken):
            continue
        for trigger in run.terms.on:
            ways = deal_ways(scene, deal, trigger)
            if not any(way.rests for way in ways):
                yield _difference(scene, deal, ways[0], "and it was not done")
        if run.terms.on and not run.skewed and deal in scene.saved - spoken and deal not in scene.deals.doubtful:
            yield _difference(scene, deal, Way((), "it was saved", ("TRG-29", "TRG-34")), "and nothing was said of it")


def _approved_by_now(scene: DealScene) -> set[tuple[Ref, str]]:
    """The deals that a slot looks at again, whose document nobody had approved before. Source: TRG-43."""
    return scene.deals.unapproved if scene.run.slot and not scene.run.skewed else set()


def _take_over(scene: DealScene) -> None:
    """Note how the deals stand that were judged, and to whom something is owed."""
    run, records, deals = scene.run, scene.records, scene.deals
    undone = {told.subject for told in run.decisions if told.outcome in UNDONE or told.refused}
    acted = {told.subject for told in run.decisions if told.changes or run.excused or not run.finished} | undone
    for deal in sorted(acted | (scene.saved if run.finished else set())):
        fields = records.live.get(deal)
        if fields is None or not run.terms.on:
            continue
        ways = {trigger: deal_ways(scene, deal, trigger) for trigger in run.terms.on}
        lacking = [trigger for trigger, each in ways.items() if any(_waits(way) for way in each)]
        divided = any(way.rests and not _waits(way) for each in lacking for way in ways[each])
        if deal in run.touched or run.excused or divided:
            deals.doubtful.add(deal)
        elif not lacking and all(way.rests for each in ways.values() for way in each):
            deals.doubtful.discard(deal)  # what was open stays so where something is still to be done
        for trigger in run.terms.on:
            deals.judged[deal, trigger] = standing(run.terms, fields, trigger)
            unapproved = any("TRG-43" in way.rules for way in ways[trigger])
            (deals.unapproved.add if unapproved else deals.unapproved.discard)((deal, trigger))
            (deals.owed.add if trigger in lacking or deal in undone else deals.owed.discard)((deal, trigger))


def _weighs(way: Way) -> bool:
    """Whether it matters by what a decision is told: not where there is nothing to do for several reasons at once."""
    return not WAITING.union(LEFT_ALONE).isdisjoint(way.rules)


def _waits(way: Way) -> bool:
    return way.rests and not WAITING.isdisjoint(way.rules)


def _counted(run: TriggersTold) -> Iterator[Difference]:
    """The history counts each decision about a deal. Source: SYN-05."""
    said, counts = Counter(told.outcome for told in run.decisions), run.counts
    for outcome in sorted({*said, *counts}) if counts is not None else ():
        counted = (counts or {}).get(outcome, 0)
        if said[outcome] != counted:
            wrong = f"{said[outcome]} are {outcome}, and the history counts {counted}"
            yield Difference(run.name, None, wrong, ("SYN-05",), ())


def _difference(scene: DealScene, deal: Ref, way: Way, wrong: str) -> Difference:
    records, terms = scene.records, scene.run.terms
    documents = [each for trigger in TRIGGERS for each in records.made_for(terms.organisation, trigger, deal)]
    sides = tuple([_shown(records, each) for each in (deal, *documents)])
    return Difference(scene.run.name, deal, f"{way.why}, {wrong}", way.rules, sides)


def _shown(records: Records, ref: Ref) -> str:
    fields = records.live.get(ref, {})
    shown = [f"{name} {value}" for name, value in fields.items() if not blank(value) and isinstance(value, (str, int))]
    return f"{ref.app}'s {ref.module} {ref.id} ({', '.join(shown) or 'gone'})"
