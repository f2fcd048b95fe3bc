"""What the names of a script mean: records, their counterparts in other apps, organisations."""

from __future__ import annotations

import pytest

from tests.unit.explore.script.samples import ACME, BOLT, CONNECTED, CORA, SYNC
from zsim.explore.script import Named, Player, Start, do
from zsim.ports.records import Ref

LEADS = (
    do("create", name="ann", module="invoice.customers", fields={"contact_name": "Ann", "email": "ann@x.example"}),
    do("create", name="news", module="marketinghub.lists", fields={"name": "News"}),
    do("connect_marketinghub"),
    do("new_sync", sync="all", mailing_list="news"),
    do("initiate", sync="all"),
)


def played(*steps, start=None):
    player = Player(start or Start("books"))
    for step in steps:
        player.do(step)
    return player


def called(player, name):
    """The fields that name a record."""
    fields = player.names.record(name).fields
    return next(fields[each] for each in ("Account_Name", "contact_name", "email") if fields.get(each))


@pytest.mark.parametrize("name", ["acme in books", "acme in finance"])
def test_a_counterpart_is_what_a_record_is_linked_with(name):
    assert called(played(ACME, BOLT, *CONNECTED), name) == "Acme"


def test_the_counterpart_of_a_customer_is_in_the_crm():
    assert called(played(CORA, *CONNECTED), "cora in crm") == "Cora"


def test_a_record_nobody_synced_has_no_counterpart():
    assert str(played(ACME, do("delete", record="acme in books")).results[-1]) == (
        "nothing to do: there is no 'acme in books'"
    )


def test_a_counterpart_outlives_the_link():
    player = played(CORA, *CONNECTED, do("delete", record="cora in crm"), do("advance", hours=2))
    assert player.world.integration("books").links == ()
    assert player.names.of(player.names.record("cora").ref) == "cora"
    assert not player.names.record("cora in crm").alive


def test_a_counterpart_outlives_the_connection():
    gone = (do("disable"), do("delete_integration"))
    assert called(played(ACME, *CONNECTED, *gone), "acme in books") == "Acme"


def test_a_counterpart_keeps_its_name_when_the_connection_is_deleted():
    gone = (do("disable"), do("delete_integration"))
    player = played(CORA, ACME, *CONNECTED, *gone)
    assert player.names.all("finance.customers") == ["cora", "acme in books"]
    assert player.names.all("crm.accounts") == ["acme", "cora in crm"]


def test_a_contact_that_was_not_brought_is_no_lead():
    steps = (*LEADS, do("create", name="bob", module="invoice.customers", fields={"contact_name": "Bob"}))
    assert "there is no 'bob in marketinghub'" in str(
        played(*steps, do("delete", record="bob in marketinghub")).results[-1]
    )


def test_there_are_no_leads_before_marketinghub_is_connected():
    assert str(played(CORA, do("delete", record="cora in marketinghub")).results[-1]).startswith("nothing to do")


def test_a_counterpart_has_one_of_its_own():
    both = ("books", "invoice")
    choices = {"module": "accounts", "extent": "both_ways", "duplicates": "overwrite"}
    second = (
        do("connect", product="invoice"),
        do("configure", product="invoice", sync="customers", choices=choices),
        do("save_and_sync", product="invoice", sync="customers"),
    )
    player = played(CORA, *CONNECTED, *second, start=Start(both))
    found = player.names.record("cora in crm in invoice")
    assert (found.ref.app, found.contact_name) == ("invoice", "Cora")
    assert player.names.of(found.ref) == "cora in crm in invoice"


def test_a_contact_that_became_a_lead_has_it_for_a_counterpart():
    assert called(played(*LEADS), "ann in marketinghub") == "ann@x.example"


def test_a_lead_keeps_its_name_when_its_contact_is_deleted():
    daily = do("schedule", sync="all", frequency="daily", at="12:00")
    player = played(*LEADS[:-1], daily, LEADS[-1], do("delete", record="ann"), do("advance", days=2))
    assert list(player.world.sync_services("invoice")["all"].links) == []
    assert player.names.record("ann in marketinghub").ref.module == "Leads"


def test_a_lead_is_called_after_its_contact():
    player = played(*LEADS)
    assert player.names.all("marketinghub.leads") == ["ann in marketinghub"]


def test_every_live_record_with_a_name_is_told_oldest_first():
    player = played(CORA, ACME, BOLT, *CONNECTED, do("delete", record="bolt"))
    assert player.names.all("finance.customers") == ["cora", "acme in books", "bolt in books"]
    assert player.names.all("crm.accounts") == ["acme", "cora in crm"]


def test_a_record_nobody_named_has_no_name():
    player = played()
    other = player.world.crm.accounts.create(Account_Name="Other")
    assert player.names.of(other.ref) is None
    assert player.names.of(Ref("books", "customers", "1")) is None


def test_a_counterpart_can_be_named_in_a_field():
    invoice = do(
        "create",
        name="bill",
        module="finance.invoices",
        fields={"customer_id": Named("acme in books"), "lines": ({"name": "Work"},)},
    )
    assert str(played(ACME, *CONNECTED, invoice).results[-1]) == "done"


def test_a_further_organisation_goes_by_the_name_it_was_given():
    steps = (
        do("grant_multi_organisation", product="books"),
        do("create_organisation", name="branch", product="books", called="Branch"),
        do("create", name="dora", module="branch.customers", fields={"contact_name": "Dora"}),
        do("export_and_load"),
        do("update", record="dora", fields={"phone": "1"}),
    )
    player = played(*steps)
    assert [each.outcome.value for each in player.results] == ["done"] * 5
    assert player.names.record("dora").ref.app == "books-2"


def test_the_counterpart_in_a_further_organisation_is_called_after_its_name():
    steps = (
        do("grant_multi_organisation", product="books"),
        do("create_organisation", name="branch", product="books", called="Branch"),
        ACME,
        *CONNECTED,
        do("connect", product="branch"),
        do("configure", product="branch", sync="customers", choices={"module": "accounts"}),
        do("save_and_sync", product="branch", sync="customers"),
    )
    assert played(*steps).names.all("branch.customers") == ["acme in branch"]


def test_somebody_else_may_act_in_the_crm():
    rita = do("create_user", app="crm", user="Rita")
    player = played(ACME, rita, do("update", record="acme", by="Rita", fields={"Phone": "2"}))
    assert player.world.journal.since(0)[-1].actor == "Rita"


def test_somebody_else_may_act_in_finance():
    rita = do("create_user", app="books", user="Rita", email="rita@books.example")
    player = played(CORA, rita, do("update", record="cora", by="Rita", fields={"phone": "2"}))
    assert player.world.journal.since(0)[-1].actor == "Rita"


def test_nobody_else_acts_in_marketinghub():
    news = do("create", name="news", module="marketinghub.lists", by="Rita", fields={"name": "News"})
    assert "has one user who acts" in str(played(news).results[-1])


def test_a_deleted_record_is_restored_by_its_name():
    assert played(ACME, do("delete", record="acme"), do("restore", record="acme")).names.record("acme").alive


def test_the_present_key_is_given_to_a_connection():
    steps = (*CONNECTED, do("generate_zsc_key", app="crm"), do("update_credentials", key="present"), SYNC)
    player = played(ACME, *steps)
    assert [run.grade for run in player.world.runs()] == ["done", "done"]


def test_a_wrong_key_is_refused():
    assert str(played(*CONNECTED, do("update_credentials", key="0" * 32)).results[-1]).startswith("refused: ")


def test_the_present_account_of_a_source_is_entered():
    steps = (
        do("set_email", app="invoice", email="new@invoice.example"),
        do("update_account", email="present", key="present"),
        do("activate_sync", sync="all"),
    )
    schedule = do("edit_retrieval", sync="all", frequency="daily")
    assert str(played(*LEADS, schedule, *steps).results[-1]) == "done"
