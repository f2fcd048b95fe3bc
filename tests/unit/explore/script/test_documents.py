"""Documents in scripts: what they are called, who acts on them from where, and what is refused."""

from __future__ import annotations

import json

import pytest

from tests.unit.explore.script.samples import ACME, CORA, SHOWING, WORK, document, sold, synced
from zsim.catalogue import catalogue
from zsim.catalogue.life_cycles import MovedBy, life_cycles
from zsim.explore.script import VERBS, Named, Player, ScriptStep, Start, StepOutcome, do, plain, play, script_of
from zsim.explore.script.script import Script
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NoPermission, NotAllowed, NotModelled

OFFER, BILL = document("offer", "estimates"), document("bill", "invoices")
WON = do("update", record="fit", fields={"Stage": "Closed Won"})
SECTION = "crm.zoho_finance.invoices"


def played(*steps: ScriptStep, before: tuple[ScriptStep, ...] = SHOWING) -> Player:
    """A world with Books in which those steps were done."""
    player = Player(Start("books"))
    for step in (*before, *steps):
        player.do(step)
    return player


def theirs(name: str, type: str, **fields: object) -> ScriptStep:
    """A document that is made in the CRM, for Acme."""
    whom = {"customer": Named("acme"), "lines": WORK, **fields}
    return do("create", name=name, module=f"crm.zoho_finance.{type}", fields=whom)


def test_whatever_people_do_in_a_life_cycle_is_a_verb():
    people = (MovedBy.PERSON, MovedBy.CONVERSION)
    moves = {move.verb for cycle in life_cycles().values() for move in cycle.moves if move.by in people}
    assert moves | {"record_payment"} <= VERBS.keys()


def test_what_a_trigger_made_is_called_by_its_deal():
    player = played(do("configure_triggers", invoice=True), WON)
    assert player.names.all("finance.invoices") == ["books.invoices of fit"]
    assert player.names.all(SECTION) == [f"{SECTION} of fit"]
    sent = player.do(do("mark_sent", record="finance.invoices of fit"))
    assert (sent.outcome, player.names.record(f"{SECTION} of fit").status) == (StepOutcome.DONE, "sent")


def test_of_several_documents_the_last_one_is_meant():
    fit = {"customer": Named("acme"), "deal": Named("fit")}
    player = played(theirs("first", "invoices", **fit), theirs("last", "invoices", **fit))
    assert player.names.record(f"{SECTION} of fit") == player.names.record("last")
    player.do(do("delete", record="last"))
    assert player.names.record(f"{SECTION} of fit") == player.names.record("first")


def test_an_invoice_that_came_of_itself_is_called_by_its_estimate():
    preferred = do("update_preferences", app="books", changes={"convert_accepted": "sent"})
    player = played(preferred, OFFER, do("accept", record="offer"))
    assert player.names.record("finance.invoices of offer").status == "sent"
    assert player.names.all("books.invoices") == ["books.invoices of offer"]


def test_a_payment_is_called_by_its_invoice():
    paid = do("create", name="paid", module="finance.payments", fields={"invoice": Named("bill"), "amount": 4})
    player = played(BILL, do("mark_sent", record="bill"), paid)
    assert player.names.record("books.payments of bill") == player.names.record("paid")


def test_nothing_was_made_for_a_deal_that_is_open():
    result = played(do("void", record="finance.invoices of fit")).results[-1]
    assert str(result) == "nothing to do: there is no 'finance.invoices of fit'"


def test_a_document_is_called_the_same_on_both_sides():
    player = played(BILL, theirs("own", "invoices"))
    assert player.names.all(SECTION) == ["bill in crm", "own"]
    assert player.names.all("finance.invoices") == ["bill", "own in books"]


def test_where_no_documents_are_shown_none_has_a_name():
    player = played(CORA, BILL, before=())
    assert (player.names.all(SECTION), player.names.all("billing.sales_orders")) == ([], [])


@pytest.mark.parametrize("product", ["invoice", "billing"])
def test_other_products_show_what_the_section_does_too(product: str):
    others = [each for each in catalogue().product(product).modules if each != "customers"]
    steps = (
        ACME,
        *synced(product, *others),
        do("update", record=f"acme in {product}", fields={"email": "ada@acme.example"}),
        do("enable_transactions", modules=["estimates", "invoices"]),
        document("bill", "invoices", customer=Named(f"acme in {product}")),
        do("refresh", module=SECTION, party="acme"),
        do("send", record="bill in crm"),
        theirs("own", "estimates", send=True),
        do("convert", name="made", record="own"),
        do("void", record="made in finance"),
    )
    player = Player(Start(product))
    assert [str(player.do(each)) for each in steps] == ["done"] * len(steps)
    assert player.names.all(SECTION) == ["bill in crm", "made"]
    assert [each.status for each in player.world[product].invoices.all()] == ["sent", "void"]


@pytest.mark.parametrize(
    ("type", "first", "step", "status"),
    [
        ("estimates", (), do("send", record="own"), "sent"),
        ("estimates", (), do("mark_sent", record="own"), "sent"),
        ("estimates", (), do("accept", record="own"), "accepted"),
        ("estimates", (), do("decline", record="own"), "declined"),
        ("estimates", (), do("convert", name="made", record="own"), "invoiced"),
        ("invoices", (), do("void", record="own"), "void"),
        ("invoices", ("mark_sent",), do("record_payment", name="paid", record="own", amount=3), "partially_paid"),
        ("invoices", (), do("update", record="own", fields={"notes": "Thanks", "lines": WORK}), "draft"),
    ],
)
def test_the_section_moves_documents(type: str, first: tuple[str, ...], step: ScriptStep, status: str):
    player = played(theirs("own", type), *[do(each, record="own") for each in first], step)
    assert str(player.results[-1]) == "done"
    assert (player.names.record("own").status, player.names.record("own in books").status) == (status, status)


def test_what_leads_to_nothing_else_is_given_no_name():
    player = played(theirs("own", "invoices"), do("mark_sent", record="own"))
    player.do(do("record_payment", name="paid", record="own", amount=3))
    assert str(player.do(do("delete", record="paid"))) == "nothing to do: there is no 'paid'"


@pytest.mark.parametrize(
    ("step", "words", "kind"),
    [
        (do("accept", record="bill"), "cannot be accepted|accept", NotAllowed),
        (do("submit", record="bill in crm"), "offers no such action", None),
        (do("send", record="acme"), "offers no such action", None),
        (document("order", "sales_orders", customer=Named("fit")), "sales_orders", None),
        (do("configure_workflows", invoice=True), "no connected organisation offers one", None),
        (do("associate", record="bill", deal="fit"), "POT-08", NotAllowed),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(step: ScriptStep, words: str, kind: type[BaseException] | None):
    player = played(BILL)
    before = player.world.snapshot()
    result = player.do(step)
    assert result.outcome is StepOutcome.REFUSED
    assert any(each in result.why for each in words.split("|"))
    assert kind is None or result.refusal is kind
    assert player.world.snapshot() == before


def test_a_document_the_product_has_not_is_refused():
    player = Player(Start("billing"))
    player.do(CORA)
    assert player.do(document("order", "sales_orders")).refusal is NotModelled


def test_a_user_without_the_right_is_refused_until_it_is_given():
    player = played(
        do("create_profile", profile="Sales"),
        do("create_user", app="crm", user="Rita", email="rita@x.example", profile="Sales"),
        do("create_user", app="books", user="Rita", email="rita@x.example"),
        do("deny", profile="Sales", type="invoices", rights=["create_edit"]),
        theirs("own", "invoices"),
    )
    void = do("void", record="own", by="Rita")
    refused, _, done = [player.do(each) for each in (void, do("allow", profile="Sales", type="invoices"), void)]
    assert (refused.refusal, done.outcome) == (NoPermission, StepOutcome.DONE)
    assert player.names.record("own in books").status == "void"


def test_a_user_of_finance_acts_there():
    rita = do("create_user", app="books", user="Rita", email="rita@x.example")
    player = played(rita, BILL, do("comment", record="bill", by="Rita", text="By May."))
    assert [each.by for each in player.names.document("bill").comments.all()] == ["Rita"]


@pytest.mark.parametrize(
    "product", [each.key for each in catalogue().products if each.key in ("invoice", "books", "billing")]
)
def test_a_script_may_begin_with_won_deals_and_sent_invoices(product: str):
    steps = (
        *sold(product, 3),
        do("record_payment", name="paid", record="finance.invoices of deal 1", amount=100),
        do("update", record="deal 2", fields={"Stage": "Closed Lost"}),
        do("void", record="finance.invoices of deal 3"),
        do("disable"),
        do("enable"),
    )
    script = script_of(json.dumps(plain(Script(Start(product), steps))))
    result = play(script)
    assert [str(each) for each in result.results] == ["done"] * len(steps)
    invoices = result.world[product].invoices.all()
    assert [each.status for each in invoices] == ["paid", "sent", "void"]


def test_a_trigger_does_nothing_in_a_us_edition():
    steps = (*sold("invoice", 1)[:-1], do("set_edition", app="invoice", edition="US"))
    won = do("update", record="deal 1", fields={"Stage": "Closed Won"})
    again = do("update", record="deal 1", fields={"Stage": "Qualification"})
    player = Player(Start("invoice"))
    for step in (*steps, again, do("delete", record="finance.invoices of deal 1"), won):
        player.do(step)
    assert player.names.all("finance.invoices") == []


def test_a_name_that_tells_what_was_made_for_another_is_refused():
    with pytest.raises(UsageError, match="made for another"):
        do("create", name="books.invoices of fit", **{each: ACME.given[each] for each in ("module", "fields")})
