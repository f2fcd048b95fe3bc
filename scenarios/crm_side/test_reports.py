"""Reports of the CRM over the modules of the Zoho Finance section."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scenarios.transactions._setup import ADVICE, customer, shown
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import NotAllowed

SURVEYS = [
    (3, "South", 10, 3, False),
    (2, "North", 5, 1, False),
    (3, "South", 7, None, False),
    (1, "East", 99, 9, True),
    (9, None, 9, 2, False),
]
"""The day of the visit, the region, the deposit and the pieces of five invoices, and whether each is insured."""


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


def surveyed(world: World, product: str) -> Handle:
    """Invoices of 100 with fields of finance's own: a region, a deposit, pieces, whether insured, a visit; and Acme."""
    _, acme = shown(world, product)
    invoices = world[product].invoices
    invoices.add_field("cf_region", label="Region", type="picklist", options=["North", "South", "East"])
    invoices.add_field("cf_deposit", label="Deposit", type="currency")
    invoices.add_field("cf_pieces", label="Pieces", type="integer")
    invoices.add_field("cf_insured", label="Insured", type="boolean")
    invoices.add_field("cf_visit", label="Visit", type="date")
    for day, region, deposit, pieces, insured in SURVEYS:
        own = {"cf_region": region, "cf_deposit": deposit, "cf_pieces": pieces, "cf_insured": insured}
        visit = date(2026, 2, day)
        invoices.create(customer=customer(world, product), lines=ADVICE, cf_visit=visit, **own)
    world.settle()
    return acme


@scenario(covers=["COL-03"])
def test_a_report_filters_groups_and_adds_up_custom_fields_of_finance(world: World, product: str) -> None:
    """By region, what was deposited for how many pieces: finance's own fields, beside the account's phone."""
    with given("five invoices with fields of finance's own"):
        surveyed(world, product)
    with when("a report groups them by region, without those that are insured or visited late"):
        report = world.crm.reports.create(
            "Deposits by region",
            module="zoho_finance.invoices",
            columns=["invoice_number", "cf_deposit", "cf_pieces", "cf_visit", "Account_Name.Phone"],
            where=[("cf_insured", "is", False), ("cf_visit", "<", date(2026, 2, 4)), ("cf_deposit", ">", 8)],
            pattern="(1 and (2 or 3))",
            group="cf_region",
        )
    with then("the groups stand in the order of the region's options, what has no region last"):
        told = [(row["invoice_number"], row["cf_deposit"], row["Account_Name.Phone"]) for row in report.rows()]
        assert told == [
            ("INV-000002", 5, "111"),
            ("INV-000001", 10, "111"),
            ("INV-000003", 7, "111"),
            ("INV-000005", 9, "111"),
        ]
    with then("each group and all of them have their sums, of money and of pieces"):
        assert [(each.group, each.rows, dict(each.sums)) for each in report.totals()] == [
            ("North", 1, {"cf_deposit": 5, "cf_pieces": 1}),
            ("South", 2, {"cf_deposit": 17, "cf_pieces": 3}),
            ("", 1, {"cf_deposit": 9, "cf_pieces": 2}),
            ("all", 4, {"cf_deposit": 31, "cf_pieces": 6}),
        ]
    with then("printed, it says so in the words of the fields"):
        assert str(report).splitlines()[:3] == [
            "report 'Deposits by region' over Zoho Finance Invoices in the CRM",
            "Region  Invoice Number  Deposit  Pieces  Visit       Account Name: Phone",
            "North   INV-000002        5 INR       1  2026-02-02  111",
        ]
        assert str(report).splitlines()[-2:] == ["none: 1, Deposit 9, Pieces 2", "all: 4, Deposit 31, Pieces 6"]
    with when("finance changes the region and the deposit of one"):
        world[product].invoices.update(world[product].invoices.all()[0], cf_region="North", cf_deposit=20)
        world.settle()
    with then("it counts there"):
        assert dict(report.totals()[0].sums) == {"cf_deposit": 25, "cf_pieces": 4}


@scenario(covers=["COL-03", "TXN-11"], products=["books"])
def test_orders_report_their_own_fields(world: World, product: str) -> None:
    """Sales and purchase orders of Books have fields of their own, grouped by and filtered in reports of the CRM."""
    with given("orders of both sorts with a warehouse"):
        world.crm.vendors.create(Vendor_Name="Mill")
        shown(world, product)
        books = world.books
        sides = {"sales_orders": {"customer": customer(world, product)}}
        sides["purchase_orders"] = {"vendor": books.vendors.one(contact_name="Mill")}
        for name, party in sides.items():
            orders = getattr(books, name)
            orders.add_field("cf_warehouse", label="Warehouse")
            for warehouse in ("Pune", "Goa", "Pune"):
                orders.create(**party, lines=ADVICE, cf_warehouse=warehouse)
        world.settle()
    with when("a report over each lists what is not for Goa, by warehouse"):
        reports = {
            name: world.crm.reports.create(
                name,
                module=f"zoho_finance.{name}",
                columns=[whose, "total"],
                where=[("cf_warehouse", "isn't", "Goa")],
                group="cf_warehouse",
            )
            for name, whose in (("sales_orders", "Account_Name"), ("purchase_orders", "Vendor_Name"))
        }
    with then("two orders of each are there, with their party and their sum"):
        for name, whose in (("sales_orders", "Acme"), ("purchase_orders", "Mill")):
            assert [tuple(row.values()) for row in reports[name].rows()] == [(whose, 100)] * 2
            assert [(each.group, each.sums["total"]) for each in reports[name].totals()] == [
                ("Pune", 200),
                ("all", 200),
            ]


@scenario(covers=["COL-04"])
def test_a_predefined_report_takes_custom_fields_filters_and_groups(world: World, product: str) -> None:
    """'Invoices by Status' is edited to group by finance's own region and to leave out the insured; it stays one."""
    with given("five invoices with fields of finance's own"):
        acme = surveyed(world, product)
        world.crm.accounts.update(acme, Phone="222")
    with when("the predefined report is edited"):
        world.crm.reports.update(
            "Invoices by Status",
            columns=["cf_deposit", "Account_Name.Phone"],
            where=[("cf_insured", "is", False)],
            group="cf_region",
        )
    with then("it shows finance's data and the CRM's, by region"):
        report = world.crm.reports["Invoices by Status"]
        assert report.predefined
        assert [tuple(row.values()) for row in report.rows()] == [(5, "222"), (10, "222"), (7, "222"), (9, "222")]
        assert [(each.group, each.sums["cf_deposit"]) for each in report.totals()] == [
            ("North", 5),
            ("South", 17),
            ("", 9),
            ("all", 31),
        ]
    with then("it is not deleted"), pytest.raises(NotAllowed, match="predefined and stays"):
        world.crm.reports.delete("Invoices by Status")


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
