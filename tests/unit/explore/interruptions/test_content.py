"""What a world holds, in words."""

from __future__ import annotations

from tests.unit.explore.interruptions.samples import ACME, ADA, CORA, RUN, case, connected
from zsim.explore.interruptions.content import content_of, difference
from zsim.explore.interruptions.fact import Content
from zsim.explore.script import Named, ScriptStep, do, play

DAY = do("advance", days=1)


def held(*steps: ScriptStep) -> Content:
    """What a world holds after these steps."""
    played = play(case(*steps, DAY).script)
    return content_of(played.world, ("books",))


def test_a_record_made_later_and_under_another_id_is_the_same():
    other = do("create", name="other", module="crm.accounts", fields={"Account_Name": "Other"})
    assert held(ACME) == held(DAY, other, do("delete", record="other"), ACME)


def test_an_edit_is_told():
    edited = held(ACME, do("update", record="acme", fields={"Phone": "2"}))
    assert difference(edited, held(ACME)) == (
        "there is crm's Accounts 'Acme': Account_Name 'Acme', Phone '2'",
        "there is no crm's Accounts 'Acme': Account_Name 'Acme', Phone '1'",
    )


def test_a_second_record_of_the_same_content_is_told():
    twin = do("create", name="twin", module="crm.accounts", fields={"Account_Name": "Acme", "Phone": "1"})
    assert difference(held(ACME, twin), held(ACME)) == (
        "there is crm's Accounts 'Acme': Account_Name 'Acme', Phone '1'",
    )


def test_what_a_record_hangs_on_is_told_by_its_name():
    assert "Account_Name -> Acme" in " ".join(map(str, held(ACME, ADA)))


def test_links_are_told_with_the_side_they_were_born_on():
    facts = [str(each) for each in held(ACME, CORA, *connected(), *RUN)]
    assert "books's link of accounts 'Acme' and 'Acme': born in crm" in facts
    assert "books's link of accounts 'Cora' and 'Cora': born in finance" in facts


def test_what_is_remembered_of_a_live_record_is_told():
    facts = [str(each) for each in held(CORA, *connected(), *RUN, do("delete", record="cora in crm"))]
    assert "books's memory of customers 'Cora': is deleted in the CRM, kept in finance" in facts


def test_a_customer_put_aside_for_its_invoices_is_remembered():
    invoice = do(
        "create",
        name="bill",
        module="finance.invoices",
        fields={"customer_id": Named("acme in books"), "lines": ({"name": "Work"},)},
    )
    facts = [str(each) for each in held(ACME, *connected(), *RUN, invoice, do("delete", record="acme"))]
    assert "books's memory of customers 'Acme': is deleted in the CRM, inactive in finance" in facts


def test_leads_are_told_with_their_links_and_suppressions():
    ann = do("create", name="ann", module="invoice.customers", fields={"contact_name": "Ann", "email": "ann@x.example"})
    steps = (
        ann,
        do("create", name="news", module="marketinghub.lists", fields={"name": "News"}),
        do("connect_marketinghub"),
        do("new_sync", sync="all", mailing_list="news"),
        do("initiate", sync="all"),
        do("advance", hours=1),
        do("bounce", record="ann in marketinghub", hard=True),
    )
    played = play(case(*steps, DAY).script)
    facts = [str(each) for each in content_of(played.world, ("invoice",))]
    assert "the link of 'all' 'Ann' and 'ann@x.example'" in facts
    assert any(each.startswith("marketinghub's Suppressions") and "'bounced'" in each for each in facts)
