"""Planted bugs of triggers, with the scripts that show them."""

from __future__ import annotations

from dataclasses import replace

from zsim.explore.bank.bug import Bug, Family
from zsim.ports.records import Record, RecordId, Ref
from zsim.sync import EngineFunctions
from zsim.sync.triggers import DealInput, Party, Rule, TriggerContext, TriggerDecision, plan_deal
from zsim.world import World


def forget_documents(context: TriggerContext, given: DealInput) -> TriggerDecision:
    """Plans that make another document beside the one of a deal that stands already."""
    decision = plan_deal(context, given)
    if decision.reason.code != "deal-stands":
        return decision
    held = given.documents[-1]
    customer = held._replace(ref=held.ref._replace(id=RecordId(str(held.fields["customer_id"]))))
    return plan_deal(context, replace(given, documents=(), party=Party(customer)))


def void_what_was_sent(context: TriggerContext, given: DealInput) -> TriggerDecision:
    """Plans that take no notice of an invoice having been sent."""
    return plan_deal(replace(context, rules=replace(context.rules, sent=Rule("TRG-10", on=False))), given)


def ask_for_no_edition(context: TriggerContext, given: DealInput) -> TriggerDecision:
    """Plans that take every organisation for one in which triggers work."""
    made = [Record(Ref("invoice", "invoices", each), {"status": "draft"}, 0, 0) for each in given.judged.invoices]
    return plan_deal(replace(context, edition=""), replace(given, documents=tuple(made)))


def tell_of_the_account(context: TriggerContext, given: DealInput) -> TriggerDecision:
    """Plans that tell of a record of another module in place of the deal."""
    decision = plan_deal(context, given)
    return decision._replace(deal=decision.deal._replace(module="Accounts"))


def _won(world: World, product: str = "books") -> None:
    """A won deal of a synced account, with its invoice."""
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect(product)
    sync.customers.configure(module="accounts").save_and_sync()
    sync.triggers.configure(invoice=True)
    world.settle()
    world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Amount=900, Stage="Closed Won")
    world.settle()


def _to(world: World, stage: str) -> None:
    world.advance(minutes=1)
    world.crm.deals.update(world.crm.deals.one(Deal_Name="Fit-out"), Stage=stage)
    world.settle()


def _won_again(world: World) -> None:
    _won(world)
    _to(world, "Qualification")
    _to(world, "Closed Won")


def _lost_once_sent(world: World) -> None:
    _won(world)
    world.books.invoices.mark_sent(world.books.invoices.all()[0])
    _to(world, "Closed Lost")


def _lost_in_the_us(world: World) -> None:
    _won(world, "invoice")
    world.invoice.set_edition("US")
    _to(world, "Closed Lost")


TRIGGER_BUGS: tuple[Bug, ...] = (
    Bug(
        "forget-documents",
        "A deal that is won again gets a second invoice beside the one that stands.",
        Family.TRIGGERS,
        ("TRG-39",),
        lambda: EngineFunctions(plan_deals=forget_documents),
        "one-document-a-win",
        _won_again,
    ),
    Bug(
        "void-what-was-sent",
        "An invoice that was sent is voided with its deal.",
        Family.TRIGGERS,
        ("TRG-10",),
        lambda: EngineFunctions(plan_deals=void_what_was_sent),
        "frozen-stays",
        _lost_once_sent,
    ),
    Bug(
        "ask-for-no-edition",
        "A trigger works in a US-edition organisation.",
        Family.TRIGGERS,
        ("TRG-07",),
        lambda: EngineFunctions(plan_deals=ask_for_no_edition),
        "no-trigger-in-the-us",
        _lost_in_the_us,
    ),
    Bug(
        "tell-of-the-account",
        "A trigger does not say what it made of a deal.",
        Family.TRIGGERS,
        ("TRG-06",),
        lambda: EngineFunctions(plan_deals=tell_of_the_account),
        "deals-are-answered",
        _won,
    ),
)
