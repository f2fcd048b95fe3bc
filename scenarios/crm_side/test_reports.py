"""Reports of the CRM over the modules of the Zoho Finance section."""

from __future__ import annotations

from decimal import Decimal

from scenarios.transactions._setup import ADVICE, customer, shown
from zsim import World, given, scenario, then, when


@scenario(covers=["COL-03"])
def test_a_custom_report_holds_finances_and_the_crms_data(world: World, product: str) -> None:
    """Totals and states of finance stand beside a deal's amount, an account's phone and a custom field of it."""
    with given("documents made in finance and in the CRM, one of them for a deal, and a custom field of accounts"):
        _, acme = shown(world, product)
        crm = world.crm
        crm.accounts.add_field("Region", label="Region")
        crm.accounts.update(acme, Region="West")
        deal = crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Amount=900)
        for name in ("estimates", "invoices"):
            getattr(world[product], name).create(customer=customer(world, product), lines=ADVICE)
            getattr(crm.zoho_finance, name).create(deal=deal, lines=ADVICE)
        world.settle()
    with when("a report over each module asks for all of it, where a deal is named or not"):
        columns = ["total", "Account_Name.Phone", "Account_Name.Region", "Deal_Name.Amount"]
        reports = [
            crm.reports.create(f"All {name}", module=f"zoho_finance.{name}", columns=columns, group="status")
            for name in ("estimates", "invoices")
        ]
    with then("each lists both documents, with what the CRM has beside them"):
        for each in reports:
            rows = sorted([tuple(row.values()) for row in each.rows()], key=str)
            assert rows == [(100, "111", "West", 900), (100, "111", "West", None)]
            assert each.totals()[-1].sums["total"] == Decimal(200)
    with when("one is marked as sent in finance"):
        world[product].invoices.all()[0].mark_sent()
        world.settle()
    with then("the report has it in another group"):
        assert sorted([each.group for each in reports[1].totals()]) == ["all", "draft", "sent"]


@scenario(covers=["COL-04"])
def test_predefined_reports_are_there_and_can_be_edited(world: World, product: str) -> None:
    """Invoices and quotes by status come with the CRM; edited, they show the account's phone as well."""
    with given("a quote and an invoice of Acme"):
        shown(world, product)
        for name in ("estimates", "invoices"):
            getattr(world[product], name).create(customer=customer(world, product), lines=ADVICE)
        world.settle()
        reports = [world.crm.reports[each] for each in ("Quotes by Status", "Invoices by Status")]
        assert all(each.predefined for each in reports)
        assert [[row["total"] for row in each.rows()] for each in reports] == [[100], [100]]
    with when("both are edited to show the phone of the account"):
        for each in reports:
            world.crm.reports.update(each, columns=["total", "Account_Name.Phone"])
    with then("they hold finance's data and the CRM's"):
        assert [[tuple(row.values()) for row in each.rows()] for each in reports] == [[(100, "111")], [(100, "111")]]
