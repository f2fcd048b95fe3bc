"""Every verb of documents, deals, triggers and rights does something in a world that has everything."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.explore.python_form.samples import digests, same_journal
from tests.unit.explore.script.samples import SHOWING, WORK, document
from zsim.explore.script import Named, Player, ScriptStep, Start, StepOutcome, do, plain, play, script_of
from zsim.explore.traces import script_of_world

SECTION = "crm.zoho_finance.invoices"
OFFER, BILL = document("offer", "estimates"), document("bill", "invoices")
ORDER, PURCHASE = document("order", "sales_orders"), document("purchase", "purchase_orders", vendor=Named("vera"))
SENT = do("mark_sent", record="bill")
THEIRS = do(
    "create",
    name="theirs",
    module=SECTION,
    fields={"customer": Named("acme"), "deal": Named("fit"), "lines": WORK, "send": True},
)
APPROVALS = do("update_preferences", app="books", changes={"approvals": True})
SUBMITTED = (APPROVALS, BILL, do("submit", record="bill"))
SALES = do("create_profile", profile="Sales", hidden_modules=["Vendors"])
RITA = do("create_user", app="crm", user="Rita", profile="Sales")
ASSOCIATED = (document("own", "invoices", customer=Named("acme in books")), do("associate", record="own", deal="fit"))
REPORT = do(
    "create_report",
    report="Whom to call",
    module="accounts",
    columns=["Account_Name", "Phone"],
    where=[("Phone", "is not empty")],
)

STEPS: dict[str, tuple[ScriptStep, ...]] = {
    "send": (BILL, do("send", record="bill"), do("send", record="bill", to="rita@x.example")),
    "mark_sent": (BILL, SENT),
    "mark_open": (ORDER, do("mark_open", record="order")),
    "accept": (OFFER, do("accept", record="offer")),
    "decline": (OFFER, do("decline", record="offer")),
    "submit": SUBMITTED,
    "approve": (*SUBMITTED, do("approve", record="bill")),
    "reject": (*SUBMITTED, do("reject", record="bill")),
    "convert": (OFFER, do("convert", name="made", record="offer", to="invoice"), do("send", record="made")),
    "void": (BILL, do("void", record="bill")),
    "cancel": (PURCHASE, do("cancel", record="purchase")),
    "close": (ORDER, do("mark_open", record="order"), do("close", record="order")),
    "reopen": (BILL, do("void", record="bill"), do("reopen", record="bill")),
    "record_payment": (
        BILL,
        SENT,
        do("record_payment", name="paid", record="bill", amount=Decimal("2.50")),
        do("delete", record="paid"),
    ),
    "print": (BILL, do("print", record="bill"), do("settle"), do("print", record="bill in crm")),
    "comment": (BILL, do("comment", record="bill", text="By May.")),
    "attach": (BILL, do("attach", record="bill", file="a.txt", content="By May.")),
    "associate": ASSOCIATED,
    "dissociate": (*ASSOCIATED, do("dissociate", record="own", deal="fit")),
    "search_deals": (*ASSOCIATED, do("search_deals", record="own", text="Fit")),
    "configure_documents": (do("configure_documents", module="finance.invoices", choices={"due_days": 9}),),
    "refresh": (THEIRS, do("refresh", module=SECTION, party="acme")),
    "view_summary": (do("view_summary", party="acme", organisation="books"),),
    "mass_update": (do("mass_update", module="crm.deals", records=["fit"], fields={"Stage": "Closed Won"}),),
    "create_stage": (do("create_stage", stage="Signed", probability=100),),
    "update_stage": (do("update_stage", stage="Closed Won", probability=90, forecast_category="Pipeline"),),
    "remove_field": (do("remove_field", module="crm.deals", field="Probability"),),
    "restore_field": (
        do("remove_field", module="crm.deals", field="Probability"),
        do("restore_field", module="crm.deals", field="Probability"),
    ),
    "create_profile": (SALES,),
    "hide_modules": (SALES, do("hide_modules", profile="Sales", modules=["Deals"])),
    "show_modules": (SALES, do("show_modules", profile="Sales", modules=["Vendors"])),
    "deny": (SALES, do("deny", profile="Sales", type="invoices", rights=["email"])),
    "allow": (
        SALES,
        do("deny", profile="Sales", type="summary"),
        do("allow", profile="Sales", type="summary", rights=["view"]),
    ),
    "update_user": (SALES, RITA, do("update_user", app="crm", user="Rita", profile="Standard")),
    "delete_user": (
        do("create_user", app="books", user="Rita", email="rita@x.example"),
        do("delete_user", app="books", user="Rita"),
    ),
    "add_other_app": (do("connect", product="invoice"), do("add_other_app", app="books", other="invoice")),
    "set_edition": (do("set_edition", app="invoice", edition="US"),),
    "set_plan": (do("set_plan", app="finance", documents_max=3), do("set_plan", app="finance", documents_max=None)),
    "configure_triggers": (
        do("configure_triggers", estimate=True, invoice=True, estimate_created_at="Value Proposition"),
        do("configure_triggers"),
    ),
    "configure_workflows": (do("connect", product="import"), do("configure_workflows", estimate=True)),
    "add_integration_user": (SALES, RITA, do("add_integration_user", user="Rita")),
    "remove_integration_user": (
        SALES,
        RITA,
        do("add_integration_user", user="Rita"),
        do("remove_integration_user", user="Rita"),
    ),
    "set_users_maximum": (
        do("set_users_maximum", app="books", users=3),
        do("set_users_maximum", app="books", users=None),
    ),
    "attach_to": (do("attach_to", record="fit", file="a.txt", content="By May."),),
    "load_csv": (do("load_csv", module="crm.accounts", text="Account Name,Nobody\nCora,1\n", ignore=["Nobody"]),),
    "create_report": (REPORT,),
    "update_report": (REPORT, do("update_report", report="Whom to call", group="Phone")),
    "delete_report": (REPORT, do("delete_report", report="Whom to call")),
    "crash": (do("crash"),),
    "heal": (do("heal"),),
    "pause_sync": (do("pause_sync", sync="invoices"), do("pause_sync", sync="customers")),
    "resume_sync": (do("pause_sync", sync="invoices"), do("resume_sync", sync="invoices")),
}


@pytest.mark.parametrize("verb", STEPS)
def test_a_verb_does_what_it_calls(verb: str):
    player = Player(Start(("books", "invoice")))
    for step in (*SHOWING, *STEPS[verb]):
        assert player.do(step).outcome is StepOutcome.DONE, player.results[-1]
    assert script_of(plain(player.script)) == player.script


@pytest.mark.parametrize("verb", STEPS)
def test_what_a_verb_did_is_read_from_the_journal_and_written_in_python(verb: str):
    player = Player(Start(("books", "invoice"), settles=False))
    for step in (*SHOWING, *STEPS[verb]):
        player.do(step)
        player.do(do("settle"))
    assert digests(play(script_of_world(player.world)).world) == digests(player.world)
    same_journal(player.script)


def test_modules_enabled_in_turns_and_in_any_order_run_as_the_journal_says():
    enabled = SHOWING[-1]
    player = Player(Start("books", settles=False))
    for step in (
        *SHOWING[:-1],
        do("enable_transactions", modules=["purchase_orders", "invoices", "invoices"]),
        do("settle"),
        do("enable_transactions", modules=["estimates"]),
        enabled,
    ):
        player.do(step)
        player.do(do("settle"))
    runs = [each.module for each in player.world.runs() if each.module in enabled.given["modules"]]
    assert runs[:3] == ["invoices", "purchase_orders", "estimates"]
    assert digests(play(script_of_world(player.world)).world) == digests(player.world)
