from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from zsim.fakes.crm import Crm
from zsim.fakes.store import LoadReport, Rejected
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials
from zsim.ports.errors import InvalidData, NoPermission, NotAllowed, NotFound
from zsim.ports.records import DeletionCause
from zsim.ports.schema import FieldType


@pytest.fixture
def acme(crm: Crm) -> Handle:
    """An account."""
    return crm.accounts.create(Account_Name="Acme")


@pytest.fixture
def rita(crm: Crm, acme: Handle) -> Handle:
    """A contact of the account."""
    return crm.contacts.create(Last_Name="Rita", Account_Name=acme)


def test_a_deal_keeps_what_it_is_given(crm: Crm, acme: Handle, rita: Handle) -> None:
    given = {"Amount": Decimal("9.50"), "Closing_Date": date(2026, 3, 1), "Type": "New Business", "Next_Step": "Call"}
    more = {"Lead_Source": "Cold Call", "Description": "Heavy", "Stage": "Value Proposition", "Probability": 55}
    deal = crm.deals.create(Deal_Name="100 anvils", Account_Name=acme, Contact_Name=rita, **given, **more)
    assert {name: deal.fields[name] for name in (*given, *more)} == {**given, **more}
    assert (deal.Account_Name, deal.Contact_Name, deal.Owner) == (acme, rita, crm.user.id)
    assert repr(deal) == f"<deal '100 anvils' in crm, id {deal.id}>"


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({}, "Deal_Name", "MANDATORY_NOT_FOUND"),
        ({"Deal_Name": " "}, "Deal_Name", "MANDATORY_NOT_FOUND"),
        ({"Deal_Name": "Anvils", "Stage": "Hopeless"}, "Stage", "INVALID_DATA"),
        ({"Deal_Name": "Anvils", "Stage": 1}, "Stage", "INVALID_DATA"),
        ({"Deal_Name": "Anvils", "Amount": "9"}, "Amount", "INVALID_DATA"),
        ({"Deal_Name": "Anvils", "Probability": 101}, "Probability", "INVALID_DATA"),
        ({"Deal_Name": "Anvils", "Probability": -1}, "Probability", "INVALID_DATA"),
        ({"Deal_Name": "Anvils", "Closing_Date": "2026-03-01"}, "Closing_Date", "INVALID_DATA"),
        ({"Deal_Name": "Anvils", "Account_Name": "123"}, "Account_Name", "INVALID_DATA"),
        ({"Deal_Name": "Anvils", "Potential_Name": "Anvils"}, "Potential_Name", "INVALID_DATA"),
    ],
)
def test_what_does_not_fit_the_fields_is_refused(crm: Crm, fields: dict[str, object], field: str, code: str) -> None:
    before = crm.export()
    with pytest.raises(InvalidData) as refused:
        crm.deals.create(**fields)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert crm.export() == before


def test_a_deal_begins_in_the_first_stage(crm: Crm) -> None:
    deal = crm.deals.create(Deal_Name="Anvils")
    assert (deal.Stage, deal.Probability) == ("Qualification", 10)


def test_the_probability_follows_the_stage_unless_one_is_given(crm: Crm) -> None:
    deal = crm.deals.create(Deal_Name="Anvils", Stage="Negotiation/Review")
    assert deal.Probability == 90
    crm.deals.update(deal, Probability=50)
    assert crm.deals.update(deal, Stage="Negotiation/Review").Probability == 50
    assert crm.deals.update(deal, Amount=5).Probability == 50
    assert crm.deals.update(deal, Probability=None).Probability == 90
    assert crm.deals.update(deal, Stage="Value Proposition", Probability=50).Probability == 50
    assert crm.deals.update(deal, Stage="Closed Won").Probability == 100


def test_an_entered_probability_is_left_behind_with_its_stage(crm: Crm) -> None:
    deal = crm.deals.create(Deal_Name="Anvils", Stage="Negotiation/Review", Probability=50)
    crm.deals.update(deal, Stage="Value Proposition")
    crm.stages.update("Value Proposition", probability=45)
    assert crm.deals.update(deal, Amount=5).Probability == 45


def test_the_options_of_the_field_are_the_stages_and_nothing_else(crm: Crm) -> None:
    with pytest.raises(NotAllowed, match=r"world\.crm\.stages\.create\(name, probability=\) adds one"):
        crm.deals.set_options("Stage", "Dreaming", "Closed Won")
    crm.deals.set_options("Type", "Old")
    assert crm.deals.create(Deal_Name="Anvils", Type="Old").Type == "Old"


def test_several_deals_are_updated_at_once_and_the_first_refused_ends_it(crm: Crm) -> None:
    deals = [crm.deals.create(Deal_Name=each) for each in ("Anvils", "Ropes", "Saws")]
    assert crm.deals.mass_update(deals, Stage="Closed Lost") == deals
    assert [each.Probability for each in deals] == [0, 0, 0]
    crm.deals.delete(deals[1])
    with pytest.raises(NotFound):
        crm.deals.mass_update(deals, Stage="Closed Won")
    assert (deals[0].Stage, deals[2].Stage) == ("Closed Won", "Closed Lost")


@pytest.mark.parametrize("empty", [None, ""])
def test_a_deal_stands_in_a_stage_always(crm: Crm, empty: str | None) -> None:
    deal = crm.deals.create(Deal_Name="Anvils")
    with pytest.raises(InvalidData, match="take one of Qualification, ") as refused:
        crm.deals.update(deal, Stage=empty)
    assert refused.value.field == "Stage"
    assert deal.Stage == "Qualification"


def test_the_fields_carry_the_labels_of_the_screens(crm: Crm) -> None:
    schema = crm.modules["Deals"].schema
    assert {name: schema[name].label for name in ("Deal_Name", "Probability", "Owner", "Closing_Date")} == {
        "Deal_Name": "Deal Name",
        "Probability": "Probability (%)",
        "Owner": "Deal Owner",
        "Closing_Date": "Closing Date",
    }
    assert (schema["Account_Name"].lookup, schema["Contact_Name"].lookup) == ("Accounts", "Contacts")
    assert schema["Amount"].type is FieldType.CURRENCY


def test_a_deleted_account_or_contact_leaves_its_deals_behind(crm: Crm, acme: Handle, rita: Handle) -> None:
    deal = crm.deals.create(Deal_Name="Anvils", Account_Name=acme, Contact_Name=rita)
    crm.accounts.delete(acme)
    assert (deal.Account_Name, deal.Contact_Name) == (None, rita)
    crm.contacts.delete(rita)
    assert deal.Contact_Name is None
    crm.accounts.restore(acme)
    assert deal.Account_Name is None


def test_a_restored_deal_does_not_point_to_an_account_that_is_gone(crm: Crm, acme: Handle) -> None:
    deal = crm.deals.create(Deal_Name="Anvils", Account_Name=acme)
    crm.deals.delete(deal)
    crm.accounts.delete(acme)
    assert crm.deals.restore(deal).Account_Name is None


def test_a_merge_hands_the_deals_to_the_winner(crm: Crm, acme: Handle, rita: Handle) -> None:
    other, twin = crm.accounts.create(Account_Name="Acme Inc"), crm.contacts.create(Last_Name="Rita")
    deal = crm.deals.create(Deal_Name="Anvils", Account_Name=other, Contact_Name=twin)
    crm.accounts.merge(acme, other)
    crm.contacts.merge(rita, twin)
    assert (deal.Account_Name, deal.Contact_Name) == (acme, rita)


def test_merged_deals_become_one(crm: Crm) -> None:
    deal, twin = (crm.deals.create(Deal_Name="Anvils") for _ in range(2))
    assert crm.deals.merge(deal, twin) == deal
    (deletion,) = crm.modules["Deals"].table.deleted(None, None, 10).deletions
    assert (deletion.ref, deletion.cause, deletion.winner) == (twin.ref, DeletionCause.MERGED, deal.id)


def test_the_port_lists_the_deals_of_accounts_and_of_contacts(crm: Crm, acme: Handle, rita: Handle) -> None:
    wayne = crm.accounts.create(Account_Name="Wayne")
    first = crm.deals.create(Deal_Name="Anvils", Account_Name=acme)
    second = crm.deals.create(Deal_Name="Ropes", Account_Name=wayne, Contact_Name=rita)
    third = crm.deals.create(Deal_Name="Saws", Account_Name=acme, Contact_Name=rita)
    crm.deals.create(Deal_Name="Nobody's")
    port = crm.gate.open("invoice", Credentials(crm.email, crm.generate_zsc_key()))

    def found(field: str, *values: str) -> list[str]:
        return [each.id for each in port.search("Deals", field, values)]

    assert found("Account_Name", acme.id) == [first.id, third.id]
    assert found("Account_Name", wayne.id, acme.id) == [first.id, second.id, third.id]
    assert found("Contact_Name", rita.id) == [second.id, third.id]
    assert found("Deal_Name", "ANVILS") == [first.id]
    assert [each.name for each in port.views("Deals")] == ["All Deals", "My Deals"]


def test_a_view_picks_the_deals_that_are_won(crm: Crm) -> None:
    won = crm.deals.create(Deal_Name="Anvils", Stage="Closed Won")
    crm.deals.create(Deal_Name="Ropes")
    assert crm.deals.views.records(crm.deals.views.create("Won", ("Stage", "is", "Closed Won"))) == [won]


def test_a_profile_hides_deals_from_people_and_from_products_that_sync(crm: Crm) -> None:
    crm.profiles.create("Support", hidden_modules=("Deals",))
    rita = crm.users.create("Rita", profile="Support")
    with pytest.raises(NoPermission, match="hides it"):
        crm.as_user("Rita").deals.create(Deal_Name="Anvils")
    port = crm.gate.open("billing", Credentials(rita.email, None))
    with pytest.raises(NoPermission, match="Deals"):
        port.search("Deals", "Account_Name", ["1"])


def test_an_export_of_deals_loads_as_it_is(crm: Crm, acme: Handle, rita: Handle) -> None:
    report = crm.deals.load_csv(
        [
            "Record Id,Deal Name,Account Name,Contact Name,Stage,Amount,Closing Date,Probability (%)",
            "zcrm_1,Anvils,acme,Rita,Closed Won,9.50,2026-03-01,",
            "zcrm_2,Ropes,Acmee,,,,,",
        ]
    )
    near = "'Account Name': no account is called 'Acmee'; there is 'Acme'"
    assert report == LoadReport(1, (Rejected(3, near),))
    (deal,) = crm.deals.all()
    assert (deal.Account_Name, deal.Contact_Name, deal.Amount, deal.Probability) == (acme, rita, Decimal("9.50"), 100)


def test_a_deal_is_with_an_account_not_with_a_vendor(crm: Crm) -> None:
    with pytest.raises(UsageError, match="a record of Accounts"):
        crm.deals.create(Deal_Name="Anvils", Account_Name=crm.vendors.create(Vendor_Name="Acme"))


def test_a_crm_without_deals_makes_nothing_of_them(crm: Crm, acme: Handle) -> None:
    crm.accounts.delete(acme)
    assert [each.name for each in crm._state.modules.made()] == ["Accounts"]
