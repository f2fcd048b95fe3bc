"""Runs of triggers told by hand: what may be made and moved for a deal, and what the model has against all else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.checks.model.story import Told
from zsim.checks.model import DealMemory, DecisionTold, RecordChange, TriggersTold, TriggerTerms, judge_triggers
from zsim.checks.model.deals import UNKNOWN
from zsim.ports.records import Ref

STAGES = {"Open": 10, "Quote": 50, "Won": 100, "Lost": 0}
BOTH = TriggerTerms("books", "books", ("estimates", "invoices"), probabilities=STAGES, choice="accounts")
INVOICES = BOTH._replace(on=("invoices",))
ESTIMATES = BOTH._replace(on=("estimates",))


class Deals(Told):
    """A connection with triggers, and Acme as its customer."""

    def __init__(self, triggers: TriggerTerms = INVOICES) -> None:
        super().__init__()
        self.triggers, self.deals = triggers, DealMemory()
        self.acme, self.customer = self.pair()

    def deal(self, stage: str = "Won", **fields: Any) -> Ref:
        """Somebody saved a deal with Acme."""
        ref = self.crm(
            "Deals", **{"Deal_Name": "Fit-out", "Stage": stage, "Amount": 900, "Account_Name": self.acme.id, **fields}
        )
        self.deals.pending.add(ref)
        return ref

    def moved(self, deal: Ref, **fields: Any) -> None:
        """Somebody saved a deal anew."""
        self.edited(deal, **fields)
        self.deals.pending.add(deal)

    def document(self, deal: Ref, module: str = "invoices", **fields: Any) -> RecordChange:
        """A run made the document of a deal."""
        line = {"name": "Fit-out", "description": None, "rate": 900, "quantity": 1, **fields.pop("line", {})}
        held = {"customer_id": self.customer.id, "status": "draft", "zcrm_potential_id": deal.id, "line_items": (line,)}
        held |= {"salesperson_name": "None", "zcrm_potential_by": "trigger", "total": 900, "balance": 900}
        return self.creation("books", module, **{**held, **fields})

    def judged(self, *decisions: DecisionTold, **more: Any) -> list[str]:
        """What the model has against a run of triggers."""
        run = TriggersTold("run", more.pop("terms", self.triggers), decisions=decisions, **more)
        return [str(each) for each in judge_triggers(self.records, self.memory, self.deals, run)]

    def invoiced(self) -> tuple[Ref, Ref]:
        """A deal that was won, and the invoice it got."""
        deal = self.deal()
        made = self.document(deal)
        assert self.judged(DecisionTold(deal, "created", changes=(made,))) == []
        return deal, made.ref

    def writes(self, deal: Ref, document: Ref, status: str) -> DecisionTold:
        """A run moved a document."""
        return DecisionTold(deal, "updated", (document,), changes=(self.write(document, status=status),))


def test_a_won_deal_gets_one_invoice_and_none_when_it_is_saved_again():
    told = Deals()
    deal, _ = told.invoiced()
    told.moved(deal, Amount=5)
    assert told.judged(DecisionTold(deal, "unchanged")) == []
    (wrong,) = told.judged(DecisionTold(deal, "created", changes=(told.document(deal),)))
    assert "it was won before" in wrong


def test_a_won_deal_without_its_invoice_is_told_with_both_sides():
    told = Deals()
    deal = told.deal()
    (wrong,) = told.judged()[:1]
    assert "a document is to be made for it, and it was not done (TRG-04" in wrong
    assert f"crm's Deals {deal.id} (Deal_Name Fit-out" in wrong


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        ({"customer_id": "9"}, "customer_id of what is made is to be 12, and is 9"),
        ({"status": "sent"}, "so status of what is made is to be draft, and is sent"),
        ({"line": {"rate": 899}}, "so the rate of its line is to be 900, and is 899"),
        ({"line": {"name": "Lift"}}, "so the name of its line is to be Fit-out, and is Lift"),
        ({"salesperson_name": "Ann"}, "so salesperson_name of what is made is to be None, and is Ann"),
    ],
)
def test_what_a_document_carries(mistake: dict[str, Any], words: str):
    told = Deals()
    deal = told.deal()
    assert words in told.judged(DecisionTold(deal, "created", changes=(told.document(deal, **mistake),)))[0]


def test_lost_voids_a_draft_and_leaves_what_was_sent():
    told = Deals()
    deal, invoice = told.invoiced()
    told.moved(deal, Stage="Lost")
    assert "so status is to be void" in told.judged(told.writes(deal, invoice, "overdue"))[0]
    told.edited(invoice, status="draft")
    told.moved(deal, Stage="Won")
    assert told.judged(DecisionTold(deal, "excluded")) == []
    told.edited(invoice, status="sent")
    told.moved(deal, Stage="Lost")
    assert "is left alone" in told.judged(told.writes(deal, invoice, "void"))[0]


def test_won_again_after_it_was_voided_it_gets_another():
    told = Deals()
    deal, invoice = told.invoiced()
    told.moved(deal, Stage="Lost")
    assert told.judged(told.writes(deal, invoice, "void")) == []
    told.moved(deal, Stage="Won")
    assert "it was not done" in told.judged(DecisionTold(deal, "excluded"))[-1]


def test_an_estimate_is_made_and_accepted_for_a_deal_that_comes_as_won():
    told = Deals(ESTIMATES)
    deal = told.deal()
    made = told.document(deal, "estimates")
    told.records.take(made)
    accepted = told.writes(deal, made.ref, "accepted")
    told.records.take(RecordChange(made.ref, made.after, None))
    assert told.judged(DecisionTold(deal, "created", changes=(made,)), accepted) == []


def test_one_that_is_made_and_not_accepted_is_told():
    told = Deals(ESTIMATES)
    deal = told.deal()
    found = told.judged(DecisionTold(deal, "created", changes=(told.document(deal, "estimates"),)))
    assert ["its deal makes it accepted, and it was not done" in each for each in found] == [True]


def test_a_deal_that_stood_when_it_was_switched_on_gets_none():
    told = Deals()
    deal = told.deal()
    told.deals.note(told.records, INVOICES)
    assert told.judged() == []
    told.moved(deal, Amount=7)
    assert "it was won before" in told.judged(DecisionTold(deal, "created", changes=(told.document(deal),)))[0]


def test_what_was_missing_comes_once_the_deal_is_saved_with_it():
    told = Deals()
    deal = told.deal(Account_Name=None)
    assert told.judged(DecisionTold(deal, "excluded", cites=("TRG-06",))) == []
    told.moved(deal, Account_Name=told.acme.id)
    assert "it was not done" in told.judged(DecisionTold(deal, "unchanged"))[-1]


def test_why_nothing_is_made_is_told_by_the_rule_that_says_so():
    told = Deals()
    found = told.judged(DecisionTold(told.deal(Account_Name=None), "excluded", cites=("TRG-15",)))
    assert "it carries no account or contact to make it for, and it is told by TRG-15 (TRG-06)" in found[0]


def test_a_customer_that_nobody_fetched_is_to_be_fetched():
    told = Deals()
    deal = told.deal(Account_Name=told.crm("Accounts", Account_Name="Beta").id)
    assert "its customer is to be fetched" in told.judged(DecisionTold(deal, "excluded"))[0]


def test_no_document_for_an_inactive_customer():
    told = Deals()
    told.edited(told.customer, status="inactive")
    deal = told.deal()
    assert "its customer is inactive" in told.judged(DecisionTold(deal, "created", changes=(told.document(deal),)))[0]


def test_an_invoice_that_somebody_made_by_hand_is_none_of_the_triggers():
    told = Deals()
    deal, _ = told.invoiced()
    own = told.books("invoices", zcrm_potential_id=deal.id, status="draft", zcrm_potential_by="person")
    told.moved(deal, Stage="Lost")
    assert "and another was taken for it" in told.judged(told.writes(deal, own, "void"))[0]


def test_in_a_us_edition_of_invoice_nothing_is_made():
    terms = TriggerTerms("books", "invoice", ("invoices",), choice="accounts", edition="US")
    told = Deals(terms)
    deal = told.deal(Probability=100)
    assert "US edition" in told.judged(DecisionTold(deal, "created", changes=(told.document(deal),)))[0]


def test_stages_chosen_in_books_take_the_place_of_won_and_lost():
    told = Deals(ESTIMATES._replace(created_at="Quote", accepted_at="Open"))
    deal = told.deal()
    assert told.judged(DecisionTold(deal, "excluded")) == []
    told.moved(deal, Stage="Quote")
    assert "it was not done" in told.judged(DecisionTold(deal, "excluded"))[-1]


def test_a_history_that_counts_otherwise_is_told():
    told = Deals()
    deal = told.deal()
    found = told.judged(DecisionTold(deal, "created", changes=(told.document(deal),)), counts={"created": 2})
    assert "1 are created, and the history counts 2" in found[0]


def test_what_was_won_before_its_field_was_removed_need_not_be_told_by_what_it_lacks_now():
    told = Deals(INVOICES._replace(organisation="books", product="invoice", has_probability=False))
    deal = told.deal(Probability=100, Account_Name=None)
    told.deals.judged[deal, "invoices"] = UNKNOWN
    back = told.triggers._replace(has_probability=True)
    assert told.judged(DecisionTold(deal, "unchanged", cites=("TRG-15", "TRG-18")), terms=back) == []


def test_of_two_reasons_for_nothing_in_a_us_edition_either_may_be_told():
    told = Deals(INVOICES._replace(organisation="books", product="invoice", has_probability=True))
    deal = told.deal(Probability=100)
    made = told.document(deal)
    assert told.judged(DecisionTold(deal, "created", changes=(made,))) == []
    told.edited(made.ref, status="sent")
    told.moved(deal, Stage="Lost", Probability=0)
    barred = told.triggers._replace(edition="US")
    assert told.judged(DecisionTold(deal, "excluded", cites=("TRG-07",)), terms=barred) == []
    told.moved(deal, Stage="Won", Probability=100)
    assert told.judged(DecisionTold(deal, "excluded")) == []
    told.moved(deal, Stage="Lost", Probability=0)
    (wrong,) = told.judged(DecisionTold(deal, "excluded", cites=("TRG-07",)))
    assert "it is told by TRG-07" in wrong


@pytest.mark.parametrize("product", ["invoice", "import", "books"])
def test_what_an_estimate_of_a_trigger_became_serves_the_win(product: str):
    told = Deals(BOTH._replace(product=product))
    deal = told.deal("Open", Probability=10)
    made = told.document(deal, "estimates")
    assert told.judged(DecisionTold(deal, "created", changes=(made,))) == []
    told.edited(made.ref, status="invoiced")
    told.books("invoices", zcrm_potential_id=deal.id, zcrm_potential_by="trigger", estimate_id=made.ref.id)
    told.moved(deal, Stage="Won", Probability=100)
    assert told.judged(DecisionTold(deal, "excluded", cites=("TRG-38",)), DecisionTold(deal, "excluded")) == []
