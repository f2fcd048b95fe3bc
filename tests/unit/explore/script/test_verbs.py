"""Every verb does something in a world that has everything."""

from __future__ import annotations

import pytest

from tests.unit.explore.script.samples import ACME, ADA, BOLT, CONNECTED, CORA, SYNC
from tests.unit.explore.script.test_document_verbs import STEPS as DOCUMENT_STEPS
from zsim.explore.script import VERBS, Named, Player, Start, StepOutcome, do

CUSTOMERS = {"sync": "customers"}
EVERYTHING = (
    ACME,
    BOLT,
    ADA,
    CORA,
    do("create", name="anvil", module="crm.products", fields={"Product_Name": "Anvil"}),
    *CONNECTED,
    do("create", name="ann", module="invoice.customers", fields={"contact_name": "Ann", "email": "ann@x.example"}),
    do("create", name="news", module="marketinghub.lists", fields={"name": "News"}),
    do("create", name="bob", module="marketinghub.leads", fields={"email": "bob@x.example"}),
    do("add_to_list", list="news", leads=["bob"]),
    do("connect_marketinghub"),
    do("new_sync", sync="all", mailing_list="news"),
    do("schedule", sync="all", frequency="daily", at="10:00"),
    do("add_field", module="crm.accounts", field="Terms", type="picklist", options=["15", "30"]),
    do("create_view", module="crm.accounts", view="Mine", conditions=[("Phone", "is", "1")]),
    do("create_user", app="books", user="Rita", email="rita@books.example"),
)
STEPS = {
    "create": [
        do("create", name="deal", module="crm.deals", fields={"Deal_Name": "Deal", "Account_Name": Named("acme")})
    ],
    "update": [do("update", record="acme in books", fields={"billing_address": {"city": "Pune"}})],
    "delete": [do("delete", record="bolt")],
    "restore": [do("delete", record="bolt"), do("restore", record="bolt")],
    "merge": [do("merge", record="acme", others=["bolt"])],
    "open": [do("open", record="ada")],
    "activate": [do("deactivate", record="cora"), do("activate", record="cora")],
    "deactivate": [do("deactivate", record="cora")],
    "unsubscribe": [do("unsubscribe", record="bob", from_list="news"), do("unsubscribe", record="bob")],
    "complain": [do("complain", record="bob")],
    "bounce": [do("bounce", record="bob"), do("bounce", record="bob", hard=True)],
    "deliver": [do("deliver", record="bob")],
    "add_to_list": [],
    "remove_from_list": [do("remove_from_list", list="news", leads=["bob"])],
    "add_field": [do("add_field", module="finance.customers", field="cf_x", label="X")],
    "set_options": [do("set_options", module="crm.accounts", field="Terms", options=["15", "45"])],
    "set_layout": [do("set_layout", module="crm.accounts", field="Terms", layout="Other")],
    "create_view": [],
    "update_view": [do("update_view", module="crm.accounts", view="Mine", conditions=[("Phone", "is empty")])],
    "create_organisation": [do("create_organisation", name="branch", product="finance", called="Branch")],
    "generate_zsc_key": [do("generate_zsc_key", app="crm")],
    "set_email": [do("set_email", app="finance", email="new@books.example")],
    "set_base_currency": [do("set_base_currency", app="crm", code="USD")],
    "enable_multi_currency": [do("enable_multi_currency")],
    "rename_organisation": [do("rename_organisation", called="Works")],
    "grant_multi_organisation": [do("grant_multi_organisation", product="finance")],
    "update_preferences": [do("update_preferences", app="finance", changes={"allow_equal_names": True})],
    "create_user": [do("create_user", app="crm", user="Sam", admin=True)],
    "set_users_maximum": [do("set_users_maximum", app="books", users=3)],
    "activate_user": [do("activate_user", app="books", user="Rita")],
    "deactivate_user": [do("deactivate_user", app="books", user="Rita")],
    "connect": [do("connect", product="billing")],
    "update_credentials": [do("update_credentials", email="present", key="present")],
    "pause": [do("pause")],
    "resume": [do("pause"), do("resume")],
    "disable": [do("disable")],
    "enable": [do("disable"), do("enable")],
    "delete_integration": [do("disable"), do("delete_integration", convert="with_transactions")],
    "enable_transactions": [
        *[
            do(verb, sync=module, **more)
            for module in ("vendors", "items")
            for verb, more in (("configure", {"choices": {"extent": "fetch"}}), ("save_and_sync", {}))
        ],
        do("settle"),
        do("enable_transactions", modules=["invoices"]),
    ],
    "crm_information": [
        do("connect", product="invoice"),
        do("configure", product="invoice", **CUSTOMERS, choices={"module": "accounts"}),
        do("save_and_sync", product="invoice", **CUSTOMERS),
        do("crm_information", product="invoice", customer="acme in invoice"),
    ],
    "configure": [do("configure", sync="items", choices={"extent": "fetch"})],
    "edit": [do("edit", **CUSTOMERS, choices={"account_view": "Mine"})],
    "map": [do("map", **CUSTOMERS, crm_field="Description", finance_field="notes")],
    "unmap": [do("unmap", **CUSTOMERS, crm_field="Phone")],
    "save_and_sync": [do("save_and_sync", **CUSTOMERS)],
    "save_and_sync_later": [do("save_and_sync_later", **CUSTOMERS)],
    "instant_sync": [SYNC],
    "fetch": [do("fetch", **CUSTOMERS, record="acme")],
    "import_by_id": [do("import_by_id", **CUSTOMERS, record="acme")],
    "search": [do("search", **CUSTOMERS, text="Acme")],
    "preview": [do("preview", **CUSTOMERS)],
    "connect_marketinghub": [],
    "update_account": [do("update_account", email="present", key="present")],
    "new_sync": [
        do("new_sync", sync="India", mailing_list="news", criteria=[("billing_address.country", "is", "India")])
    ],
    "schedule": [do("schedule", sync="all", frequency="weekly", weekday="monday", zone="Asia/Kolkata")],
    "retrieve": [do("retrieve", sync="all", data="all")],
    "initiate": [do("initiate", sync="all")],
    "edit_mapping": [do("edit_mapping", sync="all", changes={"first_name": ""})],
    "edit_retrieval": [do("edit_retrieval", sync="all", frequency="monthly", day=31, after="now")],
    "activate_sync": [do("initiate", sync="all"), do("deactivate_sync", sync="all"), do("activate_sync", sync="all")],
    "deactivate_sync": [do("initiate", sync="all"), do("deactivate_sync", sync="all")],
    "advance": [do("advance", days=1)],
    "advance_to": [do("advance_to", moment="2026-02-01 00:00")],
    "settle": [do("settle")],
    "next_event": [do("next_event")],
    "export_and_load": [do("export_and_load")],
    "heal": [do("heal")],
}


def test_every_verb_is_tried():
    assert {*STEPS, *DOCUMENT_STEPS} == VERBS.keys()


@pytest.mark.parametrize("verb", STEPS)
def test_a_verb_does_what_it_calls(verb):
    player = Player(Start("books"))
    for step in (*EVERYTHING, *STEPS[verb]):
        assert player.do(step).outcome is StepOutcome.DONE, player.results[-1]
