"""Reports: columns, filters, groups and totals, as a table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zsim.fakes.crm import Crm
from zsim.fakes.crm.reports import PREDEFINED
from zsim.kernel.errors import UsageError
from zsim.ports.errors import DuplicateValue, NoPermission, NotAllowed


@pytest.fixture
def filled(crm: Crm) -> Crm:
    """A CRM with an account and three deals."""
    acme = crm.accounts.create(Account_Name="Acme", Phone="111")
    crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Amount=Decimal("900.50"), Stage="Closed Won")
    crm.deals.create(Deal_Name="Roof", Amount=100, Stage="Qualification")
    crm.deals.create(Deal_Name="Wall", Account_Name=acme, Stage="Qualification")
    return crm


def test_a_report_is_a_table_of_what_it_asks_for(filled: Crm) -> None:
    columns = ["Deal_Name", "Account_Name", "Account_Name.Phone", "Amount", "Owner"]
    report = filled.reports.create("Open", module="deals", columns=columns, where=[("Deal_Name", "isn't", "Wall")])
    assert report.rows() == (
        dict(zip(columns, ("Fit-out", "Acme", "111", Decimal("900.50"), "Administrator"), strict=True)),
        dict(zip(columns, ("Roof", None, None, 100, "Administrator"), strict=True)),
    )
    assert str(report).splitlines() == [
        "report 'Open' over Deals in the CRM",
        "Deal Name  Account Name  Account Name: Phone  Amount  Deal Owner",
        "Fit-out    Acme          111                  900.50  Administrator",
        "Roof                                             100  Administrator",
        "all: 2, Amount 1000.50",
    ]


def test_groups_stand_in_the_order_of_their_options_with_their_totals(filled: Crm) -> None:
    report = filled.reports.create("By stage", module="Deals", columns="Deal_Name, Amount", group="Stage")
    assert [each["Deal_Name"] for each in report.rows()] == ["Roof", "Wall", "Fit-out"]
    assert [(each.group, each.rows, each.sums) for each in report.totals()] == [
        ("Qualification", 2, {"Amount": 100}),
        ("Closed Won", 1, {"Amount": Decimal("900.50")}),
        ("all", 3, {"Amount": Decimal("1000.50")}),
    ]
    assert str(report.totals()[0]) == "Qualification: 2, Amount 100"


def test_money_of_several_currencies_is_not_added_up(crm: Crm) -> None:
    crm.enable_multi_currency()
    for code, amount in (("INR", 5), ("USD", 7), ("INR", 1)):
        crm.deals.create(Deal_Name=code, Amount=amount, Currency=code)
    report = crm.reports.create("Money", module="deals", columns="Amount")
    assert report.totals()[0].sums == {"Amount": 6, "Amount (USD)": 7}
    assert [each.strip() for each in str(report).splitlines()[2:5]] == ["5 INR", "7 USD", "1 INR"]


def test_numbers_add_up_and_percentages_do_not(crm: Crm) -> None:
    crm.deals.add_field("Floors", type="integer", label="How many floors")
    for floors in (2, 3):
        crm.deals.create(Deal_Name="Fit-out", Floors=floors, Probability=20)
    total = crm.reports.create("Floors", module="deals", columns="Floors, Probability").totals()[0]
    assert (total.sums, str(total)) == ({"Floors": 5}, "all: 2, How many floors 5")


def test_a_report_tells_what_the_records_hold_now(filled: Crm) -> None:
    report = filled.reports.create("Won", module="deals", columns="Deal_Name", where=[("Stage", "is", "Closed Won")])
    filled.deals.update(filled.deals.one(Deal_Name="Roof"), Stage="Closed Won")
    filled.deals.delete(filled.deals.one(Deal_Name="Fit-out"))
    assert [each["Deal_Name"] for each in report.rows()] == ["Roof"]


def test_a_report_is_edited_and_deleted(filled: Crm) -> None:
    report = filled.reports.create("Open", module="deals", columns="Deal_Name", group="Stage")
    before = report.criteria
    filled.reports.update(report, columns=["Amount"])
    assert (report.columns, report.group, report.criteria) == (("Amount",), "Stage", before)
    filled.reports.update("Open", group="", where=[("Amount", ">", 100), ("Amount", "is empty")], pattern="(1 or 2)")
    assert (report.group, [each["Amount"] for each in report.rows()]) == (None, [Decimal("900.50"), None])
    filled.reports.delete(report)
    with pytest.raises(UsageError, match="there is none"):
        report.rows()


def test_those_the_crm_came_with_are_edited_and_stay(filled: Crm) -> None:
    assert [each.name for each in filled.reports.all()][:2] == ["Deals by Stage", "Contact Mailing List"]
    filled.reports.update("Deals by Stage", columns=["Deal_Name", "Account_Name.Industry"])
    assert filled.reports["Deals by Stage"].predefined
    with pytest.raises(NotAllowed, match="is predefined and stays"):
        filled.reports.delete("Deals by Stage")


def test_every_predefined_report_can_be_made_of_its_module(crm: Crm) -> None:
    for each in PREDEFINED.values():
        if each.module in crm.modules:
            assert crm.reports.create(f"My {each.name}", module=each.module, columns=each.columns, group=each.group)


def test_the_section_s_modules_go_by_its_name_and_are_closed_until_enabled(crm: Crm) -> None:
    report = crm.reports.create("Bills", module="zoho_finance.invoices", columns=["Account_Name.Phone", "total"])
    assert report.module == "Finance_Invoices"
    with pytest.raises(NotAllowed, match="the CRM shows no invoices of finance; enable them first"):
        report.rows()
    crm.registry.show_transactions("books", ("invoices",))
    assert report.rows() == ()
    crm.profiles.create("Sales")
    crm.users.create("Rita", profile="Sales")
    crm.profiles.deny("Sales", "invoices", "view")
    with pytest.raises(NoPermission, match="Rita may not view invoices"):
        crm.as_user("Rita").reports["Bills"].rows()


def test_what_is_followed_into_a_hidden_module_is_refused(filled: Crm) -> None:
    report = filled.reports.create("Open", module="deals", columns="Account_Name.Phone")
    filled.profiles.create("Sales", hidden_modules="Accounts")
    filled.users.create("Rita", profile="Sales")
    with pytest.raises(NoPermission, match="Rita may not read Accounts: the profile Sales hides it"):
        print(filled.as_user("Rita").reports["Open"])  # noqa: T201
    assert len(report.rows()) == 3


def test_disabling_drops_what_is_over_the_section_and_nothing_else(crm: Crm) -> None:
    crm.reports.create("Bills", module="Finance_Invoices", columns="total")
    crm.reports.create("Open", module="deals", columns="Amount")
    crm.reports.update("Invoices by Status", columns=["total"])
    assert crm._state.reports.forget(("Finance_Invoices",)) == ["Bills"]
    assert [each.name for each in crm.reports.all()] == [
        "Deals by Stage",
        "Contact Mailing List",
        "Invoices by Status",
        "Quotes by Status",
        "Open",
    ]
    assert crm.reports["Invoices by Status"].columns == PREDEFINED["Invoices by Status"].columns


def test_a_field_that_a_report_asks_for_is_not_removed(crm: Crm) -> None:
    crm.accounts.add_field("Region")
    crm.reports.create("Where", module="deals", columns="Account_Name.Region")
    with pytest.raises(NotAllowed, match="asked for by the report 'Where'"):
        crm.accounts.remove_field("Region")
    crm.deals.remove_field("Probability")
    assert crm.reports["Deals by Stage"].rows() == ()


def test_what_cannot_be_answered_is_refused_with_near_names(crm: Crm) -> None:
    crm.reports.create("Open", module="deals", columns="Amount")
    before = crm.export()
    make = crm.reports.create
    for wrong, right in (
        (lambda: make("R", module="deels", columns="Amount"), "did you mean 'Deals'"),
        (lambda: make("R", module="deals", columns="Amout"), "did you mean 'Amount'"),
        (lambda: make("R", module="deals", columns="Account_Name.Fone"), "or 'Phone'"),
        (lambda: make("R", module="deals", columns="Amount.Phone"), "Amount looks up no record"),
        (lambda: make("R", module="deals", columns="Owner.email"), "Owner looks up no record"),
        (lambda: make("R", module="deals", columns=[]), "no columns"),
        (lambda: make("R", module="deals", columns="Amount", group="Stge"), "did you mean 'Stage'"),
        (lambda: make("R", module="deals", columns="Amount", where=[("Stage", "is", "Wn")]), "no such option"),
        (
            lambda: make("R", module="deals", columns="Amount", where=[("Phone", "is", "1")]),
            "a report of Accounts",
        ),
        (lambda: crm.reports.update("Open", pattern="1"), "name them in `where`"),
        (lambda: crm.reports.update("Opn", columns="Amount"), "did you mean 'Open'"),
    ):
        with pytest.raises(UsageError, match=right):
            wrong()
    with pytest.raises(DuplicateValue, match="there is a report 'Open' already"):
        make("Open", module="deals", columns="Amount")
    assert crm.export() == before
