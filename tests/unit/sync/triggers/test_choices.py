"""What can be chosen of triggers."""

from __future__ import annotations

import pytest

from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.sync.triggers.choices import NONE_ON, DealTrigger, TriggerChoices, chosen, spelled

AT = {"created_at": None, "accepted_at": None, "declined_at": None}


def test_the_triggers_that_are_on_and_the_stages_chosen():
    both = TriggerChoices(estimate=True, invoice=True, created_at="A", accepted_at="B", declined_at="A")
    assert both.on == (DealTrigger.ESTIMATE, DealTrigger.INVOICE)
    assert both.stages == ("A", "B")
    assert NONE_ON.on == ()
    assert [each.module for each in DealTrigger] == ["estimates", "invoices"]


def test_a_stage_chosen_switches_quotes_on():
    books = catalogue().product("books")
    choices = chosen(books, "allowed", estimate=False, invoice=False, stages={**AT, "accepted_at": "Won"})
    assert choices == TriggerChoices(estimate=True, accepted_at="Won")


@pytest.mark.parametrize(
    ("product", "both", "estimate", "invoice", "stages", "refusal"),
    [
        ("billing", "allowed", True, False, AT, "TRG-23"),
        ("invoice", "allowed", True, False, {**AT, "created_at": "Won"}, "TRG-12"),
        ("books", "either", True, True, AT, "policy both_triggers"),
        ("import", "allowed", True, True, AT, "TRG-20"),
    ],
    ids=str,
)
def test_what_a_product_does_not_offer_is_refused(
    product: str, both: str, estimate: bool, invoice: bool, stages: dict[str, str | None], refusal: str
):
    with pytest.raises(UsageError, match=refusal):
        chosen(catalogue().product(product), both, estimate=estimate, invoice=invoice, stages=stages)


def test_stages_are_taken_as_the_crm_spells_them():
    assert spelled(TriggerChoices(created_at="closed won"), ("Closed Won",)).created_at == "Closed Won"
    with pytest.raises(UsageError, match="no such stage"):
        spelled(TriggerChoices(created_at="Sold"), ("Closed Won",))
